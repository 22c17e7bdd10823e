#include "judge/pipeline/expectations.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

#include "judge/pipeline/aggregate.hpp"
#include "support/expectations.hpp"

namespace {

using namespace judge;
using judge::testing::accepted_everywhere;
using judge::testing::expecting;
using judge::testing::sentences;
using judge::testing::wrong_somewhere;

submission_result judged(std::initializer_list<verdict> verdicts) {
  submission_result out;
  for (const auto is : verdicts) {
    out.cases.push_back({});
    out.cases.back().name = "case " + std::to_string(out.cases.size());
    out.cases.back().is = is;
  }
  out.is = aggregate(out.cases);
  return out;
}

std::string why_not(std::initializer_list<verdict> verdicts, const expectation& expected) {
  return sentences(why_not_met(judged(verdicts), expected));
}

const expectation rejected = expecting(
    {}, {verdict::wrong_answer, verdict::time_limit, verdict::run_time_error}, "rejected");

TEST(WhyNotMet, AcceptedMeansEveryCase) {
  EXPECT_EQ(why_not({verdict::accepted}, accepted_everywhere()), "");
  EXPECT_EQ(why_not({verdict::accepted, verdict::wrong_answer}, accepted_everywhere()),
            "WA on case 2, where only AC is permitted");
}

TEST(WhyNotMet, WrongAnswerMeansOneAtLeastAndNothingElse) {
  EXPECT_EQ(why_not({verdict::wrong_answer, verdict::accepted}, wrong_somewhere()), "");
  EXPECT_EQ(why_not({verdict::accepted}, wrong_somewhere()), "no case gave WA");
  EXPECT_NE(why_not({verdict::wrong_answer, verdict::run_time_error}, wrong_somewhere()), "");
}

TEST(WhyNotMet, MemoryCountsAsARunTimeErrorWhereTheFormatKnowsNoOther) {
  const auto crash =
      expecting({verdict::accepted, verdict::run_time_error}, {verdict::run_time_error}, "RTE");
  EXPECT_EQ(why_not({verdict::memory_limit}, crash), "");
}

TEST(WhyNotMet, ACompileOrJudgeErrorMeetsNothing) {
  auto broken = judged({verdict::judge_error});
  EXPECT_EQ(sentences(why_not_met(broken, rejected)), "judge error on case 1");
  broken.is = verdict::compile_error;
  EXPECT_EQ(sentences(why_not_met(broken, rejected)), "it does not compile");
}

TEST(WhyNotMet, ACompileErrorThatIsWantedIsMet) {
  auto refused = judged({});
  refused.is = verdict::compile_error;
  const expectation wanted{.rules = {}, .overall = {verdict::compile_error}, .name = "CE"};
  EXPECT_EQ(sentences(why_not_met(refused, wanted)), "");
  EXPECT_NE(sentences(why_not_met(refused, rejected)), "");
}

}  // namespace

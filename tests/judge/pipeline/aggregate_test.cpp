#include "judge/pipeline/aggregate.hpp"
#include "judge/pipeline/judge_submission.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <initializer_list>
#include <vector>

namespace {

using namespace judge;

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

TEST(Aggregate, IsTheFirstThatIsNotAccepted) {
  EXPECT_EQ(judged({verdict::accepted, verdict::time_limit, verdict::wrong_answer}).is,
            verdict::time_limit);
  EXPECT_EQ(judged({verdict::accepted, verdict::accepted}).is, verdict::accepted);
}

TEST(Aggregate, AJudgeErrorWins) {
  EXPECT_EQ(judged({verdict::wrong_answer, verdict::judge_error}).is, verdict::judge_error);
}

TEST(Aggregate, NothingTriedIsNotAPass) {
  EXPECT_EQ(judged({}).is, verdict::judge_error);
  EXPECT_EQ(judged({verdict::skipped}).is, verdict::judge_error);
}

TEST(Folded, KnowsTheFourWordsOfTheFormats) {
  EXPECT_EQ(folded(verdict::memory_limit), verdict::run_time_error);
  EXPECT_EQ(folded(verdict::output_limit), verdict::run_time_error);
  EXPECT_EQ(folded(verdict::presentation_error), verdict::wrong_answer);
  EXPECT_EQ(folded(verdict::idle_limit), verdict::time_limit);
  EXPECT_EQ(folded(verdict::judge_error), verdict::judge_error);
}

TEST(ClassifyAgain, ReadsTheSameFactsUnderASmallerLimit) {
  submission_result once;
  once.cases.resize(2);
  once.cases[0].run.cpu_time = milliseconds(900);
  once.cases[0].check = check_outcome{};
  once.cases[1].run.cpu_time = milliseconds(100);
  once.cases[1].check = check_outcome{.is = check_outcome::answer::wrong, .message = "no"};
  case_limits limits;
  limits.time = milliseconds(1000);
  ASSERT_TRUE(classify_again(once, limits));
  EXPECT_EQ(once.cases[0].is, verdict::accepted);
  EXPECT_EQ(once.cases[1].message, "no");
  limits.time = milliseconds(500);
  ASSERT_TRUE(classify_again(once, limits));
  EXPECT_EQ(once.cases[0].is, verdict::time_limit);
  EXPECT_EQ(once.cases[1].is, verdict::wrong_answer);
  EXPECT_EQ(once.is, verdict::time_limit);
}

RC_GTEST_PROP(Aggregate, AcceptsOnlyWhereEveryCaseIsAccepted, ()) {
  const auto verdicts = *rc::gen::container<std::vector<verdict>>(
      rc::gen::element(verdict::accepted, verdict::accepted, verdict::wrong_answer,
                       verdict::time_limit, verdict::skipped));
  std::vector<case_result> cases;
  bool tried = false;
  bool clean = true;
  for (const auto is : verdicts) {
    cases.push_back({});
    cases.back().is = is;
    tried = tried || is != verdict::skipped;
    clean = clean && (is == verdict::accepted || is == verdict::skipped);
  }
  RC_ASSERT((aggregate(cases) == verdict::accepted) == (tried && clean));
}

}  // namespace

#include "judge/pipeline/expectations.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <limits>
#include <set>
#include <string>
#include <utility>
#include <vector>

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
  const expectation wanted{.rules = {{.name = "tag", .overall = {verdict::compile_error}}},
                           .name = "CE"};
  EXPECT_EQ(sentences(why_not_met(refused, wanted)), "");
  EXPECT_NE(sentences(why_not_met(refused, rejected)), "");
}

TEST(WhyNotMet, SaysEveryRuleThatIsBrokenAndTheCases) {
  const expectation expected{
      .rules = {{.name = "first", .permitted = {verdict::accepted}},
                {.name = "second", .required = {verdict::time_limit}},
                {.name = "third", .overall = {verdict::accepted, verdict::time_limit}},
                {.name = "kept", .permitted = {verdict::accepted, verdict::wrong_answer}}},
      .name = "AC"};
  const auto broken = why_not_met(
      judged({verdict::accepted, verdict::wrong_answer, verdict::presentation_error}), expected);
  ASSERT_EQ(broken.size(), 3U);
  EXPECT_EQ(broken[0].sentence, "WA on case 2 and 1 more, where only AC is permitted");
  EXPECT_EQ(broken[0].rule, "first");
  EXPECT_EQ(broken[0].cases, (std::vector<std::string>{"case 2", "case 3"}));
  EXPECT_EQ(broken[1].sentence, "no case gave TLE");
  EXPECT_EQ(broken[1].rule, "second");
  EXPECT_EQ(broken[2].sentence, "WA in all, where only AC or TLE is expected");
  EXPECT_EQ(broken[2].cases, std::vector<std::string>{"case 2"});
}

TEST(WhyNotMet, ALegacyFolderAsksForTheFirstFailureOnly) {
  const expectation wrong{.rules = {{.name = "wrong_answer/",
                                     .required = {verdict::wrong_answer},
                                     .overall = {verdict::wrong_answer}}},
                          .name = "WA"};
  EXPECT_EQ(why_not({verdict::wrong_answer, verdict::time_limit}, wrong), "");
  EXPECT_EQ(why_not({verdict::time_limit, verdict::wrong_answer}, wrong),
            "TLE in all, where only WA is expected");
}

TEST(WhyNotMet, ARuleForSomeCasesLeavesTheOthersAlone) {
  auto found = judged({verdict::wrong_answer, verdict::accepted});
  found.cases[0].name = "secret/a/1";
  found.cases[1].name = "secret/b/1";
  const auto only = [](const std::string& cases, std::set<verdict> permitted,
                       std::set<verdict> required) {
    return expectation{.rules = {{.name = "r",
                                  .cases = *glob::parse(cases),
                                  .permitted = std::move(permitted),
                                  .required = std::move(required)}},
                       .name = "r"};
  };
  const std::set<verdict> accepted{verdict::accepted};
  EXPECT_EQ(sentences(why_not_met(found, only("secret/b", accepted, accepted))), "");
  EXPECT_EQ(sentences(why_not_met(found, only("secret/a", accepted, {}))),
            "WA on secret/a/1, where only AC is permitted");
  EXPECT_EQ(sentences(why_not_met(found, only("secret/a", {}, accepted))),
            "no case of secret/a gave AC");
  // The reader of the package has said that there are none.
  EXPECT_EQ(sentences(why_not_met(found, only("secret/c", {}, accepted))), "");
}

TEST(WhyNotMet, SkippedCasesBreakNoRule) {
  EXPECT_EQ(why_not({verdict::accepted, verdict::skipped}, accepted_everywhere()), "");
}

TEST(WhyNotMet, AVerdictThatIsRequiredOfSkippedCasesOnlyIsMissing) {
  auto found = judged({verdict::wrong_answer, verdict::skipped, verdict::skipped});
  found.cases[0].name = "secret/a/1";
  found.cases[1].name = "secret/b/1";
  found.cases[2].name = "secret/b/2";
  expectation expected{.rules = {{.name = "r", .cases = *glob::parse("secret/b")}}, .name = "r"};
  auto& rule = expected.rules[0];
  rule.permitted = {verdict::accepted};
  EXPECT_EQ(sentences(why_not_met(found, expected)), "");
  rule.required = {verdict::time_limit};
  EXPECT_EQ(sentences(why_not_met(found, expected)),
            "every case of secret/b was skipped, where TLE is required");
  rule.cases = *glob::parse("secret/*");
  rule.permitted = {};
  EXPECT_EQ(sentences(why_not_met(found, expected)), "no case of secret/* gave TLE");
}

TEST(WhyNotMet, LooksForTheMessageInWhatTheValidatorWrote) {
  const expectation expected{.rules = {{.name = "r", .message = "too small"}}, .name = "r"};
  auto found = judged({verdict::wrong_answer, verdict::wrong_answer});
  EXPECT_EQ(sentences(why_not_met(found, expected)),
            "no case has 'too small' in its judgemessage.txt");
  found.cases[1].check.emplace().judge_message = "line 3: Too small";
  EXPECT_NE(sentences(why_not_met(found, expected)), "");
  found.cases[1].check->judge_message = "line 3: too small\n";
  EXPECT_EQ(sentences(why_not_met(found, expected)), "");
  found.cases[1].check.reset();
  found.cases[0].earlier.emplace_back().check.emplace().judge_message = "too small";
  EXPECT_EQ(sentences(why_not_met(found, expected)), "");
}

TEST(WhyNotMet, HoldsTheScoreOfTheSubmissionOrOfAGroup) {
  auto found = judged({verdict::accepted});
  const expectation whole{.rules = {{.name = "r", .score = score_range{40, 60}}}, .name = "r"};
  EXPECT_EQ(sentences(why_not_met(found, whole)), "no score, where 40 to 60 is expected");
  found.score = 60.0 + 1e-12;
  EXPECT_EQ(sentences(why_not_met(found, whole)), "");
  found.score = 61;
  EXPECT_EQ(sentences(why_not_met(found, whole)), "a score of 61, where 40 to 60 is expected");
  const auto inf = std::numeric_limits<double>::infinity();
  const expectation above{.rules = {{.name = "r", .score = score_range{70, inf}}}, .name = "r"};
  EXPECT_EQ(sentences(why_not_met(found, above)), "a score of 61, where at least 70 is expected");
  found.score = 71;
  EXPECT_EQ(sentences(why_not_met(found, above)), "");
  const expectation part{
      .rules = {{.name = "r", .cases = *glob::parse("secret/g*"), .score = score_range{10, 10}}},
      .name = "r"};
  found.groups.resize(3);
  found.groups[0].name = "secret";
  found.groups[1].name = "secret/g1";
  found.groups[1].score = 10;
  found.groups[2].name = "secret/g2";
  found.groups[2].score = 5;
  EXPECT_EQ(sentences(why_not_met(found, part)),
            "a score of 5 for secret/g2, where 10 is expected");
}

}  // namespace

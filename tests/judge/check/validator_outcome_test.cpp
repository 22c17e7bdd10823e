#include "judge/check/validator_outcome.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <string>
#include <utility>
#include <vector>

namespace {

using judge::outcome_rules;
using judge::read_validator_outcome;
using judge::run_outcome;
using judge::validator_dialect;
using testing::HasSubstr;
using answer_is = judge::check_outcome::answer;

run_outcome exited(int code, std::vector<judge::collected_file> files = {}) {
  run_outcome run;
  run.code = code;
  run.files = std::move(files);
  return run;
}

run_outcome said(int code, std::string error, std::string output = {}) {
  run_outcome run;
  run.code = code;
  run.standard_error = std::move(error);
  run.standard_output = std::move(output);
  return run;
}

TEST(ValidatorOutcome, FortyTwoIsRightAndFortyThreeIsWrong) {
  EXPECT_EQ(read_validator_outcome(exited(42)).is, answer_is::right);
  EXPECT_EQ(read_validator_outcome(exited(43)).is, answer_is::wrong);
}

TEST(ValidatorOutcome, EverythingElseIsABrokenValidator) {
  for (const int code : {0, 1, 2, 41, 44, 127, 255}) {
    const auto outcome = read_validator_outcome(exited(code));
    EXPECT_EQ(outcome.is, answer_is::broken_checker) << code;
    EXPECT_THAT(outcome.message, HasSubstr("exited with " + std::to_string(code)));
  }
  auto died = exited(SIGSEGV);
  died.how = judge::ending::signalled;
  died.standard_error = "\n  stack smashed  \nsecond line\n";
  EXPECT_EQ(read_validator_outcome(died).is, answer_is::broken_checker);
  EXPECT_EQ(read_validator_outcome(died).message,
            "the output validator died of SIGSEGV: stack smashed");

  auto signal_42 = exited(42);
  signal_42.how = judge::ending::signalled;
  EXPECT_EQ(read_validator_outcome(signal_42).is, answer_is::broken_checker) << "not an exit code";
}

TEST(ValidatorOutcome, OneThatWasStoppedIsBrokenWhateverItsExitCode) {
  auto slow = exited(42);
  slow.stopped = judge::stop_reason::cpu_time;
  EXPECT_EQ(read_validator_outcome(slow).message,
            "the output validator was stopped after 60 s of CPU time");
  slow.stopped = judge::stop_reason::wall_time;
  EXPECT_EQ(read_validator_outcome(slow).message, "the output validator was stopped after 120 s");
  auto greedy = exited(42);
  greedy.out_of_memory_kills = 1;
  EXPECT_THAT(read_validator_outcome(greedy).message, HasSubstr("ran out of memory (2048 MiB)"));
  auto loud = exited(43);
  loud.output_limit_exceeded = true;
  EXPECT_EQ(read_validator_outcome(loud).is, answer_is::broken_checker);
}

TEST(ValidatorOutcome, TakesTheMessageFromTheFeedbackFolder) {
  const judge::collected_file jury{"feedback/judgemessage.txt", "line one \n\n line two\n"};
  const judge::collected_file team{"feedback/teammessage.txt", "try again\n"};
  EXPECT_EQ(read_validator_outcome(exited(43, {team, jury})).message, "line one | line two");
  EXPECT_EQ(read_validator_outcome(exited(43, {team})).message, "try again");
  EXPECT_EQ(read_validator_outcome(exited(43)).message, "");
  EXPECT_EQ(read_validator_outcome(exited(43, {{"judgemessage.txt", "not ours"}})).message, "");
  EXPECT_EQ(read_validator_outcome(exited(43, {{"feedback/judgemessage.txt", "\x1b[2J"}})).message,
            "\\x1b[2J");
}

TEST(ValidatorOutcome, TakesTheScore) {
  EXPECT_EQ(read_validator_outcome(exited(42, {{"feedback/score.txt", " 12.5\n"}})).score, 12.5);
  EXPECT_FALSE(read_validator_outcome(exited(42)).score);
  for (const char* wrong : {"", "many", "nan", "1 2", "0x1"}) {
    EXPECT_EQ(read_validator_outcome(exited(42, {{"feedback/score.txt", wrong}})).is,
              answer_is::broken_checker)
        << wrong;
  }
}

TEST(ValidatorOutcome, TakesTheMultiplierButNotBothScores) {
  const judge::collected_file half{"feedback/score_multiplier.txt", "0.5\n"};
  EXPECT_EQ(read_validator_outcome(exited(42, {half})).score_multiplier, 0.5);
  EXPECT_EQ(read_validator_outcome(exited(42, {half, {"feedback/score.txt", "1"}})).is,
            answer_is::broken_checker);
  for (const char* wrong : {"", "1.5", "-0.1", "nan"}) {
    EXPECT_EQ(read_validator_outcome(exited(42, {{"feedback/score_multiplier.txt", wrong}})).is,
              answer_is::broken_checker)
        << wrong;
  }
}

TEST(ValidatorOutcome, KeepsTheFeedbackForTheNextPass) {
  const auto outcome = read_validator_outcome(exited(42, {{"feedback/nextpass.in", "1 2\n"},
                                                          {"feedback/state/seen.txt", "7"},
                                                          {"feedback/judgemessage.txt", "a\nb\n"},
                                                          {"elsewhere.txt", "not ours"}}));
  EXPECT_EQ(outcome.is, answer_is::right);
  EXPECT_EQ(outcome.next_input, "1 2\n");
  EXPECT_EQ(outcome.judge_message, "a\nb\n");
  ASSERT_EQ(outcome.feedback.size(), 2U);
  EXPECT_EQ(outcome.feedback[0].name, "feedback/state/seen.txt");
  EXPECT_EQ(outcome.feedback[0].bytes, "7");
  EXPECT_EQ(outcome.feedback[1].name, "feedback/judgemessage.txt");
}

TEST(ValidatorOutcome, AnotherPassNeedsARightAnswer) {
  EXPECT_EQ(read_validator_outcome(exited(43, {{"feedback/nextpass.in", "1"}})).is,
            answer_is::broken_checker);
}

const outcome_rules testlib{.dialect = validator_dialect::testlib, .scoring = false};
const outcome_rules testlib_scores{.dialect = validator_dialect::testlib, .scoring = true};

TEST(TestlibOutcome, ReadsTheExitCode) {
  const auto is = [](int code) {
    return read_validator_outcome(said(code, "ok 3 numbers\n"), testlib).is;
  };
  EXPECT_EQ(is(0), answer_is::right);
  EXPECT_EQ(is(1), answer_is::wrong);
  EXPECT_EQ(is(2), answer_is::presentation);
  EXPECT_EQ(is(4), answer_is::presentation);
  EXPECT_EQ(is(8), answer_is::presentation);
  for (const int code : {3, 5, 6, 9, 42, 43, 49, 151, 255}) {
    EXPECT_EQ(is(code), answer_is::broken_checker) << code;
  }
}

TEST(TestlibOutcome, ShowsTheMessageAsOneLine) {
  EXPECT_EQ(read_validator_outcome(said(1, "wrong answer 1st\nnumber\n"), testlib).message,
            "wrong answer 1st | number");
  EXPECT_EQ(read_validator_outcome(said(3, "FAIL jury has no answer\n"), testlib).message,
            "the output validator failed (exit code 3): FAIL jury has no answer");
}

TEST(TestlibOutcome, GivesPointsToScoringProblemsOnly) {
  const auto points = said(7, "points 12.5000000000 half of it\n");
  EXPECT_EQ(read_validator_outcome(points, testlib_scores).is, answer_is::right);
  EXPECT_EQ(read_validator_outcome(points, testlib_scores).score, 12.5);
  EXPECT_EQ(read_validator_outcome(points, testlib).is, answer_is::broken_checker);
  EXPECT_EQ(read_validator_outcome(said(7, "half of it"), testlib_scores).is,
            answer_is::broken_checker);
}

TEST(TestlibOutcome, ReadsPercentagesFromTheExitCodeOrTheMessage) {
  for (const auto& run : {said(75, "so so"), said(25, "partially correct (25) so so")}) {
    const auto outcome = read_validator_outcome(run, testlib_scores);
    EXPECT_EQ(outcome.is, answer_is::right);
    EXPECT_EQ(outcome.score_multiplier, 0.25);
    EXPECT_EQ(read_validator_outcome(run, testlib).is, answer_is::wrong) << "a part is not all";
  }
  EXPECT_EQ(read_validator_outcome(said(150, "all"), testlib).is, answer_is::right);
  EXPECT_EQ(read_validator_outcome(said(50, "nothing"), testlib_scores).is, answer_is::wrong);
  EXPECT_EQ(read_validator_outcome(said(0, "partially correct (0) nothing"), testlib).is,
            answer_is::wrong)
      << "the exit code alone would say: right";
  EXPECT_EQ(read_validator_outcome(said(230, "partially correct (230)"), testlib_scores).is,
            answer_is::broken_checker);
}

TEST(CmsOutcome, ReadsTheScoreFromTheFirstLine) {
  const outcome_rules plain{.dialect = validator_dialect::cms, .scoring = false};
  const outcome_rules scores{.dialect = validator_dialect::cms, .scoring = true};
  const auto whole = said(0, "translate:success\n", "1.0\n");
  EXPECT_EQ(read_validator_outcome(whole, plain).is, answer_is::right);
  EXPECT_EQ(read_validator_outcome(whole, plain).message, "success");
  EXPECT_EQ(read_validator_outcome(said(0, "no", "0\n"), scores).is, answer_is::wrong);
  const auto half = said(0, "half", "0.5\nmore\n");
  EXPECT_EQ(read_validator_outcome(half, plain).is, answer_is::wrong);
  EXPECT_EQ(read_validator_outcome(half, scores).is, answer_is::right);
  EXPECT_EQ(read_validator_outcome(half, scores).score_multiplier, 0.5);
  for (const char* wrong : {"", "1.5", "-1", "nan", "yes"}) {
    EXPECT_EQ(read_validator_outcome(said(0, "", wrong), scores).is, answer_is::broken_checker)
        << wrong;
  }
  EXPECT_EQ(read_validator_outcome(said(1, "", "1.0"), scores).is, answer_is::broken_checker);
}

TEST(ExitCodeOutcome, KnowsZeroAndOne) {
  const outcome_rules rules{.dialect = validator_dialect::exit_code};
  EXPECT_EQ(read_validator_outcome(said(0, ""), rules).is, answer_is::right);
  EXPECT_EQ(read_validator_outcome(said(1, "line 3\n"), rules).is, answer_is::wrong);
  EXPECT_EQ(read_validator_outcome(said(1, "", "line 3\n"), rules).message, "line 3");
  EXPECT_EQ(read_validator_outcome(said(2, ""), rules).is, answer_is::broken_checker);
  EXPECT_EQ(read_validator_outcome(said(42, ""), rules).is, answer_is::broken_checker);
}

}  // namespace

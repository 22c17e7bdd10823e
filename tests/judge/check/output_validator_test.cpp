#include "judge/check/output_validator.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <string>
#include <utility>
#include <vector>

#include "support/fake_runner.hpp"

namespace {

using judge::read_validator_outcome;
using judge::run_outcome;
using judge::run_request;
using testing::ElementsAre;
using testing::HasSubstr;
using answer_is = judge::check_outcome::answer;

run_outcome exited(int code, std::vector<judge::collected_file> files = {}) {
  run_outcome run;
  run.code = code;
  run.files = std::move(files);
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

judge::output_validator validator_with(std::vector<std::string> arguments) {
  judge::problem of;
  of.output_validator_arguments = std::move(arguments);
  of.validator_limits.cpu_time = judge::milliseconds(1234);
  return {{"validator", "/cache/box", {"/box/program"}, {}}, of};
}

TEST(OutputValidator, IsARefereeThatFindsItsFeedbackAgain) {
  const auto referee = validator_with({"x"});
  const auto request =
      referee.request({.name = "secret/1", .input = "/p/1.in", .answer = "/p/1.ans"},
                      std::string("second"), {{"feedback/state.txt", "7"}});
  EXPECT_THAT(request.arguments,
              ElementsAre("/work/case.in", "/work/case.ans", "/work/feedback/", "x"));
  ASSERT_EQ(request.files.size(), 3U);
  EXPECT_EQ(std::get<std::string>(request.files[0].bytes), "second");
  EXPECT_EQ(request.files[2].name, "feedback/state.txt");
  EXPECT_EQ(std::get<std::string>(request.files[2].bytes), "7");
  EXPECT_THAT(request.collect, ElementsAre("feedback/"));
  EXPECT_EQ(request.limits.cpu_time, judge::milliseconds(1234));
  EXPECT_EQ(referee.accepting_exit(), 42);
  EXPECT_EQ(referee.read(exited(42, {{"feedback/nextpass.in", "5"}})).next_input, "5");
}

TEST(ExternalChecker, AnotherPassIsNotSilentlyLeftOut) {
  judge::testing::fake_runner runner([](const run_request&) {
    return exited(42, {{"feedback/nextpass.in", "1"}});
  });
  judge::external_checker check(validator_with({}), runner);
  const auto outcome = check.check({}, {});
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->is, answer_is::broken_checker);
  EXPECT_THAT(outcome->message, HasSubstr("nextpass.in"));
}

TEST(ExternalChecker, CallsTheValidatorAsTheFormatWantsIt) {
  run_request seen;
  judge::testing::fake_runner runner([&](const run_request& request) {
    seen = request;
    return exited(43, {{"feedback/judgemessage.txt", "off by one"}});
  });
  judge::external_checker check(validator_with({"float_tolerance", "1e-6"}), runner);
  run_outcome run;
  run.standard_output = "17\n";
  const auto outcome =
      check.check({.name = "secret/1", .input = "/p/1.in", .answer = "/p/1.ans"}, run);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->is, answer_is::wrong);
  EXPECT_EQ(outcome->message, "off by one");
  EXPECT_EQ(seen.what.folder, "/cache/box");
  EXPECT_THAT(seen.arguments, ElementsAre("/work/case.in", "/work/case.ans", "/work/feedback/",
                                          "float_tolerance", "1e-6"));
  EXPECT_EQ(std::get<std::string>(seen.input), "17\n");
  ASSERT_EQ(seen.files.size(), 2U);
  EXPECT_EQ(seen.files[0].name, "case.in");
  EXPECT_EQ(std::get<std::filesystem::path>(seen.files[0].bytes), "/p/1.in");
  EXPECT_EQ(seen.files[1].name, "case.ans");
  EXPECT_EQ(std::get<std::filesystem::path>(seen.files[1].bytes), "/p/1.ans");
  EXPECT_THAT(seen.collect, ElementsAre("feedback/"));
  EXPECT_EQ(seen.limits.cpu_time, judge::milliseconds(1234));
}

TEST(ExternalChecker, TheCaseMayHaveArgumentsOfItsOwn) {
  std::vector<std::string> seen;
  judge::testing::fake_runner runner([&](const run_request& request) {
    seen = request.arguments;
    return exited(42);
  });
  judge::external_checker check(validator_with({"of", "problem"}), runner);
  judge::test_case one{.name = "secret/1", .input = {}, .answer = {}};
  one.settings.output_validator_arguments = {"of-case"};
  ASSERT_TRUE(check.check(one, {}));
  ASSERT_EQ(seen.size(), 4U);
  EXPECT_EQ(seen.back(), "of-case");
}

TEST(ExternalChecker, PassesTheSandboxesErrorsOn) {
  judge::testing::fake_runner runner([](const run_request&) -> judge::result<run_outcome> {
    return judge::environment_error("no more processes");
  });
  judge::external_checker check(validator_with({}), runner);
  const auto outcome = check.check({.name = "secret/1", .input = {}, .answer = {}}, {});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.failure().message, "secret/1: no more processes");
  EXPECT_EQ(outcome.failure().whose, judge::fault::environment);
}

}  // namespace

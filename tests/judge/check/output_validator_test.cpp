#include "judge/check/output_validator.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "support/fake_runner.hpp"

namespace {

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

TEST(OutputValidator, IsCalledAsItsDialectWantsIt) {
  const auto arguments_of = [](judge::validator_dialect dialect) {
    judge::problem of;
    of.dialect = dialect;
    of.output_validator_arguments = {"x"};
    const judge::output_validator validator({"validator", {}, {"/box/program"}, {}}, of);
    const auto request = validator.request_for({.name = "1", .input = {}, .answer = {}}, "17\n");
    if (dialect == judge::validator_dialect::icpc) {
      EXPECT_EQ(std::get<std::string>(request.input), "17\n");
      EXPECT_EQ(request.files.size(), 2U);
    } else {
      EXPECT_EQ(validator.accepting_exit(), 0);
      EXPECT_EQ(std::get<std::string>(request.input), "");
      EXPECT_EQ(request.files.back().name, "case.out");
      EXPECT_EQ(std::get<std::string>(request.files.back().bytes), "17\n");
    }
    return request.arguments;
  };
  using dialect = judge::validator_dialect;
  EXPECT_THAT(arguments_of(dialect::icpc),
              ElementsAre("/work/case.in", "/work/case.ans", "/work/feedback/", "x"));
  const auto output_first = ElementsAre("/work/case.in", "/work/case.out", "/work/case.ans", "x");
  EXPECT_THAT(arguments_of(dialect::testlib), output_first);
  EXPECT_THAT(arguments_of(dialect::exit_code), output_first);
  EXPECT_THAT(arguments_of(dialect::cms),
              ElementsAre("/work/case.in", "/work/case.ans", "/work/case.out", "x"));
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

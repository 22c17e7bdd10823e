#include "judge/check/make_checker.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "judge/check/default_checker.hpp"
#include "judge/check/output_validator.hpp"
#include "support/fake_builder.hpp"
#include "support/fake_runner.hpp"

namespace {

using testing::HasSubstr;

judge::problem problem_with_validator() {
  judge::problem asked;
  asked.name = "guess";
  asked.output_validator = judge::program_source{"output_validator/v.cpp", {}, {{"v.cpp", ""}}, {}};
  asked.output_validator_arguments = {"fast"};
  return asked;
}

TEST(MakeChecker, TakesTheDefaultOneWhereTheProblemBringsNone) {
  judge::testing::fake_runner runner([](const auto&) { return judge::run_outcome{}; });
  judge::testing::fake_builder builder([](const auto&) -> judge::result<judge::build_outcome> {
    ADD_FAILURE() << "nothing is to be built";
    return judge::build_outcome{};
  });
  const auto made = make_checker({}, builder, runner);
  ASSERT_TRUE(made);
  EXPECT_NE(dynamic_cast<judge::default_checker*>(made->get()), nullptr);
}

TEST(MakeChecker, BuildsTheProblemsOwn) {
  std::vector<std::string> arguments;
  judge::testing::fake_runner runner([&](const judge::run_request& request) {
    arguments = request.arguments;
    judge::run_outcome run;
    run.code = request.what.command.front() == "/box/validator" ? 42 : 1;
    return run;
  });
  judge::testing::fake_builder builder([](const judge::program_source& source) {
    judge::build_outcome outcome;
    outcome.built = judge::program{source.name, "/cache", {"/box/validator"}, {}};
    return outcome;
  });
  const auto made = make_checker(problem_with_validator(), builder, runner);
  ASSERT_TRUE(made);
  EXPECT_NE(dynamic_cast<judge::external_checker*>(made->get()), nullptr);
  EXPECT_EQ((*made)->check({}, {})->is, judge::check_outcome::answer::right);
  EXPECT_EQ(arguments.back(), "fast");
}

TEST(MakeReferee, BuildsTheProblemsOwn) {
  judge::testing::fake_builder builder([](const judge::program_source& source) {
    judge::build_outcome outcome;
    outcome.built = judge::program{source.name, "/cache", {"/box/validator"}, {}};
    return outcome;
  });
  auto asked = problem_with_validator();
  asked.type.interactive = true;
  const auto made = make_referee(asked, builder);
  ASSERT_TRUE(made);
  EXPECT_EQ((*made)->request({}, {}, {}).arguments.back(), "fast");
  EXPECT_EQ((*made)->accepting_exit(), 42);

  asked.dialect = judge::validator_dialect::testlib;
  EXPECT_EQ((*make_referee(asked, builder))->accepting_exit(), 0);
  asked.type.multi_pass = true;
  EXPECT_THAT(make_referee(asked, builder).failure().message, HasSubstr("42 and 43"));
  EXPECT_THAT(make_referee({}, builder).failure().message, HasSubstr("no output validator"));
}

TEST(MakeChecker, OneThatDoesNotCompileIsThePackagesFault) {
  judge::testing::fake_runner runner([](const auto&) { return judge::run_outcome{}; });
  judge::testing::fake_builder builder([](const auto&) {
    judge::build_outcome outcome;
    outcome.message = "v.cpp:1:1: error: no";
    return outcome;
  });
  const auto made = make_checker(problem_with_validator(), builder, runner);
  ASSERT_FALSE(made);
  EXPECT_THAT(made.failure().message,
              HasSubstr("guess: the output validator output_validator/v.cpp"));
  EXPECT_THAT(made.failure().message, HasSubstr("v.cpp:1:1: error: no"));
  EXPECT_EQ(made.failure().whose, judge::fault::input);
}

}  // namespace

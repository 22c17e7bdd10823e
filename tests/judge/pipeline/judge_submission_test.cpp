#include "judge/pipeline/judge_submission.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/expectations.hpp"
#include "support/fake_checker.hpp"
#include "support/fake_observer.hpp"
#include "support/fake_runner.hpp"

namespace {

using namespace judge;
using judge::testing::fake_checker;
using judge::testing::fake_observer;
using judge::testing::fake_runner;

result<run_outcome> says(std::string text) {
  run_outcome run;
  run.standard_output = std::move(text);
  return run;
}

/// Right when the output is the name of the case.
result<check_outcome> wants_the_name(const test_case& one, const run_outcome& run) {
  check_outcome out;
  if (run.standard_output != one.name) out.is = check_outcome::answer::wrong;
  return out;
}

class JudgeSubmission : public ::testing::Test {
 protected:
  result<submission_result> judge(fake_runner::answer runs, bool fail_fast = false,
                                  std::stop_token stop = {}) {
    fake_runner run(std::move(runs));
    fake_checker check(wants_the_name);
    const judging with{run, check, watch, std::move(stop), 1, fail_fast};
    return judge_submission(what, build, cases, {}, with);
  }

  JudgeSubmission() {
    what.source.name = "a.cpp";
    build.built = program{};
  }

  submission what;
  build_outcome build;
  std::vector<test_case> cases{{"1", "1.in", "1.ans"}, {"2", "2.in", "2.ans"}, {"3", "3.in", ""}};
  fake_observer watch;
};

std::string stem_of(const run_request& request) {
  return std::get<std::filesystem::path>(request.input).stem().string();
}

TEST_F(JudgeSubmission, RunsEveryCaseOnItsInputAndTellsEachStep) {
  const auto out = judge([](const run_request& request) { return says(stem_of(request)); });
  ASSERT_TRUE(out);
  EXPECT_EQ(out->is, verdict::accepted);
  EXPECT_EQ(watch.heard,
            (std::vector<std::string>{"built a.cpp 3", "1 AC", "2 AC", "3 AC", "finished AC"}));
}

TEST_F(JudgeSubmission, KeepsNoOutputOfACheckedRun) {
  const auto out = judge([](const run_request&) {
    run_outcome run;
    run.standard_output.assign(1'000'000, 'x');
    run.standard_error.assign(50'000, 'x');
    return run;
  });
  ASSERT_TRUE(out);
  for (const auto& one : out->cases) {
    EXPECT_LT(one.run.standard_output.capacity(), 1000U);
    EXPECT_LT(one.run.standard_error.capacity(), 1000U);
  }
}

TEST_F(JudgeSubmission, GoesOnAfterAWrongAnswerAndStopsWhenAskedTo) {
  const auto wrong_on_2 = [](const run_request& request) {
    const auto stem = stem_of(request);
    return says(stem == "2" ? "wrong" : stem);
  };
  const auto whole = judge(wrong_on_2);
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->is, verdict::wrong_answer);
  EXPECT_EQ(whole->cases[2].is, verdict::accepted);
  const auto fast = judge(wrong_on_2, true);
  ASSERT_TRUE(fast);
  EXPECT_EQ(fast->cases[2].is, verdict::skipped);
  EXPECT_EQ(fast->is, verdict::wrong_answer);
}

TEST_F(JudgeSubmission, ARunThatCannotBeStartedIsAJudgeErrorAndEndsTheJudging) {
  const auto out = judge(
      [](const run_request&) -> result<run_outcome> { return environment_error("no sandbox"); });
  ASSERT_TRUE(out);
  EXPECT_EQ(out->is, verdict::judge_error);
  EXPECT_EQ(out->cases[0].message, "no sandbox");
  EXPECT_TRUE(out->cases[0].failed_to_run);
  EXPECT_EQ(out->cases[1].is, verdict::skipped);
}

TEST_F(JudgeSubmission, AnInterruptionIsNobodysVerdict) {
  const auto out = judge([](const run_request&) -> result<run_outcome> {
    return error{"interrupted", fault::interrupted};
  });
  ASSERT_FALSE(out);
  EXPECT_EQ(out.failure().whose, fault::interrupted);
}

TEST_F(JudgeSubmission, ACompileErrorRunsNothing) {
  build.built.reset();
  const auto out = judge([](const run_request&) -> result<run_outcome> {
    ADD_FAILURE() << "nothing may be run";
    return run_outcome{};
  });
  ASSERT_TRUE(out);
  EXPECT_EQ(out->is, verdict::compile_error);
}

TEST_F(JudgeSubmission, HoldsTheResultAgainstWhatWasExpected) {
  what.expected = judge::testing::wrong_somewhere();
  const auto out = judge([](const run_request& request) { return says(stem_of(request)); });
  ASSERT_TRUE(out);
  EXPECT_FALSE(out->met);
  EXPECT_EQ(judge::testing::sentences(out->why_not), "no case gave WA");
}

TEST_F(JudgeSubmission, GivesTheRunRoomBeyondTheLimitSoThatItCanBeReadAgain) {
  run_limits seen;
  ASSERT_TRUE(judge([&](const run_request& request) {
    seen = request.limits;
    return says(stem_of(request));
  }));
  EXPECT_EQ(seen.cpu_time, milliseconds(3000));   // 2 s: + 1 s is more than half as much again
  EXPECT_EQ(seen.wall_time, milliseconds(5000));  // 2 * 2 s + 1 s
}

}  // namespace

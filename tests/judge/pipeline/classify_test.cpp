#include "judge/pipeline/classify.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <csignal>

namespace {

using namespace judge;
using std::chrono::milliseconds;

case_limits limit_of(int ms) {
  case_limits limits;
  limits.time = milliseconds(ms);
  return limits;
}

/// Any run at all, every fact on its own.
run_outcome any_run() {
  run_outcome run;
  run.how = *rc::gen::element(ending::exited, ending::signalled);
  run.code = *rc::gen::element(0, 1, 9, 11);
  run.stopped = *rc::gen::element(stop_reason::none, stop_reason::cpu_time, stop_reason::wall_time);
  run.cpu_time = milliseconds(*rc::gen::inRange(0, 5000));
  run.wall_time = run.cpu_time + milliseconds(*rc::gen::inRange(0, 5000));
  run.wait_time = milliseconds(*rc::gen::inRange(0, 3000));
  run.out_of_memory_kills = *rc::gen::element(0U, 0U, 1U);
  run.output_limit_exceeded = *rc::gen::arbitrary<bool>();
  return run;
}

TEST(Classify, ARunThatWentWellIsLeftToTheChecker) {
  EXPECT_FALSE(classify(run_outcome{}, limit_of(1000)));
}

TEST(Classify, TakesTheFirstOfMemoryTimeRunTimeErrorOutput) {
  run_outcome run;
  run.output_limit_exceeded = true;
  EXPECT_EQ(classify(run, limit_of(1000))->is, verdict::output_limit);
  run.code = 3;
  EXPECT_EQ(classify(run, limit_of(1000))->is, verdict::run_time_error);
  EXPECT_EQ(classify(run, limit_of(1000))->message, "exit code 3");
  run.how = ending::signalled;
  run.code = SIGSEGV;
  EXPECT_EQ(classify(run, limit_of(1000))->message, "SIGSEGV (invalid memory access)");
  run.cpu_time = milliseconds(1001);
  EXPECT_EQ(classify(run, limit_of(1000))->is, verdict::time_limit);
  run.out_of_memory_kills = 1;
  EXPECT_EQ(classify(run, limit_of(1000))->is, verdict::memory_limit);
}

TEST(Classify, TheLimitItselfIsStillInTime) {
  run_outcome run;
  run.cpu_time = milliseconds(1000);
  EXPECT_FALSE(classify(run, limit_of(1000)));
}

TEST(Classify, APeakAtTheLimitIsNotAMemoryVerdict) {
  run_outcome run;
  run.peak_memory_bytes = limit_of(1000).memory_bytes;
  EXPECT_FALSE(classify(run, limit_of(1000)));
}

TEST(Classify, TheWallClockStopsSleepersAndBlamesABusyMachine) {
  run_outcome run;
  run.how = ending::signalled;
  run.code = SIGKILL;
  run.stopped = stop_reason::wall_time;
  run.wall_time = milliseconds(3000);
  run.cpu_time = milliseconds(10);
  EXPECT_EQ(classify(run, limit_of(1000))->is, verdict::idle_limit);
  run.wait_time = milliseconds(2500);  // it wanted to run, but got no core
  EXPECT_EQ(classify(run, limit_of(1000))->is, verdict::judge_error);
  run.output_limit_exceeded = true;  // and made the judge read more than it had to
  EXPECT_EQ(classify(run, limit_of(1000))->is, verdict::output_limit);
}

TEST(Classify, ASleeperThatNobodyStoppedIsStillIdle) {
  run_outcome run;  // made under a higher limit
  run.wall_time = milliseconds(3010);
  run.cpu_time = milliseconds(10);
  EXPECT_FALSE(classify(run, limit_of(1000)));
  run.wall_time = milliseconds(3011);
  EXPECT_EQ(classify(run, limit_of(1000))->is, verdict::idle_limit);
  EXPECT_EQ(classify(run, limit_of(1000))->message, "ended after 3.0 s, 3.0 s of them asleep");
  EXPECT_FALSE(classify(run, limit_of(1001)));
  run.wait_time = milliseconds(100);  // a busy machine is not its fault
  EXPECT_FALSE(classify(run, limit_of(1000)));
}

TEST(Classify, ACheckerThatBrokeIsOurFault) {
  EXPECT_EQ(classify(check_outcome{.is = check_outcome::answer::broken_checker}).is,
            verdict::judge_error);
  EXPECT_EQ(classify(run_outcome{}, std::nullopt, limit_of(1000)).is, verdict::judge_error);
}

TEST(Classify, AHintStandsBehindTheMessage) {
  check_outcome check;
  check.is = check_outcome::answer::wrong;
  check.message = "expected Yes, found yes";
  check.hint = "right but for case";
  EXPECT_EQ(classify(check).message, "expected Yes, found yes; right but for case");
}

RC_GTEST_PROP(Classify, MoreTimeNeverTurnsAPassIntoATimeout, ()) {
  const auto run = any_run();
  const auto small = *rc::gen::inRange(1, 5000);
  const auto large = small + *rc::gen::inRange(0, 5000);
  const auto before = classify(run, limit_of(small));
  // In parentheses: the macros would take the expression apart and evaluate both sides.
  RC_PRE((!before || before->is != verdict::time_limit));
  RC_PRE((!before || before->is != verdict::idle_limit || run.stopped == stop_reason::wall_time));
  const auto after = classify(run, limit_of(large));
  RC_ASSERT(before.has_value() == after.has_value());
  RC_ASSERT((!before || before->is == after->is));
}

RC_GTEST_PROP(Classify, NeverBlamesTheSubmissionForTheChecker, ()) {
  const auto run = any_run();
  const auto decided = classify(run, limit_of(2000));
  const check_outcome right;
  const auto whole = classify(run, right, limit_of(2000));
  RC_ASSERT(whole.is == (decided ? decided->is : verdict::accepted));
}

}  // namespace

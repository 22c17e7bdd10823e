#include "judge/pipeline/borderline.hpp"
#include "judge/pipeline/judge_submission.hpp"

#include <gtest/gtest.h>

#include <string>

#include "judge/pipeline/aggregate.hpp"
#include "judge/pipeline/classify.hpp"

namespace {

using namespace judge;

const case_limits one_second{.time = milliseconds(1000)};

case_result judged(microseconds cpu) {
  case_result out;
  out.run.cpu_time = cpu;
  out.check.emplace();
  auto decided = classify(out.run, out.check, one_second);
  out.is = decided.is;
  return out;
}

case_result stopped_by_the_wall(microseconds wait) {
  case_result out;
  out.run.stopped = stop_reason::wall_time;
  out.run.cpu_time = milliseconds(100);
  out.run.wall_time = milliseconds(3000);
  out.run.wait_time = wait;
  auto decided = classify(out.run, out.check, one_second);
  out.is = decided.is;
  return out;
}

TEST(Borderline, TooSlowByUpToFifteenPercentIsJudgedAgain) {
  EXPECT_FALSE(needs_another_run(judged(microseconds(1'000'000)), one_second));
  EXPECT_TRUE(needs_another_run(judged(microseconds(1'000'001)), one_second));
  EXPECT_TRUE(needs_another_run(judged(microseconds(1'150'000)), one_second));
  EXPECT_FALSE(needs_another_run(judged(microseconds(1'150'001)), one_second));
}

TEST(Borderline, SlightlyBelowTheLimitStaysAsItIs) {
  EXPECT_FALSE(needs_another_run(judged(microseconds(999'999)), one_second));
}

TEST(Borderline, ARunThatTheMachineStarvedIsJudgedAgainAndASleeperIsNot) {
  const auto starved = stopped_by_the_wall(milliseconds(2500));
  ASSERT_EQ(starved.is, verdict::judge_error);
  EXPECT_TRUE(needs_another_run(starved, one_second));
  const auto asleep = stopped_by_the_wall(milliseconds(0));
  ASSERT_EQ(asleep.is, verdict::idle_limit);
  EXPECT_FALSE(needs_another_run(asleep, one_second));
}

TEST(Borderline, AnotherJudgeErrorIsNot) {
  case_result broken;
  broken.is = verdict::judge_error;
  broken.failed_to_run = true;
  EXPECT_FALSE(needs_another_run(broken, one_second));
}

run_outcome noisy(milliseconds cpu, milliseconds wait, milliseconds steal) {
  run_outcome run;
  run.cpu_time = cpu;
  run.wait_time = wait;
  run.steal_time = steal;
  return run;
}

TEST(Noise, IsSaidOfATimeCloseToTheLimitOnly) {
  const auto said = [](int cpu) {
    return noise_of(noisy(milliseconds(cpu), milliseconds(500), {}), one_second);
  };
  EXPECT_EQ(said(849), "");
  EXPECT_EQ(said(850), "close to the limit on a busy machine: 0.50 s waiting for a core");
  EXPECT_NE(said(1150), "");
  EXPECT_EQ(said(1151), "");
}

TEST(Noise, OfUpToFivePercentIsNotSaid) {
  EXPECT_EQ(noise_of(noisy(milliseconds(1000), milliseconds(50), milliseconds(50)), one_second),
            "");
  EXPECT_EQ(noise_of(noisy(milliseconds(1000), milliseconds(51), milliseconds(50)), one_second),
            "close to the limit on a busy machine: 0.05 s waiting for a core");
  EXPECT_EQ(noise_of(noisy(milliseconds(1000), milliseconds(70), milliseconds(60)), one_second),
            "close to the limit on a busy machine: 0.07 s waiting for a core, 0.06 s taken by the "
            "hypervisor");
}

TEST(Noise, FollowsTheLimitWhenARunIsReadAgain) {
  submission_result of;
  of.cases.push_back(judged(microseconds(1'000'000)));
  of.cases[0].run.wait_time = milliseconds(100);
  ASSERT_TRUE(classify_again(of, one_second));
  EXPECT_NE(of.cases[0].noise, "");
  ASSERT_TRUE(classify_again(of, {.time = milliseconds(5000)}));
  EXPECT_EQ(of.cases[0].noise, "");
}

}  // namespace

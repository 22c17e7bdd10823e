// What is too slow by little in a parallel run is judged again alone.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "judge/pipeline/judge_submission.hpp"
#include "support/fake_checker.hpp"
#include "support/fake_observer.hpp"
#include "support/fake_runner.hpp"

namespace {

using namespace judge;
using judge::testing::fake_checker;
using judge::testing::fake_observer;
using judge::testing::fake_runner;

std::string stem_of(const run_request& request) {
  return std::get<std::filesystem::path>(request.input).stem().string();
}

/// Four cases under a limit of one second. What each run of a case gives is written down: 10 ms of
/// CPU where nothing is said; the last entry counts for all later runs as well.
class JudgeAgain : public ::testing::Test {
 protected:
  JudgeAgain() {
    what.source.name = "a.cpp";
    build.built = program{};
    for (const auto* name : {"1", "2", "3", "4"}) {
      cases.push_back({name, std::string(name) + ".in", ""});
    }
  }

  result<submission_result> judge(unsigned jobs, bool fail_fast = false) {
    fake_runner run([this](const run_request& request) { return next_run(stem_of(request)); });
    fake_checker check([](const test_case&, const run_outcome&) { return check_outcome{}; });
    const judging with{run, check, watch, stop.get_token(), jobs, fail_fast};
    return judge_submission(what, build, cases, {.time = milliseconds(1000)}, with);
  }

  [[nodiscard]] static run_outcome taking(int ms) {
    run_outcome out;
    out.cpu_time = milliseconds(ms);
    out.wall_time = milliseconds(ms);
    return out;
  }

  [[nodiscard]] static run_outcome starved() {
    auto out = taking(100);
    out.stopped = stop_reason::wall_time;
    out.wall_time = milliseconds(3000);
    out.wait_time = milliseconds(2900);
    return out;
  }

  [[nodiscard]] std::size_t times_heard_of(const std::string& name) const {
    return static_cast<std::size_t>(
        std::count_if(watch.heard.begin(), watch.heard.end(),
                      [&](const std::string& line) { return line.starts_with(name + " "); }));
  }

  submission what;
  build_outcome build;
  std::vector<test_case> cases;
  std::map<std::string, std::vector<result<run_outcome>>> planned;
  fake_observer watch;
  std::stop_source stop;
  std::mutex lock;
  std::vector<std::string> begun;  ///< names of cases, in the order of their runs

 private:
  result<run_outcome> next_run(const std::string& name) {
    const std::scoped_lock hold(lock);
    const auto before = static_cast<std::size_t>(std::count(begun.begin(), begun.end(), name));
    begun.push_back(name);
    const auto plan = planned.find(name);
    if (plan == planned.end()) return taking(10);
    return plan->second[std::min(before, plan->second.size() - 1)];
  }
};

TEST_F(JudgeAgain, TheSecondRunDecidesAndIsToldOnce) {
  planned["2"] = {taking(1020), taking(980)};
  const auto out = judge(4);
  ASSERT_TRUE(out);
  EXPECT_EQ(out->is, verdict::accepted);
  EXPECT_EQ(out->cases[1].run.cpu_time, milliseconds(980));
  ASSERT_TRUE(out->cases[1].first_run);
  EXPECT_EQ(out->cases[1].first_run->cpu_time, milliseconds(1020));
  EXPECT_FALSE(out->cases[0].first_run);
  EXPECT_EQ(times_heard_of("2"), 1U);
  EXPECT_NE(std::find(watch.heard.begin(), watch.heard.end(), "2 AC"), watch.heard.end());
}

TEST_F(JudgeAgain, IsTheLastToRun) {
  planned["1"] = {taking(1020)};
  planned["3"] = {taking(1100)};
  ASSERT_TRUE(judge(2));
  ASSERT_EQ(begun.size(), 6U);
  EXPECT_EQ((std::vector(begun.begin() + 4, begun.end())), (std::vector<std::string>{"1", "3"}));
}

TEST_F(JudgeAgain, StillTooSlowAloneIsTooSlow) {
  planned["2"] = {taking(1020), taking(1010)};
  const auto out = judge(2);
  ASSERT_TRUE(out);
  EXPECT_EQ(out->is, verdict::time_limit);
  EXPECT_EQ(std::count(begun.begin(), begun.end(), "2"), 2);
  EXPECT_EQ(times_heard_of("2"), 1U);
}

TEST_F(JudgeAgain, FarTooSlowNeedsNoSecondRun) {
  planned["2"] = {taking(1151)};
  const auto out = judge(2);
  ASSERT_TRUE(out);
  EXPECT_EQ(out->is, verdict::time_limit);
  EXPECT_EQ(begun.size(), 4U);
  EXPECT_FALSE(out->cases[1].first_run);
}

TEST_F(JudgeAgain, WithOneJobNothingRanBeside) {
  planned["2"] = {taking(1020), taking(980)};
  const auto out = judge(1);
  ASSERT_TRUE(out);
  EXPECT_EQ(out->is, verdict::time_limit);
  EXPECT_EQ(begun.size(), 4U);
}

TEST_F(JudgeAgain, WithOneCaseNothingRanBeside) {
  cases.resize(1);
  planned["1"] = {taking(1020), taking(980)};
  const auto out = judge(4);
  ASSERT_TRUE(out);
  EXPECT_EQ(out->is, verdict::time_limit);
}

TEST_F(JudgeAgain, AStarvedRunDoesNotEndTheJudging) {
  planned["1"] = {starved(), taking(900)};
  const auto out = judge(2);
  ASSERT_TRUE(out);
  EXPECT_EQ(out->is, verdict::accepted);
  EXPECT_EQ(begun.size(), 5U);
}

TEST_F(JudgeAgain, StarvedTwiceIsAJudgeError) {
  planned["1"] = {starved()};
  const auto out = judge(2);
  ASSERT_TRUE(out);
  EXPECT_EQ(out->is, verdict::judge_error);
  EXPECT_EQ(std::count(begun.begin(), begun.end(), "1"), 2);
  EXPECT_NE(out->cases[0].message.find("too busy"), std::string::npos);
}

TEST_F(JudgeAgain, AJudgeErrorLeavesTheDoubtfulSkipped) {
  planned["1"] = {taking(1020)};
  planned["4"] = {error{"no sandbox", fault::environment}};
  const auto out = judge(2);
  ASSERT_TRUE(out);
  EXPECT_EQ(out->is, verdict::judge_error);
  EXPECT_EQ(out->cases[0].is, verdict::skipped);
  EXPECT_EQ(begun.size(), 4U);
}

TEST_F(JudgeAgain, WithFailFastTheDoubtfulDoNotEndTheJudging) {
  planned["1"] = {taking(1020), taking(980)};
  const auto out = judge(2, true);
  ASSERT_TRUE(out);
  EXPECT_EQ(out->is, verdict::accepted);
  for (const auto& one : out->cases) EXPECT_EQ(one.is, verdict::accepted) << one.name;
}

TEST_F(JudgeAgain, WithFailFastNothingBehindTheFirstFailureIsJudgedAgain) {
  planned["2"] = {taking(1020), taking(1010)};
  planned["3"] = {taking(1030), taking(980)};
  const auto out = judge(2, true);
  ASSERT_TRUE(out);
  EXPECT_EQ(out->is, verdict::time_limit);
  EXPECT_EQ(out->cases[2].is, verdict::skipped);
  EXPECT_EQ(std::count(begun.begin(), begun.end(), "3"), 1);
}

TEST_F(JudgeAgain, AnInterruptionOfTheSecondRunIsNobodysVerdict) {
  planned["2"] = {taking(1020), error{"interrupted", fault::interrupted}};
  const auto out = judge(2);
  ASSERT_FALSE(out);
  EXPECT_EQ(out.failure().whose, fault::interrupted);
}

}  // namespace

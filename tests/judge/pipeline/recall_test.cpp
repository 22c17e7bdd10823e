// What was seen at an earlier time, and when it still tells.
#include "judge/pipeline/recall.hpp"

#include <gtest/gtest.h>

#include <map>
#include <mutex>
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

case_limits limit_of(int ms) { return {.time = milliseconds(ms)}; }

remembered_case seen(int cpu_ms, stop_reason stopped, bool checked, int limit_ms) {
  remembered_case facts;
  facts.passes.resize(1);
  facts.passes[0].run.cpu_time = milliseconds(cpu_ms);
  facts.passes[0].run.stopped = stopped;
  if (checked) facts.passes[0].check.emplace();
  facts.time_limit = milliseconds(limit_ms);
  return facts;
}

TEST(Recalled, ARunThatEndedItselfTellsUnderEveryLimit) {
  const auto facts = seen(500, stop_reason::none, true, 1000);
  EXPECT_EQ(recalled({}, facts, limit_of(1000))->is, verdict::accepted);
  EXPECT_EQ(recalled({}, facts, limit_of(9000))->is, verdict::accepted);
  EXPECT_EQ(recalled({}, facts, limit_of(400))->is, verdict::time_limit);
}

TEST(Recalled, AStoppedRunTellsOnlyUnderSmallerLimits) {
  const auto facts = seen(2000, stop_reason::cpu_time, false, 1000);
  EXPECT_EQ(recalled({}, facts, limit_of(1000))->is, verdict::time_limit);
  EXPECT_EQ(recalled({}, facts, limit_of(10))->is, verdict::time_limit);
  EXPECT_FALSE(recalled({}, facts, limit_of(1001)));
}

TEST(Recalled, AnOutputThatNobodyCheckedTellsNothingUnderALargerLimit) {
  const auto facts = seen(1700, stop_reason::none, false, 1000);
  EXPECT_EQ(recalled({}, facts, limit_of(1000))->is, verdict::time_limit);
  EXPECT_FALSE(recalled({}, facts, limit_of(2000)));
  EXPECT_FALSE(recalled({}, facts, limit_of(1200)));  // it may be read again at the margin
}

TEST(Recalled, ASleeperThatThisLimitWouldStopIsRunAgain) {
  auto facts = seen(10, stop_reason::none, true, 10'000);
  facts.passes[0].run.wall_time = milliseconds(8000);
  EXPECT_TRUE(recalled({}, facts, limit_of(10'000)));
  EXPECT_FALSE(recalled({}, facts, limit_of(2000)));
  facts.passes[0].run.wait_time = milliseconds(7000);  // it was the machine
  EXPECT_TRUE(recalled({}, facts, limit_of(2000)));
}

TEST(Recalled, ATimeCloseToTheNewLimitIsMeasuredAnew) {
  const auto facts = seen(2050, stop_reason::none, true, 4000);
  EXPECT_FALSE(recalled({}, facts, limit_of(2000)));
  EXPECT_TRUE(recalled({}, facts, limit_of(1000)));
}

TEST(WorthRemembering, IsNotWhatWouldNotComeBackWhole) {
  case_result one;
  one.is = verdict::accepted;
  one.check.emplace().judge_message = std::string(remembered_message_limit, 'x');
  EXPECT_TRUE(worth_remembering(one, limit_of(1000)));
  one.check->judge_message += 'x';
  EXPECT_FALSE(worth_remembering(one, limit_of(1000)));
  one.check->judge_message = "\xff";
  EXPECT_FALSE(worth_remembering(one, limit_of(1000)));
  one.check->judge_message.clear();
  one.is = verdict::time_limit;
  one.run.cpu_time = milliseconds(1300);
  EXPECT_TRUE(worth_remembering(one, limit_of(1000)));
  one.check->next_input = "the pass that was never run";
  EXPECT_FALSE(worth_remembering(one, limit_of(1000)));
}

TEST(WorthRemembering, IsWhatAnotherTimeWouldSeeAgain) {
  case_result one;
  one.is = verdict::accepted;
  one.run.cpu_time = milliseconds(10);
  EXPECT_TRUE(worth_remembering(one, limit_of(1000)));
  auto other = one;
  other.is = verdict::judge_error;
  EXPECT_FALSE(worth_remembering(other, limit_of(1000)));
  other = one;
  other.failed_to_run = true;
  EXPECT_FALSE(worth_remembering(other, limit_of(1000)));
  other = one;
  other.noise = "busy";
  EXPECT_FALSE(worth_remembering(other, limit_of(1000)));
  other = one;
  other.is = verdict::time_limit;
  other.run.cpu_time = milliseconds(1050);
  EXPECT_FALSE(worth_remembering(other, limit_of(1000)));
  other.run.cpu_time = milliseconds(2000);
  EXPECT_TRUE(worth_remembering(other, limit_of(1000)));
}

class memory_in_a_map final : public case_memory {
 public:
  std::optional<remembered_case> find(const std::string& way, const std::string& digest) override {
    const auto found = kept.find({way, digest});
    return found == kept.end() ? std::nullopt : std::optional(found->second);
  }
  void keep(const std::string& way, const std::string& digest,
            const remembered_case& facts) override {
    kept[{way, digest}] = facts;
  }
  std::map<std::pair<std::string, std::string>, remembered_case> kept;
};

class Remembering : public ::testing::Test {
 protected:
  Remembering() {
    build.built = program{};
    build.built->identity = "program 1";
    for (const auto* name : {"1", "2", "3"}) cases.push_back({name, std::string(name) + ".in", ""});
    cases[0].digest = "one";
    cases[1].digest = "two";
    cases[2].digest = "one";
  }

  result<submission_result> judge(const std::string& way = "way", unsigned jobs = 1) {
    fake_runner run([this](const run_request& request) {
      const std::scoped_lock hold(lock);
      begun.push_back(std::get<std::filesystem::path>(request.input).stem().string());
      run_outcome out;
      out.cpu_time = milliseconds(10);
      return out;
    });
    fake_checker check([](const test_case&, const run_outcome&) { return check_outcome{}; });
    judging with{run, check, watch, {}, jobs};
    with.memory = &memory;
    with.way = way;
    return judge_submission({}, build, cases, limit_of(1000), with);
  }

  build_outcome build;
  std::vector<test_case> cases;
  memory_in_a_map memory;
  fake_observer watch;
  std::mutex lock;
  std::vector<std::string> begun;
};

TEST_F(Remembering, EqualCasesAreRunOnce) {
  const auto judged = judge();
  ASSERT_TRUE(judged);
  EXPECT_EQ(begun, (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(judged->cases[2].name, "3");
  EXPECT_EQ(judged->cases[2].same_as, "1");
  EXPECT_EQ(judged->cases[2].is, verdict::accepted);
  EXPECT_EQ(judged->is, verdict::accepted);
}

TEST_F(Remembering, ACopyOfACaseThatDidNotCountIsRun) {
  // Group a stops at its first failure, so its second case does not count; group b has a copy of
  // it.
  std::vector<test_group> groups(3);
  groups[0].how.stop_at_reject = false;
  groups[1].name = "a";
  groups[2].name = "b";
  for (auto& one : groups) one.how.legacy = true;
  cases = {{"a/1", "1.in", ""}, {"a/2", "2.in", ""}, {"b/1", "2.in", ""}, {"b/2", "2.in", ""}};
  for (auto& one : cases) one.digest = one.input.string();
  fake_runner run([this](const run_request& request) {
    begun.push_back(std::get<std::filesystem::path>(request.input).string());
    run_outcome out;
    out.code = begun.back() == "1.in" ? 1 : 0;
    return out;
  });
  fake_checker check([](const test_case&, const run_outcome&) { return check_outcome{}; });
  judging with{run, check, watch, {}};
  with.type.scoring = true;
  with.score = {problem_format::legacy, groups, nullptr};
  const auto judged = judge_submission({}, build, cases, limit_of(1000), with);
  ASSERT_TRUE(judged);
  EXPECT_EQ(begun, (std::vector<std::string>{"1.in", "2.in"}));
  EXPECT_EQ(judged->cases[1].is, verdict::skipped);
  EXPECT_EQ(judged->cases[2].is, verdict::accepted);
  EXPECT_EQ(judged->cases[3].same_as, "b/1");
}

TEST_F(Remembering, WhatIsKnownIsNotRunAgain) {
  ASSERT_TRUE(judge());
  begun.clear();
  const auto again = judge("way", 2);
  EXPECT_TRUE(begun.empty());
  EXPECT_TRUE(again->cases[0].from_memory);
  EXPECT_EQ(again->cases[1].run.cpu_time, microseconds(10'000));
  EXPECT_EQ(again->is, verdict::accepted);
}

TEST_F(Remembering, AnotherWayProgramOrCaseIsRun) {
  ASSERT_TRUE(judge());
  begun.clear();
  ASSERT_TRUE(judge("another way"));
  EXPECT_EQ(begun.size(), 2U);
  begun.clear();
  cases[1].digest = "changed";
  ASSERT_TRUE(judge());
  EXPECT_EQ(begun, std::vector<std::string>{"2"});
  begun.clear();
  build.built->identity = "program 2";
  ASSERT_TRUE(judge());
  EXPECT_EQ(begun.size(), 2U);
}

TEST_F(Remembering, WhatCannotBeToldApartIsAlwaysRun) {
  build.built->identity.clear();
  ASSERT_TRUE(judge());
  EXPECT_TRUE(memory.kept.empty());
  build.built->identity = "program 1";
  ASSERT_TRUE(judge(""));
  EXPECT_TRUE(memory.kept.empty());
  for (auto& one : cases) one.digest.clear();
  begun.clear();
  ASSERT_TRUE(judge());
  EXPECT_EQ(begun.size(), 3U);
  EXPECT_TRUE(memory.kept.empty());
}

}  // namespace

// Runs every attack of attack_table.cpp at each level. After each, nothing is left on the machine,
// the test data is as before, and the next run is clean.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "judge/base/parallel.hpp"
#include "tests/hostile/arena.hpp"

namespace judge::hostile {
namespace {

using namespace std::chrono_literals;

class Hostile : public arena {
 protected:
  void run_family(const std::string& name) {
    for (const auto& all : families()) {
      if (all.name != name) continue;
      if (all.at_once) return run_at_once(all);
      begin();
      for (const auto& one : all.attacks) {
        SCOPED_TRACE(one.name);
        const auto outcome = run_attack(one, all.time);
        if (outcome) expect_as_in_the_table(one, all.time, *outcome);
        expect_no_traces();
        expect_a_clean_next_run();
        expect_no_traces();
        const auto helpers = own_children();
        if (counted()) {
          // A group that still holds memory of the attack is replaced, and its zygote with it.
          EXPECT_EQ(helpers.size(), helpers_before().size());
        } else {
          EXPECT_EQ(helpers, helpers_before()) << "the sandbox's helper process died of it";
        }
      }
      return;
    }
    FAIL() << "no family " << name;
  }

  void run_at_once(const family& all) {
    const auto count = static_cast<unsigned>(all.attacks.size());
    begin(count);
    std::vector<std::optional<run_outcome>> outcomes(count);
    for_each_in_parallel(count, count, {}, [&](std::size_t i) {
      outcomes[i] = run_attack(all.attacks[i], all.time);
      return true;
    });
    for (std::size_t i = 0; i < count; ++i) {
      SCOPED_TRACE(all.attacks[i].name);
      if (outcomes[i]) expect_as_in_the_table(all.attacks[i], all.time, *outcomes[i]);
    }
    expect_no_traces();
    EXPECT_EQ(own_children(), helpers_before()) << "one of the helper processes died of it";
    for (unsigned i = 0; i < count; ++i) expect_a_clean_next_run();
    expect_no_traces();
  }
};
INSTANTIATE_TEST_SUITE_P(At, Hostile, judge::testing::every_level, judge::testing::level_name);

// One test a family: they are run side by side.
TEST_P(Hostile, Processes) { run_family("Processes"); }
TEST_P(Hostile, Memory) { run_family("Memory"); }
TEST_P(Hostile, Processor) { run_family("Processor"); }
TEST_P(Hostile, Endless) { run_family("Endless"); }
TEST_P(Hostile, Sleepers) { run_family("Sleepers"); }
TEST_P(Hostile, Output) { run_family("Output"); }
TEST_P(Hostile, Files) { run_family("Files"); }
TEST_P(Hostile, Outside) { run_family("Outside"); }
TEST_P(Hostile, KernelObjects) { run_family("KernelObjects"); }
TEST_P(Hostile, Faults) { run_family("Faults"); }

TEST(HostileTable, EveryFamilyIsATestAndEveryAttackHasItsName) {
  std::vector<std::string> names;
  std::map<std::string, int> attacks;
  for (const auto& all : families()) {
    names.push_back(all.name);
    for (const auto& one : all.attacks) ++attacks[all.name + ": " + one.name];
  }
  EXPECT_THAT(names,
              ::testing::ElementsAre("Processes", "Memory", "Processor", "Endless", "Sleepers",
                                     "Output", "Files", "Outside", "KernelObjects", "Faults"));
  for (const auto& [name, times] : attacks) EXPECT_EQ(times, 1) << name;
}

/// Kills the sandbox's helper process while the actor runs, so many times.
class killer {
 public:
  killer(int times, const std::filesystem::path& temporary)
      : thread_([times, temporary](const std::stop_token& stop) {
          std::set<pid_t> killed;
          while (static_cast<int>(killed.size()) < times && !stop.stop_requested()) {
            std::this_thread::sleep_for(20ms);
            if (look_for_traces(temporary).count("process: actor") == 0) continue;
            for (const pid_t id : zygotes()) {
              if (killed.insert(id).second) ::kill(id, SIGKILL);
            }
          }
        }) {}

 private:
  std::jthread thread_;
};

TEST_P(Hostile, ARunWhoseHelperIsKilledIsRepeated) {
  begin();
  {
    const killer once(1, temporary());
    EXPECT_EQ(run(acting({"spin", "800"})).code, 0);
  }
  EXPECT_NE(own_children(), helpers_before()) << "nothing was killed";
  expect_no_traces();
  expect_a_clean_next_run();
}

TEST_P(Hostile, ARunWhoseHelperIsKilledTwiceIsAnErrorAndTheJudgeGoesOn) {
  begin();
  {
    const killer twice(2, temporary());
    const auto outcome = sandbox_->run(acting({"sleep"}));
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.failure().whose, fault::environment);
    EXPECT_THAT(outcome.failure().message, ::testing::HasSubstr("actor: "));
  }
  reap_orphans();
  expect_a_clean_next_run();
  expect_no_traces();
}

TEST_P(Hostile, WordsAndEnvironmentOfTheLargestSizePassUnchanged) {
  begin();
  const std::string word(100'000, '\xff');
  auto request = acting({"arguments", word, "", "\n"});
  request.what.needs.environment = {{"LARGE", std::string(20'000, 'e')}};
  EXPECT_TRUE(run(request).standard_output == word + std::string("\0\0\n\0", 4));
  request.arguments.push_back(word);
  const auto refused = sandbox_->run(request);
  ASSERT_FALSE(refused) << "more than a packet holds";
  EXPECT_EQ(refused.failure().whose, fault::environment);
  request = acting({"arguments"});
  request.arguments.resize(9000);
  EXPECT_FALSE(sandbox_->run(request)) << "more words than a run may have";
  expect_no_traces();
  expect_a_clean_next_run();
}

}  // namespace
}  // namespace judge::hostile

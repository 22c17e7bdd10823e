// What a program waits for a core is not held against it, whichever of its threads waits.
#include <gtest/gtest.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <vector>

#include "judge/run/sandbox.hpp"
#include "tests/judge/run/sandbox_fixture.hpp"

namespace judge {
namespace {

using namespace std::chrono_literals;

/// This thread, and what it starts, on one core; undone at the end.
class pinned {
 public:
  pinned() {
    if (::sched_getaffinity(0, sizeof before_, &before_) != 0) return;
    for (std::size_t core = 0; core < CPU_SETSIZE; ++core) {
      if (!CPU_ISSET(core, &before_)) continue;
      cpu_set_t one;
      CPU_ZERO(&one);
      CPU_SET(core, &one);
      done_ = ::sched_setaffinity(0, sizeof one, &one) == 0;
      return;
    }
  }
  pinned(const pinned&) = delete;
  pinned& operator=(const pinned&) = delete;
  ~pinned() {
    if (done_) ::sched_setaffinity(0, sizeof before_, &before_);
  }
  [[nodiscard]] bool done() const { return done_; }

 private:
  cpu_set_t before_{};
  bool done_ = false;
};

/// Busy children of this thread, for eight seconds at most.
class busy_loops {
 public:
  explicit busy_loops(int count) {
    for (int i = 0; i < count; ++i) {
      const pid_t child = ::fork();
      if (child == 0) spin();
      if (child > 0) children_.push_back(child);
    }
  }
  busy_loops(const busy_loops&) = delete;
  busy_loops& operator=(const busy_loops&) = delete;
  ~busy_loops() {
    for (const pid_t child : children_) {
      ::kill(child, SIGKILL);
      ::waitpid(child, nullptr, 0);
    }
  }
  [[nodiscard]] std::size_t count() const { return children_.size(); }

 private:
  [[noreturn]] static void spin() {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    ::setsid();  // as the program is: some kernels share a core out by session first
    for (const auto end = ::time(nullptr) + 8; ::time(nullptr) < end;) {
    }
    ::_exit(0);
  }

  std::vector<pid_t> children_;
};

class Wait : public testing::sandbox_test {
 protected:
  /// On the first core, beside four busy loops, with half a second of work and a wall limit that
  /// ends before it can be done.
  void expect_no_wall_stop(std::vector<std::string> words) {
    auto request = acting(std::move(words));
    request.limits.wall_time = 1500ms;
    std::optional<busy_loops> loops;
    {
      const pinned here;
      if (!here.done()) GTEST_SKIP() << "no core can be chosen";
      sandbox_.reset();
      start();
      if (!sandbox_) return;
      loops.emplace(4);
    }
    ASSERT_EQ(loops->count(), 4U);
    const auto outcome = run(request);
    switches_ = outcome.involuntary_switches;
    EXPECT_GT(outcome.wall_time, 1500ms);
    EXPECT_GT(outcome.wait_time, 500ms);
    EXPECT_LE(outcome.wait_time, outcome.wall_time);
    // Less than half of it asleep: that is what the verdict goes by.
    EXPECT_LT((outcome.wall_time - outcome.cpu_time - outcome.wait_time) * 2, outcome.wall_time);
    // The extension has an end as well, which only a machine beyond our four loops can reach.
    if (outcome.wait_time >= 4500ms) return;
    EXPECT_EQ(outcome.stopped, stop_reason::none);
    EXPECT_EQ(outcome.code, 0);
    EXPECT_GE(outcome.cpu_time, 490ms);
  }

  std::uint64_t switches_ = 0;  ///< involuntary ones of that run
};
INSTANTIATE_TEST_SUITE_P(At, Wait, testing::every_level, testing::level_name);

TEST_P(Wait, OfTheOnlyWorkingThreadCounts) { expect_no_wall_stop({"spin-in-a-thread", "500"}); }

// Without cgroups only the first process is seen.
class WaitInGroup : public Wait {};
INSTANTIATE_TEST_SUITE_P(At, WaitInGroup, ::testing::Values(isolation::l0), testing::level_name);

TEST_P(WaitInGroup, OfProcessesOneAfterTheOtherCounts) {
  expect_no_wall_stop({"spin-in-children", "2", "250"});
}

// Half a second beside four others is many slices; the first process only sleeps.
TEST_P(WaitInGroup, OfAnOrphanCountsAndSoDoItsSwitches) {
  expect_no_wall_stop({"spin-in-an-orphan", "500"});
  if (IsSkipped() || !sandbox_) return;
  EXPECT_GE(switches_, 10U);
}

TEST_P(Wait, OfManySleepersIsShort) {
  auto request = acting({"sleep-in-threads", "20"});
  request.limits.wall_time = 500ms;
  const auto outcome = run(request);
  EXPECT_EQ(outcome.stopped, stop_reason::wall_time);
  EXPECT_LT(outcome.wait_time, 250ms);
}

}  // namespace
}  // namespace judge

#include "judge/run/core_lease.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <set>
#include <vector>

#include "tests/judge/run/core_marks.hpp"

namespace judge {
namespace {

cpu_set_t allowed() {
  cpu_set_t set;
  CPU_ZERO(&set);
  EXPECT_EQ(::sched_getaffinity(0, sizeof set, &set), 0);
  return set;
}

/// What gives an answer when it has a core. Other tests' sandboxes may hold all of them, and may
/// let one go at any time: only who sees a free one each time, and never gets it, is wrong.
template <typename Attempt>
void with_a_core(Attempt attempt) {
  bool held = false;
  for (int tries = 0; tries < 20; ++tries) {
    if (attempt()) return;
    held = testing::all_cores_are_held() || held;
  }
  if (held) GTEST_SKIP() << "other judges hold the cores";
  FAIL() << "cores are free, but not for us";
}

TEST(CoreLease, NoCoreTwiceAndOnlyAllowedOnes) {
  with_a_core([] {
    const auto may = allowed();
    std::vector<core_lease> leases;
    std::set<int> cores;
    while (auto lease = core_lease::take()) {
      EXPECT_TRUE(cores.insert(lease->core()).second) << lease->core();
      EXPECT_TRUE(CPU_ISSET(static_cast<std::size_t>(lease->core()), &may)) << lease->core();
      leases.push_back(*std::move(lease));
      if (leases.size() > static_cast<std::size_t>(CPU_COUNT(&may))) break;
    }
    EXPECT_LE(leases.size(), static_cast<std::size_t>(CPU_COUNT(&may)));
    return !leases.empty();
  });
}

TEST(CoreLease, IsFreeAgainAtItsEnd) {
  with_a_core([] {
    auto lease = core_lease::take();
    if (!lease) return false;
    const int core = lease->core();
    lease.reset();
    // Another test's sandbox may take it meanwhile.
    lease = core_lease::take();
    return lease && lease->core() == core;
  });
}

TEST(CoreLease, AThreadIsBoundAndLetGo) {
  with_a_core([] {
    const auto before = allowed();
    const auto lease = core_lease::take();
    if (!lease) return false;
    {
      const thread_on_core bound(lease);
      const auto now = allowed();
      EXPECT_EQ(CPU_COUNT(&now), 1);
      EXPECT_EQ(::sched_getcpu(), lease->core());
    }
    const auto after = allowed();
    EXPECT_TRUE(CPU_EQUAL(&before, &after));
    return true;
  });
}

TEST(CoreLease, WithoutOneAThreadStaysAsItIs) {
  const auto before = allowed();
  const thread_on_core bound(std::nullopt);
  const auto now = allowed();
  EXPECT_TRUE(CPU_EQUAL(&before, &now));
}

}  // namespace
}  // namespace judge

#include "judge/run/core_lease.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <set>
#include <vector>

namespace judge {
namespace {

cpu_set_t allowed() {
  cpu_set_t set;
  CPU_ZERO(&set);
  EXPECT_EQ(::sched_getaffinity(0, sizeof set, &set), 0);
  return set;
}

TEST(CoreLease, NoCoreTwiceAndOnlyAllowedOnes) {
  const auto may = allowed();
  std::vector<core_lease> leases;
  std::set<int> cores;
  while (auto lease = core_lease::take()) {
    EXPECT_TRUE(cores.insert(lease->core()).second) << lease->core();
    EXPECT_TRUE(CPU_ISSET(static_cast<std::size_t>(lease->core()), &may)) << lease->core();
    leases.push_back(*std::move(lease));
    ASSERT_LE(leases.size(), static_cast<std::size_t>(CPU_COUNT(&may)));
  }
}

TEST(CoreLease, IsFreeAgainAtItsEnd) {
  // Another test's sandbox may take a core meanwhile: then there is nothing to see.
  for (int tries = 0; tries < 100; ++tries) {
    auto lease = core_lease::take();
    if (!lease) continue;
    const int core = lease->core();
    lease.reset();
    lease = core_lease::take();
    if (lease && lease->core() == core) return;
  }
  GTEST_SKIP() << "other judges hold the cores";
}

TEST(CoreLease, AThreadIsBoundAndLetGo) {
  const auto before = allowed();
  const auto lease = core_lease::take();
  if (!lease) GTEST_SKIP() << "other judges hold the cores";
  {
    const thread_on_core bound(lease);
    const auto now = allowed();
    EXPECT_EQ(CPU_COUNT(&now), 1);
    EXPECT_EQ(::sched_getcpu(), lease->core());
  }
  const auto after = allowed();
  EXPECT_TRUE(CPU_EQUAL(&before, &after));
}

TEST(CoreLease, WithoutOneAThreadStaysAsItIs) {
  const auto before = allowed();
  const thread_on_core bound(std::nullopt);
  const auto now = allowed();
  EXPECT_TRUE(CPU_EQUAL(&before, &now));
}

}  // namespace
}  // namespace judge

#include "judge/run/measure/steal_meter.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <string>
#include <string_view>

#include "judge/base/files.hpp"

namespace judge {
namespace {

constexpr std::string_view stat_of_three_cores =
    "cpu  100 0 100 1000 0 0 0 42 0 0\n"
    "cpu0 30 0 30 300 0 0 0 2 0 0\n"
    "cpu1 30 0 30 300 0 0 0 10 0 0\n"
    "cpu10 40 0 40 400 0 0 0 30 0 0\n"
    "intr 77 8 9 10 11 12 13 14 15\n"
    "ctxt 12345\n";

cpu_set_t set_of(std::initializer_list<std::size_t> cores) {
  cpu_set_t set;
  CPU_ZERO(&set);
  for (const auto core : cores) CPU_SET(core, &set);
  return set;
}

TEST(StealMeter, SumsTheCoresThatCount) {
  EXPECT_EQ(steal_ticks(stat_of_three_cores, set_of({1})), 10U);
  EXPECT_EQ(steal_ticks(stat_of_three_cores, set_of({0, 10})), 32U);
  EXPECT_EQ(steal_ticks(stat_of_three_cores, set_of({0, 1, 10})), 42U);
  EXPECT_EQ(steal_ticks(stat_of_three_cores, set_of({5})), 0U);
}

TEST(StealMeter, ReadsWhatIsCutOffOrOld) {
  EXPECT_EQ(steal_ticks("", set_of({0})), 0U);
  EXPECT_EQ(steal_ticks("cpu0 1 2 3 4", set_of({0})), 0U);
  EXPECT_EQ(steal_ticks("cpu0 1 2 3 4 5 6 7 8", set_of({0})), 8U);
}

TEST(StealMeter, AgreesWithTheKernelsOwnSum) {
  cpu_set_t all;
  CPU_ZERO(&all);
  for (std::size_t core = 0; core < CPU_SETSIZE; ++core) CPU_SET(core, &all);
  std::int64_t missing = 0;
  // Each core's part is rounded down on its own, and the kernel reads the clocks of the cores after
  // those of the sum: some more may have been stolen, and now and then much.
  const auto most = static_cast<std::int64_t>(::sysconf(_SC_NPROCESSORS_CONF));
  constexpr std::int64_t meanwhile = 3;
  for (int tries = 0; tries < 20; ++tries) {
    const auto stat = read_file("/proc/stat");
    ASSERT_TRUE(stat);
    // The first line holds all cores; give it a core's name.
    const auto sum = "cpu0" + stat->substr(3, stat->find('\n') - 2);
    missing = static_cast<std::int64_t>(steal_ticks(sum, set_of({0}))) -
              static_cast<std::int64_t>(steal_ticks(*stat, all));
    if (-meanwhile <= missing && missing <= most) return;
  }
  FAIL() << "the cores have " << missing << " ticks less than their sum";
}

TEST(StealMeter, OfAProcessThatIsGoneCountsAllCores) {
  const steal_meter meter(-1);
  EXPECT_GE(meter.total().count(), 0);
}

}  // namespace
}  // namespace judge

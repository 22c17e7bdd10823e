// judge/run/measure/steal_meter.hpp - what the hypervisor took from a program's cores while it ran.
#pragma once

#include <sched.h>
#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace judge {

/// The column `steal` of /proc/stat, summed over these cores, in clock ticks.
[[nodiscard]] std::uint64_t steal_ticks(std::string_view stat, const cpu_set_t& cores);

/// Counts from its construction on. The kernel counts in ticks of 10 ms, so that a run shorter than
/// that tells nothing: make one only for a run that lasts. A look costs about 10 us.
class steal_meter {
 public:
  /// Of the cores that the process may use now.
  explicit steal_meter(pid_t process);
  [[nodiscard]] std::chrono::nanoseconds total() const;

 private:
  cpu_set_t cores_{};
  std::uint64_t start_ = 0;
};

}  // namespace judge

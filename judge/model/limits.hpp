// judge/model/limits.hpp - what a program may use.
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>

namespace judge {

using std::chrono::milliseconds;

inline constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;

/// What one run in the sandbox may use; all of it is enforced while the program runs.
struct run_limits {
  milliseconds cpu_time{60'000};
  milliseconds wall_time{120'000};               ///< without what it waited for a core
  std::uint64_t memory_bytes = 2048 * mebibyte;  ///< all processes together; the stack as well
  std::uint64_t output_bytes = 8 * mebibyte;     ///< stdout, stderr and files together
  unsigned processes = 64;                       ///< processes and threads
};

/// What the problem grants a submission on one test case, as its verdicts know it.
struct case_limits {
  milliseconds time{2000};
  std::uint64_t memory_bytes = 2048 * mebibyte;
  std::uint64_t output_bytes = 8 * mebibyte;
  unsigned processes = 64;
  double margin = 1.5;  ///< a run can be read again under any limit up to time * this

  /// The highest under which it can be.
  [[nodiscard]] case_limits at_margin() const {
    auto higher = *this;
    higher.time = milliseconds(std::llround(static_cast<double>(time.count()) * margin));
    return higher;
  }

  /// How long a run may sleep, or wait for input. In a pair twice as long.
  [[nodiscard]] milliseconds idle_time() const { return time * 2 + milliseconds(1000); }

  /// The run is stopped only here, so that it can be re-read under a larger limit: CPU at the
  /// margin, at 1.5 times the limit or one second more, whichever is most; the wall clock, which is
  /// for sleepers, at 2 * limit + 1 s or one second after the CPU's stop.
  [[nodiscard]] run_limits of_a_run() const {
    const auto cpu = std::max({at_margin().time, time * 3 / 2, time + milliseconds(1000)});
    return {.cpu_time = cpu,
            .wall_time = std::max(idle_time(), cpu + milliseconds(1000)),
            .memory_bytes = memory_bytes,
            .output_bytes = output_bytes,
            .processes = processes};
  }

  /// In a pair the wall clock is doubled: each waits for the other as well.
  [[nodiscard]] run_limits of_a_run_in_a_pair() const {
    auto limits = of_a_run();
    limits.wall_time *= 2;
    return limits;
  }
};

/// For compilers: 60 s and 2 GiB.
[[nodiscard]] constexpr run_limits compile_limits() {
  return {.cpu_time = milliseconds(60'000),
          .wall_time = milliseconds(120'000),
          .memory_bytes = 2048 * mebibyte,
          .output_bytes = 256 * mebibyte,
          .processes = 64};
}

/// For generators, validators and checkers: 60 s and 2 GiB.
[[nodiscard]] constexpr run_limits tool_limits() {
  return {.cpu_time = milliseconds(60'000),
          .wall_time = milliseconds(120'000),
          .memory_bytes = 2048 * mebibyte,
          .output_bytes = 1024 * mebibyte,
          .processes = 64};
}

/// For an interactor: those of a tool, and a wall clock that never runs out before the one of the
/// submission that it waits for.
[[nodiscard]] inline run_limits interactor_limits(const case_limits& limits) {
  auto own = tool_limits();
  own.wall_time = std::max(own.wall_time, limits.of_a_run_in_a_pair().wall_time * 2);
  return own;
}

}  // namespace judge

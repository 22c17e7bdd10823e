#include "judge/pipeline/borderline.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace judge {
namespace {

// In percent, so that 1.15 times a limit is exact.
constexpr int close_percent = 15;
constexpr int loud_percent = 5;

bool far_above(microseconds cpu, microseconds limit) {
  return cpu * 100 > limit * (100 + close_percent);
}

bool far_below(microseconds cpu, microseconds limit) {
  return cpu * 100 < limit * (100 - close_percent);
}

}  // namespace

bool needs_another_run(const case_result& judged, const case_limits& limits) {
  if (judged.is == verdict::time_limit) return !far_above(judged.run.cpu_time, limits.time);
  // The only judge error with facts of a run that the wall clock stopped: the machine was too busy.
  return judged.is == verdict::judge_error && judged.run.stopped == stop_reason::wall_time;
}

std::string noise_of(const run_outcome& run, const case_limits& limits) {
  if (far_above(run.cpu_time, limits.time) || far_below(run.cpu_time, limits.time)) return {};
  std::string text;
  for (const auto& [time, what] :
       std::array{std::pair(run.wait_time, "waiting for a core"),
                  std::pair(run.steal_time, "taken by the hypervisor")}) {
    if (time * 100 <= run.cpu_time * loud_percent) continue;
    text +=
        fmt::format("{}{:.2f} s {}", text.empty() ? "close to the limit on a busy machine: " : ", ",
                    static_cast<double>(time.count()) / 1e6, what);
  }
  return text;
}

}  // namespace judge

// judge/pipeline/classify.hpp - from facts to the verdict on one case. Pure: no files, no clock.
#pragma once

#include <optional>
#include <string>

#include "judge/model/limits.hpp"
#include "judge/model/verdict.hpp"

namespace judge {

/// A verdict and the sentence that goes with it; the sentence may be empty.
struct decision {
  verdict is = verdict::judge_error;
  std::string message;
};

/// The verdict that the run alone decides; nothing when its output has to be checked.
/// Order: MLE, TLE, RTE, OLE. Kept apart from running, so that a run can be read
/// again under another limit. A run that slept for more than `idle_time` counts as stopped then;
/// that is limits.idle_time() where it is not given.
[[nodiscard]] std::optional<decision> classify(const run_outcome& run, const case_limits& limits,
                                               milliseconds idle_time);
[[nodiscard]] std::optional<decision> classify(const run_outcome& run, const case_limits& limits);

/// The verdict that the checker's answer stands for.
[[nodiscard]] decision classify(const check_outcome& check);

/// Both: the run's verdict, else the checker's. `check` must be there when the run decides nothing.
[[nodiscard]] decision classify(const run_outcome& run, const std::optional<check_outcome>& check,
                                const case_limits& limits);

/// "SIGSEGV (invalid memory access)", for the signals that programs die of.
[[nodiscard]] std::string signal_name(int number);

}  // namespace judge

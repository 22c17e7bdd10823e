// judge/pipeline/borderline.hpp - times so close to the limit that the machine may have decided,
// and not the program. Pure.
#pragma once

#include <string>

#include "judge/model/limits.hpp"
#include "judge/model/verdict.hpp"

namespace judge {

/// Whether a verdict that was found while other cases ran beside has to be found again alone: too
/// slow by at most 15 % of the limit, or so starved by the busy machine that there is no verdict.
[[nodiscard]] bool needs_another_run(const case_result& judged, const case_limits& limits);

/// What on the machine may have changed a time within 15 % of the limit: waits for a core or time
/// taken by the hypervisor, where one of them is more than 5 % of it. Empty where nothing did.
[[nodiscard]] std::string noise_of(const run_outcome& run, const case_limits& limits);

}  // namespace judge

// judge/pipeline/expectations.hpp - a judged submission against what the jury expects of it. Pure.
#pragma once

#include <vector>

#include "judge/model/expectation.hpp"
#include "judge/model/verdict.hpp"

namespace judge {

/// Every rule that the submission does not keep; empty when the expectation is met. A compile error
/// is met only where the submission's own verdict is expected to be one; a judge error meets
/// nothing.
[[nodiscard]] std::vector<broken_rule> why_not_met(const submission_result& judged,
                                                   const expectation& expected);

}  // namespace judge

// judge/pipeline/recall.hpp - whether what was seen of a case at an earlier time still tells its
// verdict. Pure.
#pragma once

#include <optional>

#include "judge/model/limits.hpp"
#include "judge/model/problem.hpp"
#include "judge/model/verdict.hpp"

namespace judge {

/// The case judged by remembered facts. Empty where they do not tell: a clock stopped the run under
/// a smaller limit than this one, or would have under this one; its output was not checked then,
/// because it was too slow; or its time is so close to this limit that it has to be measured anew.
[[nodiscard]] std::optional<case_result> recalled(const test_case& one, remembered_case facts,
                                                  const case_limits& limits);

/// The facts of a case that another time would see again; empty where they may have come from the
/// state of the machine: judge errors, times close to the limit, and noise; or would not come back
/// whole.
[[nodiscard]] std::optional<remembered_case> worth_remembering(const case_result& judged,
                                                               const case_limits& limits);

}  // namespace judge

// judge/pipeline/score_formats.hpp - the two formats' ways to score; see score.hpp.
#pragma once

#include "judge/pipeline/score.hpp"

namespace judge {

/// "Result aggregation" of the 2025-09 format.
void grade_2025_09(submission_result& judged, const scoring& how);

/// "Default grader specification" of the legacy format, and custom graders.
[[nodiscard]] status grade_legacy(submission_result& judged, const scoring& how);

}  // namespace judge

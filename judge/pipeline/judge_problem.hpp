// judge/pipeline/judge_problem.hpp - every submission of a problem against what is expected of it.
#pragma once

#include <vector>

#include "judge/pipeline/judge_submission.hpp"

namespace judge {

/// Builds all submissions (several at once), finds the time limit where the
/// problem gives none, and judges them in order. A submission that cannot be built for want of a
/// tool is a judge error with the sentence that names it; the others go on. Errors: interrupted, or
/// a time limit that can neither be read nor inferred.
[[nodiscard]] result<std::vector<submission_result>> judge_problem(const problem& what,
                                                                   builder& build,
                                                                   const judging& with);

/// The limits under which the problem's submissions are judged: as given, else inferred by running
/// its accepted submissions.
[[nodiscard]] result<case_limits> limits_of(const problem& what, builder& build,
                                            const judging& with);

}  // namespace judge

// judge/pipeline/judge_problem.hpp - every submission of a problem against what is expected of it.
#pragma once

#include <string>
#include <vector>

#include "judge/pipeline/judge_submission.hpp"

namespace judge {

struct judged_problem {
  std::vector<submission_result> submissions;  ///< in the problem's order
  std::vector<std::string> errors;             ///< what is wrong with the package as a whole
};

/// Builds all submissions (several at once), finds the time limit where the problem gives none, and
/// judges them in order. A submission that cannot be built for want of a tool is a judge error with
/// the sentence that names it; the others go on. What hangs on the time limit is remarked on.
/// Errors: interrupted, or a time limit that can neither be read nor inferred.
[[nodiscard]] result<judged_problem> judge_problem(const problem& what, builder& build,
                                                   const judging& with);

/// The limits under which the problem's submissions are judged: as given, else inferred by running
/// those that bound it from below.
[[nodiscard]] result<case_limits> limits_of(const problem& what, builder& build,
                                            const judging& with);

}  // namespace judge

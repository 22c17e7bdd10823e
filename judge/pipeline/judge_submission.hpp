// judge/pipeline/judge_submission.hpp - one submission through all its cases.
#pragma once

#include <vector>

#include "judge/pipeline/judge_case.hpp"

namespace judge {

/// Runs the built submission on every case, checks, classifies, grades and aggregates. `build` may
/// be a compile error, which decides at once. A case that cannot be run is a judge error and ends
/// the judging; the rest is skipped. With several jobs a case that is too slow by little, or that
/// the busy machine starved, is run again when nothing else runs, and that run decides; observers
/// hear of it once, then. Errors: `interrupted`, and a custom grader that is broken.
[[nodiscard]] result<submission_result> judge_submission(const submission& what,
                                                         build_outcome build,
                                                         const std::vector<test_case>& cases,
                                                         const case_limits& limits,
                                                         const judging& with);

/// Reads the stored facts again under other limits and fills in the verdicts, the grades and the
/// submission's own verdict; not what was expected. `how`: of a scoring problem.
[[nodiscard]] status classify_again(submission_result& judged, const case_limits& limits,
                                    const scoring* how = nullptr);

}  // namespace judge

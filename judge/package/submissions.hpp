// judge/package/submissions.hpp - the jury's submissions, and what each is expected to get.
#pragma once

#include <vector>

#include "judge/model/problem.hpp"
#include "judge/package/programs.hpp"

namespace judge::package {

/// Everything in submissions/, bytewise by name. What is expected: the default of its folder, or
/// the comment in its place where the folder is not one of the four official ones; and besides what
/// submissions.yaml says, which may replace the default. Uses the problem's format and type.
[[nodiscard]] std::vector<submission> read_submissions(const package_folder& folder,
                                                       const problem& of,
                                                       const program_reader& programs,
                                                       complaints& notes);

/// Once the cases and groups are known, planned ones too: finishes what is expected of partially
/// accepted submissions, refuses rules that cannot hold together, and warns of globs that match no
/// case.
void settle_submissions(const package_folder& folder, problem& of, complaints& notes);

}  // namespace judge::package

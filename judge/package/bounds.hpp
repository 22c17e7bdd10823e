// judge/package/bounds.hpp - does the data reach the bounds that the package promises?
#pragma once

#include <vector>

#include "judge/package/validate.hpp"

namespace judge {

/// A constant of problem.yaml that an input validator uses is a bound, and it is reached when the
/// validators would refuse some case with the constant one smaller, or one larger. So sums,
/// products and lengths are bounds like any other, and a number that stands in the data by chance
/// proves nothing. A warning for each constant with which both ways every case is still accepted.
///
/// Left out: constants that are no 64-bit integers, those that no validator uses, those with which
/// a changed validator does not compile, and those with a comment `# not reached` in their line.
/// Errors are the environment's.
[[nodiscard]] result<std::vector<finding>> check_bounds(const problem& whole, builder& build,
                                                        runner& run,
                                                        const validation_options& options = {});

}  // namespace judge

// judge/pipeline/aggregate.hpp - from cases to a submission's verdict. Pure.
#pragma once

#include <span>

#include "judge/model/verdict.hpp"

namespace judge {

/// The first verdict in the problem's order that is not AC; a judge error anywhere wins. Skipped
/// cases do not count; no case at all is a judge error, because nothing was tried.
[[nodiscard]] verdict aggregate(std::span<const case_result> cases);

/// The verdict as the package formats know it: MLE and OLE are RTE, PE is WA, an idle limit is TLE.
[[nodiscard]] verdict folded(verdict v);

}  // namespace judge

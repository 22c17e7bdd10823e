// judge/package/data_lint.hpp - what can be seen of the data without running anything.
#pragma once

#include <vector>

#include "judge/package/validate.hpp"

namespace judge {

/// Warnings, one a kind, with the first file and how many more there are: cases of one folder with
/// equal inputs and settings, an empty answer, an answer beyond the output limit, line ends of
/// Windows, and a last line without an end.
[[nodiscard]] std::vector<finding> lint_data(const problem& whole);

}  // namespace judge

// judge/package/bare.hpp - folders of inputs and answers, without any problem.yaml.
#pragma once

#include "judge/model/problem.hpp"
#include "judge/package/folder.hpp"

namespace judge::package {

/// There is something that read_bare would take for data.
[[nodiscard]] bool looks_bare(const package_folder& folder, complaints& notes);

/// *.in with *.ans, *.out or *.a, or in/ and out/ with files of the same names or stems. Compared
/// by case-sensitive tokens, with hints; the time limit is 2 s.
void read_bare(const package_folder& folder, problem& into, complaints& notes);

}  // namespace judge::package

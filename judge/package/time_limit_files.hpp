// judge/package/time_limit_files.hpp - time limits that stand beside problem.yaml: .timelimit, as
// problemtools writes it, and domjudge-problem.ini.
#pragma once

#include "judge/model/problem.hpp"
#include "judge/package/folder.hpp"

namespace judge::package {

/// Takes the time limit from them where problem.yaml gave none; .timelimit goes before the other.
/// What is not followed is named in a warning.
void read_time_limit_files(const package_folder& folder, problem& into, complaints& notes);

}  // namespace judge::package

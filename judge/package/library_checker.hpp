// judge/package/library_checker.hpp - problems of library-checker-problems: info.toml, gen/, sol/,
// checker.cpp and verifier.cpp, all of them programs for testlib, and hash.json.
#pragma once

#include "judge/model/problem.hpp"
#include "judge/package/folder.hpp"

namespace judge::package {

inline constexpr const char* info_file = "info.toml";

/// Reads such a folder. Its cases are planned, "secret/<name>_<nn>": `gen/<name>.cpp <nn>`, or
/// the file gen/<name>_<nn>.in; their answers are those of sol/correct.cpp. Headers may lie in the
/// folder and in common/ of the repository around it, which is the nearest folder above that holds
/// common/testlib.h.
void read_library_checker(const package_folder& folder, problem& into, complaints& notes);

}  // namespace judge::package

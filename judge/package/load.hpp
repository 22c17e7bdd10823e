// judge/package/load.hpp - a folder becomes a problem.
#pragma once

#include <filesystem>

#include "judge/base/result.hpp"
#include "judge/model/problem.hpp"

namespace judge {

/// Reads a problem package of format 2025-09 (also under its draft names), legacy or legacy-icpc,
/// or a bare folder: *.in with *.ans, *.out or *.a beside them, or the folders in/ and out/.
///
/// Whatever is wrong is an error "file:line:column: key: what: what to do"; whatever is understood
/// but not followed, or not understood, is one of the problem's warnings. Nothing outside the
/// folder is read. Cases of generators.yaml are planned, not made: generate_data does that.
[[nodiscard]] result<problem> load_problem(const std::filesystem::path& folder);

/// Puts what the problem provides for submissions (include/) beside the program's own files, over
/// those of the same name.
[[nodiscard]] status add_included_files(const problem& of, program_source& program);

}  // namespace judge

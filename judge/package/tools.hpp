// judge/package/tools.hpp - generators, validators and solutions as this module runs them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "judge/model/ports.hpp"

namespace judge::package {

/// How a run ended, for a sentence: "ended with exit code 2", "was killed by signal SEGV", "needed
/// more than 60 s of CPU time". Nothing where it ended by itself with code 0.
[[nodiscard]] std::optional<std::string> bad_end(const run_outcome& run, const run_limits& limits);

/// The first line that says something, of stderr or else of stdout, in quotes behind ": "; empty
/// where there is none.
[[nodiscard]] std::string what_it_said(const run_outcome& run);

/// A built program, or the reason as "<what> <name> does not compile: <first line>".
[[nodiscard]] result<program> build_tool(builder& with, const program_source& source,
                                         const std::string& what);

}  // namespace judge::package

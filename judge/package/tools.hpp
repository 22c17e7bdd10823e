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

/// The last line of stderr that says something, as that is where a crash is explained, or else the
/// first one of stdout; in quotes behind ": ". Empty where there is none.
[[nodiscard]] std::string what_it_said(const run_outcome& run);

/// The same error seen from one level up, as error::in; an interruption stays a plain
/// "interrupted", as nothing is wrong there.
[[nodiscard]] error in_context(error failure, const std::string& context);

/// The same for a tool: "<what> <name>: <message>", where the message may name the tool already.
[[nodiscard]] error of_tool(error failure, const std::string& what, const std::string& name);

/// A built program, or the reason as "<what> <name> does not compile: <first line>".
[[nodiscard]] result<program> build_tool(builder& with, const program_source& source,
                                         const std::string& what);

}  // namespace judge::package

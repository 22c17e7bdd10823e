// judge/cli/checker_options.hpp - options that say how outputs are checked.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>

#include "judge/base/result.hpp"
#include "judge/model/problem.hpp"

namespace judge {

/// What `run` and `verify` take instead of what the problem says.
struct checker_options {
  std::filesystem::path checker;
  std::filesystem::path interactor;
  std::string dialect;  ///< "", "icpc", "testlib", "cms", "exit-code"
  std::string like;     ///< "", "kattis", "domjudge"
};

void add_checker_options(CLI::App& command, checker_options& into);
/// --compat alone, which `check` takes as well.
void add_compatibility_option(CLI::App& command, std::string& into);
[[nodiscard]] compatibility compatibility_named(const std::string& name);

/// Puts in what the command line says. Errors: a checker that cannot be read, a dialect for a
/// problem without a checker.
[[nodiscard]] status put_in_checker(problem& of, const checker_options& options);

/// The folder of testlib.h: that of `asked`, a file or a folder, else of $GAVEL_TESTLIB, else
/// /usr/local/include or /usr/include; empty where it is in none. Error: it is not where one of the
/// first two says.
[[nodiscard]] result<std::filesystem::path> testlib_folder(const std::filesystem::path& asked);

}  // namespace judge

// judge/cli/options.hpp - options that several subcommands share, and how they are read.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "judge/base/result.hpp"
#include "judge/cli/checker_options.hpp"
#include "judge/model/run.hpp"

namespace judge {

namespace exit_code {
inline constexpr int as_expected = 0;
inline constexpr int differs = 1;      ///< some verdict is not what was wanted
inline constexpr int usage = 2;        ///< the command line or a package is wrong
inline constexpr int environment = 3;  ///< the judge or the machine is at fault
inline constexpr int interrupted = 130;
}  // namespace exit_code

/// What every subcommand that runs programs takes.
struct run_options {
  unsigned jobs = 1;
  std::string color = "auto";
  std::string required_isolation;  ///< "", "L0", "L1", "L2"
  bool trusted = false;            ///< weaker isolation, even none, is better than not to run
  std::vector<std::filesystem::path> include_roots;
  std::filesystem::path languages_file;
  std::filesystem::path testlib;  ///< testlib.h, or the folder that holds it
};

void add_run_options(CLI::App& command, run_options& into);

/// What `run` and `verify` take besides.
struct judging_options {
  run_options run;
  std::filesystem::path json_file;
  std::string filter;                  ///< a part of the names of the cases to judge on; "" is all
  std::optional<double> time_limit;    ///< seconds
  std::optional<double> memory_limit;  ///< MiB
  bool no_cache = false;               ///< judge again what was judged before
  checker_options checking;
};

void add_judging_options(CLI::App& command, judging_options& into);

/// The exit code that an error stands for, with the error said on stderr: "judge: <message>".
int report_error(const error& what);

/// Whether to paint and to redraw: the terminal decides unless --color or NO_COLOR does.
struct terminal {
  bool color = false;
  bool live = false;
};
[[nodiscard]] terminal terminal_of(int fd, const std::string& color_option);

/// Each subcommand: adds itself to the command line; `code` gets its exit code when it was the one
/// that was asked for.
void add_bundle(CLI::App& app, int& code);
void add_check(CLI::App& app, int& code);
void add_doctor(CLI::App& app, int& code);
void add_export(CLI::App& app, int& code);
void add_generate(CLI::App& app, int& code);
void add_import(CLI::App& app, int& code);
void add_run(CLI::App& app, int& code);
void add_verify(CLI::App& app, int& code);

}  // namespace judge

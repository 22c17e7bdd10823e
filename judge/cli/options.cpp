#include "judge/cli/options.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <thread>

namespace judge {
namespace {

/// A range lets "nan" through.
const CLI::Validator is_number(
    [](const std::string& text) {
      return text.find_first_of("0123456789") == std::string::npos ? "not a number: " + text : "";
    },
    "");

}  // namespace

void add_run_options(CLI::App& command, run_options& into) {
  // One core is left to the judge and to the rest of the machine: times are what is measured.
  into.jobs = std::max(1U, std::max(1U, std::thread::hardware_concurrency()) - 1);
  command.add_option("-j,--jobs", into.jobs, "Programs to run at the same time")
      ->check(CLI::Range(1U, 256U))
      ->capture_default_str();
  command.add_option("--color", into.color, "Paint verdicts: auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str();
  auto* const required =
      command
          .add_option("--require-isolation", into.required_isolation,
                      "Refuse to run with less isolation than this: L0, L1 (default) or L2 (see "
                      "judge doctor)")
          ->check(CLI::IsMember({"L0", "L1", "L2"}));
  command
      .add_flag("--i-trust-this-code", into.trusted,
                "Run UNSANDBOXED where no isolation is to be had; does not weaken what there is")
      ->excludes(required);
  command
      .add_option("-I,--include", into.include_roots,
                  "Folder in which gavel/... and other quoted includes are looked for")
      ->check(CLI::ExistingDirectory);
  command
      .add_option("--languages", into.languages_file,
                  "File of languages (TOML) that adds to the built-in ones")
      ->check(CLI::ExistingFile);
  command
      .add_option("--testlib", into.testlib,
                  "testlib.h, or the folder that holds it; else GAVEL_TESTLIB, else where the "
                  "system keeps headers")
      ->check(CLI::ExistingPath);
}

void add_judging_options(CLI::App& command, judging_options& into) {
  add_run_options(command, into.run);
  command.add_option("--json", into.json_file, "Write a report for programs into this file");
  command.add_option("--filter", into.filter, "Only the cases whose name contains this");
  command
      .add_option("--time-limit", into.time_limit, "CPU seconds a case, instead of the problem's")
      ->check(CLI::Range(0.001, 3600.0) & is_number);
  command.add_option("--memory", into.memory_limit, "MiB a case, instead of the problem's")
      ->check(CLI::Range(1.0, 1048576.0) & is_number);
  command.add_flag("--no-cache", into.no_cache,
                   "Run every case, also where nothing has changed since it was judged before");
  add_checker_options(command, into.checking);
}

int report_error(const error& what) {
  fmt::print(stderr, "judge: {}\n", what.message);
  switch (what.whose) {
    case fault::input: return exit_code::usage;
    case fault::environment: return exit_code::environment;
    case fault::interrupted: return exit_code::interrupted;
  }
  return exit_code::environment;
}

terminal terminal_of(int fd, const std::string& color_option) {
  const bool is_terminal = ::isatty(fd) == 1;
  const char* no_color = std::getenv("NO_COLOR");
  const char* kind = std::getenv("TERM");
  const bool dumb = kind == nullptr || std::string_view(kind) == "dumb";
  terminal out;
  out.live = is_terminal && !dumb;
  out.color = color_option == "always" ||
              (color_option == "auto" && out.live && (no_color == nullptr || *no_color == '\0'));
  return out;
}

}  // namespace judge

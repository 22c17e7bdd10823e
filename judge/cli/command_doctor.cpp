// judge doctor: what this machine can do, found by trying, and how to get what is missing.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

#include "judge/base/files.hpp"
#include "judge/cli/interruption.hpp"
#include "judge/cli/options.hpp"
#include "judge/cli/workshop.hpp"
#include "judge/run/probe.hpp"

namespace judge {
namespace {

/// The level that there is.
isolation show_layers() {
  const auto report = probe_sandbox();
  std::size_t width = 0;
  for (const auto& one : report.layers) width = std::max(width, one.layer.size());
  fmt::print("sandbox\n");
  for (const auto& one : report.layers) {
    fmt::print("  {:<{}}   {}   {}\n", one.layer, width, one.available ? "yes" : "no ", one.detail);
  }
  const auto* const how = report.level == isolation::l2     ? ", with --require-isolation=L2"
                          : report.level == isolation::none ? ", only with --i-trust-this-code"
                                                            : "";
  fmt::print("  isolation of every run here: {}{}\n", short_name(report.level), how);
  return report.level;
}

status show_languages(compiler& build) {
  const auto states = build.survey();
  if (!states) return states.failure();
  std::size_t width = 0;
  for (const auto& one : *states) width = std::max(width, one.key.size());
  fmt::print("languages\n");
  for (const auto& one : *states) {
    fmt::print("  {:<{}}   {:<12}   {}\n", one.key, width, one.name,
               one.available ? one.version : "missing: " + one.why_not);
  }
  return done();
}

int run_command(run_options options) {
  const interruption signals;
  const auto level = show_layers();
  // To show the languages, the level that there is will do.
  if (options.required_isolation.empty() && level == isolation::l2) {
    options.required_isolation = "L2";
  }
  auto tools = open_workshop(options, signals.token());
  if (!tools) return report_error(tools.failure());
  const auto shown = show_languages(*tools->build);
  if (!shown) return report_error(shown.failure());
  fmt::print("places\n  cache       {}\n  languages   {}\n", cache_folder().string(),
             user_languages_file().string());
  return exit_code::as_expected;
}

}  // namespace

void add_doctor(CLI::App& app, int& code) {
  auto* command = app.add_subcommand(
      "doctor", "Show how well programs can be isolated here and which languages there are");
  command->footer(
      "Each line is tried, not read off a version. L0: namespaces, seccomp and cgroups; L1: no "
      "cgroup,\n"
      "so that forking is refused and memory is a guess; L2: Landlock and seccomp only, among the\n"
      "machine's own processes.");
  auto options = std::make_shared<run_options>();
  add_run_options(*command, *options);
  command->callback([options, &code] { code = run_command(*options); });
}

}  // namespace judge

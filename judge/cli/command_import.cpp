// judge import: a problem from the browser extension Competitive Companion, as a folder to judge
// on.
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "judge/base/files.hpp"
#include "judge/cli/options.hpp"
#include "judge/package/companion.hpp"
#include "judge/report/units.hpp"

namespace judge {
namespace {

struct import_command {
  std::filesystem::path file;
  std::filesystem::path into;
  bool force = false;
};

int run_command(const import_command& asked) {
  constexpr std::uintmax_t limit = std::uintmax_t{64} << 20;
  const auto text = read_file(asked.file, limit);
  if (!text) return report_error(text.failure());
  const auto what = read_companion(asked.file.string(), *text);
  if (!what) return report_error(what.failure());
  auto folder = asked.into;
  if (folder.empty()) {
    const auto name = folder_of_title(what->title);
    if (!name) return report_error(error(name.failure()).in(asked.file.string() + ": name"));
    folder = *name;
  }
  const auto written = write_companion(*what, folder, asked.force);
  if (!written) return report_error(written.failure());
  for (const auto& one : what->remarks) {
    fmt::print(stderr, "judge: warning: {}: {}\n", asked.file.string(), one);
  }
  for (const auto& name : *written) fmt::print("{}\n", (folder / name).string());
  fmt::print("{}: {}, {:g} s, {} MiB{}\n", what->title, show_count(what->samples.size(), "sample"),
             static_cast<double>(what->time_limit.count()) / 1000, what->memory_mib,
             what->interactive ? "; interactive: put an interactor into output_validator/" : "");
  return exit_code::as_expected;
}

}  // namespace

void add_import(CLI::App& app, int& code) {
  auto* command = app.add_subcommand(
      "import", "Make a problem's folder of a JSON file of Competitive Companion");
  command->footer(
      "Writes problem.yaml, with the time and memory limit, and the samples. The folder is named\n"
      "after the problem where --into names none, and is not touched where it is there already.\n"
      "\n"
      "  judge import problem.json --into a && judge run a.cpp --problem a");
  auto asked = std::make_shared<import_command>();
  command->add_option("file", asked->file, "JSON file that the extension sent")->required();
  command->add_option("--into", asked->into, "Folder to make");
  command->add_flag("--force", asked->force,
                    "Replace problem.yaml and the numbered samples of a folder that is there");
  command->callback([asked, &code] { code = run_command(*asked); });
}

}  // namespace judge

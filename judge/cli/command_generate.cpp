// judge generate: the data of generators/generators.yaml, written into the package.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "judge/cli/interruption.hpp"
#include "judge/cli/options.hpp"
#include "judge/cli/workshop.hpp"
#include "judge/package/generate.hpp"
#include "judge/package/load.hpp"
#include "judge/report/units.hpp"

namespace judge {
namespace {

struct generate_command {
  run_options run;
  std::vector<std::filesystem::path> problems;
  bool update_sums = false;
  bool check_deterministic = false;
};

status generate_one(const std::filesystem::path& folder, const generate_command& asked,
                    workshop& tools, console_report& console) {
  auto of = load_problem(folder);
  if (!of) return std::move(of).failure();
  if (!of->plan) {
    return error{fmt::format("{}: there is no generators/generators.yaml: nothing to generate",
                             folder.string())};
  }
  const bool foreign = of->format == problem_format::library_checker;
  if (foreign && asked.update_sums) {
    return error{fmt::format("{}: --update-sums: nothing is written into a library-checker problem",
                             folder.string())};
  }
  generation_options how;
  if (!foreign) how.folder = of->folder / "data";
  how.check_deterministic = asked.check_deterministic;
  how.jobs = std::max(1U, std::thread::hardware_concurrency());
  how.update_sums = asked.update_sums;
  how.progress = [&](const std::string& name, std::size_t done, std::size_t total) {
    console.progress(fmt::format("{}: {} of {}   {}", of->name, done, total, name));
  };
  const auto made = generate_data(*of, *tools.build, *tools.run, how);
  if (!made) return made.failure();
  for (const auto& one : of->warnings) console.remark("warning: " + one);
  for (const auto& one : made->warnings) console.remark("warning: " + one);
  console.line(fmt::format("{}: {} generated, {} from the cache, {} kept{}", of->name,
                           show_count(made->generated, "case"), made->from_cache, made->kept,
                           asked.update_sums ? "; data/SHA256SUMS written" : ""));
  return done();
}

int run_command(const generate_command& asked) {
  const interruption signals;
  auto tools = open_workshop(asked.run, signals.token());
  if (!tools) return report_error(tools.failure());
  console_report console(stdout, style_of(asked.run, false, tools->run->level()));
  int code = exit_code::as_expected;
  for (const auto& folder : expand_problems(asked.problems)) {
    const auto made = generate_one(folder, asked, *tools, console);
    console.clear_progress();
    if (!made) code = std::max(code, report_error(made.failure()));
    if (code == exit_code::interrupted) break;
  }
  return code;
}

}  // namespace

void add_generate(CLI::App& app, int& code) {
  auto* command = app.add_subcommand(
      "generate", "Write the test data that generators/generators.yaml describes");
  command->footer(
      "run and verify make the data themselves and keep it in a cache; this writes it into the\n"
      "package's data folder, for other tools. It is held against data/SHA256SUMS. The cases of a\n"
      "library-checker problem are held against hash.json and go only into the cache.\n"
      "\n"
      "  judge generate problems/maximum_gap");
  auto asked = std::make_shared<generate_command>();
  command
      ->add_option("problem", asked->problems,
                   "Folders of problems, or folders that hold such folders")
      ->required();
  command->add_flag("--update-sums", asked->update_sums,
                    "Write data/SHA256SUMS instead of holding the data against it");
  command->add_flag("--check-deterministic", asked->check_deterministic,
                    "Run every generator and solution twice: both times must give the same bytes");
  add_run_options(*command, asked->run);
  command->callback([asked, &code] { code = run_command(*asked); });
}

}  // namespace judge

// judge export: a package that needs nothing but itself, for other tools.
#include <fmt/format.h>

#include <map>
#include <memory>
#include <utility>

#include "judge/build/bundle.hpp"
#include "judge/cli/checker_options.hpp"
#include "judge/cli/interruption.hpp"
#include "judge/cli/options.hpp"
#include "judge/cli/workshop.hpp"
#include "judge/package/export.hpp"
#include "judge/report/units.hpp"

namespace judge {
namespace {

struct export_command {
  run_options run;
  std::filesystem::path problem;
  std::filesystem::path folder;  ///< empty: the problem's name in the current folder
  export_format format = export_format::v2025_09;
  bool force = false;
};

status export_one(const export_command& asked, workshop& tools, console_report& console,
                  const std::stop_token& stop) {
  judging_options judging;
  judging.run = asked.run;
  const auto of = prepare_problem(asked.problem, judging, tools, console);
  if (!of) return of.failure();
  console.clear_progress();
  for (const auto& one : of->warnings) console.remark("warning: " + one);
  export_options how;
  how.folder = asked.folder.empty() ? std::filesystem::path(export_name(of->name)) : asked.folder;
  how.format = asked.format;
  how.replace = asked.force;
  how.stop = stop;
  const auto testlib = testlib_folder(asked.run.testlib);
  if (!testlib) return testlib.failure();
  how.bundled = [&](const program_source& source) {
    bundle_options options;
    options.includes = {
        .roots = asked.run.include_roots, .installed = installed_headers(), .testlib = *testlib};
    options.keep_missing = true;  // the package's own include/, or the compiler, may have it
    return bundle(source, options);
  };
  const auto made = export_problem(*of, how);
  if (!made) return made.failure();
  for (const auto& one : made->warnings) console.remark("warning: " + one);
  const auto name = std::filesystem::absolute(how.folder / "").parent_path().filename().string();
  if (export_name(name) != name) {
    console.remark(
        fmt::format("warning: {}: the format wants folder names of letters and digits "
                    "only: call it {}",
                    how.folder.string(), export_name(name)));
  }
  console.line(fmt::format("{}: {} in {}, {} bundled", of->name, show_count(made->files, "file"),
                           how.folder.string(), show_count(made->bundled, "program")));
  return done();
}

int run_command(const export_command& asked) {
  const interruption signals;
  auto tools = open_workshop(asked.run, signals.token());
  if (!tools) return report_error(tools.failure());
  console_report console(stdout, style_of(asked.run, false, tools->run->level()));
  const auto made = export_one(asked, *tools, console, signals.token());
  console.clear_progress();
  return made ? exit_code::as_expected : report_error(made.failure());
}

}  // namespace

void add_export(CLI::App& app, int& code) {
  auto* command = app.add_subcommand("export", "Write a package that needs nothing but itself");
  command->footer(
      "Generated data is written out, constants are put in, and programs that use headers from\n"
      "elsewhere become single files. An export that fails or is interrupted leaves nothing.\n"
      "\n"
      "  judge export problems/maximum_gap maximumgap                    for BAPCtools and others\n"
      "  judge export problems/maximum_gap maximumgap --format 2023-07   for problemtools");
  auto asked = std::make_shared<export_command>();
  command->add_option("problem", asked->problem, "Folder of the problem")->required();
  command->add_option("folder", asked->folder,
                      "Where to write it; the problem's name without other characters than letters "
                      "and digits, if nothing is said");
  const std::map<std::string, export_format> formats = {{"2025-09", export_format::v2025_09},
                                                        {"2023-07", export_format::v2023_07}};
  command
      ->add_option("--format", asked->format,
                   "2025-09, or its draft 2023-07 as problemtools reads it: without the data that "
                   "only tests validators")
      ->transform(CLI::CheckedTransformer(formats));
  command->add_flag("--force", asked->force, "Replace a package that is there already");
  add_run_options(*command, asked->run);
  command->callback([asked, &code] { code = run_command(*asked); });
}

}  // namespace judge

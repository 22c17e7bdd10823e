// judge run: one submission on every test case.
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "judge/build/sources.hpp"
#include "judge/check/make_checker.hpp"
#include "judge/cli/interruption.hpp"
#include "judge/cli/options.hpp"
#include "judge/cli/workshop.hpp"
#include "judge/pipeline/judge_problem.hpp"
#include "judge/report/json.hpp"

namespace judge {
namespace {

struct run_command_options {
  judging_options judging;
  std::filesystem::path source;
  std::filesystem::path problem = ".";
  std::string language;
  bool fail_fast = false;
};

/// The submission through the problem's cases; the reports are told as it goes.
result<submission_result> judge_one(const run_command_options& asked, workshop& tools,
                                    console_report& console, json_report& json,
                                    const std::stop_token& stop) {
  submission what;
  auto source = read_program(asked.source);
  if (!source) return std::move(source).failure();
  what.source = *std::move(source);
  what.source.language = asked.language;

  const auto of = prepare_problem(asked.problem, asked.judging, tools, console);
  if (!of) return of.failure();
  const auto check = make_checker(*of, *tools.build, *tools.run);
  if (!check) return check.failure();
  observers watch({&console, &json});
  const judging with{.run = *tools.run,
                     .check = **check,
                     .watch = watch,
                     .stop = stop,
                     .jobs = asked.judging.run.jobs,
                     .fail_fast = asked.fail_fast};
  watch.problem_started(*of, 1);
  console.progress("compiling " + what.source.name);
  auto built = tools.build->build(what.source);
  if (!built) return std::move(built).failure();
  const auto limits = limits_of(*of, *tools.build, with);
  if (!limits) return limits.failure();
  return judge_submission(what, *std::move(built), of->cases, *limits, with);
}

int run_command(run_command_options asked) {
  // A submission may lie anywhere; headers are then found from where the problem lies.
  std::error_code ignored;
  for (auto& root : include_roots(std::filesystem::absolute(asked.problem, ignored), {})) {
    asked.judging.run.include_roots.push_back(std::move(root));
  }
  const interruption signals;
  auto tools = open_workshop(asked.judging.run, signals.token());
  if (!tools) return report_error(tools.failure());
  const auto level = tools->run->level();
  const auto seen_by = terminal_of(STDOUT_FILENO, asked.judging.run.color);
  console_report console(
      stdout, {.every_case = true, .live = seen_by.live, .color = seen_by.color, .level = level});
  json_report json(level);
  const auto judged = judge_one(asked, *tools, console, json, signals.token());
  console.clear_progress();
  if (!asked.judging.json_file.empty()) {
    const auto written = json.write(asked.judging.json_file, static_cast<bool>(judged));
    if (!written) return report_error(written.failure());
  }
  if (!judged) return report_error(judged.failure());
  if (judged->is == verdict::judge_error) return exit_code::environment;
  return judged->is == verdict::accepted ? exit_code::as_expected : exit_code::differs;
}

}  // namespace

void add_run(CLI::App& app, int& code) {
  auto* command = app.add_subcommand(
      "run", "Compile a submission and judge it on every test case of a problem");
  command->footer(
      "Shows a line a case: verdict, CPU and wall time, peak memory, and on a wrong answer the "
      "first\n"
      "difference. Exits with 0 when every case is AC, else with 1.\n"
      "\n"
      "  judge run my.cpp --problem problems/maximum_gap\n"
      "  judge run my.py --problem ~/tests --time-limit 2    a folder of *.in and *.ans will do");
  auto asked = std::make_shared<run_command_options>();
  command->add_option("source", asked->source, "Source file; its extension says the language")
      ->required();
  command->add_option("-p,--problem", asked->problem, "Folder of the problem")
      ->capture_default_str();
  command->add_option("--language", asked->language,
                      "Language, where the extension is not enough: cpp17, pypy3, ... "
                      "(judge doctor lists them)");
  command->add_flag("--fail-fast", asked->fail_fast, "Stop at the first case that is not AC");
  add_judging_options(*command, asked->judging);
  command->callback([asked, &code] { code = run_command(*asked); });
}

}  // namespace judge

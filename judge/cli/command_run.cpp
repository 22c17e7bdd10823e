// judge run: one submission on every test case.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "judge/build/sources.hpp"
#include "judge/cli/interruption.hpp"
#include "judge/cli/jury.hpp"
#include "judge/cli/options.hpp"
#include "judge/cli/workshop.hpp"
#include "judge/package/load.hpp"
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
  bool transcript = false;
};

constexpr std::uint64_t transcript_limit = 256 << 10;

/// The submission through the problem's cases; the reports are told as it goes.
result<submission_result> judge_one(const run_command_options& asked, workshop& tools,
                                    console_report& console, json_report& json,
                                    const std::stop_token& stop) {
  submission what;
  auto source = read_program(asked.source);
  if (!source) return std::move(source).failure();
  what.source = *std::move(source);
  what.source.language = asked.language;

  auto of = prepare_problem(asked.problem, asked.judging, tools, console);
  if (!of) return std::move(of).failure();
  for (const auto& one : of->warnings) fmt::print(stderr, "judge: warning: {}\n", one);
  what.source.compile_limits = of->compile_limits;
  if (auto included = add_included_files(*of, what.source); !included) {
    return std::move(included).failure();
  }
  const auto who = call_jury(*of, tools, !asked.judging.no_cache && !asked.transcript);
  if (!who) return who.failure();
  observers watch({&console, &json});
  auto with = who->for_problem(*of, *tools.run, watch, stop);
  with.jobs = asked.judging.run.jobs;
  with.fail_fast = asked.fail_fast;
  if (asked.transcript) with.transcript_bytes = transcript_limit;
  watch.problem_started(*of, 1);
  console.progress("compiling " + what.source.name);
  auto built = who->build->build(what.source);
  if (!built) return std::move(built).failure();
  if (built->built) {
    auto chosen = choose_cases(*of, asked.judging.filter, *who->build, with);
    if (!chosen) return std::move(chosen).failure();
    const auto limits = limits_of(*of, *who->build, with);
    if (!limits) return limits.failure();
    of->limits = *limits;
  }
  return judge_submission(what, *std::move(built), of->cases, of->limits, with);
}

/// What went wrong with the judge itself is said on stderr as well, where scripts look.
void report_judge_errors(const submission_result& judged) {
  for (const auto& one : judged.cases) {
    if (one.is == verdict::judge_error) {
      fmt::print(stderr, "judge: {}: {}\n", one.name, one.message);
    }
  }
}

int run_command(run_command_options asked) {
  if (auto writable = check_report_file(asked.judging); !writable) {
    return report_error(writable.failure());
  }
  // A submission may lie anywhere; headers are then found from where the problem lies.
  std::error_code ignored;
  for (auto& root : include_roots(std::filesystem::absolute(asked.problem, ignored), {})) {
    asked.judging.run.include_roots.push_back(std::move(root));
  }
  const interruption signals;
  auto tools = open_workshop(asked.judging.run, signals.token());
  if (!tools) return report_error(tools.failure());
  const auto level = tools->run->level();
  console_report console(stdout, style_of(asked.judging.run, true, level));
  json_report json(level);
  const auto judged = judge_one(asked, *tools, console, json, signals.token());
  console.clear_progress();

  int code = exit_code::as_expected;
  if (!judged) {
    json.failed(judged.failure());
    code = report_error(judged.failure());
  } else if (judged->is == verdict::judge_error) {
    report_judge_errors(*judged);
    code = exit_code::environment;
  } else if (judged->is != verdict::accepted) {
    code = exit_code::differs;
  }
  return std::max(code, write_report(json, asked.judging));
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
  command
      ->add_option("source", asked->source,
                   "Source file, whose extension says the language, or a folder of them")
      ->required();
  command->add_option("-p,--problem", asked->problem, "Folder of the problem")
      ->capture_default_str();
  command->add_option("--language", asked->language,
                      "Language, where the extension is not enough: cpp17, pypy3, ... "
                      "(judge doctor lists them)");
  command->add_flag("--fail-fast", asked->fail_fast, "Stop at the first case that is not AC");
  command->add_flag("--transcript", asked->transcript,
                    "Show what submission and interactor said to each other, with times");
  add_judging_options(*command, asked->judging);
  command->callback([asked, &code] { code = run_command(*asked); });
}

}  // namespace judge

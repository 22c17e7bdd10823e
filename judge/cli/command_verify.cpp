// judge verify: whole problem packages, every submission against what its folder expects.
#include <fmt/format.h>
#include <algorithm>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "judge/base/text.hpp"
#include "judge/build/bundle.hpp"
#include "judge/cli/interruption.hpp"
#include "judge/cli/jury.hpp"
#include "judge/cli/options.hpp"
#include "judge/cli/workshop.hpp"
#include "judge/package/bounds.hpp"
#include "judge/package/broken_inputs.hpp"
#include "judge/package/descriptions.hpp"
#include "judge/package/language_codes.hpp"
#include "judge/package/validate.hpp"
#include "judge/pipeline/judge_problem.hpp"
#include "judge/pipeline/kill_matrix.hpp"
#include "judge/report/json.hpp"
#include "judge/report/units.hpp"

namespace judge {
namespace {

struct verify_command {
  judging_options judging;
  std::vector<std::filesystem::path> problems;
  bool only_given_data = false;
  bool matrix = false;
};

/// What all the problems came to.
struct tally {
  std::size_t problems = 0;
  std::size_t submissions = 0;
  std::size_t surprises = 0;
  int code = exit_code::as_expected;

  void worsen(int to) { code = std::max(code, to); }
};

/// By the language that the package names, else by the file's ending.
bool is_c_or_cpp(const program_source& source) {
  const auto& named = source.language;
  if (!named.empty()) return named == "c" || named.starts_with("cpp");
  const auto code = package::language_code(source.files.front().name);
  return code == "c" || code == "cpp";
}

/// Accepted programs that use headers of ours are judged a second time as one file, as a contest
/// site would see them. One that cannot be a single file is judged only as it is.
void add_bundled(problem& what, const run_options& options) {
  std::vector<submission> bundled;
  for (const auto& one : what.submissions) {
    const bool accepted = one.expected && one.expected->name == "AC";
    if (!accepted || one.source.files.size() != 1) continue;
    const auto& file = one.source.files.front();
    if (!is_c_or_cpp(one.source)) continue;
    if (file.text.find("#include \"") == std::string::npos &&
        file.text.find("#include <gavel/") == std::string::npos) {
      continue;
    }
    bundle_options how;
    how.includes = {.roots = options.include_roots, .installed = installed_headers()};
    auto text = bundle(one.source, how);
    if (!text) {
      what.warnings.push_back(
          fmt::format("{}: not judged bundled: {}", one.source.name, text.failure().message));
      continue;
    }
    auto alone = one;
    alone.source.name += " (bundled)";
    alone.source.home.clear();
    alone.source.files = {{file.name, *std::move(text)}};
    for (auto& rule : alone.expected->rules) rule.bound = limit_bound::none;
    bundled.push_back(std::move(alone));
  }
  for (auto& one : bundled) {
    const auto behind = std::find_if(
        what.submissions.begin(), what.submissions.end(),
        [&](const auto& s) { return s.source.name + " (bundled)" == one.source.name; });
    what.submissions.insert(std::next(behind), std::move(one));
  }
}

/// Lint, validators on all data, validators on broken data, bounds: what is wrong with a package
/// before anything is judged.
result<std::vector<finding>> findings_in(const problem& of, const verify_command& asked,
                                         workshop& tools, checker* check, console_report& console) {
  auto all = lint(of);
  const auto progress = [&](const char* what) {
    return validation_options{
        .jobs = std::max(1U, std::thread::hardware_concurrency()),
        .check = check,
        .progress = [&console, what](const std::string& name, std::size_t done, std::size_t total) {
          console.progress(fmt::format("  {} {} of {}   {}", what, done, total, name));
        }};
  };
  const auto add = [&](result<std::vector<finding>> more) -> status {
    if (!more) return std::move(more).failure();
    all.insert(all.end(), more->begin(), more->end());
    return done();
  };
  auto& build = *tools.build;
  auto& run = *tools.run;
  auto added = add(validate_data(of, build, run, progress("validated")));
  if (added && !asked.only_given_data) {
    added = add(check_broken_inputs(of, build, run, progress("tried broken input")));
    if (added) added = add(check_bounds(of, build, run, progress("tried bound")));
  }
  if (!added) return std::move(added).failure();
  return all;
}

/// Says which cases no wrong submission needs, but for samples and those that say why they stay.
void tell_kills(const problem& of, const std::vector<submission_result>& judged,
                const verify_command& asked, observer& watch, console_report& console,
                json_report& json) {
  const auto matrix = kill_matrix_of(of.submissions, judged);
  if (matrix.rows.empty()) return;
  const auto names_of = [&](const std::vector<std::size_t>& which) {
    std::vector<std::string> names;
    for (const auto i : which) names.push_back(matrix.cases[i]);
    return names;
  };
  auto idle = names_of(cases_that_kill_nothing(matrix));
  json.killed(idle, names_of(small_killing_set(matrix)));
  if (asked.matrix) {
    for (const auto& line : table_of(matrix)) console.line("  " + line);
  }
  std::erase_if(idle, [&](const std::string& name) {
    return name.starts_with("sample/") || !description_of(of, name).empty();
  });
  if (idle.empty() || !asked.judging.filter.empty()) return;
  watch.remark(
      fmt::format("cases that no wrong submission needs, and that do not say why they "
                  "stay: {}",
                  joined(idle, ", ")));
}

/// One package from its folder to its last submission.
status verify_one(const std::filesystem::path& folder, const verify_command& asked, workshop& tools,
                  console_report& console, json_report& json, const std::stop_token& stop,
                  tally& sum) {
  auto of = prepare_problem(folder, asked.judging, tools, console);
  if (!of) return std::move(of).failure();
  add_bundled(*of, asked.judging.run);

  observers watch({&console, &json});
  watch.problem_started(*of, of->submissions.size());
  for (const auto& one : of->warnings) watch.remark("warning: " + one);
  const auto who = call_jury(*of, tools, !asked.judging.no_cache);
  if (!who) return who.failure();
  const auto findings = findings_in(*of, asked, tools, who->check.get(), console);
  if (!findings) return findings.failure();
  for (const auto& finding : *findings) {
    watch.remark((finding.is_error ? "error: " : "warning: ") + finding.text);
    if (finding.is_error) sum.worsen(exit_code::usage);
  }

  auto with = who->for_problem(*of, *tools.run, watch, stop);
  with.jobs = asked.judging.run.jobs;
  console.progress("  compiling " + show_count(of->submissions.size(), "submission"));
  if (auto chosen = choose_cases(*of, asked.judging.filter, *who->build, with); !chosen) {
    return chosen;
  }
  const auto judged = judge_problem(*of, *who->build, with);
  if (!judged) return judged.failure();
  sum.submissions += judged->submissions.size();
  if (!judged->errors.empty()) sum.worsen(exit_code::usage);
  tell_kills(*of, judged->submissions, asked, watch, console, json);
  for (const auto& one : judged->submissions) {
    if (one.is == verdict::judge_error) sum.worsen(exit_code::environment);
    if (one.met) continue;
    ++sum.surprises;
    sum.worsen(exit_code::differs);
  }
  return done();
}

/// The last line: how many, and whether all is well.
std::string last_line(const tally& sum) {
  const auto what = sum.surprises > 0 ? fmt::format("{} not as expected", sum.surprises)
                    : sum.code == exit_code::as_expected ? std::string("all as expected")
                                                         : std::string("see the errors above");
  return fmt::format("{}, {}: {}", show_count(sum.problems, "problem"),
                     show_count(sum.submissions, "submission"), what);
}

int run_command(const verify_command& asked) {
  if (auto writable = check_report_file(asked.judging); !writable) {
    return report_error(writable.failure());
  }
  const interruption signals;
  auto tools = open_workshop(asked.judging.run, signals.token());
  if (!tools) return report_error(tools.failure());
  const auto level = tools->run->level();
  console_report console(stdout, style_of(asked.judging.run, false, level));
  json_report json(level);
  tally sum;
  for (const auto& folder : expand_problems(asked.problems)) {
    ++sum.problems;
    const auto verified = verify_one(folder, asked, *tools, console, json, signals.token(), sum);
    console.clear_progress();
    if (verified) continue;
    json.failed(verified.failure());
    sum.worsen(report_error(verified.failure()));
    if (sum.code == exit_code::interrupted) break;
  }
  sum.worsen(write_report(json, asked.judging));
  if (sum.code != exit_code::interrupted) console.line(last_line(sum));
  return sum.code;
}

}  // namespace

void add_verify(CLI::App& app, int& code) {
  auto* command =
      app.add_subcommand("verify", "Validate problem packages and judge all their submissions");
  command->footer(
      "Generates what generators/generators.yaml says, runs the input validators on every case and "
      "on\n"
      "data/invalid_input, and judges each submission against what its folder expects; accepted "
      "ones\n"
      "that use Gavel's headers are judged bundled as well. Small inputs are broken in some ways "
      "that\n"
      "input validators should refuse, and constants that they use are made one smaller or larger, "
      "to\n"
      "see whether some case reaches them: what they do not notice is a warning.\n"
      "\n"
      "  judge verify problems");
  auto asked = std::make_shared<verify_command>();
  command
      ->add_option("problem", asked->problems,
                   "Folders of problems, or folders that hold such folders")
      ->required();
  command->add_flag("--only-given-data", asked->only_given_data,
                    "Run the input validators on the package's data alone: no broken inputs, no "
                    "bounds");
  command->add_flag("--matrix", asked->matrix, "Show which cases find out which wrong submissions");
  add_judging_options(*command, asked->judging);
  command->callback([asked, &code] { code = run_command(*asked); });
}

}  // namespace judge

#include "judge/cli/workshop.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <system_error>
#include <thread>
#include <utility>

#include "judge/base/files.hpp"
#include "judge/base/text.hpp"
#include "judge/package/digests.hpp"
#include "judge/package/generate.hpp"
#include "judge/package/load.hpp"
#include "judge/package/programs.hpp"
#include "judge/pipeline/judge_problem.hpp"

namespace judge {
namespace fs = std::filesystem;
namespace {

constexpr std::uintmax_t source_limit = 1 * mebibyte;

isolation required_of(const run_options& options) {
  if (options.trusted) return isolation::none;
  if (options.required_isolation == "L0") return isolation::l0;
  if (options.required_isolation == "L2") return isolation::l2;
  return isolation::l1;
}

/// Loud, once: who runs a stranger's program should know.
void warn_of_weak(isolation level) {
  if (level == isolation::l2) {
    fmt::print(
        stderr,
        "judge: warning: isolation L2: programs run among this machine's processes, and only "
        "Landlock and seccomp keep them from its files and network; 'judge doctor' says what "
        "is missing for more\n");
  } else if (level == isolation::none) {
    fmt::print(
        stderr,
        "judge: warning: UNSANDBOXED: nothing keeps programs from your files, your processes "
        "and the network\n");
  }
}

void put_in_limits(problem& of, const judging_options& options) {
  if (options.time_limit) {
    of.time_limit = milliseconds(std::llround(*options.time_limit * 1000));
  } else if (!of.time_limit && of.format == problem_format::bare) {
    of.time_limit = case_limits{}.time;  // nothing there to infer it from
  }
  if (options.memory_limit) {
    of.limits.memory_bytes =
        static_cast<std::uint64_t>(*options.memory_limit * static_cast<double>(mebibyte));
  }
}

}  // namespace

result<workshop> open_workshop(const run_options& options, const std::stop_token& stop) {
  auto languages = language_table::load(options.languages_file);
  if (!languages) return std::move(languages).failure();
  auto testlib = testlib_folder(options.testlib);
  if (!testlib) return std::move(testlib).failure();
  const auto workers = std::max(options.jobs, std::thread::hardware_concurrency());
  auto run = sandbox::start({.workers = workers, .required = required_of(options)}, stop);
  if (!run) return std::move(run).failure();
  warn_of_weak((*run)->level());
  workshop made;
  made.run = *std::move(run);
  made.build =
      std::make_unique<compiler>(*std::move(languages), *made.run,
                                 compiler_options{.cache = cache_folder(),
                                                  .includes = {.roots = options.include_roots,
                                                               .installed = installed_headers(),
                                                               .testlib = *std::move(testlib)}});
  return made;
}

std::vector<fs::path> expand_problems(const std::vector<fs::path>& folders) {
  const auto is_package = [](const fs::path& folder) {
    std::error_code ignored;
    // Whatever it is: a broken package is to be refused, not passed over.
    return fs::exists(fs::symlink_status(folder / "problem.yaml", ignored)) ||
           fs::exists(fs::symlink_status(folder / "info.toml", ignored));
  };
  std::vector<fs::path> problems;
  for (const auto& folder : folders) {
    std::vector<fs::path> inside;
    const auto names = list_folder(folder);
    if (names && !is_package(folder)) {
      for (const auto& name : *names) {
        if (is_package(folder / name)) inside.push_back(folder / name);
      }
    }
    if (inside.empty()) inside.push_back(folder);
    problems.insert(problems.end(), inside.begin(), inside.end());
  }
  return problems;
}

result<problem> prepare_problem(const fs::path& folder, const judging_options& options,
                                workshop& tools, console_report& console) {
  auto of = load_problem(folder);
  if (!of) return of;
  if (of->plan) {
    generation_options how;
    how.jobs = std::max(1U, std::thread::hardware_concurrency());
    how.progress = [&](const std::string& name, std::size_t done, std::size_t total) {
      console.progress(fmt::format("  {}: generated {} of {}   {}", of->name, done, total, name));
    };
    const auto made = generate_data(*of, *tools.build, *tools.run, how);
    if (!made) return made.failure();
    of->warnings.insert(of->warnings.end(), made->warnings.begin(), made->warnings.end());
  }
  if (of->cases.empty()) {
    return error{fmt::format("{}: there are no test cases: put *.in and *.ans into data/secret",
                             folder.string())};
  }
  put_in_limits(*of, options);
  if (auto checker = put_in_checker(*of, options.checking); !checker) {
    return std::move(checker).failure();
  }
  add_digests(*of, std::max(1U, std::thread::hardware_concurrency()));
  return of;
}

status choose_cases(problem& of, const std::string& filter, builder& build, const judging& with) {
  if (filter.empty()) return done();
  std::vector<test_case> chosen;
  for (const auto& one : of.cases) {
    if (one.name.find(filter) != std::string::npos) chosen.push_back(one);
  }
  if (chosen.empty()) {
    return error{fmt::format("--filter {}: no case of {} has a name like that", filter, of.name)};
  }
  if (!of.time_limit) {
    const auto limits = limits_of(of, build, with);
    if (!limits) return limits.failure();
    of.time_limit = limits->time;
  }
  of.cases = std::move(chosen);
  return done();
}

status check_report_file(const judging_options& options) {
  if (options.json_file.empty()) return done();
  auto writable = check_writable(options.json_file);
  if (writable) return done();
  return std::move(writable).failure().in("--json");
}

int write_report(const json_report& report, const judging_options& options) {
  if (options.json_file.empty()) return exit_code::as_expected;
  const auto written = report.write(options.json_file);
  return written ? exit_code::as_expected : report_error(written.failure());
}

namespace {

/// Several files, as a submission of a package may have them.
result<program_source> read_program_folder(const fs::path& path) {
  const auto folder = package::package_folder::open(path);
  if (!folder) return folder.failure();
  package::complaints notes;
  const std::map<std::string, std::string> none;
  auto read =
      package::program_reader(*folder, none, notes).read("", printable(path.string(), 4096));
  if (notes.failed()) return notes.failure();
  return *std::move(read);
}

}  // namespace

result<program_source> read_program(const fs::path& file) {
  std::error_code unknown;
  if (fs::is_directory(file, unknown)) return read_program_folder(file);
  auto text = read_file(file, source_limit);
  if (!text) return std::move(text).failure();
  program_source out;
  out.name = printable(file.string(), 4096);
  std::error_code ignored;
  out.home = fs::absolute(file, ignored).parent_path();
  out.files = {{file.filename().string(), *std::move(text)}};
  return out;
}

fs::path installed_headers() {
  std::error_code failed;
  const auto self = fs::read_symlink("/proc/self/exe", failed);
  if (failed) return {};
  auto include = self.parent_path().parent_path() / "include";
  return fs::exists(include / "gavel" / "all.hpp", failed) ? include : fs::path();
}

console_style style_of(const run_options& options, bool every_case, isolation level) {
  const auto seen_by = terminal_of(STDOUT_FILENO, options.color);
  return {.every_case = every_case, .live = seen_by.live, .color = seen_by.color, .level = level};
}

}  // namespace judge

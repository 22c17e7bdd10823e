#include "judge/package/library_checker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

#include "judge/base/text.hpp"
#include "judge/package/info_toml.hpp"
#include "judge/package/json_text.hpp"
#include "judge/package/sums.hpp"

namespace judge::package {
namespace fs = std::filesystem;
namespace {

constexpr auto correct_solution = "sol/correct.cpp";
constexpr auto hash_file = "hash.json";
constexpr std::uintmax_t source_limit = std::uintmax_t{16} << 20;
constexpr std::uintmax_t case_limit = std::uintmax_t{64} << 20;
constexpr std::size_t cases_limit = 10'000;

/// common/ of the repository around a problem; empty where there is none. A link is not followed:
/// headers come from that repository alone.
fs::path common_folder(const fs::path& problem) {
  std::error_code failed;
  auto above = fs::canonical(problem, failed);
  while (!failed && above != above.root_path()) {
    above = above.parent_path();
    const auto common = above / "common";
    if (fs::is_regular_file(common / "testlib.h", failed) &&
        fs::canonical(common, failed) == common) {
      return common;
    }
    failed.clear();
  }
  return {};
}

/// The last part without its ending, as names of cases begin.
std::string stem_of(const std::string& name) { return fs::path(name).stem().string(); }

class problem_reader {
 public:
  problem_reader(const package_folder& folder, const info_toml& info, problem& into,
                 complaints& notes)
      : folder_(folder),
        info_(info),
        into_(into),
        notes_(notes),
        common_(common_folder(folder.path())) {}

  void read() {
    if (common_.empty()) {
      notes_.warn(
          fmt::format("{}: there is no common/testlib.h in a folder above: programs that "
                      "include it may not compile",
                      folder_.shown("")));
    }
    into_.output_validator = program(info_.checker, info_.checker);
    into_.dialect = validator_dialect::testlib;
    if (auto verifier = program(info_.verifier, info_.verifier)) {
      into_.input_validators.push_back(std::move(*verifier));
    }
    read_submissions();
    read_plan();
    warn_of_unused();
  }

 private:
  /// The program in a file of the problem. Its files are named from the problem's folder on, so
  /// that "../params.h" and headers elsewhere in the problem are found as in the repository.
  std::optional<program_source> program(const std::string& path, std::string name) {
    auto text = notes_.keep(folder_.read(path, source_limit));
    if (!text) return {};
    program_source source;
    source.name = std::move(name);
    source.home = folder_.path();
    source.files.push_back({path, std::move(*text)});
    if (path.ends_with(".cpp")) {
      source.files.push_back({"params.h", info_.params});
      source.language = "cpp17";  // as the repository compiles
    }
    if (!common_.empty()) source.include_roots.push_back(common_);
    return source;
  }

  void add_submission(const info_toml::solution& one) {
    const auto path = below("sol", one.name);
    auto source = program(path, path);
    if (!source) return;
    if (one.is_function) {
      auto grader = notes_.keep(folder_.read("grader/grader.cpp", source_limit));
      if (!grader) return;
      source->files.push_back({"grader/grader.cpp", std::move(*grader)});
      source->include_roots.push_back(folder_.full("grader"));
    }
    submission added;
    added.source = std::move(*source);
    added.expected = expectation_of(one);
    into_.submissions.push_back(std::move(added));
  }

  /// Each case may give AC, what is expected and what is allowed; some case must give the expected.
  expectation expectation_of(const info_toml::solution& one) const {
    expectation_rule rule;
    rule.name = one.line > 0 ? fmt::format("{}:{}", info_file, one.line) : correct_solution;
    rule.bound = limit_bound::none;  // the limit is given
    rule.permitted = {verdict::accepted};
    const auto allow = [&](const char* word, bool allowed, verdict which) {
      if (one.expect == word) rule.required = {which};
      if (one.expect == word || allowed) rule.permitted.insert(which);
    };
    allow("WA", one.allow_wrong, verdict::wrong_answer);
    allow("TLE", one.allow_slow, verdict::time_limit);
    allow("RE", one.allow_crash, verdict::run_time_error);
    return {.rules = {std::move(rule)}, .name = one.expect.empty() ? "AC" : one.expect};
  }

  void read_submissions() {
    const auto correct = fs::path(correct_solution).filename().string();
    add_submission({.name = correct});
    for (const auto& one : info_.solutions) {
      if (one.name != correct) add_submission(one);
    }
  }

  void read_plan() {
    generator_plan plan;
    plan.file = folder_.full(info_file);
    plan.sums_file = folder_.full(hash_file);
    const auto solution = fmt::format("/{}", correct_solution);
    if (auto source = program(correct_solution, solution)) plan.solutions = {std::move(*source)};
    for (const auto& test : info_.tests) {
      if (test.name.ends_with(".cpp")) {
        if (auto source = program(below("gen", test.name), test.name)) {
          plan.generators.push_back(std::move(*source));
        }
      }
      for (int i = 0; i < test.number; ++i) add_case(test, i, solution, plan);
    }
    plan.sums = read_hashes();
    into_.plan = std::move(plan);
  }

  void add_case(const info_toml::test& test, int index, const std::string& solution,
                generator_plan& plan) {
    const auto name = fmt::format("{}_{:02}", stem_of(test.name), index);
    const auto place = fmt::format("{}:{}", folder_.shown(info_file), test.line);
    if (plan.cases.size() >= cases_limit) {
      notes_.fail(fmt::format("{}: more than {} cases", place, cases_limit));
      return;
    }
    if (!names_.insert(name).second) {
      notes_.fail(fmt::format("{}: {}: a second case of this name", place, name));
    }
    planned_case one{.name = "secret/" + name, .solution = solution, .line = test.line};
    if (test.name.ends_with(".in")) {
      const auto file = fmt::format("gen/{}.in", name);
      used_.insert(name + ".in");
      one.input = notes_.keep(folder_.read(file, case_limit));
    } else {
      used_.insert(test.name);
      one.command = {test.name, fmt::format("{}", index)};
    }
    plan.cases.push_back(std::move(one));
  }

  /// hash.json under the names of the cases here: "secret/random_00.ans" of "random_00.out".
  std::map<std::string, std::string> read_hashes() {
    std::map<std::string, std::string> sums;
    const auto shown = folder_.shown(hash_file);
    if (!folder_.has(hash_file, notes_)) {
      notes_.warn(shown + ": missing: the generated cases are held against nothing");
      return sums;
    }
    const auto text = notes_.keep(folder_.read(hash_file, case_limit));
    const auto hashes = text ? notes_.keep(parse_json(shown, *text)) : std::nullopt;
    if (!hashes) return sums;
    const auto* const object = hashes->if_object();
    if (object == nullptr) {
      notes_.fail(shown + ": must map names of files to their SHA-256");
      return sums;
    }
    for (const auto& [key, value] : *object) {
      const std::string name(key);
      const auto input = without_ending(name, ".in");
      const auto output = without_ending(name, ".out");
      const auto* const sum = value.if_string();
      if ((!input && !output) || sum == nullptr || !is_sum(*sum)) {
        notes_.fail(
            fmt::format("{}: '{}': must be the name of an .in or .out file, and its value "
                        "64 hexadecimal digits",
                        shown, printable(name)));
        continue;
      }
      sums[fmt::format("secret/{}", input ? name : *output + ".ans")] = *sum;
    }
    return sums;
  }

  /// Files that info.toml does not name.
  void warn_of_unused() {
    const auto look = [&](const char* place, const std::set<std::string>& used,
                          std::initializer_list<const char*> endings, const char* key) {
      for (const auto& name : folder_.names(place, notes_)) {
        const bool is_program = std::any_of(endings.begin(), endings.end(),
                                            [&](auto ending) { return name.ends_with(ending); });
        if (!is_program || used.count(name) > 0) continue;
        notes_.warn(fmt::format("{}: not used: name it in [[{}]] of {}",
                                folder_.shown(below(place, name)), key, info_file));
      }
    };
    look("gen", used_, {".cpp", ".in"}, "tests");
    std::set<std::string> solutions = {fs::path(correct_solution).filename().string()};
    for (const auto& one : info_.solutions) solutions.insert(one.name);
    look("sol", solutions, {".cpp", ".py"}, "solutions");
  }

  const package_folder& folder_;
  const info_toml& info_;
  problem& into_;
  complaints& notes_;
  fs::path common_;
  std::set<std::string> names_;  ///< of cases
  std::set<std::string> used_;   ///< files in gen/
};

}  // namespace

void read_library_checker(const package_folder& folder, problem& into, complaints& notes) {
  constexpr std::uintmax_t limit = std::uintmax_t{1} << 20;
  const auto text = notes.keep(folder.read(info_file, limit));
  if (!text) return;
  const auto info = read_info_toml(folder.shown(info_file), *text, notes);
  if (!info) return;
  into.format = problem_format::library_checker;
  into.title = info->title.empty() ? into.name : info->title;
  if (info->title.empty()) {
    notes.warn(
        fmt::format("{}: title: missing: the folder's name is shown", folder.shown(info_file)));
  }
  into.time_limit = info->time_limit;
  into.limits.time = info->time_limit;
  into.limits.memory_bytes = 1024 * mebibyte;  // what their judge grants
  into.limits.output_bytes = 256 * mebibyte;   // it has no limit of this kind, and long answers
  problem_reader(folder, *info, into, notes).read();
}

}  // namespace judge::package

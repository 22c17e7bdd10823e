#include "judge/package/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

#include "judge/package/bare.hpp"
#include "judge/package/data.hpp"
#include "judge/package/folder.hpp"
#include "judge/package/generators.hpp"
#include "judge/package/groups.hpp"
#include "judge/package/language_codes.hpp"
#include "judge/package/library_checker.hpp"
#include "judge/package/metadata.hpp"
#include "judge/package/programs.hpp"
#include "judge/package/submissions.hpp"
#include "judge/package/time_limit_files.hpp"
#include "judge/package/validators.hpp"

namespace judge::package {
namespace {
constexpr auto metadata_file = "problem.yaml";

/// The format that problem.yaml names; without a word it is legacy, as that format had no such key.
problem_format read_version(fields& yaml) {
  constexpr std::array legacy = {"legacy", "legacy-icpc"};
  constexpr std::array current = {"2025-09", "2025-09-draft", "2023-07", "2023-07-draft", "draft"};
  const auto* node = yaml.take("problem_format_version");
  const auto version = yaml.text("problem_format_version").value_or("legacy");
  const auto same = [&](const char* name) { return version == name; };
  if (std::any_of(legacy.begin(), legacy.end(), same)) return problem_format::legacy;
  if (std::none_of(current.begin(), current.end(), same)) {
    yaml.fail(*node, "problem_format_version",
              fmt::format("{} is not a version that this judge knows: it knows 2025-09, 2023-07, "
                          "legacy and legacy-icpc",
                          shown(*node)));
  }
  return problem_format::v2025_09;
}

/// The drafts before 2025-09 had testdata.yaml, which problemtools reads by the legacy rules.
bool has_legacy_groups(const package_folder& folder, std::string_view version, complaints& notes) {
  std::string found;
  for (const std::string place : {"data", "data/sample", "data/secret"}) {
    if (folder.has(below(place, "test_group.yaml"), notes)) return false;
    const auto old = below(place, "testdata.yaml");
    if (found.empty() && folder.has(old, notes)) found = old;
  }
  if (found.empty() || version.starts_with("2025-09")) return false;
  notes.warn(
      fmt::format("{}: read by the rules of the legacy format, as problemtools does for "
                  "drafts of 2025-09: there it is called test_group.yaml",
                  folder.shown(found)));
  return true;
}

/// The one program in graders/ (legacy).
void read_grader(const package_folder& folder, const settings_rules& rules,
                 const program_reader& programs, problem& into, complaints& notes) {
  constexpr auto place = "graders";
  if (!folder.has(place, notes)) return;
  if (!rules.legacy_groups || !rules.scoring) {
    notes.warn(fmt::format("{}: ignored: only scoring problems of the legacy format have graders",
                           folder.shown(place)));
    return;
  }
  auto graders = programs.read_all(place);
  if (graders.size() > 1) {
    notes.fail(fmt::format("{}: {} graders: a problem may have one: remove the others",
                           folder.shown(place), graders.size()));
  } else if (!graders.empty()) {
    into.grader = std::move(graders.front());
  }
}

void read_data_and_plan(const package_folder& folder, const settings_rules& rules,
                        const settings& top, const program_reader& programs, problem& into,
                        complaints& notes) {
  auto planned = read_plan({folder, programs, into.constants, rules, into.type, notes});
  settings_book book(folder, into.constants, rules, top, notes);
  std::set<std::string> names;
  if (planned) {
    for (const auto& [path, of_folder] : planned->folders) book.plan(path, of_folder);
    for (std::size_t i = 0; i < planned->plan.cases.size(); ++i) {
      auto& one = planned->plan.cases[i];
      names.insert(one.name);
      one.settings = of_a_case(book.of_case(below("data", one.name), planned->own[i]));
    }
    for (auto& one : planned->plan.solutions) one.compile_limits = into.compile_limits;
    into.plan = std::move(planned->plan);
  }
  auto folders = read_data(folder, names, book, into, notes);
  read_grader(folder, rules, programs, into, notes);
  read_groups(folder, std::move(folders), book, into, notes);
  settle(into, top, rules.custom_validator);
}

void read_package(const package_folder& folder, problem& into, complaints& notes) {
  const auto document = notes.keep(folder.read_yaml(metadata_file));
  if (!document) return;
  fields yaml(*document, document->root, notes);
  into.format = read_version(yaml);
  const auto version = yaml.text("problem_format_version").value_or("legacy");
  const auto choice = into.format == problem_format::legacy
                          ? read_legacy_metadata(folder, yaml, into)
                          : read_2025_09_metadata(folder, yaml, into);
  read_time_limit_files(folder, into, notes);
  const bool legacy = into.format == problem_format::legacy;
  const settings_rules rules{into.format, choice.custom, into.type.scoring,
                             legacy || has_legacy_groups(folder, version, notes)};
  if (notes.failed()) return;  // without its head a package only gives errors that follow from it
  const program_reader programs(folder, into.constants, notes);
  into.submissions = read_submissions(folder, into, programs, notes);
  for (auto& one : into.submissions) one.source.compile_limits = into.compile_limits;
  warn_of_other_languages(into, folder, notes);
  read_format_validators(folder, programs, into, notes);
  read_output_validator(choice, programs, into);
  read_data_and_plan(folder, rules, choice.top, programs, into, notes);
  settle_submissions(folder, into, notes);
}

std::string looked_for(const package_folder& folder, complaints& notes) {
  const auto here = folder.shown("");
  if (folder.is_folder("data", notes) || folder.is_folder("submissions", notes)) {
    return fmt::format(
        "{}: not found: a problem package needs it; write at least "
        "'problem_format_version: 2025-09' and 'name: ...'",
        folder.shown(metadata_file));
  }
  return fmt::format(
      "{}: not a problem: looked for problem.yaml, for info.toml, for *.in files with *.ans, *.out "
      "or *.a beside them, and for the folders in/ and out/",
      here);
}

/// Everything that load_problem does once the folder is open.
void read_folder(const package_folder& folder, problem& into, complaints& notes) {
  into.name = folder.name();
  into.folder = folder.path();
  if (folder.has(metadata_file, notes)) {
    read_package(folder, into, notes);
  } else if (folder.has(info_file, notes)) {
    read_library_checker(folder, into, notes);
  } else if (looks_bare(folder, notes)) {
    read_bare(folder, into, notes);
  } else {
    notes.fail(looked_for(folder, notes));
  }
}

result<problem> load(const std::filesystem::path& path) {
  auto folder = package_folder::open(path);
  if (!folder) return std::move(folder).failure();
  complaints notes;
  problem whole;
  read_folder(*folder, whole, notes);
  if (notes.failed()) return notes.failure();
  whole.warnings = notes.warnings();
  return whole;
}

}  // namespace
}  // namespace judge::package

namespace judge {

result<problem> load_problem(const std::filesystem::path& folder) { return package::load(folder); }

status add_included_files(const problem& of, program_source& program) {
  const auto folder = package::package_folder::open(of.folder);
  if (!folder) return folder.failure();
  package::complaints notes;
  package::program_reader(*folder, of.constants, notes).add_includes(program);
  if (notes.failed()) return notes.failure();
  return done();
}

}  // namespace judge

// judge/package/generators.hpp - generators/generators.yaml as a plan of cases to make.
//
// The format is BAPCtools' (doc/generators.md, doc/generators.yaml): cases named one by one or
// numbered, commands with {seed} and {count}, literal texts, copies, includes, nested groups.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "judge/model/problem.hpp"
#include "judge/package/programs.hpp"
#include "judge/package/settings.hpp"

namespace judge::package {

inline constexpr const char* generators_file = "generators/generators.yaml";
inline constexpr const char* sums_file = "data/SHA256SUMS";

struct package_plan {
  generator_plan plan;
  std::vector<settings> own;                ///< beside plan.cases: the `yaml:` of each
  std::map<std::string, settings> folders;  ///< "data/secret" -> its test_group.yaml
};

/// What a reader of the plan works with.
struct plan_sources {
  const package_folder& folder;
  const program_reader& programs;
  const std::map<std::string, std::string>& constants;
  settings_rules rules;
  const problem_type& type;
  complaints& notes;
};

/// The plan with its programs read, or nothing where the package has none or something is wrong,
/// which is then noted. Commands are final: constants, counts and seeds are put in. {name} becomes
/// "testcase", the stem of the files that a generator may write instead of its output.
[[nodiscard]] std::optional<package_plan> read_plan(const plan_sources& from);

}  // namespace judge::package

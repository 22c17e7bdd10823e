// judge/package/planned_cases.hpp - one entry of generators.yaml that is a case (or counted cases).
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judge/package/generators.hpp"

namespace judge::package {

/// What a case gets from the groups around it.
struct case_context {
  std::string folder;    ///< "secret/group"
  std::string solution;  ///< empty: none
  std::string salt;
};

/// Names of entries of this kind, and only they, are keys of a case: a map that has one is a case,
/// any other map is a group.
[[nodiscard]] bool is_case(const yaml_node& entry);

class case_reader {
 public:
  case_reader(const plan_sources& from, const yaml_document& document, package_plan& into)
      : from_(from), document_(document), into_(into) {}

  /// Names a generator made of several files (`generators:`).
  void name_generator(fields& at, const yaml_node& key, const yaml_node& files);

  /// Adds the cases of an entry to the plan; `next_name` is asked once a case. What was added:
  /// indices into plan.cases.
  std::vector<std::size_t> read(const yaml_node& key, const yaml_node& entry,
                                const case_context& context,
                                const std::function<std::string()>& next_name);

  /// The `solution:` of a case or a group, or what is inherited.
  std::string solution_of(fields& at, const std::string& inherited);
  std::string salt_of(fields& at, const std::string& inherited);

 private:
  /// The keys of one entry, before counts make cases of them.
  struct entry {
    std::string command;
    std::optional<std::string> input, answer, output;
    settings own;
    std::string solution, salt;
    bool counted = false;
  };
  std::optional<entry> read_entry(fields& at, const yaml_node& node, const case_context& context);
  void read_copy(fields& at, const yaml_node& node, std::string_view base, entry& into);
  void read_yaml(fields& at, entry& into);
  void check(fields& at, const yaml_node& key, const std::string& leaf, const planned_case& made);
  std::vector<std::string> command_of(fields& at, const yaml_node& key, const entry& given,
                                      std::int64_t count, bool counts);
  void need_generator(fields& at, const yaml_node& key, const std::string& name);
  void need_solution(fields& at, const yaml_node& key, const std::string& path);

  const plan_sources& from_;
  const yaml_document& document_;
  package_plan& into_;
  std::map<std::string, std::vector<std::string>> named_;  ///< `generators:`
  std::map<std::string, std::string> commands_;            ///< full command -> its case
};

}  // namespace judge::package

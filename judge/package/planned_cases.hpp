// judge/package/planned_cases.hpp - one entry of generators.yaml that is a case (or counted cases).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "judge/package/generators.hpp"
#include "judge/package/planned_entry.hpp"

namespace judge::package {

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

 private:
  void check(fields& at, const yaml_node& key, const std::string& leaf, const planned_case& made);
  void read_commands(fields& at, const yaml_node& key, const planned_entry& given,
                     std::int64_t count, bool counts, planned_case& into);
  void need_generator(fields& at, const yaml_node& key, const std::string& name);
  void need_solution(fields& at, const yaml_node& key, const std::string& path);
  [[nodiscard]] bool needs_answer(const planned_case& made) const;
  const std::string& default_solution();

  const plan_sources& from_;
  const yaml_document& document_;
  package_plan& into_;
  std::map<std::string, std::vector<std::string>> named_;  ///< `generators:`
  std::map<std::string, std::string> commands_;            ///< full command -> its case
  std::optional<std::string> default_solution_;
};

}  // namespace judge::package

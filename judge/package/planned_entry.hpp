// judge/package/planned_entry.hpp - the keys of one case in generators.yaml, before counts make
// several cases of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judge/package/generators.hpp"

namespace judge::package {

/// What a case gets from the groups around it.
struct case_context {
  std::string folder;                   ///< "secret/group"
  std::optional<std::string> solution;  ///< "" where switched off; nothing: nobody named one
  std::string salt;
  int tries = 1;  ///< of a generator, each with another seed

  /// Takes `solution:`, `random_salt:` and `retries:` over what is inherited.
  void take(fields& at);
};

struct planned_entry {
  std::string command;
  std::optional<std::string> input, answer, output;
  settings own;
  std::vector<planned_match> matches;
  case_context context;
};

/// Keys that only a case has, and only a group.
[[nodiscard]] const std::vector<const char*>& case_keys();
[[nodiscard]] const std::vector<const char*>& group_keys();

/// A map that has a key of a case is a case, any other map is a group.
[[nodiscard]] bool is_case(const yaml_node& entry);

/// A key's text; anything else is noted.
[[nodiscard]] std::optional<std::string> strict_text(fields& at, std::string_view key);

class entry_reader {
 public:
  entry_reader(const plan_sources& from, const yaml_document& document)
      : from_(from), document_(document) {}

  /// Nothing where there is no input; that is noted.
  std::optional<planned_entry> read(fields& at, const yaml_node& node, case_context context) const;

 private:
  void read_command(fields& at, const yaml_node& node, std::string_view key,
                    planned_entry& into) const;
  void read_copy(fields& at, const yaml_node& node, std::string_view base,
                 planned_entry& into) const;
  void read_yaml(fields& at, planned_entry& into) const;
  void read_matches(fields& at, planned_entry& into) const;
  void read_statement_file(fields& at, const char* key, bool sample) const;
  void read_interaction(fields& at) const;

  const plan_sources& from_;
  const yaml_document& document_;
};

}  // namespace judge::package

#include "judge/package/settings.hpp"

#include <fmt/format.h>

#include <utility>

#include "judge/base/text.hpp"
#include "judge/package/comparison.hpp"
#include "judge/package/constants.hpp"

namespace judge::package {
namespace {

/// In bytes. Every case carries its own copy, so a hostile file must not make them large.
constexpr std::size_t arguments_limit = 8192;

std::string too_long(std::size_t bytes) {
  return fmt::format("{} bytes: arguments may have {} together", bytes, arguments_limit);
}

/// The texts of a list. 2025-09 has lists only: whoever writes one text means several words.
std::vector<const yaml_node*> listed(fields& from, std::string_view key, const yaml_node& node) {
  if (node.is == yaml_node::kind::scalar) {
    from.fail(node, key,
              fmt::format("{} where a list of texts belongs: write for example [\"{}\"]",
                          shown(node), joined(words_of(printable(node.text)), "\", \"")));
    return {};
  }
  return text_nodes(from, node, key);
}

std::optional<std::vector<std::string>> read_list(fields& from, std::string_view key) {
  const auto* node = from.take(key);
  if (node == nullptr || node->is == yaml_node::kind::null) return {};
  std::vector<std::string> values;
  std::size_t total = 0;
  for (const auto* one : listed(from, key, *node)) {
    values.push_back(one->text);
    total += one->text.size();
  }
  if (total <= arguments_limit) return values;
  from.fail(*node, key, too_long(total));
  return {};
}

void read_output_arguments(fields& from, bool custom, settings& into) {
  constexpr auto key = "output_validator_args";
  const auto* node = from.take(key);
  if (node == nullptr || node->is == yaml_node::kind::null) return;
  if (custom) {
    into.output_arguments = read_list(from, key);
  } else {
    into.compare = read_comparison(from, key, listed(from, key, *node));
  }
}

using arguments_by_name = std::map<std::string, std::vector<std::string>>;

/// For all validators of a kind, or by their names.
std::optional<arguments_by_name> read_named_lists(fields& from, std::string_view key) {
  const auto* node = from.take(key);
  if (node == nullptr || node->is == yaml_node::kind::null) return {};
  arguments_by_name arguments;
  if (node->is != yaml_node::kind::map) {
    arguments[""] = read_list(from, key).value_or(std::vector<std::string>());
    return arguments;
  }
  fields by_name(from.document(), *node, from.notes(), fmt::format("{}.", key));
  for (const auto& name : node->keys) {
    if (name.text.empty()) {
      from.fail(name, key, "a validator without a name");
    } else {
      arguments[name.text] = read_list(by_name, name.text).value_or(std::vector<std::string>());
    }
  }
  return arguments;
}

/// What a folder and a case may both say.
settings read_2025_09(fields& from, bool custom) {
  settings given;
  given.arguments = read_list(from, "args");
  read_output_arguments(from, custom, given);
  given.input_arguments = read_named_lists(from, "input_validator_args");
  given.answer_arguments = read_named_lists(from, "answer_validator_args");
  for (const auto* key : {"input_visualizer_args", "output_visualizer_args"}) {
    static_cast<void>(read_list(from, key));  // for pictures, which no verdict depends on
  }
  static_cast<void>(from.truth("full_feedback"));
  static_cast<void>(from.text("hint"));
  static_cast<void>(from.text("description"));
  for (const auto* old : {"output_validator_flags", "input_validator_flags"}) {
    const auto* node = from.take(old);
    if (node == nullptr) continue;
    from.fail(*node, old,
              fmt::format("a key of the legacy format: in 2025-09 it is called {}_args and holds a "
                          "list",
                          std::string_view(old).substr(0, std::string_view(old).rfind('_'))));
  }
  return given;
}

/// The format calls unknown keys an error: a misspelled one would change verdicts without a word.
void refuse_others(fields& from, std::string_view file) {
  for (const auto* key : from.others()) {
    from.fail(*key, key->text,
              fmt::format("not a key of {}: remove it or check its spelling", file));
  }
}

/// Flags in one text, or a map of `name` and `flags`.
std::optional<std::pair<std::string, const yaml_node*>> named_flags(fields& from,
                                                                    std::string_view key) {
  const auto* node = from.take(key);
  if (node == nullptr || node->is == yaml_node::kind::null) return {};
  std::string name;
  if (node->is != yaml_node::kind::scalar) {
    fields pair(from.document(), *node, from.notes(), fmt::format("{}.", key));
    name = pair.text("name").value_or("");
    node = pair.take("flags");
    pair.finish("the legacy format");
    if (node == nullptr || node->is != yaml_node::kind::scalar) return {};
  }
  if (node->text.size() > arguments_limit) {
    from.fail(*node, key, too_long(node->text.size()));
    return {};
  }
  return std::pair(std::move(name), node);
}

settings read_legacy(fields& from, const settings_rules& rules) {
  settings given;
  if (const auto flags = named_flags(from, "output_validator_flags")) {
    if (rules.custom_validator) {
      given.output_arguments = words_of(flags->second->text);
    } else {
      given.compare = read_flags(from, "output_validator_flags", *flags->second);
    }
  }
  if (const auto flags = named_flags(from, "input_validator_flags")) {
    given.input_arguments = {{flags->first, words_of(flags->second->text)}};
  }
  given.grading = read_legacy_grading(from, rules.scoring);
  return given;
}

/// Legacy: the flags of problem.yaml stand before those of a folder; where both set a tolerance of
/// the default checker, the folder's counts.
settings behind(const settings& top, settings given) {
  if (top.output_arguments && given.output_arguments) {
    given.output_arguments->insert(given.output_arguments->begin(), top.output_arguments->begin(),
                                   top.output_arguments->end());
  }
  if (top.compare && given.compare) {
    auto& own = *given.compare;
    own.case_sensitive = own.case_sensitive || top.compare->case_sensitive;
    own.space_change_sensitive = own.space_change_sensitive || top.compare->space_change_sensitive;
    if (!own.absolute_tolerance) own.absolute_tolerance = top.compare->absolute_tolerance;
    if (!own.relative_tolerance) own.relative_tolerance = top.compare->relative_tolerance;
  }
  return given;
}

}  // namespace

void settings::inherit(const settings& above) {
  if (!arguments) arguments = above.arguments;
  if (!compare) compare = above.compare;
  if (!output_arguments) output_arguments = above.output_arguments;
  if (!input_arguments) input_arguments = above.input_arguments;
  if (!answer_arguments) answer_arguments = above.answer_arguments;
  grading.inherit(above.grading);
}

settings read_settings(fields& from, const settings_rules& rules) {
  auto given = read_2025_09(from, rules.custom_validator);
  for (const auto* key : {"max_score", "score_aggregation", "require_pass",
                          "static_validation_score", "static_validator_args"}) {
    const auto* node = from.take(key);
    if (node != nullptr)
      from.fail(*node, key,
                "of a group, not of a case: write it into the test_group.yaml of its folder");
  }
  refuse_others(from, "a case's .yaml (2025-09)");
  return given;
}

settings read_group_settings(fields& from, const settings_rules& rules) {
  if (rules.legacy_groups) {
    auto given = read_legacy(from, rules);
    from.finish("testdata.yaml (legacy)");
    return given;
  }
  auto given = read_2025_09(from, rules.custom_validator);
  given.grading = read_grading(from, rules.scoring);
  for (const auto* key : {"static_validation_score", "static_validator_args"}) {
    from.ignore(key, "static validators are not supported yet, ignored");
  }
  refuse_others(from, "test_group.yaml (2025-09)");
  return given;
}

std::optional<settings> settings_book::read_case(const std::string& relative) {
  if (!folder_.has(relative, notes_)) return {};
  const auto document = notes_.keep(folder_.read_yaml(relative));
  if (!document) return {};
  fields from(*document, document->root, notes_);
  return read_settings(from, rules_);
}

std::optional<settings> settings_book::read_group(const std::string& relative) {
  if (!folder_.has(relative, notes_)) return {};
  const auto text = notes_.keep(folder_.read(relative, yaml_limit_bytes));
  if (!text) return {};
  const auto document =
      notes_.keep(parse_yaml(folder_.shown(relative), substituted(*text, constants_)));
  if (!document) return {};
  fields from(*document, document->root, notes_);
  return read_group_settings(from, rules_);
}

const settings_book::of_one_folder& settings_book::look_up(const std::string& relative) {
  if (const auto known = known_.find(relative); known != known_.end()) return known->second;
  of_one_folder found;
  const auto planned = planned_.find(relative);
  if (auto given = read_group(below(relative, rules_.group_file()))) {
    found = {*std::move(given), true};
  } else if (planned != planned_.end()) {
    found = {planned->second, true};
  }
  const auto cut = relative.rfind('/');
  if (cut != std::string::npos) {
    found.all.inherit(look_up(relative.substr(0, cut)).all);
  } else if (rules_.legacy_groups) {
    found.all.grading.inherit(top_.grading);
  }
  return known_[relative] = std::move(found);
}

const settings& settings_book::of_folder(const std::string& relative) {
  return look_up(relative).all;
}

const grading_words* settings_book::grading_of(const std::string& relative) {
  const auto& found = look_up(relative);
  return found.configured || rules_.legacy_groups ? &found.all.grading : nullptr;
}

settings settings_book::of_case(const std::string& stem, const settings& own) {
  auto given = own;
  if (rules_.format != problem_format::legacy) {
    if (auto file = read_case(stem + ".yaml")) {
      file->inherit(own);
      given = *std::move(file);
    }
  }
  given.inherit(of_folder(stem.substr(0, stem.rfind('/'))));
  if (rules_.legacy_groups) given = behind(top_, std::move(given));
  given.inherit(top_);
  return given;
}

case_settings of_a_case(const settings& all) {
  return {.arguments = all.arguments.value_or(std::vector<std::string>()),
          .compare = all.compare,
          .output_validator_arguments = all.output_arguments,
          .input_validator_arguments = all.input_arguments.value_or(arguments_by_name{}),
          .answer_validator_arguments = all.answer_arguments.value_or(arguments_by_name{})};
}

}  // namespace judge::package

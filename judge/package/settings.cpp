#include "judge/package/settings.hpp"

#include <fmt/format.h>

#include <utility>

#include "judge/base/text.hpp"
#include "judge/package/constants.hpp"

namespace judge::package {
namespace {

/// One argument of the default validator with its place.
struct argument {
  std::string text;
  const yaml_node* at;
};

class comparison_reader {
 public:
  comparison_reader(fields& from, std::string_view key) : from_(from), key_(key) {}

  comparison read(const std::vector<argument>& arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      const auto& [text, at] = arguments[i];
      if (text == "case_sensitive") {
        compare_.case_sensitive = true;
      } else if (text == "space_change_sensitive") {
        compare_.space_change_sensitive = true;
      } else if (text == "float_tolerance" || text == "float_absolute_tolerance" ||
                 text == "float_relative_tolerance") {
        const auto* value = i + 1 < arguments.size() ? &arguments[i + 1] : nullptr;
        tolerance(arguments[i], value);
        ++i;
      } else {
        from_.fail(*at, key_,
                   fmt::format("'{}' is not an argument of the default output validator: it knows "
                               "case_sensitive, space_change_sensitive, float_tolerance, "
                               "float_absolute_tolerance and float_relative_tolerance",
                               printable(text)));
      }
    }
    return compare_;
  }

 private:
  void tolerance(const argument& name, const argument* value) {
    const auto size = value == nullptr ? std::nullopt : decimal(value->text);
    if (!size || *size < 0) {
      from_.fail(value == nullptr ? *name.at : *value->at, key_,
                 fmt::format("{} needs a number of at least 0 behind it: write for example {} 1e-6",
                             name.text, name.text));
      return;
    }
    const bool both = name.text == "float_tolerance";
    const bool absolute = both || name.text == "float_absolute_tolerance";
    const bool relative = both || !absolute;
    if ((absolute && compare_.absolute_tolerance) || (relative && compare_.relative_tolerance)) {
      from_.fail(*name.at, key_,
                 fmt::format("{}: a tolerance is given twice: float_tolerance stands for the "
                             "absolute and the relative one",
                             name.text));
      return;
    }
    if (absolute) compare_.absolute_tolerance = size;
    if (relative) compare_.relative_tolerance = size;
  }

  fields& from_;
  std::string_view key_;
  comparison compare_;
};

void read_output_arguments(fields& from, std::string_view key, bool custom, settings& into) {
  const auto* node = from.take(key);
  if (node == nullptr || node->is == yaml_node::kind::null) return;
  const auto nodes = text_nodes(from, *node, key);
  if (custom) {
    into.output_arguments.emplace();
    for (const auto* one : nodes) into.output_arguments->push_back(one->text);
  } else {
    into.compare = read_comparison(from, key, nodes);
  }
}

void read_input_arguments(fields& from, std::string_view key, settings& into) {
  const auto* node = from.take(key);
  if (node == nullptr || node->is == yaml_node::kind::null) return;
  auto& arguments = into.input_arguments.emplace();
  const auto texts = [&](const yaml_node& list) {
    std::vector<std::string> values;
    for (const auto* one : text_nodes(from, list, key)) values.push_back(one->text);
    return values;
  };
  if (node->is != yaml_node::kind::map) {
    arguments[""] = texts(*node);
    return;
  }
  for (std::size_t i = 0; i < node->keys.size(); ++i) {
    if (node->keys[i].text.empty()) {
      from.fail(node->keys[i], key, "a validator without a name");
    } else {
      arguments[node->keys[i].text] = texts(node->items[i]);
    }
  }
}

settings read_2025_09(fields& from, bool custom) {
  settings given;
  read_output_arguments(from, "output_validator_args", custom, given);
  read_input_arguments(from, "input_validator_args", given);
  if (const auto* args = from.take("args"); args != nullptr && !args->items.empty()) {
    from.fail(*args, "args", "arguments for submissions are not supported yet");
  }
  for (const auto* key : {"max_score", "score_aggregation", "require_pass"}) {
    from.ignore(key, "only scoring problems have it, ignored: remove it");
  }
  for (const auto* key : {"static_validation_score", "static_validator_args"}) {
    from.ignore(key, "static validators are not supported yet, ignored");
  }
  from.skip({"input_visualizer_args", "output_visualizer_args", "hint", "description"});
  static_cast<void>(from.truth("full_feedback"));
  return given;
}

/// Flags in one text, or a map of `name` and `flags`.
std::optional<std::pair<std::string, const yaml_node*>> named_flags(fields& from,
                                                                    std::string_view key) {
  const auto* node = from.take(key);
  if (node == nullptr || node->is == yaml_node::kind::null) return {};
  if (node->is == yaml_node::kind::scalar) return std::pair(std::string(), node);
  fields pair(from.document(), *node, from.notes(), fmt::format("{}.", key));
  auto name = pair.text("name");
  const auto* flags = pair.take("flags");
  pair.finish("the legacy format");
  if (flags == nullptr || flags->is != yaml_node::kind::scalar) return {};
  return std::pair(name.value_or(""), flags);
}

settings read_legacy(fields& from, bool custom) {
  settings given;
  if (const auto flags = named_flags(from, "output_validator_flags")) {
    if (custom) {
      given.output_arguments = words_of(flags->second->text);
    } else {
      given.compare = read_flags(from, "output_validator_flags", *flags->second);
    }
  }
  if (const auto flags = named_flags(from, "input_validator_flags")) {
    given.input_arguments = {{flags->first, words_of(flags->second->text)}};
  }
  for (const auto* key : {"grading", "grader_flags", "accept_score", "reject_score", "range"}) {
    from.ignore(key, "only scoring problems have it, ignored");
  }
  // Every case is judged, or judging stops at the first failure: the user's choice, not the
  // package's.
  from.skip({"on_reject"});
  return given;
}

}  // namespace

void settings::inherit(const settings& above) {
  if (!compare) compare = above.compare;
  if (!output_arguments) output_arguments = above.output_arguments;
  if (!input_arguments) input_arguments = above.input_arguments;
}

comparison read_comparison(fields& from, std::string_view key,
                           const std::vector<const yaml_node*>& arguments) {
  std::vector<argument> texts;
  for (const auto* one : arguments) texts.push_back({one->text, one});
  return comparison_reader(from, key).read(texts);
}

comparison read_flags(fields& from, std::string_view key, const yaml_node& node) {
  std::vector<argument> texts;
  for (auto& word : words_of(node.text)) texts.push_back({std::move(word), &node});
  return comparison_reader(from, key).read(texts);
}

settings read_settings(fields& from, const settings_rules& rules) {
  const bool legacy = rules.format == problem_format::legacy;
  auto given = legacy ? read_legacy(from, rules.custom_validator)
                      : read_2025_09(from, rules.custom_validator);
  from.finish(legacy ? "testdata.yaml (legacy)" : "test_group.yaml or a case's .yaml (2025-09)");
  return given;
}

std::optional<settings> settings_book::read(const std::string& relative, bool with_constants) {
  if (!folder_.has(relative, notes_)) return {};
  const auto text = notes_.keep(folder_.read(relative, yaml_limit_bytes));
  if (!text) return {};
  const auto document = notes_.keep(
      parse_yaml(folder_.shown(relative), with_constants ? substituted(*text, constants_) : *text));
  if (!document) return {};
  fields from(*document, document->root, notes_);
  return read_settings(from, rules_);
}

const settings& settings_book::of_folder(const std::string& relative) {
  if (const auto known = known_.find(relative); known != known_.end()) return known->second;
  const bool legacy = rules_.format == problem_format::legacy;
  const auto file = below(relative, legacy ? "testdata.yaml" : "test_group.yaml");
  auto given = read(file, true);
  if (!given) {
    const auto planned = planned_.find(relative);
    given = planned == planned_.end() ? settings{} : planned->second;
  }
  const auto cut = relative.rfind('/');
  given->inherit(cut == std::string::npos ? top_ : of_folder(relative.substr(0, cut)));
  return known_[relative] = *given;
}

settings settings_book::of_case(const std::string& stem, const settings& own) {
  auto given = own;
  if (rules_.format != problem_format::legacy) {
    if (auto file = read(stem + ".yaml", false)) {
      file->inherit(own);
      given = *file;
    }
  }
  given.inherit(of_folder(stem.substr(0, stem.rfind('/'))));
  return given;
}

case_settings of_a_case(const settings& all) {
  return {.compare = all.compare,
          .output_validator_arguments = all.output_arguments,
          .input_validator_arguments =
              all.input_arguments.value_or(std::map<std::string, std::vector<std::string>>{})};
}

}  // namespace judge::package

#include "judge/package/metadata.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "judge/package/constants.hpp"

namespace judge::package {
namespace {

constexpr std::array licenses = {"unknown",  "public domain", "cc0",       "cc by",
                                 "cc by-sa", "educational",   "permission"};

/// Only pass-fail problems can be judged; all others are understood and refused.
void read_type(fields& yaml) {
  constexpr std::array known = {"pass-fail", "scoring", "multi-pass", "interactive",
                                "submit-answer"};
  const auto* node = yaml.take("type");
  if (node == nullptr || node->is == yaml_node::kind::null) return;
  std::set<std::string> given;
  for (const auto* one : text_nodes(yaml, *node, "type")) {
    const auto same = [&](const char* name) { return one->text == name; };
    if (std::none_of(known.begin(), known.end(), same)) {
      yaml.fail(*one, "type",
                fmt::format("{} is not a type of problem: write pass-fail, or a list of pass-fail, "
                            "scoring, multi-pass, interactive and submit-answer",
                            shown(*one)));
    } else if (!given.insert(one->text).second) {
      yaml.fail(*one, "type", fmt::format("{} is there twice", shown(*one)));
    } else if (one->text != "pass-fail") {
      yaml.fail(*one, "type",
                fmt::format("{} problems are not supported yet: this judge knows pass-fail ones",
                            one->text));
    }
  }
}

void read_license(fields& yaml) {
  const auto* node = yaml.take("license");
  if (node == nullptr || node->is == yaml_node::kind::null) return;
  const auto same = [&](const char* name) { return node->text == name; };
  if (std::none_of(licenses.begin(), licenses.end(), same)) {
    yaml.fail(*node, "license",
              fmt::format("{} is not a licence of the format: write one of unknown, public domain, "
                          "cc0, cc by, cc by-sa, educational, permission",
                          shown(*node)));
  }
}

void read_languages(fields& yaml) {
  const auto* node = yaml.take("languages");
  if (node == nullptr) return;
  const auto given = text_nodes(yaml, *node, "languages");
  if (given.size() == 1 && given.front()->text == "all") return;
  yaml.warn(*node, "languages", "not enforced yet: submissions in every language are judged");
}

void read_times(fields& limits, problem& into) {
  if (auto multipliers = limits.map("time_multipliers")) {
    into.accepted_to_limit =
        multipliers->number("ac_to_time_limit", factor).value_or(into.accepted_to_limit);
    into.limit_to_exceeded =
        multipliers->number("time_limit_to_tle", factor).value_or(into.limit_to_exceeded);
    multipliers->finish("2025-09");
  }
  const auto in_milliseconds = [](double value) {
    return milliseconds(std::llround(value * 1000));
  };
  if (const auto resolution = limits.number("time_resolution", seconds)) {
    into.time_resolution = in_milliseconds(*resolution);
  }
  const auto* node = limits.take("time_limit");
  if (const auto limit = limits.number("time_limit", seconds)) {
    into.time_limit = in_milliseconds(*limit);
    into.limits.time = *into.time_limit;
    if (into.time_limit->count() % into.time_resolution.count() != 0) {
      limits.warn(*node, "time_limit",
                  fmt::format("not a multiple of time_resolution ({} s), as the format asks: set "
                              "time_resolution",
                              static_cast<double>(into.time_resolution.count()) / 1000));
    }
  }
}

/// A program's folder that holds but one folder means that one.
std::string single_program(const package_folder& folder, const std::string& path,
                           complaints& notes) {
  const auto names = folder.names(path, notes);
  const auto inner = names.size() == 1 ? below(path, names.front()) : path;
  return folder.is_folder(inner, notes) ? inner : path;
}

}  // namespace

std::string read_title(fields& yaml, const std::string& otherwise) {
  const auto* node = yaml.take("name");
  if (node == nullptr || node->is == yaml_node::kind::null) {
    yaml.notes().warn(
        fmt::format("{}: name: missing: the folder's name is shown", yaml.document().name));
    return otherwise;
  }
  if (node->is != yaml_node::kind::map) return yaml.text("name").value_or(otherwise);
  auto names = *yaml.map("name");
  std::string first;
  std::string english;
  for (const auto& key : node->keys) {
    const auto title = names.text(key.text).value_or("");
    if (first.empty()) first = title;
    if (key.text == "en") english = title;
  }
  if (!english.empty()) return english;
  return first.empty() ? otherwise : first;
}

void read_common_limits(fields& limits, problem& into) {
  constexpr number_rule memory{1, 1 << 20, "a whole number of MiB", "2048", true};
  constexpr number_rule output{1, 4096, "a whole number of MiB", "8", true};
  const auto bytes = [](double mebibytes) {
    return static_cast<std::uint64_t>(mebibytes) * mebibyte;
  };
  if (const auto given = limits.number("memory", memory)) into.limits.memory_bytes = bytes(*given);
  if (const auto given = limits.number("output", output)) into.limits.output_bytes = bytes(*given);
  constexpr number_rule any{1, 1 << 30, "a whole number above 0", "60", true};
  for (const auto* key : {"code", "compilation_time", "compilation_memory", "validation_time",
                          "validation_memory", "validation_output"}) {
    const auto* node = limits.take(key);
    if (limits.number(key, any)) {
      limits.warn(*node, key, "not applied yet: the judge's own limit counts");
    }
  }
}

validator_choice read_2025_09_metadata(const package_folder& folder, fields& yaml, problem& into) {
  yaml.skip({"problem_format_version"});
  into.title = read_title(yaml, into.name);
  read_type(yaml);
  if (!yaml.text("uuid")) {
    yaml.notes().warn(
        fmt::format("{}: uuid: missing: the format asks for one; 'uuidgen' prints "
                    "one",
                    yaml.document().name));
  }
  static_cast<void>(yaml.text("version"));
  static_cast<void>(yaml.text("rights_owner"));
  static_cast<void>(yaml.text("embargo_until"));
  static_cast<void>(yaml.texts("keywords"));
  yaml.skip({"credits", "source"});
  read_license(yaml);
  read_languages(yaml);
  static_cast<void>(yaml.truth("allow_file_writing"));
  into.constants = read_constants(yaml);
  if (auto limits = yaml.map("limits")) {
    read_times(*limits, into);
    read_common_limits(*limits, into);
    limits->ignore("validation_passes", "only multi-pass problems have it, ignored");
    limits->finish("2025-09");
  }
  yaml.finish("2025-09");

  validator_choice choice;
  choice.custom = folder.is_folder("output_validator", yaml.notes());
  if (choice.custom) choice.path = single_program(folder, "output_validator", yaml.notes());
  for (const auto* old : {"output_validators", "problem_statement"}) {
    if (!folder.has(old, yaml.notes())) continue;
    yaml.notes().warn(fmt::format(
        "{}: ignored: in 2025-09 this folder is called {}", folder.shown(old),
        old == std::string_view("problem_statement") ? "statement" : "output_validator"));
  }
  if (folder.has("static_validator", yaml.notes())) {
    yaml.notes().warn(fmt::format("{}: static validators are not supported yet, ignored",
                                  folder.shown("static_validator")));
  }
  return choice;
}

}  // namespace judge::package

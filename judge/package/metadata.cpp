#include "judge/package/metadata.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

#include "judge/base/text.hpp"
#include "judge/package/attribution.hpp"
#include "judge/package/constants.hpp"
#include "judge/package/language_codes.hpp"
#include "judge/package/limits.hpp"

namespace judge::package {
namespace {

constexpr std::array types = {"pass-fail", "scoring", "multi-pass", "interactive", "submit-answer"};

/// The words of `type:` with their places. A text of several words is not of the format, but
/// BAPCtools reads it.
std::vector<std::pair<std::string, const yaml_node*>> words_of_type(fields& yaml,
                                                                    const yaml_node& node) {
  std::vector<std::pair<std::string, const yaml_node*>> words;
  for (const auto* one : text_nodes(yaml, node, "type")) {
    auto split = words_of(one->text);
    if (node.is == yaml_node::kind::scalar && split.size() > 1) {
      yaml.warn(node, "type",
                fmt::format("several words in one text: write a list, [{}]",
                            printable(joined(split, ", "))));
      for (auto& word : split) words.emplace_back(std::move(word), one);
    } else {
      words.emplace_back(one->text, one);
    }
  }
  return words;
}

void read_type(fields& yaml, problem_type& into) {
  const auto* node = yaml.take("type");
  if (node == nullptr || node->is == yaml_node::kind::null) return;
  std::set<std::string> given;
  for (const auto& [word, at] : words_of_type(yaml, *node)) {
    const auto same = [&word = word](const char* name) { return word == name; };
    if (std::none_of(types.begin(), types.end(), same)) {
      yaml.fail(*at, "type",
                fmt::format("'{}' is not a type of problem: write pass-fail, or a list of "
                            "pass-fail, scoring, multi-pass, interactive and submit-answer",
                            printable(word)));
    } else if (!given.insert(word).second) {
      yaml.fail(*at, "type", fmt::format("'{}' is there twice: remove one", word));
    }
  }
  if (node->is == yaml_node::kind::sequence && node->items.empty()) {
    yaml.fail(*node, "type", "an empty list: write pass-fail, or remove the key");
  }
  const auto has = [&](const char* name) { return given.count(name) > 0; };
  constexpr std::array<std::pair<const char*, const char*>, 3> opposites = {
      {{"pass-fail", "scoring"},
       {"submit-answer", "multi-pass"},
       {"submit-answer", "interactive"}}};
  for (const auto& [one, other] : opposites) {
    if (!has(one) || !has(other)) continue;
    yaml.fail(*node, "type", fmt::format("{} and {} exclude each other: remove one", one, other));
  }
  into.scoring = has("scoring");
  into.multi_pass = has("multi-pass");
  into.interactive = has("interactive");
  into.submit_answer = has("submit-answer");
}

void read_file_writing(fields& yaml) {
  const auto* node = yaml.take("allow_file_writing");
  if (yaml.truth("allow_file_writing") != false) return;
  yaml.warn(*node, "allow_file_writing",
            "not enforced: a submission may write into its own folder, which is thrown away after "
            "each run");
}

/// Keys that other formats and tools have.
void read_foreign_keys(fields& yaml) {
  yaml.ignore("validation",
              "a key of the legacy format, ignored: write type, and put the validator into "
              "output_validator/");
  yaml.ignore("validator_flags",
              "a key of the legacy format, ignored: write output_validator_args into "
              "data/secret/test_group.yaml");
  yaml.ignore("grading",
              "a key of the legacy format, ignored: write it into data/secret/test_group.yaml");
  yaml.ignore("author", "a key of the legacy format, ignored: write credits");
  yaml.ignore("source_url", "a key of the legacy format, ignored: write url below source");
  yaml.ignore("ans_is_output", "a key of BAPCtools, ignored: answers are not checked as outputs");
  yaml.skip({"verified", "comment"});  // of BAPCtools, for people
}

/// A program's folder that holds but one folder means that one.
std::string single_program(const package_folder& folder, const std::string& path,
                           complaints& notes) {
  const auto names = folder.names(path, notes);
  const auto inner = names.size() == 1 ? below(path, names.front()) : path;
  return folder.is_folder(inner, notes) ? inner : path;
}

validator_choice choose_validator(const package_folder& folder, const problem& into,
                                  complaints& notes) {
  validator_choice choice;
  choice.custom = folder.is_folder("output_validator", notes);
  if (choice.custom) choice.path = single_program(folder, "output_validator", notes);
  if (!choice.custom && (into.type.interactive || into.type.multi_pass)) {
    notes.fail(fmt::format("{}: missing: {} problem needs an output validator: add it",
                           folder.shown("output_validator"),
                           into.type.interactive ? "an interactive" : "a multi-pass"));
  }
  return choice;
}

void warn_of_folders(const package_folder& folder, complaints& notes) {
  constexpr std::array<std::pair<const char*, const char*>, 2> renamed = {
      {{"output_validators", "output_validator"}, {"problem_statement", "statement"}}};
  for (const auto& [old, current] : renamed) {
    if (!folder.has(old, notes)) continue;
    notes.warn(fmt::format("{}: ignored: in 2025-09 this folder is called {}", folder.shown(old),
                           current));
  }
  if (folder.has("answer_validator", notes)) {
    notes.warn(fmt::format("{}: ignored: the folder is called answer_validators",
                           folder.shown("answer_validator")));
  }
  if (folder.has("static_validator", notes)) {
    notes.warn(fmt::format("{}: static validators are not supported yet, ignored",
                           folder.shown("static_validator")));
  }
}

}  // namespace

validator_choice read_2025_09_metadata(const package_folder& folder, fields& yaml, problem& into) {
  yaml.skip({"problem_format_version"});
  into.title = read_title(yaml, into.name);
  compare_with_statements(yaml, folder);
  read_type(yaml, into.type);
  read_attribution(yaml);
  into.languages = read_languages(yaml);
  read_file_writing(yaml);
  into.constants = read_constants(yaml);
  read_limits(yaml, into);
  read_foreign_keys(yaml);
  yaml.finish("2025-09");
  warn_of_folders(folder, yaml.notes());
  return choose_validator(folder, into, yaml.notes());
}

}  // namespace judge::package

#include "judge/package/planned_entry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "judge/base/text.hpp"
#include "judge/package/patterns.hpp"

namespace judge::package {
namespace {

/// Files for the statement and for download: nothing that a judge runs.
constexpr std::array statement_files = {"in.statement", "ans.statement", "in.download",
                                        "ans.download"};
constexpr std::uintmax_t copy_limit = std::uintmax_t{64} << 20;

bool has_key(const yaml_node& map, std::string_view name) {
  return std::any_of(map.keys.begin(), map.keys.end(),
                     [&](const yaml_node& key) { return key.text == name; });
}

bool has_any(const yaml_node& map, const std::vector<const char*>& names) {
  return std::any_of(names.begin(), names.end(),
                     [&](const char* name) { return has_key(map, name); });
}

/// Texts are files of whole lines.
std::string as_file(std::string text) {
  if (!text.empty() && text.back() != '\n') text += '\n';
  return text;
}

/// Lines of a dialogue: "<what is read" and ">what is written", "---" between passes.
bool is_dialogue(std::string_view text) {
  const auto lines = lines_of(text);
  return !lines.empty() && std::all_of(lines.begin(), lines.end(), [](std::string_view line) {
    return line.starts_with('<') || line.starts_with('>') || line == "---";
  });
}

}  // namespace

const std::vector<const char*>& case_keys() {
  static const std::vector<const char*> keys = {
      "generate",     "copy",          "count",       "match",        "in",          "ans", "out",
      "in.statement", "ans.statement", "in.download", "ans.download", "interaction", "yaml"};
  return keys;
}

const std::vector<const char*>& group_keys() {
  static const std::vector<const char*> keys = {"data", "include", "test_group.yaml"};
  return keys;
}

bool is_case(const yaml_node& entry) {
  if (entry.is != yaml_node::kind::map) return entry.is != yaml_node::kind::sequence;
  return has_any(entry, case_keys());
}

std::optional<std::string> strict_text(fields& at, std::string_view key) {
  const auto* node = at.take(key);
  if (node == nullptr || node->is == yaml_node::kind::null) return {};
  if (is_text(*node)) return node->text;
  at.fail(*node, key,
          fmt::format("{} where a text belongs{}", shown(*node),
                      node->is == yaml_node::kind::scalar ? ": put it in quotes" : ""));
  return {};
}

void case_context::take(fields& at) {
  salt = strict_text(at, "random_salt").value_or(salt);
  constexpr number_rule runs{1, 100, "a whole number of runs", "10", true};
  tries = static_cast<int>(at.number("retries", runs).value_or(tries));
  const auto* node = at.take("solution");
  if (node == nullptr) return;
  const auto path = std::string_view(node->text);
  if (node->is == yaml_node::kind::null || (is_text(*node) && path.empty())) {
    solution = "";
  } else if (is_text(*node) && path.starts_with('/') && is_inner_path(path.substr(1))) {
    solution = path;
  } else {
    at.fail(*node, "solution",
            fmt::format("{} is not a program of this package: write its path from the package's "
                        "folder, for example /submissions/accepted/solution.cpp",
                        shown(*node)));
  }
}

std::optional<planned_entry> entry_reader::read(fields& at, const yaml_node& node,
                                                case_context context) const {
  planned_entry given;
  const bool sample = below(context.folder, "").starts_with("sample");
  context.take(at);
  given.context = std::move(context);
  if (node.is == yaml_node::kind::scalar) {
    read_command(at, node, "", given);
    return given;
  }
  for (const auto* key : group_keys()) {
    if (const auto* misplaced = at.take(key)) {
      at.fail(*misplaced, key, "belongs to a group, and this is a case");
    }
  }
  if (const auto* copy = at.take("copy")) read_copy(at, *copy, copy->text, given);
  if (const auto* command = at.take("generate")) read_command(at, *command, "generate", given);
  for (const auto& [key, text] : {std::pair("in", &given.input), std::pair("ans", &given.answer),
                                  std::pair("out", &given.output)}) {
    if (auto literal = strict_text(at, key)) *text = as_file(std::move(*literal));
  }
  read_yaml(at, given);
  read_matches(at, given);
  for (const auto* key : statement_files) read_statement_file(at, key, sample);
  read_interaction(at);
  at.skip({"count", "hint", "desc"});  // the last two, for people, are of older versions
  at.finish("a case in generators.yaml");
  if (!given.command.empty() || given.input) return given;
  const bool shown_only = sample && has_key(node, "in.download") &&
                          (has_key(node, "in.statement") || has_key(node, "interaction"));
  if (shown_only) {
    from_.notes.warn(fmt::format("{}: a sample without input, for the statement only: not judged",
                                 where(document_, node.at)));
  } else {
    at.fail(node, "", "a case without input: write 'generate:', 'in:' or 'copy:'");
  }
  return {};
}

void entry_reader::read_command(fields& at, const yaml_node& node, std::string_view key,
                                planned_entry& into) const {
  if (!is_text(node) || trimmed(node.text).empty()) {
    at.fail(node, key,
            fmt::format("{} where a command belongs: write a generator and its arguments",
                        shown(node)));
    return;
  }
  // An older spelling of copy: the path of an input.
  const auto base = without_ending(node.text, ".in");
  if (key.empty() && base && node.text.find(' ') == std::string::npos) {
    read_copy(at, node, *base, into);
  } else {
    into.command = node.text;
  }
}

void entry_reader::read_copy(fields& at, const yaml_node& node, std::string_view base,
                             planned_entry& into) const {
  if (!is_text(node) || !is_inner_path(base)) {
    at.fail(node, "copy",
            fmt::format("{} is not the base name of files in generators/", shown(node)));
    return;
  }
  const auto stem = below("generators", base);
  bool found = false;
  const auto text = [&](const char* ending) -> std::optional<std::string> {
    if (!from_.folder.has(stem + ending, from_.notes)) return {};
    found = true;
    return from_.notes.keep(from_.folder.read(stem + ending, copy_limit));
  };
  into.input = text(".in");
  into.answer = text(".ans");
  into.output = text(".out");
  if (from_.folder.has(stem + ".yaml", from_.notes)) {
    found = true;
    if (const auto own = from_.notes.keep(from_.folder.read_yaml(stem + ".yaml"))) {
      fields configuration(*own, own->root, from_.notes);
      into.own = read_settings(configuration, from_.rules);
    }
  }
  if (!found) at.fail(node, "copy", fmt::format("there is no {}.in", from_.folder.shown(stem)));
}

void entry_reader::read_yaml(fields& at, planned_entry& into) const {
  const auto* node = at.take("yaml");
  if (node == nullptr || node->is == yaml_node::kind::null) return;
  auto read = [&](fields configuration) {
    auto own = read_settings(configuration, from_.rules);
    own.inherit(into.own);
    into.own = own;
  };
  if (node->is == yaml_node::kind::map) {
    read(fields(document_, *node, from_.notes, "yaml."));
  } else if (const auto text = from_.notes.keep(
                 parse_yaml(fmt::format("{} (yaml)", where(document_, node->at)), node->text))) {
    read(fields(*text, text->root, from_.notes));
  }
}

void entry_reader::read_matches(fields& at, planned_entry& into) const {
  const auto* node = at.take("match");
  if (node == nullptr || node->is == yaml_node::kind::null) return;
  const auto add = [&](fields& from, const yaml_node& given, const char* ending) {
    for (const auto* one : text_nodes(from, given, "match")) {
      if (!is_text(*one)) {
        from.fail(*one, "match", fmt::format("{} is no text: put it in quotes", shown(*one)));
      } else if (const auto fault = pattern_fault(one->text)) {
        from.fail(*one, "match",
                  fmt::format("{} is not a regular expression: {}", shown(*one), *fault));
      } else {
        into.matches.push_back({ending, one->text, one->at.line});
      }
    }
  };
  if (node->is != yaml_node::kind::map) {
    add(at, *node, ".in");
    return;
  }
  fields each(document_, *node, from_.notes, "match.");
  if (const auto* in = each.take("in")) add(each, *in, ".in");
  if (const auto* ans = each.take("ans")) add(each, *ans, ".ans");
  each.finish("match in generators.yaml");
}

void entry_reader::read_statement_file(fields& at, const char* key, bool sample) const {
  const auto* node = at.take(key);
  if (node == nullptr) return;
  if (!sample) at.fail(*node, key, "only samples are shown in the statement");
  if (node->is != yaml_node::kind::map) {
    if (!is_text(*node)) at.fail(*node, key, fmt::format("{} is no text", shown(*node)));
    return;
  }
  fields link(document_, *node, from_.notes, fmt::format("{}.", key));
  const auto target = strict_text(link, "link").value_or("");
  link.finish("a link in generators.yaml");
  const auto base = std::string_view(key).substr(0, std::string_view(key).find('.'));
  const bool known =
      target == base || (target != key && (target == fmt::format("{}.statement", base) ||
                                           target == fmt::format("{}.download", base)));
  if (!known) {
    at.fail(*node, key,
            fmt::format("cannot be a link to '{}': write 'link: {}'", printable(target), base));
  }
}

void entry_reader::read_interaction(fields& at) const {
  const auto* node = at.take("interaction");
  if (node == nullptr) return;
  if (!from_.type.interactive && !from_.type.multi_pass) {
    at.fail(*node, "interaction", "only interactive and multi-pass problems have one: remove it");
  } else if (!is_text(*node) || !is_dialogue(node->text)) {
    at.fail(*node, "interaction",
            "not a dialogue: begin each line with '<' or '>', and write '---' between passes");
  }
}

}  // namespace judge::package

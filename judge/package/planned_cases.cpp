#include "judge/package/planned_cases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "judge/base/text.hpp"
#include "judge/package/constants.hpp"
#include "judge/package/numbering.hpp"

namespace judge::package {
namespace {

/// Files for the statement and for download: nothing that a judge runs.
constexpr std::array for_people = {"in.statement", "ans.statement", "in.download", "ans.download",
                                   "interaction"};
constexpr std::uintmax_t copy_limit = std::uintmax_t{64} << 20;

bool has_key(const yaml_node& map, std::string_view name) {
  return std::any_of(map.keys.begin(), map.keys.end(),
                     [&](const yaml_node& key) { return key.text == name; });
}

/// Texts are files of whole lines.
std::string as_file(std::string text) {
  if (!text.empty() && text.back() != '\n') text += '\n';
  return text;
}

/// Every part of the path is a name that a package may hold: nothing absolute, no "..".
bool is_inner_path(std::string_view path) {
  while (true) {
    const auto slash = path.find('/');
    if (!is_file_name(path.substr(0, slash))) return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

bool known(const std::vector<program_source>& programs, std::string_view name) {
  return std::any_of(programs.begin(), programs.end(),
                     [&](const program_source& one) { return one.name == name; });
}

}  // namespace

bool is_case(const yaml_node& entry) {
  if (entry.is != yaml_node::kind::map) return entry.is != yaml_node::kind::sequence;
  constexpr std::array keys = {"generate", "copy", "count", "match", "in", "ans", "out", "yaml"};
  const auto has = [&](const char* name) { return has_key(entry, name); };
  return std::any_of(keys.begin(), keys.end(), has) ||
         std::any_of(for_people.begin(), for_people.end(), has);
}

void case_reader::name_generator(fields& at, const yaml_node& key, const yaml_node& files) {
  std::vector<std::string> names;
  for (const auto* file : text_nodes(at, files, key.text)) {
    if (!is_inner_path(file->text)) {
      at.fail(*file, key.text, fmt::format("{} is not a file in generators/", shown(*file)));
    }
    names.push_back(file->text);
  }
  if (names.empty()) at.fail(files, key.text, "no files: list them, the main file first");
  named_[key.text] = std::move(names);
}

std::string case_reader::solution_of(fields& at, const std::string& inherited) {
  const auto* node = at.take("solution");
  if (node == nullptr) return inherited;
  if (node->is == yaml_node::kind::null || node->text.empty()) return "";  // switched off
  const auto path = std::string_view(node->text);
  if (!path.starts_with('/') || !is_inner_path(path.substr(1))) {
    at.fail(*node, "solution",
            fmt::format("{} is not a program of this package: write its path from the package's "
                        "folder, for example /submissions/accepted/solution.cpp",
                        shown(*node)));
    return "";
  }
  return node->text;
}

std::string case_reader::salt_of(fields& at, const std::string& inherited) {
  return at.text("random_salt").value_or(inherited);
}

void case_reader::read_copy(fields& at, const yaml_node& node, std::string_view base, entry& into) {
  if (!is_inner_path(base)) {
    at.fail(node, "copy",
            fmt::format("{} is not the base name of files in generators/", shown(node)));
    return;
  }
  const auto stem = below("generators", base);
  const auto text = [&](const char* ending) -> std::optional<std::string> {
    if (!from_.folder.has(stem + ending, from_.notes)) return {};
    return from_.notes.keep(from_.folder.read(stem + ending, copy_limit));
  };
  into.input = text(".in");
  into.answer = text(".ans");
  into.output = text(".out");
  if (!into.input) {
    at.fail(node, "copy", fmt::format("there is no {}.in", from_.folder.shown(stem)));
  }
  if (from_.folder.has(stem + ".yaml", from_.notes)) {
    if (const auto own = from_.notes.keep(from_.folder.read_yaml(stem + ".yaml"))) {
      fields configuration(*own, own->root, from_.notes);
      into.own = read_settings(configuration, from_.rules);
    }
  }
}

void case_reader::read_yaml(fields& at, entry& into) {
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

std::optional<case_reader::entry> case_reader::read_entry(fields& at, const yaml_node& node,
                                                          const case_context& context) {
  entry given;
  given.solution = context.solution;
  given.salt = context.salt;
  if (node.is == yaml_node::kind::scalar) {
    // An older spelling of copy: the path of an input.
    const auto base = without_ending(node.text, ".in");
    if (base && node.text.find(' ') == std::string::npos) {
      read_copy(at, node, *base, given);
    } else {
      given.command = node.text;
    }
    return given;
  }
  if (const auto* copy = at.take("copy")) read_copy(at, *copy, copy->text, given);
  given.command = at.text("generate").value_or("");
  for (const auto& [key, text] : {std::pair("in", &given.input), std::pair("ans", &given.answer),
                                  std::pair("out", &given.output)}) {
    if (auto literal = at.text(key)) *text = as_file(std::move(*literal));
  }
  read_yaml(at, given);
  given.solution = solution_of(at, context.solution);
  given.salt = salt_of(at, context.salt);
  at.ignore("match", "patterns of the data are not checked yet");
  at.ignore("retries", "a generator is run once; not supported yet");
  const auto shown_only = std::count_if(for_people.begin(), for_people.end(),
                                        [&](const char* key) { return at.take(key) != nullptr; });
  at.finish("a case in generators.yaml");
  if (given.command.empty() && !given.input) {
    if (shown_only > 0) {
      from_.notes.warn(fmt::format("{}: a case without input, for the statement only: not judged",
                                   where(document_, node.at)));
    } else {
      at.fail(node, "", "a case without input: write 'generate:', 'in:' or 'copy:'");
    }
    return {};
  }
  return given;
}

std::vector<std::string> case_reader::command_of(fields& at, const yaml_node& key,
                                                 const entry& given, std::int64_t count,
                                                 bool counts) {
  auto command = substituted(given.command, from_.constants);
  const auto line = key.text;
  if (counts) {
    command = with_all(command, "{count}", fmt::format("{}", count));
  } else if (command.find("{count}") != std::string::npos) {
    at.warn(key, line, "{count} stays as it is: this case has no 'count:'");
  }
  if (count_seeds(command) > 1) at.fail(key, line, "{seed} stands twice in one command");
  const auto seed = seed_of(given.salt, count, command);
  auto split = shell_words(command);
  if (!split) {
    at.fail(key, line, split.failure().message);
    return {};
  }
  for (auto& word : *split) word = with_seed(with_all(word, "{name}", "testcase"), seed);
  if (!split->empty()) need_generator(at, key, split->front());
  return *split;
}

void case_reader::need_generator(fields& at, const yaml_node& key, const std::string& name) {
  if (known(into_.plan.generators, name)) return;
  std::optional<program_source> program;
  if (const auto files = named_.find(name); files != named_.end()) {
    program = from_.programs.read_files("generators", files->second, name);
  } else if (is_inner_path(name) && from_.folder.has(below("generators", name), from_.notes)) {
    program = from_.programs.read(below("generators", name), name);
  } else {
    at.fail(key, key.text,
            fmt::format("there is no generator '{}': a command starts with the name of a file or "
                        "folder in generators/",
                        printable(name)));
  }
  if (program) into_.plan.generators.push_back(std::move(*program));
}

void case_reader::need_solution(fields& at, const yaml_node& key, const std::string& path) {
  if (path.empty() || known(into_.plan.solutions, path)) return;
  const auto relative = path.substr(1);
  if (!from_.folder.has(relative, from_.notes)) {
    at.fail(key, key.text, fmt::format("there is no solution {}", from_.folder.shown(relative)));
    return;
  }
  if (auto program = from_.programs.read(relative, path)) {
    if (relative.starts_with("submissions/")) from_.programs.add_includes(*program);
    into_.plan.solutions.push_back(std::move(*program));
  }
}

void case_reader::check(fields& at, const yaml_node& key, const std::string& leaf,
                        const planned_case& made) {
  if (!is_file_name(leaf + ".in") || leaf == "test_group") {
    at.fail(key, key.text, fmt::format("'{}' cannot be the name of a case", printable(leaf)));
  }
  const bool written =
      made.name.starts_with("valid_output/") || made.name.starts_with("invalid_output/");
  if (written && !made.output) {
    at.fail(key, key.text, "an output is missing: write it as 'out:'");
  }
  const bool needs_answer = !made.name.starts_with("invalid_input/");
  if (needs_answer && !made.answer && made.solution.empty() && made.command.empty()) {
    at.fail(key, key.text,
            "nothing gives the answer: write 'ans:', or name a solution, for example 'solution: "
            "/submissions/accepted/solution.cpp'");
  }
}

std::vector<std::size_t> case_reader::read(const yaml_node& key, const yaml_node& node,
                                           const case_context& context,
                                           const std::function<std::string()>& next_name) {
  const yaml_node nothing{};
  fields at(document_, node.is == yaml_node::kind::map ? node : nothing, from_.notes,
            fmt::format("{}{}.", with_all(context.folder + "/", "/", "."), key.text));
  const bool counted = node.is == yaml_node::kind::map && has_key(node, "count");
  const auto counts = read_counts(at);
  const auto labels = count_labels(counts);
  const auto given = read_entry(at, node, context);
  fields group(document_, nothing, from_.notes, with_all(context.folder + "/", "/", "."));

  std::vector<std::size_t> added;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto number = next_name();  // also of a case that is left out: numbers go on
    if (!given) continue;
    const auto leaf = counted ? number + "-" + labels[i] : number;
    planned_case made{.name = below(context.folder, leaf),
                      .command = {},
                      .input = given->input,
                      .answer = given->answer,
                      .output = given->output,
                      .solution = given->answer ? "" : given->solution,
                      .line = key.at.line};
    if (made.name.starts_with("invalid_input/")) made.solution.clear();
    if (!given->command.empty()) {
      made.command = command_of(group, key, *given, counts[i], counted);
      const auto full = joined(made.command, "\n");
      const auto [same, fresh] = commands_.emplace(full, made.name);
      if (!fresh && !counted) {
        group.warn(key, key.text,
                   fmt::format("the same command as {}: give it another seed", same->second));
      }
    }
    need_solution(group, key, made.solution);
    check(group, key, leaf, made);
    added.push_back(into_.plan.cases.size());
    into_.plan.cases.push_back(std::move(made));
    into_.own.push_back(given->own);
  }
  return added;
}

}  // namespace judge::package

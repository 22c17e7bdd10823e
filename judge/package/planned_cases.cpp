#include "judge/package/planned_cases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "judge/base/text.hpp"
#include "judge/package/constants.hpp"
#include "judge/package/language_codes.hpp"
#include "judge/package/numbering.hpp"

namespace judge::package {
namespace {

bool known(const std::vector<program_source>& programs, std::string_view name) {
  return std::any_of(programs.begin(), programs.end(),
                     [&](const program_source& one) { return one.name == name; });
}

/// The words of a command as its generator gets them.
std::vector<std::string> with_values(const std::vector<std::string>& words, std::uint32_t seed) {
  std::vector<std::string> command;
  for (const auto& word : words) {
    command.push_back(with_seed(with_all(word, "{name}", "testcase"), seed));
  }
  return command;
}

}  // namespace

void case_reader::name_generator(fields& at, const yaml_node& key, const yaml_node& files) {
  if (!is_file_name(key.text)) {
    at.fail(key, key.text, "cannot be the name of a generator: use letters, digits, '_', '-', '.'");
  }
  if (files.is != yaml_node::kind::sequence || files.items.empty()) {
    at.fail(files, key.text,
            fmt::format("{} where a list of files belongs: the main file first", shown(files)));
    return;
  }
  std::vector<std::string> names;
  for (const auto* file : text_nodes(at, files, key.text)) {
    if (!is_text(*file) || !is_inner_path(file->text)) {
      at.fail(*file, key.text, fmt::format("{} is not a file in generators/", shown(*file)));
    }
    names.push_back(file->text);
  }
  named_[key.text] = std::move(names);
}

void case_reader::read_commands(fields& at, const yaml_node& key, const planned_entry& given,
                                std::int64_t count, bool counts, planned_case& into) {
  auto command = substituted(given.command, from_.constants);
  if (counts) {
    command = with_all(command, "{count}", fmt::format("{}", count));
  } else if (command.find("{count}") != std::string::npos) {
    at.warn(key, key.text, "{count} stays as it is: this case has no 'count:'");
  }
  const auto seeds = count_seeds(command);
  if (seeds > 1) at.fail(key, key.text, "{seed} stands twice in one command");
  const auto words = shell_words(command);
  if (!words || words->empty()) {
    at.fail(key, key.text, words ? "the command is empty" : words.failure().message);
    return;
  }
  const auto seed = seed_of(given.context.salt, count, command);
  into.command = with_values(*words, seed);
  need_generator(at, key, into.command.front());
  if (seeds == 0) return;  // what failed once would fail again
  for (std::uint32_t next = 1; next < static_cast<std::uint32_t>(given.context.tries); ++next) {
    into.further_commands.push_back(with_values(*words, (seed + next) & 0x7FFF'FFFFU));
  }
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

/// Where nobody names a solution: an accepted submission, and that is said. "" where there is none.
const std::string& case_reader::default_solution() {
  if (default_solution_) return *default_solution_;
  default_solution_ = "";
  constexpr auto folder = "submissions/accepted";
  for (const auto& name : from_.folder.names(folder, from_.notes)) {
    const auto path = below(folder, name);
    if (language_code(name).empty() && !from_.folder.is_folder(path, from_.notes)) continue;
    default_solution_ = "/" + path;
    from_.notes.warn(fmt::format("{}: solution: missing: answers are those of {}: name it",
                                 document_.name, *default_solution_));
    break;
  }
  return *default_solution_;
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

/// Interactive and multi-pass problems have no answers: an empty file stands for each.
bool case_reader::needs_answer(const planned_case& made) const {
  return !made.answer && !made.name.starts_with("invalid_input/") && !from_.type.interactive &&
         !from_.type.multi_pass;
}

void case_reader::check(fields& at, const yaml_node& key, const std::string& leaf,
                        const planned_case& made) {
  if (!is_file_name(leaf + ".in") || leaf == "test_group" || leaf.ends_with(".in")) {
    at.fail(key, key.text, fmt::format("'{}' cannot be the name of a case", printable(leaf)));
  }
  const bool written =
      made.name.starts_with("valid_output/") || made.name.starts_with("invalid_output/");
  if (written && !made.output && made.command.empty()) {
    at.fail(key, key.text, "an output is missing: write it as 'out:'");
  }
  if (needs_answer(made) && made.solution.empty() && made.command.empty()) {
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
  const auto* count_key = at.take("count");
  const bool counted = count_key != nullptr && count_key->is != yaml_node::kind::null;
  const auto counts = read_counts(at);
  const auto labels = count_labels(counts);
  const auto given = entry_reader(from_, document_).read(at, node, context);
  fields group(document_, nothing, from_.notes, with_all(context.folder + "/", "/", "."));

  std::vector<std::size_t> added;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto number = next_name();  // also of a case that is left out: numbers go on
    if (!given) continue;
    const auto leaf = counted ? number + "-" + labels[i] : number;
    planned_case made{.name = below(context.folder, leaf),
                      .input = given->input,
                      .answer = given->answer,
                      .output = given->output,
                      .line = key.at.line,
                      .matches = given->matches};
    if (!given->command.empty()) {
      read_commands(group, key, *given, counts[i], counted, made);
      const auto [same, fresh] = commands_.emplace(joined(made.command, "\n"), made.name);
      if (!fresh && !counted) {
        group.warn(key, key.text,
                   fmt::format("the same command as {}: give it another seed", same->second));
      }
    }
    if (needs_answer(made)) {
      made.solution = given->context.solution ? *given->context.solution : default_solution();
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

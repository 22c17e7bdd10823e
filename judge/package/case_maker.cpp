#include "judge/package/case_maker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "judge/base/files.hpp"
#include "judge/base/hash.hpp"
#include "judge/base/text.hpp"
#include "judge/package/patterns.hpp"
#include "judge/package/tools.hpp"

namespace judge::package {
namespace {

std::string identity_of(const program_source& source, const program& built) {
  sha256 hash;
  for (const auto& file : source.files) hash.add_field(file.name).add_field(file.text);
  // The builder's folder is named by the contents of everything that went into it.
  hash.add_field(built.folder.string());
  for (const auto& word : built.command) hash.add_field(word);
  return hash.hex();
}

/// What a generator may write instead of its output, "testcase" being the case's name to it.
const std::vector<std::string>& written_files() {
  static const std::vector<std::string> names = {"testcase.in", "testcase.ans", "testcase.out",
                                                 "testcase.yaml"};
  return names;
}

bool is_written_output(const planned_case& one) {
  return one.name.starts_with("valid_output/") || one.name.starts_with("invalid_output/");
}

std::string leaf_of(const planned_case& one) { return one.name.substr(one.name.rfind('/') + 1); }

template <typename Named>
const Named* find_named(const std::vector<Named>& list, std::string_view name) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const Named& one) { return one.name == name; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

case_maker::case_maker(const problem& whole, builder& build, runner& run,
                       const generation_options& options)
    : whole_(whole),
      plan_(*whole.plan),
      build_(build),
      run_(run),
      options_(options),
      cache_(options.cache.empty() ? cache_folder() / "data" : options.cache) {}

void case_maker::keep_what_is_right(std::vector<made_case>& made) const {
  if (!options_.folder.empty() || options_.update_sums || options_.check_deterministic) return;
  for (std::size_t i = 0; i < plan_.cases.size(); ++i) {
    const auto& name = plan_.cases[i].name;
    if (auto files = files_in_package(name); files && right(name, *files)) {
      made[i] = {std::move(*files), false, true};
    }
  }
}

std::optional<made_files> case_maker::files_in_package(const std::string& name) const {
  for (const auto* list : {&whole_.cases, &whole_.invalid_inputs}) {
    if (const auto* found = find_named(*list, name)) {
      made_files files{{".in", {found->input, ""}}};
      if (!found->answer.empty()) files[".ans"] = {found->answer, ""};
      return files;
    }
  }
  for (const auto* list : {&whole_.valid_outputs, &whole_.invalid_outputs}) {
    if (const auto* found = find_named(*list, name)) {
      return made_files{{".in", {found->input, ""}},
                        {".ans", {found->answer, ""}},
                        {".out", {found->output, ""}}};
    }
  }
  return {};
}

/// Fills in the sums; whether none differs from a committed one.
bool case_maker::right(const std::string& name, made_files& files) const {
  return std::all_of(files.begin(), files.end(), [&](auto& file) {
    auto sum = sha256_hex_of_file(file.second.path);
    if (!sum) return false;
    file.second.sum = *std::move(sum);
    const auto committed = plan_.sums.find(name + file.first);
    return committed == plan_.sums.end() || committed->second == file.second.sum;
  });
}

status case_maker::build_tools(const std::vector<made_case>& made) {
  for (std::size_t i = 0; i < plan_.cases.size(); ++i) {
    const auto& one = plan_.cases[i];
    if (made[i].kept) continue;
    auto built = done();
    if (!one.command.empty()) {
      built = build_one(plan_.generators, one.command.front(), "generator");
    }
    if (built && !one.solution.empty()) {
      built = build_one(plan_.solutions, one.solution, "solution");
    }
    if (!built) return in_context(std::move(built).failure(), line_of(one));
  }
  return done();
}

status case_maker::build_one(const std::vector<program_source>& among, const std::string& name,
                             const std::string& what) {
  const auto key = what + " " + name;
  if (tools_.count(key) > 0) return done();
  const auto* source = find_named(among, name);
  if (source == nullptr) return error{fmt::format("there is no {}", key)};
  auto built = build_tool(build_, *source, what);
  if (!built) return std::move(built).failure();
  tools_[key] = {*built, identity_of(*source, *built)};
  return done();
}

result<made_case> case_maker::make(const planned_case& one) const {
  made_case made;
  auto step = make_texts(one, made);
  if (step && !one.command.empty()) step = make_input(one, made);
  const bool answered = made.files.count(".ans") > 0 || one.name.starts_with("invalid_input/");
  if (step && !answered) step = make_answer(one, made);
  if (step && is_written_output(one) && made.files.count(".out") == 0) {
    step =
        error{fmt::format("generator {} wrote no testcase.out, which a case of this folder needs",
                          one.command.front())};
  }
  if (!step) return in_context(std::move(step).failure(), line_of(one));
  return made;
}

status case_maker::check_matches(const planned_case& one, const made_case& made) const {
  for (const auto& match : one.matches) {
    const auto complain = [&](std::string_view what) {
      return error{fmt::format("{}:{}: {}: match: '{}' {}", plan_.file.string(), match.line,
                               one.name, printable(match.expression), what)};
    };
    const auto file = made.files.find(match.ending);
    if (file == made.files.end()) return complain("has no file to be found in");
    const auto text = read_file(file->second.path);
    if (!text) return text.failure();
    const auto found = is_found(match.expression, *text);
    if (!found) return complain(found.failure().message);
    if (!*found) {
      return complain(fmt::format("is not found in the {}: change the case, or the expression",
                                  match.ending == ".in" ? "input" : "answer"));
    }
  }
  return done();
}

std::string case_maker::line_of(const planned_case& one) const {
  return fmt::format("{}:{}: {}", plan_.file.string(), one.line, one.name);
}

status case_maker::make_texts(const planned_case& one, made_case& made) const {
  std::map<std::string, std::string> texts;
  if (one.input) texts[leaf_of(one) + ".in"] = *one.input;
  if (one.answer) texts[leaf_of(one) + ".ans"] = *one.answer;
  if (one.output) texts[leaf_of(one) + ".out"] = *one.output;
  if (texts.empty()) return done();
  sha256 key;
  key.add_field("text");
  for (const auto& [name, text] : texts) key.add_field(name).add_field(text);
  return find_or_make(key.hex(), made, "", [&] { return texts; });
}

status case_maker::make_input(const planned_case& one, made_case& made) const {
  const auto& tool = tools_.at("generator " + one.command.front());
  sha256 key;
  key.add_field("generated").add_field(leaf_of(one)).add_field(tool.identity);
  for (const auto& word : one.command) key.add_field(word);
  for (const auto& other : one.further_commands) {
    key.add_field("else");
    for (const auto& word : other) key.add_field(word);
  }
  return find_or_make(key.hex(), made, "generator " + one.command.front(),
                      [&] { return run_generator(one, tool); });
}

status case_maker::make_answer(const planned_case& one, made_case& made) const {
  if (whole_.type.interactive || whole_.type.multi_pass) {
    sha256 key;
    key.add_field("no answer").add_field(leaf_of(one));
    return find_or_make(key.hex(), made, "", [&] {
      return std::map<std::string, std::string>{{leaf_of(one) + ".ans", ""}};
    });
  }
  if (one.solution.empty()) {
    return error{"nothing gives the answer: write 'ans:' or 'solution:' in generators.yaml"};
  }
  const auto& tool = tools_.at("solution " + one.solution);
  const auto& input = made.files.at(".in");
  sha256 key;
  key.add_field("answered").add_field(leaf_of(one)).add_field(tool.identity).add_field(input.sum);
  for (const auto& word : one.settings.arguments) key.add_field(word);
  return find_or_make(key.hex(), made, "solution " + one.solution,
                      [&] { return run_solution(one, tool, input.path); });
}

/// Adds the files of a key to the case; `tool` makes them, or "" where no program is run. What the
/// case has already, a literal answer, stays.
status case_maker::find_or_make(const std::string& key, made_case& made, const std::string& tool,
                                const std::function<texts_or_error()>& make) const {
  const bool again = !tool.empty() && options_.check_deterministic;
  auto files = again ? std::nullopt : cache_.find(key);
  if (!files) {
    auto texts = again ? twice(tool, make) : make();
    if (!texts) return std::move(texts).failure();
    auto stored = cache_.store(key, *texts);
    if (!stored) return std::move(stored).failure();
    files = std::move(*stored);
    made.ran = made.ran || !tool.empty();
  }
  for (auto& [name, file] : *files) made.files.emplace(name.substr(name.rfind('.')), file);
  return done();
}

/// What a program wrote, if it wrote it twice.
case_maker::texts_or_error case_maker::twice(const std::string& tool,
                                             const std::function<texts_or_error()>& make) {
  auto first = make();
  if (!first) return first;
  const auto second = make();
  if (!second) return second;
  const auto complain = [&](const std::string& name, const std::string& how) {
    return error{
        fmt::format("{}: not deterministic: {} {} when it is made again", tool, name, how)};
  };
  for (const auto& [name, text] : *second) {
    const auto before = first->find(name);
    if (before == first->end()) return complain(name, "appears only");
    if (before->second == text) continue;
    const auto at =
        std::mismatch(text.begin(), text.end(), before->second.begin(), before->second.end());
    return complain(name, fmt::format("differs from byte {} on", at.first - text.begin() + 1));
  }
  for (const auto& [name, text] : *first) {
    if (second->count(name) == 0) return complain(name, "is missing");
  }
  return first;
}

case_maker::texts_or_error case_maker::run_generator(const planned_case& one,
                                                     const ready_tool& tool) const {
  run_request request;
  request.what = tool.built;
  request.collect = written_files();
  request.limits = tool_limits();
  auto commands = one.further_commands;
  commands.insert(commands.begin(), one.command);
  std::string said;
  for (std::size_t i = 0; i < commands.size(); ++i) {
    request.arguments.assign(commands[i].begin() + 1, commands[i].end());
    auto outcome = run_.run(request);
    if (!outcome) {
      return of_tool(std::move(outcome).failure(), "generator", one.command.front());
    }
    const auto bad = bad_end(*outcome, request.limits);
    if (!bad) return texts_of(one, *std::move(outcome));
    said = fmt::format("generator {} {}{}", one.command.front(), *bad, what_it_said(*outcome));
    if (i > 0) said += fmt::format(" (the last of {} runs)", i + 1);
    if (outcome->stopped != stop_reason::none) break;  // it would only cost the same time again
  }
  return error{said};
}

case_maker::texts_or_error case_maker::texts_of(const planned_case& one, run_outcome outcome) {
  std::map<std::string, std::string> texts;
  for (auto& file : outcome.files) {
    const auto& names = written_files();
    if (std::find(names.begin(), names.end(), file.name) == names.end()) continue;
    texts[leaf_of(one) + file.name.substr(file.name.rfind('.'))] = std::move(file.bytes);
  }
  // Its output counts only where it wrote no file.
  texts.emplace(leaf_of(one) + ".in", std::move(outcome.standard_output));
  return texts;
}

case_maker::texts_or_error case_maker::run_solution(const planned_case& one, const ready_tool& tool,
                                                    const std::filesystem::path& input) const {
  run_request request;
  request.what = tool.built;
  request.arguments = one.settings.arguments;
  request.input = input;
  request.limits = tool_limits();
  auto outcome = run_.run(request);
  if (!outcome) return of_tool(std::move(outcome).failure(), "solution", one.solution);
  if (const auto bad = bad_end(*outcome, request.limits)) {
    return error{fmt::format("solution {} {}{}", one.solution, *bad, what_it_said(*outcome))};
  }
  return std::map<std::string, std::string>{
      {leaf_of(one) + ".ans", std::move(outcome->standard_output)}};
}

}  // namespace judge::package

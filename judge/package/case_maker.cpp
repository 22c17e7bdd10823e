#include "judge/package/case_maker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "judge/base/files.hpp"
#include "judge/base/hash.hpp"
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
  if (!options_.folder.empty() || options_.update_sums) return;
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
  if (step && made.files.count(".in") == 0) step = make_input(one, made);
  const bool answered = made.files.count(".ans") > 0 || one.name.starts_with("invalid_input/");
  if (step && !answered) step = make_answer(one, made);
  if (!step) return in_context(std::move(step).failure(), line_of(one));
  return made;
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
  return find_or_make(key.hex(), made, false, [&] { return texts; });
}

status case_maker::make_input(const planned_case& one, made_case& made) const {
  const auto& tool = tools_.at("generator " + one.command.front());
  sha256 key;
  key.add_field("generated").add_field(leaf_of(one)).add_field(tool.identity);
  for (const auto& word : one.command) key.add_field(word);
  return find_or_make(key.hex(), made, true, [&] { return run_generator(one, tool); });
}

status case_maker::make_answer(const planned_case& one, made_case& made) const {
  if (one.solution.empty()) {
    return error{"nothing gives the answer: write 'ans:' or 'solution:' in generators.yaml"};
  }
  const auto& tool = tools_.at("solution " + one.solution);
  const auto& input = made.files.at(".in");
  sha256 key;
  key.add_field("answered").add_field(leaf_of(one)).add_field(tool.identity).add_field(input.sum);
  return find_or_make(key.hex(), made, true, [&] { return run_solution(one, tool, input.path); });
}

/// Adds the files of a key to the case. What the case has already, a literal answer, stays.
status case_maker::find_or_make(const std::string& key, made_case& made, bool runs,
                                const std::function<texts_or_error()>& make) const {
  auto files = cache_.find(key);
  if (!files) {
    auto texts = make();
    if (!texts) return std::move(texts).failure();
    auto stored = cache_.store(key, *texts);
    if (!stored) return std::move(stored).failure();
    files = std::move(*stored);
    made.ran = made.ran || runs;
  }
  for (auto& [name, file] : *files) made.files.emplace(name.substr(name.rfind('.')), file);
  return done();
}

result<run_outcome> case_maker::run_tool(const run_request& request, const std::string& what,
                                         const std::string& name) const {
  auto outcome = run_.run(request);
  if (!outcome) return of_tool(std::move(outcome).failure(), what, name);
  if (const auto bad = bad_end(*outcome, request.limits)) {
    return error{fmt::format("{} {} {}{}", what, name, *bad, what_it_said(*outcome))};
  }
  return outcome;
}

case_maker::texts_or_error case_maker::run_generator(const planned_case& one,
                                                     const ready_tool& tool) const {
  run_request request;
  request.what = tool.built;
  request.arguments.assign(one.command.begin() + 1, one.command.end());
  request.collect = {"testcase.in", "testcase.ans"};
  request.limits = tool_limits();
  auto outcome = run_tool(request, "generator", one.command.front());
  if (!outcome) return std::move(outcome).failure();
  std::map<std::string, std::string> texts;
  for (auto& file : outcome->files) {
    if (file.name == "testcase.in") texts[leaf_of(one) + ".in"] = std::move(file.bytes);
    if (file.name == "testcase.ans") texts[leaf_of(one) + ".ans"] = std::move(file.bytes);
  }
  // Its output counts only where it wrote no file.
  texts.emplace(leaf_of(one) + ".in", std::move(outcome->standard_output));
  return texts;
}

case_maker::texts_or_error case_maker::run_solution(const planned_case& one, const ready_tool& tool,
                                                    const std::filesystem::path& input) const {
  run_request request;
  request.what = tool.built;
  request.input = input;
  request.limits = tool_limits();
  auto outcome = run_tool(request, "solution", one.solution);
  if (!outcome) return std::move(outcome).failure();
  return std::map<std::string, std::string>{
      {leaf_of(one) + ".ans", std::move(outcome->standard_output)}};
}

}  // namespace judge::package

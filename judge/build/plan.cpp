#include "judge/build/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>

#include "judge/base/hash.hpp"
#include "judge/base/text.hpp"
#include "judge/build/java_class.hpp"

namespace judge {
namespace fs = std::filesystem;
namespace {

/// Changes whenever the same inputs would be built to something else.
constexpr std::string_view key_format = "gavel build 1";

/// As an argument: a file named -x must not be an option.
std::string as_argument(const std::string& name) {
  return name.starts_with('-') ? "./" + name : name;
}

/// Replaces the placeholders; an argument that is just {files} becomes as many as there are.
command_line expanded(const command_line& command, const std::vector<std::string>& files,
                      const std::map<std::string, std::string, std::less<>>& values) {
  command_line words;
  for (const auto& word : command) {
    if (word == "{files}") {
      for (const auto& file : files) words.push_back(as_argument(file));
      continue;
    }
    std::string out;
    for (std::size_t at = 0; at < word.size();) {
      const auto end = word[at] == '{' ? word.find('}', at) : std::string::npos;
      const auto value =
          end == std::string::npos ? values.end() : values.find(word.substr(at, end - at + 1));
      if (value == values.end()) {
        out += word[at++];
      } else {
        out += value->second;
        at = end + 1;
      }
    }
    words.push_back(std::move(out));
  }
  return words;
}

/// The program's own source files in this language, in its order; with none, its first file.
std::vector<std::string> source_names(const program_source& source, const language& speaks) {
  std::vector<std::string> names;
  for (const auto& file : source.files) {
    if (speaks.owns(file.name)) names.push_back(file.name);
  }
  if (names.empty()) names.push_back(source.files.front().name);
  return names;
}

std::string entry_of(const program_source& source, const language& speaks,
                     const std::vector<std::string>& names) {
  if (!source.entry.empty()) return source.entry;
  for (const auto& wanted : speaks.entry_names) {
    if (std::find(names.begin(), names.end(), wanted) != names.end()) return wanted;
  }
  return names.front();
}

status check_files(const program_source& source) {
  if (source.files.empty()) return error{source.name + ": there is no file in it"};
  for (const auto& file : source.files) {
    const auto name = fs::path(file.name);
    if (file.name.empty() || name.is_absolute() || name != name.lexically_normal() ||
        *name.begin() == "..") {
      return error{fmt::format("{}: '{}' is no name for a file of a program", source.name,
                               printable(file.name))};
    }
    if (*name.begin() == output_folder) {
      return error{fmt::format("{}: the name {} is taken: rename it", source.name, output_folder)};
    }
  }
  return done();
}

/// Gives every file the name of its public type, as javac wants it, and returns the class to start;
/// empty where none has main.
std::string prepare_java(build_plan& plan, std::vector<std::string>& names,
                         const std::string& entry) {
  std::string first;
  std::string chosen;
  for (auto& file : plan.files) {
    const auto name = std::find(names.begin(), names.end(), file.name);
    if (name == names.end()) continue;
    const auto java = scan_java(file.text);
    const bool is_entry = file.name == entry || fs::path(file.name).stem() == entry;
    if (java.public_type) {
      file.name = (fs::path(file.name).parent_path() / (*java.public_type + ".java")).string();
      *name = file.name;
    }
    if (!java.main_type) continue;
    const auto qualified =
        java.package.empty() ? *java.main_type : java.package + "." + *java.main_type;
    if (first.empty() || (*java.main_type == "Main" && entry.empty())) first = qualified;
    if (is_entry || (!entry.empty() && qualified == entry)) chosen = qualified;
  }
  return chosen.empty() ? first : chosen;
}

}  // namespace

result<build_plan> plan_build(const program_source& source, const language& speaks,
                              const include_options& includes) {
  if (auto checked = check_files(source); !checked) return std::move(checked).failure();
  build_plan plan;
  plan.speaks = &speaks;
  if (speaks.includes) {
    auto files = collect_sources(source, includes);
    if (!files) return std::move(files).failure();
    plan.files = std::move(files->files);
    plan.refused = std::move(files->refused);
    if (!plan.refused.empty()) return plan;
  } else {
    plan.files = source.files;
  }
  auto names = source_names(source, speaks);
  std::map<std::string, std::string, std::less<>> values{
      {"{output}", output_file}, {"{output_folder}", output_folder}, {"{include}", "."}};
  if (speaks.entry == entry_rule::java_class) {
    const auto main_class = prepare_java(plan, names, source.entry);
    if (main_class.empty()) plan.refused = "no class has a method 'public static void main'";
    values["{class}"] = main_class;
    values["{entry}"] = as_argument(names.front());
  } else {
    const auto entry = entry_of(source, speaks, names);
    if (std::none_of(source.files.begin(), source.files.end(),
                     [&](const source_file& file) { return file.name == entry; })) {
      return error{fmt::format("{}: its entry '{}' is not among its files", source.name, entry)};
    }
    values["{entry}"] = as_argument(entry);
  }
  for (const auto& command : speaks.compile) {
    plan.compile.push_back(expanded(command, names, values));
  }
  plan.run = expanded(speaks.run, names, values);
  return plan;
}

std::string build_key(const build_plan& plan, std::string_view tool_version) {
  sha256 hash;
  const auto add = [&](std::string_view field) { hash.add_field(field); };
  const auto add_count = [&](std::size_t count) { hash.add_field(std::to_string(count)); };
  add(key_format);
  add(plan.speaks->key);
  add(plan.speaks->name);
  add(plan.speaks->keep_sources ? "sources" : "outputs");
  add(tool_version);
  add_count(plan.compile.size());
  for (const auto& command : plan.compile) {
    add_count(command.size());
    for (const auto& word : command) add(word);
  }
  add_count(plan.run.size());
  for (const auto& word : plan.run) add(word);
  const auto& needs = plan.speaks->needs;
  add_count(needs.processes ? 1 : 0);
  add_count(needs.address_space ? 1 : 0);
  add_count(needs.proc ? 1 : 0);
  add_count(needs.memory_reserve_bytes);
  add_count(needs.environment.size());
  for (const auto& [variable, value] : needs.environment) {
    add(variable);
    add(value);
  }
  add_count(plan.files.size());
  for (const auto& file : plan.files) {
    add(file.name);
    add(file.text);
  }
  return hash.hex();
}

}  // namespace judge

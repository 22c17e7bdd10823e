#include "judge/build/language.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <utility>

#include "judge/base/files.hpp"

namespace judge {
namespace fs = std::filesystem;
namespace {

/// Reads one table of the file into a language; the first thing that is wrong is remembered.
class table_reader {
 public:
  table_reader(const toml::table& table, const std::string& file, const std::string& key)
      : table_(table), file_(file), key_(key) {}

  [[nodiscard]] const std::optional<error>& failure() const { return failure_; }

  void read(language& one) {
    text("name", one.name);
    words("extensions", one.extensions);
    flag("includes", one.includes);
    entry("entry", one.entry);
    words("entry_names", one.entry_names);
    commands("compile", one.compile);
    flag("keep_sources", one.keep_sources);
    words("run", one.run);
    words("version", one.version);
    text("install", one.install);
    text("note", one.note);
    flag("processes", one.needs.processes);
    flag("address_space", one.needs.address_space);
    flag("proc", one.needs.proc);
    reserve("memory_reserve_mib", one.needs.memory_reserve_bytes);
    environment("environment", one.needs.environment);
    known_.insert("extends");
    for (const auto& [name, node] : table_) {
      if (known_.count(std::string(name.str())) != 0) continue;
      fail(node, std::string(name.str()),
           fmt::format("unknown key: the known ones are {}", fmt::join(known_, ", ")));
    }
    placeholders(one);
  }

  void fail(const toml::node& at, const std::string& name, const std::string& what) {
    if (failure_) return;
    const auto& where = at.source().begin;
    const auto path = name.empty() ? key_ : key_ + "." + name;
    failure_ = error{fmt::format("{}:{}:{}: {}: {}", file_, where.line, where.column, path, what)};
  }

 private:
  const toml::node* get(const char* name) {
    known_.insert(name);
    return table_.get(name);
  }

  void text(const char* name, std::string& to) {
    const auto* node = get(name);
    if (node == nullptr) return;
    if (const auto value = node->value_exact<std::string>()) {
      to = *value;
    } else {
      fail(*node, name, "must be a string");
    }
  }

  void flag(const char* name, bool& to) {
    const auto* node = get(name);
    if (node == nullptr) return;
    if (const auto value = node->value_exact<bool>()) {
      to = *value;
    } else {
      fail(*node, name, "must be true or false");
    }
  }

  void reserve(const char* name, std::uint64_t& to) {
    const auto* node = get(name);
    if (node == nullptr) return;
    const auto value = node->value_exact<std::int64_t>();
    if (value && *value >= 0 && *value <= 65536) {
      to = static_cast<std::uint64_t>(*value) * mebibyte;
    } else {
      fail(*node, name, "must be a number of MiB from 0 to 65536");
    }
  }

  void entry(const char* name, entry_rule& to) {
    const auto* node = get(name);
    if (node == nullptr) return;
    const auto value = node->value_exact<std::string>();
    if (value && *value == "all") {
      to = entry_rule::all;
    } else if (value && *value == "file") {
      to = entry_rule::file;
    } else if (value && *value == "class") {
      to = entry_rule::java_class;
    } else {
      fail(*node, name, R"(must be "all", "file" or "class")");
    }
  }

  /// The strings of an array; `to` is left alone where something else is in it.
  void strings(const toml::node& node, const char* name, std::vector<std::string>& to) {
    const auto* list = node.as_array();
    if (list == nullptr) return fail(node, name, "must be an array of strings");
    std::vector<std::string> found;
    for (const auto& element : *list) {
      const auto value = element.value_exact<std::string>();
      if (!value) return fail(element, name, "must be a string");
      found.push_back(*value);
    }
    to = std::move(found);
  }

  void words(const char* name, std::vector<std::string>& to) {
    if (const auto* node = get(name)) strings(*node, name, to);
  }

  void commands(const char* name, std::vector<command_line>& to) {
    const auto* node = get(name);
    if (node == nullptr) return;
    const auto* list = node->as_array();
    if (list == nullptr) return fail(*node, name, "must be an array of command lines");
    std::vector<command_line> found;
    for (const auto& element : *list) {
      strings(element, name, found.emplace_back());
      if (found.back().empty()) return fail(element, name, "must not be an empty command line");
    }
    to = std::move(found);
  }

  void environment(const char* name, std::vector<std::pair<std::string, std::string>>& to) {
    const auto* node = get(name);
    if (node == nullptr) return;
    const auto* variables = node->as_table();
    if (variables == nullptr) return fail(*node, name, R"(must be a table such as {LANG = "C"})");
    to.clear();
    for (const auto& [variable, element] : *variables) {
      const auto value = element.value_exact<std::string>();
      if (!value) return fail(element, name, "must be a string");
      to.emplace_back(std::string(variable.str()), *value);
    }
  }

  /// A placeholder that is misspelt would reach the compiler as it stands.
  void placeholders(const language& one) {
    using names = std::vector<std::string_view>;
    const names compiling{"{files}", "{entry}", "{output}", "{output_folder}", "{include}"};
    const names running{"{entry}", "{class}", "{memory_mib}"};
    const auto check = [&](const command_line& command, const char* name, const names& known) {
      for (const auto& word : command) {
        const auto begin = word.find('{');
        if (begin == std::string::npos) continue;
        const auto found = std::string_view(word).substr(begin, word.find('}') - begin + 1);
        if (std::find(known.begin(), known.end(), found) != known.end()) continue;
        const auto* node = table_.get(name);
        fail(node != nullptr ? *node : table_, name,
             fmt::format("unknown placeholder {}: the known ones are {}", found,
                         fmt::join(known, " ")));
      }
    };
    for (const auto& command : one.compile) check(command, "compile", compiling);
    check(one.run, "run", running);
    check(one.version, "version", {});
  }

  const toml::table& table_;
  const std::string& file_;
  const std::string& key_;
  std::set<std::string> known_;
  std::optional<error> failure_;
};

/// What a language cannot do without.
void require(table_reader& reader, const toml::node& at, const language& one) {
  if (one.name.empty()) reader.fail(at, "", "needs a name");
  if (one.extensions.empty()) reader.fail(at, "", "needs extensions");
  if (one.run.empty()) reader.fail(at, "", "needs a command line to run");
  if (one.version.empty()) reader.fail(at, "", "needs a command line that prints the version");
}

std::string keys_of(const std::vector<language>& languages) {
  std::vector<std::string_view> keys;
  for (const auto& one : languages) keys.push_back(one.key);
  return fmt::format("{}", fmt::join(keys, ", "));
}

}  // namespace

bool language::owns(const fs::path& file) const {
  const auto extension = file.extension().string();
  return extension.size() > 1 &&
         std::find(extensions.begin(), extensions.end(), extension.substr(1)) != extensions.end();
}

result<language_table> language_table::builtin() {
  language_table table;
  auto merged = table.merge(detail::builtin_languages_text, "languages.toml");
  if (!merged) return std::move(merged).failure();
  return table;
}

result<language_table> language_table::load(const fs::path& extra) {
  auto table = builtin();
  if (!table) return table;
  const auto add = [&](const fs::path& file) -> status {
    auto text = read_file(file);
    if (!text) return std::move(text).failure();
    return table->merge(*text, file.string());
  };
  std::error_code ignored;
  if (const auto own = user_languages_file(); !own.empty() && fs::exists(own, ignored)) {
    if (auto added = add(own); !added) return std::move(added).failure();
  }
  if (!extra.empty()) {
    if (auto added = add(extra); !added) return std::move(added).failure();
  }
  return table;
}

status language_table::merge(std::string_view text, const std::string& file) {
  toml::table root;
  try {
    root = toml::parse(text, file);
  } catch (const toml::parse_error& wrong) {
    const auto& where = wrong.source().begin;
    return error{fmt::format("{}:{}:{}: {}", file, where.line, where.column, wrong.description())};
  }
  // The parser sorts by key; the order of the file is what decides between languages.
  std::vector<std::pair<std::string, const toml::node*>> tables;
  for (const auto& [key, node] : root) tables.emplace_back(std::string(key.str()), &node);
  const auto line = [](const auto& entry) { return entry.second->source().begin.line; };
  std::stable_sort(tables.begin(), tables.end(),
                   [&](const auto& a, const auto& b) { return line(a) < line(b); });

  auto languages = languages_;
  for (const auto& [key, node] : tables) {
    const auto* table = node->as_table();
    if (table == nullptr) {
      const auto& where = node->source().begin;
      return error{fmt::format("{}:{}:{}: {}: must be a table: write [{}] with the keys below it",
                               file, where.line, where.column, key, key)};
    }
    table_reader reader(*table, file, key);
    const auto named = [&](std::string_view wanted) {
      return std::find_if(languages.begin(), languages.end(),
                          [&](const language& one) { return one.key == wanted; });
    };
    auto known = named(key);
    language one = known != languages.end() ? *known : language{};
    if (const auto* base = table->get("extends")) {
      const auto from = named(base->value_or(std::string()));
      if (from == languages.end()) {
        reader.fail(*base, "extends",
                    "must be a language above: the known ones are " + keys_of(languages));
      } else {
        one = *from;
      }
    }
    one.key = key;
    reader.read(one);
    require(reader, *table, one);
    if (reader.failure()) return *reader.failure();
    if (known != languages.end()) {
      *known = std::move(one);
    } else {
      languages.push_back(std::move(one));
    }
  }
  languages_ = std::move(languages);
  return done();
}

result<const language*> language_table::find(std::string_view key) const {
  for (const auto& one : languages_) {
    if (one.key == key) return &one;
  }
  return error{
      fmt::format("unknown language '{}': the known ones are {}", key, keys_of(languages_))};
}

result<const language*> language_table::for_file(const fs::path& file) const {
  for (const auto& one : languages_) {
    if (one.owns(file)) return &one;
  }
  std::vector<std::string> known;
  for (const auto& one : languages_) {
    for (const auto& extension : one.extensions) {
      if (std::find(known.begin(), known.end(), "." + extension) == known.end()) {
        known.push_back("." + extension);
      }
    }
  }
  return error{
      fmt::format("{}: no language has the extension '{}': the known ones are {}; or name "
                  "the language",
                  file.string(), file.extension().string(), fmt::join(known, " "))};
}

result<const language*> language_table::of(const program_source& source) const {
  if (!source.language.empty()) {
    auto found = find(source.language);
    if (!found) return std::move(found).failure().in(source.name);
    return found;
  }
  if (source.files.empty()) return error{source.name + ": there is no file in it"};
  const language* chosen = nullptr;
  std::string chosen_by;
  for (const auto& file : source.files) {
    const auto found = for_file(file.name);
    if (!found) continue;
    if (chosen != nullptr && chosen != *found) {
      return error{fmt::format("{}: {} is {}, but {} is {}: keep to one language, or name it",
                               source.name, chosen_by, chosen->name, file.name, (*found)->name)};
    }
    chosen = *found;
    chosen_by = file.name;
  }
  if (chosen == nullptr) {
    auto none = for_file(source.files.front().name);
    return std::move(none).failure().in(source.name);
  }
  return chosen;
}

fs::path user_languages_file() {
  if (const char* home = std::getenv("XDG_CONFIG_HOME"); home != nullptr && *home == '/') {
    return fs::path(home) / "gavel" / "languages.toml";
  }
  if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/') {
    return fs::path(home) / ".config" / "gavel" / "languages.toml";
  }
  return {};
}

}  // namespace judge

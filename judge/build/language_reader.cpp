#include "judge/build/language_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace judge {
namespace {

/// Takes the keys of a table one by one; the first thing that is wrong is remembered.
class table_reader {
 public:
  table_reader(const toml::table& table, const language_reader& place)
      : table_(table), place_(place) {}

  [[nodiscard]] const std::optional<error>& failure() const { return failure_; }

  void read(language& one) {
    text("name", one.name);
    words("extensions", one.extensions);
    words("file_names", one.file_names);
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
    if (!failure_) failure_ = place_.wrong(at, name, what);
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
  const language_reader& place_;
  std::set<std::string> known_;
  std::optional<error> failure_;
};

/// What a language cannot do without.
void require(table_reader& reader, const toml::node& at, const language& one) {
  if (one.name.empty()) reader.fail(at, "", "needs a name");
  if (one.extensions.empty() && one.file_names.empty()) {
    reader.fail(at, "", "needs extensions");
  }
  if (one.run.empty()) reader.fail(at, "", "needs a command line to run");
  if (one.version.empty()) reader.fail(at, "", "needs a command line that prints the version");
}

}  // namespace

error language_reader::wrong(const toml::node& at, const std::string& name,
                             const std::string& what) const {
  const auto& where = at.source().begin;
  const auto path = name.empty() ? key_ : key_ + "." + name;
  return {fmt::format("{}:{}:{}: {}: {}", file_, where.line, where.column, path, what)};
}

status language_reader::read(language& one) const {
  table_reader reader(table_, *this);
  reader.read(one);
  require(reader, table_, one);
  if (reader.failure()) return *reader.failure();
  return done();
}

}  // namespace judge

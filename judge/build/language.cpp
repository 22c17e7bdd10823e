#include "judge/build/language.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "judge/base/files.hpp"
#include "judge/build/language_reader.hpp"

namespace judge {
namespace fs = std::filesystem;
namespace {

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
    const auto named = [&](std::string_view wanted) {
      return std::find_if(languages.begin(), languages.end(),
                          [&](const language& one) { return one.key == wanted; });
    };
    auto known = named(key);
    language one = known != languages.end() ? *known : language{};
    const language_reader reader(*table, file, key);
    if (const auto* base = table->get("extends")) {
      const auto from = named(base->value_or(std::string()));
      if (from == languages.end()) {
        return reader.wrong(*base, "extends",
                            "must be a language above: the known ones are " + keys_of(languages));
      }
      one = *from;
    }
    one.key = key;
    if (auto read = reader.read(one); !read) return read;
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
  for (const auto& one : languages_) {
    if (std::any_of(source.files.begin(), source.files.end(), [&](const source_file& file) {
          const auto& names = one.file_names;
          return std::find(names.begin(), names.end(), file.name) != names.end();
        })) {
      return &one;
    }
  }
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
    auto failure = std::move(none).failure();
    // The message begins with the file's own name.
    return source.name == source.files.front().name ? failure : std::move(failure).in(source.name);
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

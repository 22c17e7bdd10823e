#include "judge/package/attribution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <set>
#include <vector>

#include "judge/base/files.hpp"
#include "judge/base/text.hpp"

namespace judge::package {
namespace {

constexpr std::array licenses = {"unknown",  "public domain", "cc0",       "cc by",
                                 "cc by-sa", "educational",   "permission"};

bool is_there(const yaml_node* node) {
  return node != nullptr && node->is != yaml_node::kind::null;
}

/// The pattern has 'x' for a hexadecimal digit and 'd' for a decimal one.
bool has_form(std::string_view text, std::string_view pattern) {
  return std::equal(text.begin(), text.end(), pattern.begin(), pattern.end(), [](char c, char p) {
    const bool digit = c >= '0' && c <= '9';
    if (p == 'd') return digit;
    if (p == 'x') return digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    return c == p;
  });
}

/// Warns unless the node is a text that every reader of YAML takes as one.
bool expect_text(fields& from, const yaml_node& node, std::string_view key) {
  if (is_text(node)) return true;
  from.warn(node, key,
            fmt::format("{} where a text belongs{}", shown(node),
                        node.is == yaml_node::kind::scalar ? ": put it in quotes" : ""));
  return false;
}

void read_uuid(fields& yaml, bool required) {
  const auto* node = yaml.take("uuid");
  if (!is_there(node)) {
    if (!required) return;
    yaml.notes().warn(fmt::format(
        "{}: uuid: missing: the format asks for one; 'uuidgen' prints one", yaml.document().name));
  } else if (!has_form(node->text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")) {
    yaml.warn(*node, "uuid", fmt::format("{} is not a UUID: 'uuidgen' prints one", shown(*node)));
  }
}

/// "Alice, Bob" is one person with an odd name for every reader of the format.
void expect_one_name(fields& from, const yaml_node& node, std::string_view key) {
  if (!expect_text(from, node, key)) return;
  const auto name = std::string_view(node.text).substr(0, node.text.find('<'));
  if (name.find_first_of(",&") == std::string_view::npos) return;
  from.warn(node, key,
            fmt::format("{} looks like several persons: write a list of them", shown(node)));
}

/// One person: "Name <mail>", or a map with `name`.
void read_person(fields& from, const yaml_node& node, const std::string& key) {
  if (node.is != yaml_node::kind::map) {
    expect_one_name(from, node, key);
    return;
  }
  fields person(from.document(), node, from.notes(), fmt::format("{}.", key));
  if (const auto* name = person.take("name"); is_there(name)) {
    expect_one_name(person, *name, "name");
  } else {
    person.warn(node, "name", "missing: a person needs a name");
  }
  for (const auto* other : {"email", "orcid", "kattis"}) {
    if (const auto* value = person.take(other); is_there(value)) {
      expect_text(person, *value, other);
    }
  }
  person.finish("2025-09");
}

void read_persons(fields& from, std::string_view key) {
  const auto* node = from.take(key);
  if (!is_there(node)) return;
  if (node->is != yaml_node::kind::sequence) {
    read_person(from, *node, std::string(key));
    return;
  }
  if (node->items.empty()) {
    from.warn(*node, key, "an empty list: name somebody, or remove the key");
  }
  for (const auto& one : node->items) read_person(from, one, std::string(key));
}

/// Gives whether authors are named.
bool read_credits(fields& yaml) {
  const auto* node = yaml.take("credits");
  if (!is_there(node)) return false;
  if (node->is != yaml_node::kind::map) {
    expect_one_name(yaml, *node, "credits");
    return true;
  }
  auto credits = *yaml.map("credits");
  const auto* authors = credits.take("authors");
  for (const auto* key : {"authors", "contributors", "testers", "packagers", "acknowledgements"}) {
    read_persons(credits, key);
  }
  if (const auto* translators = credits.take("translators"); is_there(translators)) {
    if (auto by_language = credits.map("translators")) {
      for (const auto& language : translators->keys) {
        read_persons(*by_language, language.text);
      }
    }
  }
  credits.finish("2025-09");
  return is_there(authors);
}

void read_one_source(fields& yaml, const yaml_node& node) {
  if (node.is != yaml_node::kind::map) {
    expect_text(yaml, node, "source");
    return;
  }
  fields source(yaml.document(), node, yaml.notes(), "source.");
  const auto* name = source.take("name");
  if (!is_there(name)) {
    source.warn(node, "name", "missing: a source needs a name");
  } else {
    expect_text(source, *name, "name");
  }
  if (const auto* url = source.take("url"); is_there(url)) expect_text(source, *url, "url");
  source.finish("2025-09");
}

bool read_source(fields& yaml) {
  const auto* node = yaml.take("source");
  if (!is_there(node)) return false;
  if (node->is == yaml_node::kind::sequence) {
    for (const auto& one : node->items) read_one_source(yaml, one);
    return !node->items.empty();
  }
  read_one_source(yaml, *node);
  return true;
}

void read_license(fields& yaml, bool has_authors, bool has_source) {
  const auto* owner = yaml.take("rights_owner");
  if (is_there(owner)) expect_text(yaml, *owner, "rights_owner");
  const auto* node = yaml.take("license");
  const auto license = is_there(node) ? node->text : "unknown";
  if (std::none_of(licenses.begin(), licenses.end(),
                   [&](const char* name) { return license == name; })) {
    yaml.warn(*node, "license",
              fmt::format("{} is not a licence of the format: write one of unknown, public domain, "
                          "cc0, cc by, cc by-sa, educational, permission",
                          shown(*node)));
  } else if (license == "public domain" && is_there(owner)) {
    yaml.warn(*owner, "rights_owner", "nobody owns what is in the public domain: remove this key");
  } else if (license != "unknown" && license != "public domain" && !is_there(owner) &&
             !has_authors && !has_source) {
    yaml.warn(*node, "license",
              fmt::format("'{}' needs somebody who grants it: add rights_owner, credits or source",
                          license));
  }
}

int number_in(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ, on a day that the calendar has.
bool is_date(std::string_view text) {
  const bool with_time = has_form(text, "dddd-dd-ddTdd:dd:ddZ");
  if (!with_time && !has_form(text, "dddd-dd-dd")) return false;
  const std::chrono::year_month_day day{
      std::chrono::year(number_in(text.substr(0, 4))),
      std::chrono::month(static_cast<unsigned>(number_in(text.substr(5, 2)))),
      std::chrono::day(static_cast<unsigned>(number_in(text.substr(8, 2))))};
  return day.ok() &&
         (!with_time || (number_in(text.substr(11, 2)) < 24 && number_in(text.substr(14, 2)) < 60 &&
                         number_in(text.substr(17, 2)) < 61));
}

void read_embargo(fields& yaml) {
  const auto* node = yaml.take("embargo_until");
  if (!is_there(node) || is_date(node->text)) return;
  yaml.warn(*node, "embargo_until",
            fmt::format("{} is not a date: write for example 2026-12-31 or 2026-12-31T18:00:00Z",
                        shown(*node)));
}

/// The languages of statement/problem.<language>.<ending>. A folder that cannot be read has none:
/// a judge needs no statement.
std::set<std::string> languages_of_statements(const package_folder& folder) {
  std::set<std::string> languages;
  const auto path = folder.inside("statement");
  if (!path) return languages;
  const auto names = list_folder(*path);
  if (!names) return languages;
  for (const auto& file : *names) {
    const auto name = file.string();
    constexpr std::string_view start = "problem.";
    const auto end = name.rfind('.');
    if (!name.starts_with(start) || end <= start.size()) continue;
    const auto kind = name.substr(end);
    if (kind != ".tex" && kind != ".md" && kind != ".pdf") continue;
    languages.insert(name.substr(start.size(), end - start.size()));
  }
  return languages;
}

}  // namespace

std::string read_title(fields& yaml, const std::string& otherwise) {
  const auto* node = yaml.take("name");
  if (!is_there(node)) {
    yaml.notes().warn(
        fmt::format("{}: name: missing: the folder's name is shown", yaml.document().name));
    return otherwise;
  }
  if (node->is != yaml_node::kind::map) {
    const auto title = yaml.text("name").value_or(otherwise);
    if (node->is == yaml_node::kind::scalar) expect_text(yaml, *node, "name");
    return title;
  }
  auto names = *yaml.map("name");
  std::string first;
  std::string english;
  for (std::size_t i = 0; i < node->keys.size(); ++i) {
    const auto& language = node->keys[i].text;
    const auto title = names.text(language).value_or("");
    if (node->items[i].is == yaml_node::kind::scalar) expect_text(names, node->items[i], language);
    if (first.empty()) first = title;
    if (language == "en") english = title;
  }
  if (!english.empty()) return english;
  return first.empty() ? otherwise : first;
}

void compare_with_statements(fields& yaml, const package_folder& folder) {
  const auto* node = yaml.take("name");
  const auto written = languages_of_statements(folder);
  if (!is_there(node) || written.empty()) return;
  std::set<std::string> named;
  if (node->is == yaml_node::kind::map) {
    for (const auto& key : node->keys) named.insert(key.text);
  } else {
    named.insert("en");
  }
  for (const auto& language : written) {
    if (named.count(language) > 0) continue;
    yaml.warn(*node, "name",
              fmt::format("no name in '{}', though there is a statement in it: add "
                          "'{}: ...' below name",
                          printable(language), printable(language)));
  }
  for (const auto& language : named) {
    if (written.count(language) > 0) continue;
    yaml.warn(*node, "name",
              fmt::format("a name in '{}', but no {}: add the statement, or remove "
                          "the name",
                          printable(language),
                          folder.shown(fmt::format("statement/problem.{}.md", language))));
  }
}

void read_attribution(fields& yaml) {
  read_uuid(yaml, true);
  static_cast<void>(yaml.text("version"));
  const bool has_authors = read_credits(yaml);
  const bool has_source = read_source(yaml);
  read_license(yaml, has_authors, has_source);
  read_embargo(yaml);
  static_cast<void>(yaml.texts("keywords"));
}

void read_legacy_attribution(fields& yaml) {
  read_uuid(yaml, false);
  const bool has_authors = is_there(yaml.take("author"));
  const bool has_source = is_there(yaml.take("source"));
  read_license(yaml, has_authors, has_source);
  if (const auto* url = yaml.take("source_url"); is_there(url) && !has_source) {
    yaml.warn(*url, "source_url", "without a source: add it, or remove this key");
  }
  static_cast<void>(yaml.text("keywords"));
}

}  // namespace judge::package

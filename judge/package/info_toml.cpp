#include "judge/package/info_toml.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string_view>

#include "judge/base/text.hpp"
#include "judge/package/folder.hpp"

namespace judge::package {
namespace {

constexpr int number_limit = 1000;

/// One table, key by key, as `fields` reads YAML.
class table_reader {
 public:
  table_reader(const toml::table& table, const std::string& file, complaints& notes)
      : table_(table), file_(file), notes_(notes) {}

  const toml::node* take(std::string_view key) {
    taken_.insert(std::string(key));
    return table_.get(key);
  }
  [[nodiscard]] bool has(std::string_view key) const { return table_.contains(key); }
  void skip(std::string_view key) { take(key); }

  template <typename T>
  std::optional<T> value(std::string_view key, std::string_view what) {
    const auto* node = take(key);
    if (node == nullptr) return {};
    if (auto found = node->value<T>(); found && node->is<T>()) return found;
    fail(key, fmt::format("must be {}", what));
    return {};
  }
  std::string text(std::string_view key) { return value<std::string>(key, "a text").value_or(""); }
  bool flag(std::string_view key) { return value<bool>(key, "true or false").value_or(false); }

  /// The tables of [[key]].
  std::vector<const toml::table*> tables(std::string_view key) {
    std::vector<const toml::table*> all;
    const auto* node = take(key);
    if (node == nullptr) return all;
    if (const auto* list = node->as_array()) {
      for (const auto& one : *list) all.push_back(one.as_table());
    }
    if (node->is_array() && std::count(all.begin(), all.end(), nullptr) == 0) return all;
    fail(key, fmt::format("must be tables: write [[{}]]", key));
    return {};
  }

  void finish() {
    for (const auto& [key, node] : table_) {
      const std::string name(key.str());
      if (taken_.count(name) > 0) continue;
      notes_.warn(
          fmt::format("{}: not a key of a library-checker problem, ignored: remove it or "
                      "check its spelling",
                      at(node, name)));
    }
  }
  void fail(std::string_view key, std::string_view what) {
    const auto* node = table_.get(key);
    notes_.fail(fmt::format("{}: {}", at(node == nullptr ? table_ : *node, key), what));
  }
  [[nodiscard]] int line() const { return line_of(table_); }

 private:
  static int line_of(const toml::node& node) { return static_cast<int>(node.source().begin.line); }
  [[nodiscard]] std::string at(const toml::node& node, std::string_view key) const {
    return fmt::format("{}:{}: {}", file_, line_of(node), printable(key));
  }

  const toml::table& table_;
  const std::string& file_;
  complaints& notes_;
  std::set<std::string> taken_;
};

/// The name of a file in a folder of the problem, of a kind that is known there.
std::string file_name(table_reader& from, const std::vector<std::string_view>& endings) {
  const auto name = from.text("name");
  const bool known = std::any_of(endings.begin(), endings.end(),
                                 [&](auto ending) { return name.ends_with(ending); });
  if (!known || !is_inner_path(name)) {
    from.fail("name", fmt::format("'{}' is not the name of a file *{}", printable(name),
                                  fmt::join(endings, " or *")));
  }
  return name;
}

info_toml::test read_test(table_reader from) {
  info_toml::test one;
  one.line = from.line();
  one.name = file_name(from, {".cpp", ".in"});
  const auto number = from.value<std::int64_t>("number", "a number of cases").value_or(0);
  if (!from.has("number") || number < 0 || number > number_limit) {
    from.fail("number", fmt::format("must be there, and from 0 to {}", number_limit));
  } else {
    one.number = static_cast<int>(number);
  }
  from.finish();
  return one;
}

info_toml::solution read_solution(table_reader from) {
  info_toml::solution one;
  one.line = from.line();
  one.name = file_name(from, {".cpp", ".py"});
  one.expect = from.text("expect");
  constexpr std::array known = {"", "AC", "WA", "TLE", "RE"};
  if (std::find(known.begin(), known.end(), one.expect) == known.end()) {
    from.fail("expect", "must be AC, WA, TLE or RE");
  }
  if (one.expect == "AC") one.expect.clear();
  if (from.flag("wrong")) one.expect = "WA";  // the older spelling
  one.allow_wrong = from.flag("allow_wa");
  one.allow_slow = from.flag("allow_tle");
  one.allow_crash = from.flag("allow_re");
  one.is_function = from.flag("function");
  from.finish();
  return one;
}

/// One line of params.h: whole numbers are of type long long.
std::optional<std::string> definition_of(std::string_view name, const toml::node& value) {
  if (const auto whole = value.value_exact<std::int64_t>()) {
    return fmt::format("#define {} (long long){}\n", name, *whole);
  }
  if (const auto real = value.value_exact<double>(); real && std::isfinite(*real)) {
    return fmt::format("#define {} {}\n", name, *real);
  }
  const auto text = value.value_exact<std::string>();
  if (!text || text->find_first_of("\"\\\n\r") != std::string::npos) return {};
  return fmt::format("#define {} \"{}\"\n", name, *text);
}

std::string read_params(const toml::table& table, table_reader from) {
  constexpr auto letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
  std::string text;
  for (const auto& [key, value] : table) {
    const auto name = key.str();
    const bool is_name =
        name.find_first_not_of(std::string(letters) + "0123456789") == std::string_view::npos &&
        name.find_first_of(letters) == 0;
    const auto line = definition_of(name, value);
    if (!is_name) {
      from.fail(name, "is no name of a constant in C++");
    } else if (!line) {
      from.fail(name, "must be a number, or a text without quotes and line ends");
    } else {
      text += *line;
    }
  }
  return text;
}

info_toml read_root(const toml::table& root, const std::string& file, complaints& notes) {
  table_reader from(root, file, notes);
  info_toml info;
  info.title = from.text("title");
  const auto* limit = from.take("timelimit");
  const auto seconds = limit == nullptr ? std::nullopt : limit->value<double>();
  if (!seconds || !limit->is_number() || !(*seconds >= 0.001 && *seconds <= 86'400)) {
    from.fail("timelimit", "must be a number of seconds, for example 2.0");
  } else {
    info.time_limit = milliseconds(std::llround(*seconds * 1000));
  }
  for (const auto& [key, path] :
       {std::pair("checker", &info.checker), std::pair("verifier", &info.verifier)}) {
    const auto* node = from.take(key);
    if (node == nullptr) continue;
    *path = from.text(key);
    if (!is_inner_path(*path)) from.fail(key, "must be the path of a file of the problem");
  }
  for (const auto* one : from.tables("tests")) {
    info.tests.push_back(read_test({*one, file, notes}));
  }
  if (info.tests.empty()) notes.fail(file + ": no test case: write [[tests]] with name and number");
  for (const auto* one : from.tables("solutions")) {
    info.solutions.push_back(read_solution({*one, file, notes}));
  }
  if (const auto* params = from.take("params")) {
    if (const auto* table = params->as_table()) {
      info.params = read_params(*table, {*table, file, notes});
    } else {
      from.fail("params", "must be a table of constants: write [params]");
    }
  }
  from.skip("forum");  // for people
  from.finish();
  return info;
}

}  // namespace

std::optional<info_toml> read_info_toml(const std::string& name, const std::string& text,
                                        complaints& notes) {
  try {
    const auto root = toml::parse(std::string_view(text), std::string_view(name));
    auto info = read_root(root, name, notes);
    if (notes.failed()) return {};
    return info;
  } catch (const toml::parse_error& bad) {
    notes.fail(fmt::format("{}:{}:{}: not TOML: {}", name, bad.source().begin.line,
                           bad.source().begin.column, bad.description()));
  }
  return {};
}

}  // namespace judge::package

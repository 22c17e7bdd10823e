#include "judge/package/fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "judge/base/text.hpp"

namespace judge::package {

std::optional<double> decimal(std::string_view text) {
  // from_chars takes no '+', but it takes "inf" and "nan".
  const bool sign = text.starts_with('+') || text.starts_with('-');
  const auto first = text.substr(sign ? 1 : 0, 1);
  if (first.empty() || std::string_view(".0123456789").find(first) == std::string_view::npos) {
    return {};
  }
  if (text.front() == '+') text.remove_prefix(1);
  double value = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, value);
  if (problem != std::errc() || stop != end || !std::isfinite(value)) return {};
  return value;
}

namespace {

std::optional<bool> truth_of(const yaml_node& node) {
  if (!node.plain) return {};
  for (const auto* yes : {"true", "True", "TRUE", "yes", "Yes", "on", "On"}) {
    if (node.text == yes) return true;
  }
  for (const auto* no : {"false", "False", "FALSE", "no", "No", "off", "Off"}) {
    if (node.text == no) return false;
  }
  return {};
}

}  // namespace

bool is_text(const yaml_node& node) {
  if (node.is != yaml_node::kind::scalar) return false;
  if (!node.plain) return true;
  constexpr std::array numbers = {".inf", "-.inf", ".Inf", "-.Inf",
                                  ".INF", "-.INF", ".nan", ".NaN"};
  return !decimal(node.text) && !truth_of(node) && !node.text.starts_with("0x") &&
         !node.text.starts_with("0o") &&
         std::find(numbers.begin(), numbers.end(), node.text) == numbers.end();
}

std::string shown(const yaml_node& node) {
  switch (node.is) {
    case yaml_node::kind::null: return "an empty value";
    case yaml_node::kind::scalar: return fmt::format("'{}'", printable(node.text));
    case yaml_node::kind::sequence: return "a list";
    case yaml_node::kind::map: return "a map";
  }
  return "?";
}

fields::fields(const yaml_document& document, const yaml_node& map, complaints& notes,
               std::string path)
    : document_(&document),
      map_(&map),
      notes_(&notes),
      path_(std::move(path)),
      taken_(map.keys.size()) {
  if (map.is != yaml_node::kind::map && map.is != yaml_node::kind::null) {
    fail(map, "",
         fmt::format("{} where keys and values belong: write for example 'name: value'",
                     shown(map)));
  }
  for (std::size_t i = 0; i < map.keys.size(); ++i) {
    const auto& key = map.keys[i];
    if (key.is != yaml_node::kind::scalar && key.is != yaml_node::kind::null) {
      fail(key, "", fmt::format("{} as a key: a key must be text", shown(key)));
    } else if (!index_.emplace(key.text, i).second) {
      fail(key, key.text, "given twice: remove one");
    }
  }
}

const yaml_node* fields::take(std::string_view key) {
  const auto known = index_.find(key);
  if (known == index_.end()) return nullptr;
  taken_[known->second] = true;
  return &map_->items[known->second];
}

std::optional<std::string> fields::text(std::string_view key) {
  const auto* node = take(key);
  if (node == nullptr || node->is == yaml_node::kind::null) return {};
  if (node->is == yaml_node::kind::scalar) return node->text;
  fail(*node, key, fmt::format("{} where a text belongs", shown(*node)));
  return {};
}

std::optional<double> fields::number(std::string_view key, const number_rule& rule) {
  const auto* node = take(key);
  if (node == nullptr || node->is == yaml_node::kind::null) return {};
  const auto value = node->is == yaml_node::kind::scalar && node->plain ? decimal(node->text)
                                                                        : std::optional<double>();
  if (!value || (rule.whole && *value != std::floor(*value))) {
    fail(*node, key,
         fmt::format("{} is not {}: write for example {}", shown(*node), rule.what, rule.example));
    return {};
  }
  if (*value < rule.low || *value > rule.high) {
    fail(*node, key,
         fmt::format("{} is out of range: {} from {} to {} belongs here", shown(*node), rule.what,
                     rule.low, rule.high));
    return {};
  }
  return value;
}

std::optional<bool> fields::truth(std::string_view key) {
  const auto* node = take(key);
  if (node == nullptr || node->is == yaml_node::kind::null) return {};
  if (const auto value = truth_of(*node)) return value;
  fail(*node, key, fmt::format("{} is neither true nor false", shown(*node)));
  return {};
}

std::vector<const yaml_node*> text_nodes(fields& from, const yaml_node& node,
                                         std::string_view key) {
  if (node.is == yaml_node::kind::scalar) return {&node};
  std::vector<const yaml_node*> nodes;
  if (node.is == yaml_node::kind::map) from.fail(node, key, "a map where a list of texts belongs");
  if (node.is != yaml_node::kind::sequence) return nodes;
  for (const auto& item : node.items) {
    if (item.is == yaml_node::kind::scalar) {
      nodes.push_back(&item);
    } else {
      from.fail(item, key, fmt::format("{} in a list of texts", shown(item)));
    }
  }
  return nodes;
}

std::optional<std::vector<std::string>> fields::texts(std::string_view key) {
  const auto* node = take(key);
  if (node == nullptr || node->is == yaml_node::kind::null) return {};
  std::vector<std::string> values;
  for (const auto* one : text_nodes(*this, *node, key)) values.push_back(one->text);
  return values;
}

std::optional<fields> fields::map(std::string_view key) {
  const auto* node = take(key);
  if (node == nullptr || node->is == yaml_node::kind::null) return {};
  return fields(*document_, *node, *notes_, fmt::format("{}{}.", path_, key));
}

void fields::ignore(std::string_view key, std::string_view why) {
  if (const auto* node = take(key)) warn(*node, key, why);
}

void fields::skip(std::initializer_list<std::string_view> keys) {
  for (const auto key : keys) take(key);
}

std::vector<const yaml_node*> fields::others() const {
  std::vector<const yaml_node*> keys;
  for (std::size_t i = 0; i < taken_.size(); ++i) {
    if (!taken_[i]) keys.push_back(&map_->keys[i]);
  }
  return keys;
}

void fields::finish(std::string_view format) {
  for (const auto* key : others()) {
    warn(*key, key->text,
         fmt::format("not a key of {}, ignored: remove it or check its spelling", format));
  }
}

std::string fields::line(const yaml_node& at, std::string_view key, std::string_view what) const {
  const auto full = path_ + printable(key);
  // The path of a whole map ends in a dot: "limits."
  const auto name = key.empty() && !path_.empty() ? path_.substr(0, path_.size() - 1) : full;
  return name.empty() ? fmt::format("{}: {}", where(*document_, at.at), what)
                      : fmt::format("{}: {}: {}", where(*document_, at.at), name, what);
}

void fields::fail(const yaml_node& at, std::string_view key, std::string_view what) {
  notes_->fail(line(at, key, what));
}

void fields::warn(const yaml_node& at, std::string_view key, std::string_view what) {
  notes_->warn(line(at, key, what));
}

}  // namespace judge::package

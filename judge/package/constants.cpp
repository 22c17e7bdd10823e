#include "judge/package/constants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "judge/base/text.hpp"

namespace judge::package {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// [a-zA-Z_][a-zA-Z0-9_]*
bool is_name(std::string_view text) {
  return !text.empty() && is_letter(text[0]) &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_letter(c) || is_digit(c); });
}

/// Longer than any sensible name; also bounds the search for the closing braces.
constexpr std::size_t longest_name = 256;
/// What a few bytes of a text stand for must stay small.
constexpr std::size_t longest_value = 1024;

}  // namespace

std::map<std::string, std::string> read_constants(fields& from) {
  std::map<std::string, std::string> constants;
  auto given = from.map("constants");
  if (!given) return constants;
  for (std::size_t i = 0; i < given->node().keys.size(); ++i) {
    const auto& key = given->node().keys[i];
    const auto& value = given->node().items[i];
    const auto& name = key.text;
    if (!is_name(name)) {
      given->fail(key, name, "not a name: use letters, digits and '_', a letter first");
    } else if (value.is == yaml_node::kind::scalar) {
      constants[name] = constants[name + ".value"] = value.text;
    } else if (value.is == yaml_node::kind::map) {
      fields variants(given->document(), value, given->notes(), fmt::format("constants.{}.", name));
      for (std::size_t j = 0; j < value.keys.size(); ++j) {
        if (const auto text = variants.text(value.keys[j].text)) {
          constants[fmt::format("{}.{}", name, value.keys[j].text)] = *text;
        }
      }
      const auto main = constants.find(name + ".value");
      if (main == constants.end()) {
        given->fail(value, name, "has no 'value': write for example 'value: 1000'");
      } else {
        constants[name] = main->second;
      }
    } else {
      given->fail(value, name, "has no value: write a number or a text");
    }
  }
  for (const auto& [name, value] : constants) {
    if (value.size() <= longest_value) continue;
    given->fail(given->node(), name,
                fmt::format("{} bytes: a constant may have {}", value.size(), longest_value));
  }
  return constants;
}

std::string substituted(std::string_view text,
                        const std::map<std::string, std::string>& constants) {
  return *substituted_within(std::numeric_limits<std::size_t>::max(), text, constants);
}

std::optional<std::string> substituted_within(std::size_t limit, std::string_view text,
                                              const std::map<std::string, std::string>& constants) {
  std::string whole;
  whole.reserve(text.size());
  for (;;) {
    const auto open = text.find("{{");
    whole += text.substr(0, open);
    if (whole.size() > limit) return {};
    if (open == std::string_view::npos) return whole;
    text.remove_prefix(open);
    const auto close = text.substr(0, longest_name).find("}}", 2);
    const auto known = close == std::string_view::npos
                           ? constants.end()
                           : constants.find(std::string(text.substr(2, close - 2)));
    if (known == constants.end()) {
      whole += text.front();  // one brace only: "{{{n}}" holds {{n}}
      text.remove_prefix(1);
    } else {
      whole += known->second;
      text.remove_prefix(close + 2);
    }
  }
}

}  // namespace judge::package

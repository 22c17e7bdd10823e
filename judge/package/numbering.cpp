#include "judge/package/numbering.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <set>

#include "judge/base/hash.hpp"
#include "judge/base/text.hpp"

namespace judge::package {
namespace {

constexpr std::int64_t count_limit = 100;
constexpr std::string_view count_help =
    "write a number from 1 to 100, a list of numbers, or a range such as 3..=7";

std::optional<std::int64_t> integer(std::string_view text) {
  std::int64_t value = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, value);
  // Room for differences: nobody numbers cases beyond this.
  constexpr auto bound = std::numeric_limits<std::int32_t>::max();
  if (text.empty() || problem != std::errc() || stop != end || value < -bound || value > bound) {
    return {};
  }
  return value;
}

std::vector<std::int64_t> span_of(std::int64_t low, std::int64_t high) {
  std::vector<std::int64_t> values;
  if (high - low >= count_limit) return values;
  for (auto value = low; value <= high; ++value) values.push_back(value);
  return values;
}

/// The length of {seed} or {seed:digits} at the front, or 0.
std::size_t seed_length(std::string_view text) {
  constexpr std::string_view start = "{seed";
  if (!text.starts_with(start)) return 0;
  auto at = start.size();
  if (at < text.size() && text[at] == ':') {
    const auto digits = ++at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    if (at == digits) return 0;
  }
  return at < text.size() && text[at] == '}' ? at + 1 : 0;
}

}  // namespace

std::string zero_padded(std::int64_t value, std::size_t width) {
  return fmt::format("{:0{}}", value, width);
}

std::size_t width_of(std::size_t n) { return fmt::format("{}", n).size(); }

std::vector<std::int64_t> read_counts(fields& from) {
  const auto* node = from.take("count");
  if (node == nullptr || node->is == yaml_node::kind::null) return {1};
  std::vector<std::int64_t> values;
  if (node->is == yaml_node::kind::sequence) {
    for (const auto& item : node->items) {
      const auto value = item.plain ? integer(item.text) : std::nullopt;
      if (value) values.push_back(*value);
      if (!value || std::count(values.begin(), values.end(), *value) > 1) {
        from.fail(item, "count",
                  fmt::format("{} is no number, or is there twice: {}", shown(item), count_help));
        return {1};
      }
    }
    if (values.size() > count_limit) values.clear();
  } else if (const auto dots = node->text.find("..="); dots != std::string::npos) {
    const auto low = integer(std::string_view(node->text).substr(0, dots));
    const auto high = integer(std::string_view(node->text).substr(dots + 3));
    if (low && high) values = span_of(*low, *high);
  } else if (const auto last = node->plain ? integer(node->text) : std::nullopt) {
    values = span_of(1, *last);
  }
  if (values.empty()) {
    from.fail(*node, "count", fmt::format("{} does not count: {}", shown(*node), count_help));
    return {1};
  }
  return values;
}

std::vector<std::string> count_labels(const std::vector<std::int64_t>& counts) {
  const auto [low, high] = std::minmax_element(counts.begin(), counts.end());
  const bool gapless = *high - *low == static_cast<std::int64_t>(counts.size()) - 1;
  std::size_t width = 0;
  for (const auto count : counts) width = std::max(width, fmt::format("{}", count).size());
  std::vector<std::string> labels;
  for (const auto count : counts) labels.push_back(zero_padded(count, gapless ? width : 1));
  return labels;
}

std::uint32_t seed_of(std::string_view salt, std::int64_t count, std::string_view command) {
  std::string text(salt);
  if (count != 1) text += fmt::format(":{}", count - 1);
  text += trimmed(command);
  const auto digest = sha512_bytes(text);
  std::uint32_t last = 0;
  for (std::size_t i = digest.size() - 4; i < digest.size(); ++i) last = last << 8 | digest[i];
  return last & 0x7FFF'FFFFU;
}

std::size_t count_seeds(std::string_view text) {
  std::size_t seeds = 0;
  for (std::size_t i = 0; i < text.size(); ++i) seeds += seed_length(text.substr(i)) > 0 ? 1U : 0U;
  return seeds;
}

std::string with_seed(std::string_view text, std::uint32_t seed) {
  std::string whole;
  while (!text.empty()) {
    if (const auto length = seed_length(text); length > 0) {
      whole += fmt::format("{}", seed);
      text.remove_prefix(length);
    } else {
      whole += text.front();
      text.remove_prefix(1);
    }
  }
  return whole;
}

std::string with_all(std::string_view text, std::string_view from, std::string_view to) {
  std::string whole;
  for (;;) {
    const auto at = text.find(from);
    whole += text.substr(0, at);
    if (at == std::string_view::npos) return whole;
    whole += to;
    text.remove_prefix(at + from.size());
  }
}

result<std::vector<std::string>> shell_words(std::string_view command) {
  std::vector<std::string> words;
  std::optional<std::string> word;
  char quote = '\0';
  for (std::size_t i = 0; i < command.size(); ++i) {
    const char c = command[i];
    const char next = i + 1 < command.size() ? command[i + 1] : '\0';
    if (quote != '\0' && c == quote) {
      quote = '\0';
    } else if (c == '\\' && quote != '\'' && i + 1 < command.size() &&
               (quote == '\0' || next == '"' || next == '\\')) {
      word = word.value_or("") + next;
      ++i;
    } else if (quote == '\0' && (c == '\'' || c == '"')) {
      quote = c;
      word = word.value_or("");  // '' is an empty word
    } else if (quote == '\0' && std::string_view(" \t\r\n").find(c) != std::string_view::npos) {
      if (word) words.push_back(std::move(*word));
      word.reset();
    } else {
      word = word.value_or("") + c;
    }
  }
  if (quote != '\0') return error{fmt::format("a quote ({}) that is not closed", quote)};
  if (word) words.push_back(std::move(*word));
  return words;
}

}  // namespace judge::package

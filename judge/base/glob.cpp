#include "judge/base/glob.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "judge/base/text.hpp"

namespace judge {
namespace {

/// Braces multiply: `{a,b}` twenty times is a million patterns.
constexpr std::size_t choices_limit = 1000;
constexpr std::size_t pattern_limit = 4096;

/// With only '*'. Each star takes as little as will do; a mismatch gives the last one a byte more.
bool matches(std::string_view pattern, std::string_view text) {
  std::size_t at = 0;
  std::size_t in_text = 0;
  std::optional<std::pair<std::size_t, std::size_t>> star;  // behind it; what it reaches to
  while (in_text < text.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star.emplace(++at, in_text);
    } else if (at < pattern.size() && pattern[at] == text[in_text]) {
      // A star before a '/' can take no more: what follows would have to match again.
      if (text[in_text] == '/') star.reset();
      ++at;
      ++in_text;
    } else if (star && text[star->second] != '/') {
      at = star->first;
      in_text = ++star->second;
    } else {
      return false;
    }
  }
  while (at < pattern.size() && pattern[at] == '*') ++at;
  return at == pattern.size();
}

/// The texts between `open` and its closing brace, and where that stands; nothing where it is not
/// closed, or where another one is opened inside.
std::optional<std::pair<std::vector<std::string>, std::size_t>> choices_at(std::string_view pattern,
                                                                           std::size_t open) {
  const auto close = pattern.find_first_of("{}", open + 1);
  if (close == std::string_view::npos || pattern[close] == '{') return {};
  std::vector<std::string> choices;
  for (auto from = open + 1; from <= close;) {
    const auto to = std::min(pattern.find(',', from), close);
    choices.emplace_back(trimmed(pattern.substr(from, to - from)));
    from = to + 1;
  }
  return std::pair{std::move(choices), close};
}

/// What the format does not have; empty where all is well.
std::string_view not_supported(std::string_view pattern) {
  if (pattern.empty()) return "an empty pattern matches nothing: write a path";
  if (pattern.size() > pattern_limit) return "longer than any path: shorten it";
  if (pattern.find("**") != std::string_view::npos) {
    return "'**' is not supported: write '*' for each part of the path";
  }
  if (pattern.find_first_of("[]") != std::string_view::npos) {
    return "'[..]' is not supported: write the choices in braces, '{a,b}'";
  }
  if (pattern.find('?') != std::string_view::npos) {
    return "'?' is not supported: write '*', or the choices in braces";
  }
  return {};
}

}  // namespace

result<glob> glob::parse(std::string_view pattern) {
  glob out;
  out.text_ = pattern;
  if (const auto why = not_supported(pattern); !why.empty()) return error{std::string(why)};
  if (pattern.size() > 1 && pattern.ends_with('/')) pattern.remove_suffix(1);
  out.choices_ = {""};
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    std::vector<std::string> next;
    if (pattern[i] == '}') return error{"'}' without '{': write '{a,b}'"};
    if (pattern[i] != '{') {
      for (auto& one : out.choices_) one += pattern[i];
      continue;
    }
    const auto inner = choices_at(pattern, i);
    if (!inner) return error{"a '{' that is not closed, or one within another: write '{a,b}'"};
    if (inner->first.size() * out.choices_.size() > choices_limit) {
      return error{
          fmt::format("braces that stand for more than {} patterns: use '*'", choices_limit)};
    }
    for (const auto& before : out.choices_) {
      for (const auto& choice : inner->first) next.push_back(before + choice);
    }
    out.choices_ = std::move(next);
    i = inner->second;
  }
  return out;
}

bool glob::names(std::string_view path) const {
  return std::any_of(choices_.begin(), choices_.end(),
                     [&](const auto& choice) { return matches(choice, path); });
}

bool glob::covers(std::string_view path) const {
  for (auto end = path.find('/'); end != std::string_view::npos; end = path.find('/', end + 1)) {
    if (names(path.substr(0, end))) return true;
  }
  return names(path);
}

}  // namespace judge

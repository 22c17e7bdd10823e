#include "judge/build/java_class.hpp"

#include <cstddef>
#include <vector>

namespace judge {
namespace {

bool is_name(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         c == '$' || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

/// Behind the comment or literal at `at`; `at` itself where there is none.
std::size_t behind_opaque(std::string_view text, std::size_t at) {
  const auto rest = text.substr(at);
  const auto behind = [&](std::string_view closing, std::size_t from) {
    const auto found = rest.find(closing, from);
    return found == std::string_view::npos ? text.size() : at + found + closing.size();
  };
  if (rest.starts_with("//")) return behind("\n", 2);
  if (rest.starts_with("/*")) return behind("*/", 2);
  if (rest.starts_with(R"(""")")) return behind(R"(""")", 3);
  if (rest.empty() || (rest.front() != '"' && rest.front() != '\'')) return at;
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (rest[i] == '\\') {
      ++i;
    } else if (rest[i] == rest.front() || rest[i] == '\n') {
      return at + i + 1;
    }
  }
  return text.size();
}

/// Names and punctuation, without comments and literals.
std::vector<std::string_view> tokens_of(std::string_view text) {
  std::vector<std::string_view> tokens;
  for (std::size_t at = 0; at < text.size();) {
    if (const auto behind = behind_opaque(text, at); behind != at) {
      at = behind;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_name(text[end])) ++end;
    if (end == at) ++end;
    const auto token = text.substr(at, end - at);
    if (token.find_first_of(" \t\r\n\f") == std::string_view::npos) tokens.push_back(token);
    at = end;
  }
  return tokens;
}

bool declares_type(std::string_view word) {
  return word == "class" || word == "interface" || word == "enum" || word == "record";
}

}  // namespace

java_file scan_java(std::string_view text) {
  java_file found;
  const auto tokens = tokens_of(text);
  const auto token = [&](std::size_t i) {
    return i < tokens.size() ? tokens[i] : std::string_view();
  };
  std::string type;
  int depth = 0;
  bool is_public = false;
  bool is_static = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto word = tokens[i];
    if (word == "{") ++depth;
    if (word == "}") --depth;
    if (word == "{" || word == "}" || word == ";") {
      is_public = is_static = false;
    } else if (word == "public") {
      is_public = true;
    } else if (word == "static") {
      is_static = true;
    } else if (depth == 0 && word == "package") {
      for (++i; i < tokens.size() && tokens[i] != ";"; ++i) found.package += tokens[i];
    } else if (depth == 0 && declares_type(word) && !token(i + 1).empty() &&
               is_name(token(i + 1).front())) {
      type = token(i + 1);
      if (is_public && !found.public_type) found.public_type = type;
    } else if (depth == 1 && is_static && word == "void" && token(i + 1) == "main" &&
               token(i + 2) == "(" && !found.main_type) {
      found.main_type = type;
    }
  }
  return found;
}

}  // namespace judge

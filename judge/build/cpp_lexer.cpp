#include "judge/build/cpp_lexer.hpp"

#include <algorithm>

#include "judge/base/text.hpp"

namespace judge {
namespace {

using what = cpp_token::what;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f'; }
bool is_word(char c) {  // '$' is a letter to every compiler
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

}  // namespace

std::string cpp_token::spelling() const {
  std::string characters;
  for (cpp_lexer lexer(text); !lexer.at_end();) characters += lexer.take();
  return characters;
}

cpp_lexer::cpp_lexer(std::string_view text) : text_(text) { advance(behind_splices(0)); }

std::size_t cpp_lexer::behind_splices(std::size_t at) const {
  while (at < text_.size() && text_[at] == '\\') {
    auto end = at + 1;
    while (end < text_.size() && is_blank(text_[end])) ++end;
    if (end == text_.size() || text_[end] != '\n') break;
    at = end + 1;
  }
  return std::min(at, text_.size());
}

/// The character behind the one at hand.
char cpp_lexer::second() const {
  const auto at = behind_splices(pos_ + 1);
  return at < text_.size() ? text_[at] : '\0';
}

void cpp_lexer::advance(std::size_t to) {
  line_ += static_cast<int>(std::count(text_.data() + pos_, text_.data() + to, '\n'));
  pos_ = to;
}

char cpp_lexer::take() {
  const char c = look();
  advance(behind_splices(pos_ + 1));
  return c;
}

cpp_token cpp_lexer::next() {
  const auto begin = pos_;
  const auto kind = token();
  return {kind, text_.substr(begin, pos_ - begin)};
}

bool cpp_lexer::skip_blanks() {
  bool commented = false;
  while (!at_end() &&
         (is_blank(look()) || (look() == '/' && (second() == '/' || second() == '*')))) {
    commented = next().kind == what::comment || commented;
  }
  return commented;
}

std::string cpp_lexer::header_name() {
  const char open = look();
  if (open != '<' && open != '"') return "";
  const char close = open == '<' ? '>' : '"';
  std::string name(1, take());
  while (!at_line_end() && look() != close) name += take();
  if (look() == close) take();
  return name + close;
}

what cpp_lexer::token() {
  const char c = look();
  if (is_blank(c)) {
    while (is_blank(look())) take();
    return what::blank;
  }
  if (c == '/' && (second() == '/' || second() == '*')) {
    comment();
    return what::comment;
  }
  if (c == '"' || c == '\'') {
    literal();
    return what::literal;
  }
  if (is_digit(c)) {
    number();
    return what::number;
  }
  if (is_word(c)) return word();
  take();
  return c == '\n' ? what::line_end : what::punctuation;
}

void cpp_lexer::comment() {
  take();
  const bool block = take() == '*';
  while (!at_end() && (block || look() != '\n')) {
    if (take() == '*' && block && look() == '/') {
      take();
      return;
    }
  }
}

/// At a quote: goes behind the closing one, or to the end of the line where there is none.
void cpp_lexer::literal() {
  const char quote = take();
  while (!at_line_end()) {
    const char c = take();
    if (c == quote) return;
    if (c == '\\' && !at_line_end()) take();
  }
}

/// At the quote of R"delimiter(...)delimiter": no splices, no escapes in there.
void cpp_lexer::raw_literal() {
  const auto open = text_.find_first_of("( )\\\t\r\v\f\n", pos_);
  if (open == std::string_view::npos || text_[open] != '(' || open - pos_ > 17) return literal();
  std::string closing = ")";
  closing += text_.substr(pos_ + 1, open - pos_ - 1);
  closing += '"';
  const auto close = text_.find(closing, open);
  advance(close == std::string_view::npos ? text_.size() : behind_splices(close + closing.size()));
}

/// A number as the preprocessor sees it: 1'000, 1.5, 0x1p-3, and even 0xE+1.
void cpp_lexer::number() {
  take();
  while (!at_end()) {
    const char c = look();
    const bool exponent = c == 'e' || c == 'E' || c == 'p' || c == 'P';
    if (exponent && (second() == '+' || second() == '-')) {
      take();
    } else if (!is_word(c) && c != '.' && (c != '\'' || !is_word(second()))) {
      return;
    }
    take();
  }
}

what cpp_lexer::word() {
  std::string prefix;
  while (is_word(look())) prefix += take();
  if (look() != '"') return what::word;
  if (prefix != "R" && prefix != "u8R" && prefix != "uR" && prefix != "UR" && prefix != "LR") {
    return what::word;
  }
  raw_literal();
  return what::literal;
}

}  // namespace judge

// judge/build/cpp_lexer.hpp - the tokens of a C or C++ text, with what stands between them.
//
// Knows line splices (blanks behind the backslash as GCC, Clang and C++23 have it), comments,
// string, character and raw string literals, numbers with separators and signed exponents.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace judge {

struct cpp_token {
  enum class what { blank, comment, line_end, word, number, literal, punctuation };
  what kind = what::blank;
  std::string_view text;  ///< as it stands there, with the line splices in it and behind it

  /// Without line splices. Not for raw strings, in which there are none.
  [[nodiscard]] std::string spelling() const;
  [[nodiscard]] bool is_code() const {
    return kind != what::blank && kind != what::comment && kind != what::line_end;
  }
};

/// Reads a text from its begin to its end. Characters are seen without line splices.
class cpp_lexer {
 public:
  explicit cpp_lexer(std::string_view text);

  [[nodiscard]] bool at_end() const { return pos_ >= text_.size(); }
  /// At the last character of a line, or behind all of them.
  [[nodiscard]] bool at_line_end() const { return at_end() || look() == '\n'; }
  /// Where '#' would start a directive were this the first token of its line; "%:" means the same.
  [[nodiscard]] bool at_hash() const { return look() == '#' || (look() == '%' && second() == ':'); }
  [[nodiscard]] char look() const { return at_end() ? '\0' : text_[pos_]; }
  [[nodiscard]] std::size_t position() const { return pos_; }
  [[nodiscard]] int line() const { return line_; }

  char take();
  /// One token: a run of blanks, a comment (a line comment without its line end), a line end, a
  /// name, a number, a literal, or one character of punctuation. Of a literal, the suffix is a
  /// token of its own, and so are the prefix but that of a raw string and the point that begins a
  /// number. Not at_end().
  cpp_token next();
  /// Blanks and comments; true where a comment was among them.
  bool skip_blanks();
  /// At the name of an include, <...> or "...", in which comments and escapes mean nothing: the
  /// name with its delimiters, the last of them even where it is missing; "" where no name begins.
  std::string header_name();

 private:
  [[nodiscard]] std::size_t behind_splices(std::size_t at) const;
  [[nodiscard]] char second() const;
  void advance(std::size_t to);
  cpp_token::what token();
  void comment();
  void literal();
  void raw_literal();
  void number();
  cpp_token::what word();

  std::string_view text_;
  std::size_t pos_ = 0;
  int line_ = 1;
};

}  // namespace judge

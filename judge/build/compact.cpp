#include "judge/build/compact.hpp"

#include <string>
#include <utility>

#include "judge/build/cpp_lexer.hpp"

namespace judge {
namespace {

using what = cpp_token::what;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Whether the two are the same two tokens with nothing between them. Says no more than it must
/// know: a name or number, and punctuation on the other side.
bool may_touch(const cpp_token& left, const cpp_token& right) {
  const auto is_word = [](const cpp_token& t) {
    return t.kind == what::word || t.kind == what::number;
  };
  const auto is_sign = [](const cpp_token& t, std::string_view signs) {
    return t.kind == what::punctuation && signs.find(t.text.front()) != std::string_view::npos;
  };
  if (is_sign(left, "\\") || is_sign(right, "\\")) return false;  // \u00e9 is a letter
  if (is_word(left) && right.kind == what::punctuation) {
    return left.kind != what::number || !is_sign(right, "+-.");  // 0xE +1, 1 .. 2
  }
  if (left.kind == what::punctuation && is_word(right)) {
    return right.kind != what::number || !is_sign(left, ".");
  }
  return false;
}

class compactor {
 public:
  explicit compactor(std::string_view text) : text_(text), lexer_(text) {}

  std::string run() {
    while (!lexer_.at_end()) line();
    return std::move(out_);
  }

 private:
  void line() {
    const auto begin = out_.size();
    code();
    if (lexer_.at_hash()) directive();
    const bool ended = !lexer_.at_end();
    if (ended) lexer_.take();
    if (out_.size() == begin) return;
    // The comment behind it kept this one from joining two lines.
    if (out_.back() == '\\') out_ += "/**/";
    if (ended) out_ += '\n';
  }

  /// To the line end; stops at a '#' that begins the line.
  void code() {
    cpp_token left;
    bool apart = false;
    while (!lexer_.at_line_end()) {
      if (!left.is_code() && lexer_.at_hash()) return;
      const auto token = lexer_.next();
      if (!token.is_code() && !is_licence(token)) {
        apart = true;
        continue;
      }
      if (left.is_code() && apart && !may_touch(left, token)) out_ += ' ';
      out_ += token.text;
      left = token;
      apart = false;
    }
  }

  /// The first of them only; the headers of one library all have the same.
  bool is_licence(const cpp_token& token) {
    if (licensed_ || !token.text.starts_with("// SPDX-License-Identifier:")) return false;
    return licensed_ = true;
  }

  /// To the line end of the last of its lines.
  void directive() {
    copy([&] {
      if (lexer_.take() == '%') lexer_.take();
    });
    std::string keyword;
    copy([&] { keyword = lexer_.next().spelling(); });
    if (keyword == "include" || keyword == "include_next" || keyword == "import") {
      copy([&] { lexer_.header_name(); });
    }
    while (!lexer_.at_line_end()) copy([&] { lexer_.next(); });
  }

  /// What `read` goes over, with the blanks before it; nothing at the line end.
  template <typename Read>
  void copy(Read read) {
    auto begin = lexer_.position();
    const bool commented = lexer_.skip_blanks();
    if (lexer_.at_line_end()) return;
    if (commented) {
      out_ += ' ';
      begin = lexer_.position();
    }
    read();
    out_ += text_.substr(begin, lexer_.position() - begin);
  }

  std::string_view text_;
  cpp_lexer lexer_;
  std::string out_;
  bool licensed_ = false;
};

}  // namespace

std::string compact(std::string_view text) {
  const bool marked = text.starts_with(byte_order_mark);
  std::string out(marked ? byte_order_mark : "");
  if (marked) text.remove_prefix(byte_order_mark.size());
  return out + compactor(text).run();
}

}  // namespace judge

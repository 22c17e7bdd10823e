#include "judge/build/preprocessor.hpp"

#include <algorithm>
#include <utility>

#include "judge/base/text.hpp"

namespace judge {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f'; }
bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

class scanner {
 public:
  explicit scanner(std::string_view text) : text_(text) {}

  preprocessor_lines scan() {
    while (!at_end()) logical_line();
    const bool guarded = guard_ == guard::closed;
    for (std::size_t i = 0; i < found_.includes.size(); ++i) {
      auto& one = found_.includes[i];
      one.conditional = depths_[i] > (guarded ? 1U : 0U);
      if (guarded) --one.macros_before;  // the #define of the guard
    }
    return std::move(found_);
  }

 private:
  struct level {
    bool skipped = false;  ///< this branch is `#if 0`
  };
  /// Whether the whole file stands between `#ifndef X`, `#define X` and `#endif`.
  enum class guard { possible, opened, defined, closed, none };

  // --- characters; a backslash before a line end joins two lines -------------------------------

  [[nodiscard]] bool at_end() {
    skip_splices();
    return pos_ >= text_.size();
  }
  [[nodiscard]] char look(std::size_t ahead = 0) const {
    return pos_ + ahead < text_.size() ? text_[pos_ + ahead] : '\0';
  }
  void skip_splices() {
    while (look() == '\\') {
      const std::size_t length = look(1) == '\n' ? 2 : look(1) == '\r' && look(2) == '\n' ? 3 : 0;
      if (length == 0) return;
      pos_ += length;
      ++line_;
    }
  }
  char take() {
    const char c = look();
    if (c == '\n') ++line_;
    ++pos_;
    skip_splices();
    return c;
  }

  // --- comments and literals -------------------------------------------------------------------

  /// At a comment: goes behind it. A line comment ends before its line end.
  bool comment() {
    if (look() != '/' || (look(1) != '/' && look(1) != '*')) return false;
    const bool block = look(1) == '*';
    take();
    take();
    while (!at_end()) {
      if (!block && look() == '\n') return true;
      if (take() == '*' && block && look() == '/') {
        take();
        return true;
      }
    }
    return true;
  }
  /// Blanks and comments; true where a comment was among them.
  bool skip_blanks() {
    bool commented = false;
    while (!at_end()) {
      if (is_blank(look())) {
        take();
      } else if (comment()) {
        commented = true;
      } else {
        break;
      }
    }
    return commented;
  }
  /// At a quote: goes behind the closing one, or to the end of the line where there is none.
  void literal() {
    const char quote = take();
    while (!at_end() && look() != '\n') {
      const char c = take();
      if (c == quote) return;
      if (c == '\\' && !at_end() && look() != '\n') take();
    }
  }
  /// At the quote of R"delimiter(...)delimiter": no splices, no escapes in there.
  void raw_literal() {
    const auto open = text_.find('(', pos_);
    if (open == std::string_view::npos || open - pos_ > 17) return literal();
    std::string closing = ")";
    closing += text_.substr(pos_ + 1, open - pos_ - 1);
    closing += '"';
    const auto close = text_.find(closing, open);
    const auto behind = close == std::string_view::npos ? text_.size() : close + closing.size();
    line_ +=
        static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(pos_),
                                    text_.begin() + static_cast<std::ptrdiff_t>(behind), '\n'));
    pos_ = behind;
  }
  /// At a letter or digit: an identifier, a number with its separators, a literal's prefix.
  void word() {
    const bool number = is_digit(look());
    std::string name;
    while (!at_end()) {
      const char c = look();
      const bool separator = number && c == '\'' && is_word(look(1));
      if (!is_word(c) && !separator) break;
      name += take();
    }
    if (look() != '"') return;
    if (name == "R" || name == "u8R" || name == "uR" || name == "UR" || name == "LR") raw_literal();
  }
  /// One token of whatever kind; true where it was code.
  bool token() {
    if (is_blank(look())) {
      take();
      return false;
    }
    if (comment()) return false;
    if (look() == '"' || look() == '\'') {
      literal();
    } else if (is_word(look())) {
      word();
    } else {
      take();
    }
    return true;
  }

  // --- lines -----------------------------------------------------------------------------------

  void logical_line() {
    std::size_t begin = pos_;
    if (skip_blanks()) begin = pos_;
    if (look() == '#') {
      directive(begin);
      return;
    }
    bool code = false;
    while (!at_end() && look() != '\n') code = token() || code;
    if (code && guard_ != guard::defined) guard_ = guard::none;
    if (!at_end()) take();
  }

  /// The rest of a directive without comments, blanks at both ends cut off. Stops at the line end.
  std::string rest() {
    std::string words;
    while (!at_end() && look() != '\n') {
      const auto from = pos_;
      words += token() ? text_.substr(from, pos_ - from) : std::string_view(" ");
    }
    return std::string(trimmed(words));
  }

  void directive(std::size_t begin) {
    const bool own_line = begin == 0 || text_[begin - 1] == '\n';
    const int line = line_;
    take();
    skip_blanks();
    std::string keyword;
    while (!at_end() && is_word(look())) keyword += take();
    skip_blanks();
    const bool include = keyword == "include" || keyword == "include_next" || keyword == "import";
    include_directive found;
    if (include) header_name(found);
    const auto words = rest();
    std::size_t end = pos_;
    if (!at_end()) {
      take();
      if (own_line) end = pos_;
    }
    if (include && !skipped()) {
      // Those two are a compiler's own: nobody but it can say what they mean.
      if (keyword != "include" || found.name.empty()) {
        found.written = include_directive::form::computed;
        found.name = keyword == "include" ? words : keyword;
      }
      found.line = line;
      found.where = {begin, end};
      found.macros_before = macros_;
      found_.includes.push_back(std::move(found));
      depths_.push_back(levels_.size());
    }
    if (keyword == "pragma" && words == "once") {
      if (!skipped()) found_.pragma_once.push_back({begin, end});
      return;  // may stand before an include guard
    }
    condition(keyword, words);
    if (!skipped() && (keyword == "define" || keyword == "undef" || keyword == "pragma")) ++macros_;
  }

  /// At the name of an include: <...> or "...". Comments mean nothing in there.
  void header_name(include_directive& found) {
    const char open = look();
    if (open != '<' && open != '"') return;
    const char close = open == '<' ? '>' : '"';
    take();
    std::string name;
    while (!at_end() && look() != '\n' && look() != close) name += take();
    if (look() == close) take();
    found.written = open == '<' ? include_directive::form::angled : include_directive::form::quoted;
    found.name = std::move(name);
  }

  [[nodiscard]] bool skipped() const {
    return std::any_of(levels_.begin(), levels_.end(), [](const level& l) { return l.skipped; });
  }

  void condition(const std::string& keyword, const std::string& words) {
    if (guard_ == guard::opened) {
      guard_ = keyword == "define" && words_of(words) == std::vector<std::string>{guard_name_}
                   ? guard::defined
                   : guard::none;
    } else if (guard_ == guard::possible && keyword == "ifndef") {
      guard_ = guard::opened;
      guard_name_ = words;
    } else if (guard_ != guard::defined) {
      guard_ = guard::none;
    }
    if (keyword == "if" || keyword == "ifdef" || keyword == "ifndef") {
      levels_.push_back({keyword == "if" && (words == "0" || words == "false")});
    } else if (keyword.starts_with("el") && !levels_.empty()) {
      levels_.back().skipped = keyword == "elif" && (words == "0" || words == "false");
      if (levels_.size() == 1) guard_ = guard::none;
    } else if (keyword == "endif" && !levels_.empty()) {
      levels_.pop_back();
      if (levels_.empty() && guard_ == guard::defined) guard_ = guard::closed;
    }
  }

  std::string_view text_;
  std::size_t pos_ = 0;
  int line_ = 1;
  preprocessor_lines found_;
  std::vector<std::size_t> depths_;  ///< how many conditions are around found_.includes[i]
  std::vector<level> levels_;
  int macros_ = 0;
  guard guard_ = guard::possible;
  std::string guard_name_;
};

}  // namespace

std::string include_directive::spelling() const {
  switch (written) {
    case form::quoted: return '"' + name + '"';
    case form::angled: return '<' + name + '>';
    case form::computed: break;
  }
  return name;
}

preprocessor_lines scan_preprocessor_lines(std::string_view text) { return scanner(text).scan(); }

}  // namespace judge

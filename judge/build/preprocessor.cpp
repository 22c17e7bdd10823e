#include "judge/build/preprocessor.hpp"

#include <algorithm>
#include <utility>

#include "judge/base/text.hpp"
#include "judge/build/cpp_lexer.hpp"

namespace judge {
namespace {

class scanner {
 public:
  explicit scanner(std::string_view text) : text_(text), lexer_(text) {}

  preprocessor_lines scan() {
    while (!lexer_.at_end()) logical_line();
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

  void logical_line() {
    std::size_t begin = lexer_.position();
    if (lexer_.skip_blanks()) begin = lexer_.position();
    if (lexer_.at_hash()) {
      directive(begin);
      return;
    }
    bool code = false;
    while (!lexer_.at_line_end()) code = lexer_.next().is_code() || code;
    if (code && guard_ != guard::defined) guard_ = guard::none;
    if (!lexer_.at_end()) lexer_.take();
  }

  /// The rest of a directive without comments, blanks at both ends cut off. Stops at the line end.
  std::string rest() {
    std::string words;
    while (!lexer_.at_line_end()) {
      const auto token = lexer_.next();
      words += token.is_code() ? token.text : std::string_view(" ");
    }
    return std::string(trimmed(words));
  }

  void directive(std::size_t begin) {
    const bool own_line = begin == 0 || text_[begin - 1] == '\n';
    const int line = lexer_.line();
    if (lexer_.take() == '%') lexer_.take();
    lexer_.skip_blanks();
    const auto keyword = lexer_.at_line_end() ? "" : lexer_.next().spelling();
    lexer_.skip_blanks();
    const bool include = keyword == "include" || keyword == "include_next" || keyword == "import";
    include_directive found;
    if (include) header_name(found);
    const auto words = rest();
    std::size_t end = lexer_.position();
    if (!lexer_.at_end()) {
      lexer_.take();
      if (own_line) end = lexer_.position();
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

  void header_name(include_directive& found) {
    const auto name = lexer_.header_name();
    if (name.empty()) return;
    found.written =
        name.front() == '<' ? include_directive::form::angled : include_directive::form::quoted;
    found.name = name.substr(1, name.size() - 2);
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
  cpp_lexer lexer_;
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

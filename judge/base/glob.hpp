// judge/base/glob.hpp - patterns for paths, as submissions.yaml of the package format writes them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "judge/base/result.hpp"

namespace judge {

/// `*` stands for any text without '/', `{a,b}` for either text; spaces around a text in braces do
/// not count. The format has nothing else: no `**`, no `[ab]`, no `?`.
class glob {
 public:
  /// Errors say what is not supported, without a place.
  [[nodiscard]] static result<glob> parse(std::string_view pattern);

  /// The whole path is matched.
  [[nodiscard]] bool names(std::string_view path) const;
  /// The path is matched, or a folder that it lies in.
  [[nodiscard]] bool covers(std::string_view path) const;

  [[nodiscard]] const std::string& text() const { return text_; }

  bool operator==(const glob& other) const { return text_ == other.text_; }

 private:
  std::string text_;
  std::vector<std::string> choices_;  ///< braces written out; only '*' is left
};

}  // namespace judge

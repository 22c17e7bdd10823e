// judge/build/preprocessor.hpp - the include lines of a C or C++ file, found without a compiler.
//
// Knows line splices, comments, string, character and raw string literals, include guards and
// `#if 0`; knows nothing of macros, so every other condition counts as one that may hold.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace judge {

/// The lines of a directive in the text, the last line end included; where a comment stands before
/// the '#', from the '#' up to the line end.
struct text_range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct include_directive {
  enum class form { quoted, angled, computed };  ///< computed: `#include SOME_MACRO`
  form written = form::quoted;
  std::string name;  ///< as written, without the quotes; of a computed one the macro
  int line = 0;
  text_range where;
  bool conditional = false;  ///< inside #if; the include guard of the file does not count
  /// How many #define, #undef and #pragma lines stand before it: they may change what it means.
  /// The include guard and `#pragma once` do not count.
  int macros_before = 0;

  /// As in the text: "gavel/x.hpp" in its quotes or <vector> in its brackets.
  [[nodiscard]] std::string spelling() const;
};

struct preprocessor_lines {
  std::vector<include_directive> includes;  ///< what stands in `#if 0` is left out
  std::vector<text_range> pragma_once;
};

[[nodiscard]] preprocessor_lines scan_preprocessor_lines(std::string_view text);

}  // namespace judge

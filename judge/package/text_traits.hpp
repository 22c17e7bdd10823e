// judge/package/text_traits.hpp - what the bytes of a data file look like.
#pragma once

#include <filesystem>
#include <string_view>

#include "judge/base/result.hpp"

namespace judge::package {

/// What is odd in a text of tokens, each separated by one blank or line end, all of ASCII.
struct text_traits {
  bool empty = true;
  bool no_final_newline = false;
  bool blank_last_line = false;  ///< the last line holds nothing
  bool leading_space = false;    ///< before the first token of some line
  bool trailing_space = false;   ///< behind the last token of some line
  bool double_space = false;
  bool tab = false;
  bool carriage_return = false;
  bool control = false;  ///< any other byte below 32, or 127
  bool non_ascii = false;
  bool leading_zero = false;  ///< of a whole number: "07", "-07"
  bool plus_sign = false;     ///< of a number

  text_traits& operator|=(const text_traits& other);
};

/// Of a file, without holding it.
[[nodiscard]] result<text_traits> traits_of_file(const std::filesystem::path& file);

[[nodiscard]] text_traits traits_of(std::string_view text);

}  // namespace judge::package

// judge/base/text.hpp - small things done with text, once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace judge {

/// The lines of a text without their ends ("\n" or "\r\n"). A last line without an end counts.
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text);

/// The words of a text, split at spaces, tabs and line ends.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);

[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Without white space at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// Alike but for the letters A to Z, which may be of either case; all other bytes are themselves.
[[nodiscard]] bool same_but_for_case(std::string_view a, std::string_view b);

[[nodiscard]] std::string joined(const std::vector<std::string>& parts, std::string_view between);

/// Bytes as a person may see them on a terminal: control bytes and ill-formed parts as \xNN, cut
/// after `limit` bytes with "..." behind.
[[nodiscard]] std::string printable(std::string_view bytes, std::size_t limit = 60);

/// The text with every ill-formed part of it replaced by U+FFFD, for formats that must be UTF-8.
[[nodiscard]] std::string well_formed(std::string_view text);

/// Where the text stops being UTF-8: the offset of its first ill-formed byte, or npos.
[[nodiscard]] std::size_t ill_formed_at(std::string_view text);

}  // namespace judge

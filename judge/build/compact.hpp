// judge/build/compact.hpp - a C or C++ text made shorter, for sites that limit its length.
#pragma once

#include <string>
#include <string_view>

namespace judge {

/// The text without comments, blank lines and indentation, and without the blanks between a name or
/// number and punctuation. Lines stay lines, directives keep their text but for comments, literals
/// all of it. The first line comment `// SPDX-License-Identifier: ...` stays.
///
/// A compiler sees the same tokens. What a program makes of its own text may change: the line of
/// __LINE__, the blanks in what `#` of a macro, as in assert, turns into a string.
/// The compact text of a compact text is the same.
[[nodiscard]] std::string compact(std::string_view text);

}  // namespace judge

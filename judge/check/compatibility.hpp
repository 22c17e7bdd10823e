// judge/check/compatibility.hpp - how the default validators of Kattis and DOMjudge compare two
// tokens, where that is not what the package format says.
//
// Both take for a number whatever scanf of the C library takes for one: hexadecimal ones, "100e"
// and "0e+" too. Kattis reckons in double, does not know infinity and NaN as numbers, and reads
// tokens up to their first NUL byte. DOMjudge reckons in long double; infinities of one sign are
// alike, and so are all NaNs; only numbers end at a NUL byte.
//
// What is left of the text in all modes: flags are read as 2025-09 has them, so a tolerance given
// twice, below 0 or in hexadecimal is an error, where those two judges take the last one, none and
// the number; and tolerances are the decimal number nearest to a double.
#pragma once

#include <string_view>

#include "judge/model/problem.hpp"

namespace judge {

/// Whether this judge takes the one token for the other. `how.like` names it; it is not `none`.
[[nodiscard]] bool accepts_like(const comparison& how, std::string_view expected,
                                std::string_view found);

}  // namespace judge

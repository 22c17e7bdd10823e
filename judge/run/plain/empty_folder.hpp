// judge/run/plain/empty_folder.hpp - removes what a program left behind, however it is nested or
// closed.
#pragma once

#include <cstdint>

#include "judge/base/result.hpp"

namespace judge {

/// Empties an open folder in which nobody works any more, and returns the bytes of the regular
/// files that were in it, whole pages. Follows no link. Folders may be nested without bound: those
/// inside are moved up first, so that neither the stack nor the length of a path matters.
[[nodiscard]] result<std::uint64_t> empty_folder(int folder);

}  // namespace judge

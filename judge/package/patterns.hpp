// judge/package/patterns.hpp - the regular expressions of `match:` in generators.yaml.
//
// They are Python's, read with MULTILINE and DOTALL. Boost.Regex takes them nearly as they are, and
// unlike std::regex it neither recurses nor searches without bounds.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "judge/base/result.hpp"

namespace judge::package {

/// Why this is no expression, or nothing.
[[nodiscard]] std::optional<std::string> pattern_fault(const std::string& expression);

/// Whether it is found somewhere in the text. Error: that takes more steps than anybody would wait
/// for.
[[nodiscard]] result<bool> is_found(const std::string& expression, std::string_view text);

}  // namespace judge::package

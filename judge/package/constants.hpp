// judge/package/constants.hpp - `constants:` of problem.yaml, and {{name}} in texts.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "judge/package/fields.hpp"

namespace judge::package {

/// Reads `constants:`. "name", "name.value" and "name.variant" each become a key; numbers keep
/// their spelling.
[[nodiscard]] std::map<std::string, std::string> read_constants(fields& from);

/// The text with every {{name}} and {{name.variant}} that is known put in; others are left alone.
/// What is put in is not looked at again. Linear in the text.
[[nodiscard]] std::string substituted(std::string_view text,
                                      const std::map<std::string, std::string>& constants);

/// The same, or nothing where the whole would have more than `limit` bytes.
[[nodiscard]] std::optional<std::string> substituted_within(
    std::size_t limit, std::string_view text, const std::map<std::string, std::string>& constants);

}  // namespace judge::package

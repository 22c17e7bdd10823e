// judge/package/sums.hpp - data/SHA256SUMS, as the tool sha256sum writes it.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "judge/base/result.hpp"

namespace judge::package {

/// 64 lower-case hexadecimal digits.
[[nodiscard]] bool is_sum(std::string_view text);

/// File name -> 64 lower-case hexadecimal digits. `name` is that of the file, for messages.
[[nodiscard]] result<std::map<std::string, std::string>> parse_sums(const std::string& name,
                                                                    std::string_view text);

/// The same as text, sorted by name bytewise.
[[nodiscard]] std::string sums_text(const std::map<std::string, std::string>& sums);

}  // namespace judge::package

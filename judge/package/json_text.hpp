// judge/package/json_text.hpp - JSON that others wrote, with the place of what is wrong.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "judge/base/result.hpp"

namespace judge::package {

/// The value of a text. `name` is that of the file: "hash.json:3: not JSON: ...". Nesting is
/// bounded, a key that stands twice counts with its last value.
[[nodiscard]] result<boost::json::value> parse_json(const std::string& name, std::string_view text);

}  // namespace judge::package

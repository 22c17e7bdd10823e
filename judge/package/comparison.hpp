// judge/package/comparison.hpp - the arguments of the default output validator.
#pragma once

#include <string_view>
#include <vector>

#include "judge/model/problem.hpp"
#include "judge/package/fields.hpp"

namespace judge::package {

/// The arguments of the default output validator; each that is wrong is noted at its place.
[[nodiscard]] comparison read_comparison(fields& from, std::string_view key,
                                         const std::vector<const yaml_node*>& arguments);

/// The same for flags in one text (legacy), which have one place together.
[[nodiscard]] comparison read_flags(fields& from, std::string_view key, const yaml_node& node);

}  // namespace judge::package

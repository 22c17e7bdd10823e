// judge/package/plan_roots.hpp - what generators.yaml says at its top: folders of data/, a version.
#pragma once

#include <array>

#include "judge/package/generators.hpp"

namespace judge::package {

/// Folders of data/ in the order in which numbers are given out.
inline constexpr std::array plan_roots = {
    "sample",        "secret",       "invalid_output",    "invalid_answer",
    "invalid_input", "valid_output", "testing_tool_test", "fuzz"};

/// The list or map `data:` of a group, or nullptr.
[[nodiscard]] const yaml_node* data_of(const yaml_node& group);

/// Notes what is wrong with `version:` and with the keys of the outermost `data:`.
void check_roots(fields& root, const package_folder& folder);

/// Takes the cases away that are of no use to a judge, with a warning.
void drop_unused_roots(package_plan& plan, const std::string& file, complaints& notes);

}  // namespace judge::package

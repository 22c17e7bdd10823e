// judge/package/descriptions.hpp - what a package's author wrote down about a test case.
#pragma once

#include <string>

#include "judge/model/problem.hpp"

namespace judge {

/// Why the case is there, in its author's words: `description` or `hint` of its .yaml, its .desc or
/// .hint file, or the comment above or behind its entry in generators.yaml. Empty: nothing is said.
[[nodiscard]] std::string description_of(const problem& whole, const std::string& case_name);

}  // namespace judge

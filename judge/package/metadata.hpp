// judge/package/metadata.hpp - problem.yaml, in both formats.
#pragma once

#include <string>

#include "judge/model/problem.hpp"
#include "judge/package/folder.hpp"
#include "judge/package/settings.hpp"

namespace judge::package {

/// What problem.yaml and the folders beside it say of the output validator.
struct validator_choice {
  bool custom = false;
  std::string path;  ///< of the custom one, relative to the package
  settings top;      ///< arguments that count for all cases (legacy: validator_flags)
};

/// Reads a 2025-09 problem.yaml into the problem.
validator_choice read_2025_09_metadata(const package_folder& folder, fields& yaml, problem& into);

/// Reads a legacy problem.yaml, and .timelimit beside it.
validator_choice read_legacy_metadata(const package_folder& folder, fields& yaml, problem& into);

/// `name:`, a text or a map of languages; English where there is one, else the first.
[[nodiscard]] std::string read_title(fields& yaml, const std::string& otherwise);

/// Of `limits:`, what both formats have: memory, output, code, and the tools' limits.
void read_common_limits(fields& limits, problem& into);

inline constexpr number_rule seconds{0.001, 86'400, "a number of seconds", "1.5"};
inline constexpr number_rule factor{1, 1000, "a factor of at least 1", "2.0"};

}  // namespace judge::package

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
  settings top;      ///< what counts for all cases (legacy: validator_flags, grading)
};

/// Reads a 2025-09 problem.yaml into the problem.
validator_choice read_2025_09_metadata(const package_folder& folder, fields& yaml, problem& into);

/// Reads a legacy problem.yaml into the problem.
validator_choice read_legacy_metadata(const package_folder& folder, fields& yaml, problem& into);

}  // namespace judge::package

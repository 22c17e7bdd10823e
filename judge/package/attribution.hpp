// judge/package/attribution.hpp - what problem.yaml says to people and to archives: whose
// problem it is, under which licence, since when. No verdict depends on it, so what is wrong is a
// warning, never an error.
#pragma once

#include <string>

#include "judge/package/fields.hpp"
#include "judge/package/folder.hpp"

namespace judge::package {

/// `name:`, a text or a map of languages; English where there is one, else the first.
[[nodiscard]] std::string read_title(fields& yaml, const std::string& otherwise);

/// Warns where the languages of `name:` (2025-09) are not those of the statements.
void compare_with_statements(fields& yaml, const package_folder& folder);

/// uuid, version, credits, source, license, rights_owner, embargo_until and keywords.
void read_attribution(fields& yaml);

/// The same of the legacy format: author, source, source_url, license and so on.
void read_legacy_attribution(fields& yaml);

}  // namespace judge::package

// judge/package/language_codes.hpp - the format's names of programming languages.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "judge/model/problem.hpp"
#include "judge/package/fields.hpp"
#include "judge/package/folder.hpp"

namespace judge::package {

/// The format's code of the language of a file name ("cpp"), or "" where it is not known. Only for
/// what packages say by these codes; the language table of judge/build decides how a program is
/// built.
[[nodiscard]] std::string_view language_code(std::string_view file_name);

/// Reads `languages:` of problem.yaml.
[[nodiscard]] std::set<std::string> read_languages(fields& yaml);

/// Warns of each submission whose language the problem does not allow.
void warn_of_other_languages(const problem& whole, const package_folder& folder, complaints& notes);

}  // namespace judge::package

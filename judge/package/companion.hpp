// judge/package/companion.hpp - a problem as the browser extension Competitive Companion sends it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "judge/base/result.hpp"
#include "judge/model/limits.hpp"

namespace judge {

struct companion_problem {
  std::string title;
  std::string group;  ///< contest or site
  std::string url;
  milliseconds time_limit{0};
  std::uint64_t memory_mib = 0;
  bool interactive = false;
  std::vector<std::pair<std::string, std::string>> samples;  ///< input and answer
  std::vector<std::string> remarks;  ///< what a judge cannot follow: "output: ...: ..."
};

/// Reads the JSON text of the file called `name`. Errors: "name:line: what", or "name: key: what".
[[nodiscard]] result<companion_problem> read_companion(const std::string& name,
                                                       std::string_view text);

/// The folder that a problem of this title gets: lower-case letters, digits and '_'. Error: the
/// title is one that might name another folder, or has no letter.
[[nodiscard]] result<std::string> folder_of_title(const std::string& title);

/// Writes it as a package of format 2025-09 into a folder, which is made. One that is there is an
/// error, unless `replace` says that problem.yaml and the numbered samples in it are to be
/// replaced; that only where an import made it, and behind no link. What was written, relative to
/// the folder.
[[nodiscard]] result<std::vector<std::string>> write_companion(const companion_problem& what,
                                                               const std::filesystem::path& folder,
                                                               bool replace);

}  // namespace judge

// judge/build/cache.hpp - built programs on disk, by the hash of all that they were built from.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "judge/base/result.hpp"
#include "judge/model/limits.hpp"

namespace judge {

struct built_file {
  std::string name;  ///< relative
  std::string bytes;
};

struct cached_build {
  std::filesystem::path folder;  ///< holds the program's files
  std::string message;           ///< the compiler's warnings
  milliseconds took{0};
};

/// A folder an entry: <folder>/<key>/record and <folder>/<key>/box/...
/// Entries appear by one rename, so several processes may use one cache at once.
class build_cache {
 public:
  /// Removes entries that nobody finished within a day.
  explicit build_cache(std::filesystem::path folder);

  /// Empty where there is none, or where a file of it is missing, changed or added.
  [[nodiscard]] std::optional<cached_build> find(const std::string& key) const;

  /// Keeps the files, executable for all; replaces a damaged entry. Where somebody else was faster,
  /// their entry counts.
  [[nodiscard]] result<cached_build> keep(const std::string& key,
                                          const std::vector<built_file>& files,
                                          const std::string& message, milliseconds took) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace judge

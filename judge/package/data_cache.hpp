// judge/package/data_cache.hpp - generated files by the hash of what they were made from.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "judge/base/result.hpp"

namespace judge::package {

/// A file and the sum of its bytes.
struct summed_file {
  std::filesystem::path path;
  std::string sum;
};
using made_files = std::map<std::string, summed_file>;  ///< by name: "10-random.in"

/// One folder a key, with a file SHA256SUMS that is written last: an entry without it, or with
/// other bytes than it says, is not there. May be used by several threads and processes at once,
/// as files appear whole and equal keys give equal bytes.
class data_cache {
 public:
  explicit data_cache(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// The files of a key, each checked against its sum.
  [[nodiscard]] std::optional<made_files> find(const std::string& key) const;

  [[nodiscard]] result<made_files> store(const std::string& key,
                                         const std::map<std::string, std::string>& files) const;

 private:
  [[nodiscard]] std::filesystem::path place(const std::string& key) const;
  std::filesystem::path folder_;
};

}  // namespace judge::package

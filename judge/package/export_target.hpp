// judge/package/export_target.hpp - where an exported package appears: whole, or not at all.
#pragma once

#include <filesystem>

#include "judge/base/result.hpp"

namespace judge::package {

/// Nobody's folder is overwritten by mistake: an error unless the target is free, or is an exported
/// package and `replace` is asked for. Never the problem's own folder, one in it or one around it.
[[nodiscard]] status check_target(const std::filesystem::path& problem,
                                  const std::filesystem::path& target, bool replace);

/// A folder beside the target that goes again unless it becomes the target.
class unfinished_folder {
 public:
  explicit unfinished_folder(const std::filesystem::path& target);
  ~unfinished_folder();
  unfinished_folder(const unfinished_folder&) = delete;
  unfinished_folder& operator=(const unfinished_folder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// Takes the target's place; what was there goes only after that.
  [[nodiscard]] status become(const std::filesystem::path& target) const;

 private:
  std::filesystem::path path_;
};

}  // namespace judge::package

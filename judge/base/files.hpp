// judge/base/files.hpp - whole files in, whole files out, folders that clean up after themselves.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "judge/base/result.hpp"

namespace judge {

/// The bytes of a regular file. Refuses folders, devices and files beyond `limit` bytes.
[[nodiscard]] result<std::string> read_file(const std::filesystem::path& path,
                                            std::uintmax_t limit = std::uintmax_t{1} << 32);

/// The bytes of a regular file block by block, for files that need not be held as a whole. Stops
/// early when a step returns false.
[[nodiscard]] status for_each_block(const std::filesystem::path& path,
                                    const std::function<bool(std::string_view block)>& step);

/// All that comes from an open descriptor, a pipe too; `name` is for messages.
[[nodiscard]] result<std::string> read_descriptor(int fd, const std::string& name,
                                                  std::uintmax_t limit = std::uintmax_t{1} << 32);

/// Whether a file could be written there, so that one can say so before the work and not after it.
[[nodiscard]] status check_writable(const std::filesystem::path& path);

/// Writes a file so that a reader sees the old bytes or the new ones, never a part: a temporary
/// file beside it, then a rename. Makes the folder where it is missing. Follows a link; a device or
/// pipe is written to as it is.
[[nodiscard]] status write_file(const std::filesystem::path& path, std::string_view bytes,
                                bool executable = false);

/// The names in a folder, sorted bytewise. An unreadable folder is an error; a missing one is
/// empty.
[[nodiscard]] result<std::vector<std::filesystem::path>> list_folder(
    const std::filesystem::path& folder);

/// All regular files below a folder, as paths relative to it, sorted bytewise; symbolic links
/// are not followed. A missing folder is empty.
[[nodiscard]] result<std::vector<std::filesystem::path>> list_tree(
    const std::filesystem::path& folder);

/// Removes what killed processes left in a folder: whatever its name begins with `prefix` and has
/// not been touched for a day. What cannot be removed stays.
void remove_left_behind(const std::filesystem::path& folder, std::string_view prefix);

/// Where results that can be made again are kept: $XDG_CACHE_HOME/gavel, else ~/.cache/gavel,
/// else a folder of this user's in the temporary directory.
[[nodiscard]] std::filesystem::path cache_folder();

/// A fresh folder, removed with all it holds when the owner goes.
class temporary_folder {
 public:
  /// Its name begins with `name`.
  [[nodiscard]] static result<temporary_folder> make(std::string_view name = "gavel");
  temporary_folder(temporary_folder&& other) noexcept : path_(std::move(other.path_)) {
    other.path_.clear();
  }
  temporary_folder& operator=(temporary_folder&& other) noexcept {
    std::swap(path_, other.path_);
    return *this;
  }
  temporary_folder(const temporary_folder&) = delete;
  temporary_folder& operator=(const temporary_folder&) = delete;
  ~temporary_folder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  explicit temporary_folder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

}  // namespace judge

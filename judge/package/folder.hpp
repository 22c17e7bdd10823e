// judge/package/folder.hpp - a package's folder, read so that nothing outside it is touched.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "judge/base/result.hpp"
#include "judge/package/fields.hpp"
#include "judge/package/yaml.hpp"

namespace judge::package {

/// More names than any package has; links can make a few folders look like millions.
inline constexpr std::size_t names_limit = 200'000;

/// Deeper folders than any package has; a link that leads back into its own folder ends here.
inline constexpr int folder_depth_limit = 8;

/// All paths are relative to the package, with '/' between folders. Links are followed as long as
/// they stay inside; one that leads out is an error wherever it is met.
class package_folder {
 public:
  [[nodiscard]] static result<package_folder> open(const std::filesystem::path& folder);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Last part of its real path, also for ".".
  [[nodiscard]] std::string name() const { return real_.filename().string(); }
  /// For messages, and for whoever opens it: the folder as it was given, and the relative path.
  [[nodiscard]] std::filesystem::path full(std::string_view relative) const;
  [[nodiscard]] std::string shown(std::string_view relative) const;

  /// There is something of this name, or a link, be it broken. What cannot be looked up, for want
  /// of a permission, is an error and not missing.
  [[nodiscard]] bool has(std::string_view relative, complaints& notes) const;
  [[nodiscard]] bool is_folder(std::string_view relative, complaints& notes) const;
  /// The path if it stays in the package and may be read.
  [[nodiscard]] result<std::filesystem::path> inside(std::string_view relative) const;
  /// The path of a file of test data: regular, inside, of a size that one can judge with.
  [[nodiscard]] result<std::filesystem::path> data_file(std::string_view relative) const;
  [[nodiscard]] result<std::string> read(std::string_view relative, std::uintmax_t limit) const;
  [[nodiscard]] result<yaml_document> read_yaml(std::string_view relative) const;

  /// The names in a folder that the format allows, sorted bytewise; a missing folder is empty.
  /// Hidden files and editor backups are left out silently, other odd names with a warning.
  [[nodiscard]] std::vector<std::string> names(std::string_view relative, complaints& notes) const;
  /// The same with the odd names, for folders that keep to no format.
  [[nodiscard]] std::vector<std::string> all_names(std::string_view relative,
                                                   complaints& notes) const;

 private:
  package_folder(std::filesystem::path path, std::filesystem::path real)
      : path_(std::move(path)), real_(std::move(real)) {}
  /// What the system said, with what to do about a missing permission, and where.
  [[nodiscard]] error refused(std::string_view relative, const std::error_code& why) const;

  std::filesystem::path path_;
  std::filesystem::path real_;
  mutable std::size_t listed_ = 0;  ///< names so far
};

/// `[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,254}`, what the format allows.
[[nodiscard]] bool is_file_name(std::string_view name);

/// Names of that kind with '/' between them: nothing absolute, no "..".
[[nodiscard]] bool is_inner_path(std::string_view path);

/// "a/b" of "a" and "b"; either may be empty.
[[nodiscard]] std::string below(std::string_view folder, std::string_view name);

/// The name without `ending`, or nothing.
[[nodiscard]] std::optional<std::string> without_ending(std::string_view name,
                                                        std::string_view ending);

}  // namespace judge::package

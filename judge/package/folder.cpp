#include "judge/package/folder.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "judge/base/files.hpp"
#include "judge/base/text.hpp"

namespace judge::package {
namespace fs = std::filesystem;
namespace {

bool starts_inside(const fs::path& path, const fs::path& root) {
  return std::mismatch(root.begin(), root.end(), path.begin(), path.end()).first == root.end();
}

/// Left behind by editors and tools; nobody means them.
bool is_left_over(std::string_view name) {
  const auto ends = [&](std::string_view ending) { return name.ends_with(ending); };
  return name.front() == '.' || (name.front() == '#' && ends("#")) || ends("~") || ends(".bak") ||
         ends(".orig") || ends(".rej") || ends(".swp") || ends(".pyc") || name == "__pycache__";
}

bool is_missing(const std::error_code& why) {
  return why == std::errc::no_such_file_or_directory || why == std::errc::not_a_directory;
}

}  // namespace

bool is_file_name(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
  };
  return !name.empty() && name.size() <= 255 && name.front() != '.' && name.front() != '-' &&
         std::all_of(name.begin(), name.end(), allowed);
}

bool is_inner_path(std::string_view path) {
  while (true) {
    const auto slash = path.find('/');
    if (!is_file_name(path.substr(0, slash))) return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

std::string below(std::string_view folder, std::string_view name) {
  if (folder.empty()) return std::string(name);
  if (name.empty()) return std::string(folder);
  return fmt::format("{}/{}", folder, name);
}

std::optional<std::string> without_ending(std::string_view name, std::string_view ending) {
  if (!name.ends_with(ending) || name.size() == ending.size()) return {};
  return std::string(name.substr(0, name.size() - ending.size()));
}

result<package_folder> package_folder::open(const fs::path& folder) {
  if (folder.empty()) return error{"the name of the problem's folder is empty"};
  std::error_code failed;
  const auto real = fs::canonical(folder, failed);
  const auto said = [&] { return printable(folder.string(), 4096); };
  if (failed) return error{fmt::format("{}: {}", said(), failed.message())};
  if (!fs::is_directory(real, failed)) {
    return error{
        fmt::format("{}: not a folder: name the folder of a problem (an archive must be "
                    "unpacked first)",
                    said())};
  }
  auto path = folder.lexically_normal();
  if (!path.has_filename() && path.has_relative_path()) path = path.parent_path();  // "x/"
  package_folder opened(path, real);
  // An unreadable folder is said at once, not as a missing problem.yaml.
  if (auto readable = opened.inside(""); !readable) return std::move(readable).failure();
  return opened;
}

fs::path package_folder::full(std::string_view relative) const {
  if (relative.empty()) return path_;
  return path_ == "." ? fs::path(relative) : path_ / relative;
}

std::string package_folder::shown(std::string_view relative) const {
  return printable(full(relative).string(), 4096);
}

error package_folder::refused(std::string_view relative, const std::error_code& why) const {
  if (why != std::errc::permission_denied) {
    return error{fmt::format("{}: {}", shown(relative), why.message())};
  }
  // What cannot be seen lies in a folder that cannot be entered: that one is to be repaired.
  std::error_code failed;
  const auto hidden = [&] {
    static_cast<void>(fs::symlink_status(path_ / relative, failed));
    return failed == std::errc::permission_denied;
  };
  while (!relative.empty() && hidden()) {
    const auto cut = relative.rfind('/');
    relative = cut == std::string_view::npos ? "" : relative.substr(0, cut);
  }
  const bool folder = fs::is_directory(path_ / relative, failed);
  return error{fmt::format("{}: {}: make it readable (chmod {})", shown(relative), why.message(),
                           folder ? "+rx" : "+r")};
}

bool package_folder::has(std::string_view relative, complaints& notes) const {
  std::error_code failed;
  const auto found = fs::symlink_status(path_ / relative, failed);
  if (failed && !is_missing(failed)) notes.fail(refused(relative, failed));
  return !failed && found.type() != fs::file_type::not_found;
}

bool package_folder::is_folder(std::string_view relative, complaints& notes) const {
  std::error_code failed;
  const auto found = fs::status(path_ / relative, failed);
  if (failed && !is_missing(failed)) notes.fail(refused(relative, failed));
  return !failed && found.type() == fs::file_type::directory;
}

result<fs::path> package_folder::inside(std::string_view relative) const {
  std::error_code failed;
  const auto real = fs::canonical(path_ / relative, failed);
  if (failed) {
    std::error_code unseen;
    if (fs::is_symlink(fs::symlink_status(path_ / relative, unseen))) {
      return error{fmt::format("{}: a link that leads nowhere ({}): remove or repair it",
                               shown(relative), failed.message())};
    }
    return refused(relative, failed);
  }
  if (!starts_inside(real, real_)) {
    return error{
        fmt::format("{}: leads out of the package, to {}: a package must hold all that it "
                    "needs; copy the file into it",
                    shown(relative), printable(real.string(), 4096))};
  }
  // Asked here, so that it is an error of the package and not of the run that needs the file.
  const int needed = fs::is_directory(real, failed) ? R_OK | X_OK : R_OK;
  if (::eaccess(real.c_str(), needed) != 0) {
    return refused(relative, std::error_code(errno, std::generic_category()));
  }
  return full(relative);
}

result<fs::path> package_folder::data_file(std::string_view relative) const {
  constexpr std::uintmax_t limit = std::uintmax_t{1} << 30;
  auto path = inside(relative);
  if (!path) return path;
  std::error_code failed;
  const bool regular = fs::is_regular_file(*path, failed);
  const auto size = regular ? fs::file_size(*path, failed) : 0;
  if (failed) return refused(relative, failed);
  if (!regular) {
    return error{fmt::format("{}: not a regular file: test data must be files", shown(relative))};
  }
  if (size > limit) {
    return error{fmt::format("{}: {} bytes: a file of test data may have {} at most",
                             shown(relative), size, limit)};
  }
  return path;
}

result<std::string> package_folder::read(std::string_view relative, std::uintmax_t limit) const {
  auto path = inside(relative);
  if (!path) return std::move(path).failure();
  return read_file(*path, limit);
}

result<yaml_document> package_folder::read_yaml(std::string_view relative) const {
  auto text = read(relative, yaml_limit_bytes);
  if (!text) return std::move(text).failure();
  return parse_yaml(shown(relative), *text);
}

std::vector<std::string> package_folder::all_names(std::string_view relative,
                                                   complaints& notes) const {
  std::vector<std::string> found;
  if (!has(relative, notes)) return found;
  const auto folder = notes.keep(inside(relative));
  if (!folder) return found;
  const auto listed = notes.keep(list_folder(*folder));
  if (!listed) return found;
  listed_ += listed->size();
  if (listed_ > names_limit) {
    notes.fail(
        fmt::format("{}: more than {} files and folders, each seen as often as links lead to "
                    "it: remove links to folders",
                    shown(""), names_limit));
    return found;
  }
  for (const auto& path : *listed) {
    if (!is_left_over(path.native())) found.push_back(path.string());
  }
  return found;
}

std::vector<std::string> package_folder::names(std::string_view relative, complaints& notes) const {
  std::vector<std::string> allowed;
  for (auto& name : all_names(relative, notes)) {
    if (is_file_name(name)) {
      allowed.push_back(std::move(name));
    } else {
      notes.warn(
          fmt::format("{}: ignored: names in a package are made of letters, digits, '_', "
                      "'.' and '-', and do not begin with '-'",
                      shown(below(relative, name))));
    }
  }
  return allowed;
}

}  // namespace judge::package

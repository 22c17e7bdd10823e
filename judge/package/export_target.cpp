#include "judge/package/export_target.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <system_error>
#include <utility>

namespace judge::package {
namespace fs = std::filesystem;

status check_target(const fs::path& problem, const fs::path& target, bool replace) {
  std::error_code failed;
  const auto shown = target.string();
  const auto inside = [](const fs::path& path, const fs::path& folder) {
    const auto relative = path.lexically_relative(folder);
    return !relative.empty() && *relative.begin() != "..";
  };
  const auto from = fs::weakly_canonical(problem, failed);
  const auto to = fs::weakly_canonical(target, failed);
  if (inside(from, to) || inside(to, from)) {
    return error{fmt::format("{}: the problem itself lies there: name another folder", shown)};
  }
  if (!fs::exists(target, failed) ||
      (fs::is_directory(target, failed) && fs::is_empty(target, failed))) {
    return done();
  }
  if (!replace) {
    return error{
        fmt::format("{}: is there already and not empty: name another folder, or replace "
                    "it with --force",
                    shown)};
  }
  if (!fs::is_regular_file(target / "problem.yaml", failed)) {
    return error{
        fmt::format("{}: is no problem package (there is no problem.yaml), so --force "
                    "does not replace it: name another folder",
                    shown)};
  }
  // An export has neither; a package that somebody works on may.
  for (const auto* own : {".git", "generators/generators.yaml"}) {
    if (fs::symlink_status(target / own, failed).type() == fs::file_type::not_found) continue;
    return error{
        fmt::format("{}: holds {}, which no export has, so --force does not replace it: name "
                    "another folder",
                    shown, own)};
  }
  return done();
}

unfinished_folder::unfinished_folder(const fs::path& target) {
  auto name = fmt::format(".{}.unfinished-{}", target.filename().string(), ::getpid());
  path_ = target.parent_path() / std::move(name);
}

unfinished_folder::~unfinished_folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

status unfinished_folder::become(const fs::path& target) const {
  const auto old = fs::path(path_.string() + "-old");
  std::error_code failed;
  const bool replaces = fs::exists(target, failed);
  if (replaces) fs::rename(target, old, failed);
  if (!failed) fs::rename(path_, target, failed);
  if (failed) {
    std::error_code ignored;
    if (replaces && !fs::exists(target, ignored)) fs::rename(old, target, ignored);
    return environment_error(
        fmt::format("{}: cannot be put there: {}", target.string(), failed.message()));
  }
  if (replaces) fs::remove_all(old, failed);
  return done();
}

}  // namespace judge::package

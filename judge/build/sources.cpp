#include "judge/build/sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>
#include <utility>

#include "judge/base/files.hpp"
#include "judge/base/text.hpp"

namespace judge {
namespace fs = std::filesystem;
namespace {

constexpr std::uintmax_t header_limit = 16 * mebibyte;

bool is_file(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

bool leaves(const fs::path& name) {
  return name.is_absolute() || (!name.empty() && *name.begin() == "..");
}

bool is_below(const fs::path& file, const fs::path& folder) {
  std::error_code failed;
  const auto real_file = fs::canonical(file, failed);
  if (failed) return false;
  const auto real_folder = fs::canonical(folder, failed);
  if (failed) return false;
  return !leaves(real_file.lexically_relative(real_folder));
}

fs::path folder_or_here(const fs::path& folder) { return folder.empty() ? fs::path(".") : folder; }

}  // namespace

bool names_own_header(const include_directive& include) {
  return include.written != include_directive::form::computed &&
         (include.name.starts_with("gavel/") || include.name.starts_with("problems/"));
}

bool looks_like_source(const fs::path& file) {
  constexpr std::array<std::string_view, 18> extensions{
      ".h",   ".hh",  ".hpp", ".hxx", ".h++", ".H",   ".ipp", ".inl", ".tpp",
      ".tcc", ".inc", ".def", ".c",   ".cc",  ".cpp", ".cxx", ".c++", ".C"};
  return std::find(extensions.begin(), extensions.end(), file.extension().string()) !=
         extensions.end();
}

std::vector<fs::path> include_roots(const fs::path& home, const include_options& options) {
  auto roots = options.roots;
  std::error_code failed;
  auto folder = fs::weakly_canonical(fs::absolute(folder_or_here(home), failed), failed);
  for (; !folder.empty(); folder = folder.parent_path()) {
    if (is_file(folder / "algorithms/gavel/all.hpp")) {
      roots.push_back(folder);
      roots.push_back(folder / "algorithms");
      break;
    }
    if (is_file(folder / "gavel/all.hpp")) {
      roots.push_back(folder);
      break;
    }
    if (folder == folder.root_path()) break;
  }
  if (!options.installed.empty()) roots.push_back(options.installed);
  return roots;
}

include_resolver::include_resolver(const program_source& source, const include_options& options)
    : source_(source), roots_(include_roots(source.home, options)) {}

located_file include_resolver::own(std::size_t index) const {
  const auto& file = source_.files[index];
  return {fs::path(file.name).lexically_normal().string(), source_.home,
          (source_.home / file.name).lexically_normal().string(), file.text};
}

std::string include_resolver::places() const {
  std::vector<std::string> places{folder_or_here(source_.home).string()};
  for (const auto& root : roots_) places.push_back(root.string());
  return joined(places, ", ");
}

result<std::optional<located_file>> include_resolver::at(const fs::path& base, const fs::path& name,
                                                         const std::string& place) const {
  std::optional<located_file> none;
  if (leaves(name)) return none;
  if (base == source_.home) {
    for (std::size_t i = 0; i < source_.files.size(); ++i) {
      if (fs::path(source_.files[i].name).lexically_normal() == name) {
        return std::optional(own(i));
      }
    }
  }
  const auto path = folder_or_here(base) / name;
  if (!looks_like_source(name) || !is_file(path)) return none;
  if (!is_below(path, folder_or_here(base)) &&
      std::none_of(roots_.begin(), roots_.end(),
                   [&](const fs::path& root) { return is_below(path, root); })) {
    return error{fmt::format("{}: {} is a link that leads outside of {}: put the file itself there",
                             place, path.string(), folder_or_here(base).string())};
  }
  auto text = read_file(path, header_limit);
  if (!text) return std::move(text).failure().in(place);
  return std::optional(
      located_file{name.string(), base, path.lexically_normal().string(), std::move(*text)});
}

result<std::optional<located_file>> include_resolver::find(const located_file& from,
                                                           const include_directive& include) const {
  using form = include_directive::form;
  std::optional<located_file> none;
  const auto place = fmt::format("{}:{}", from.shown, include.line);
  const bool library = names_own_header(include);
  if (include.written == form::computed || include.name.starts_with('/')) return none;
  if (include.written == form::angled && !library) return none;

  const auto name = fs::path(include.name).lexically_normal();
  if (include.written == form::quoted) {
    const auto beside = (fs::path(from.name).parent_path() / include.name).lexically_normal();
    auto found = at(from.base, beside, place);
    if (!found || *found) return found;
    const auto outside = folder_or_here(from.base) / beside;
    if (leaves(beside) && looks_like_source(beside) && is_file(outside)) {
      return error{fmt::format("{}: {} leaves {}: name the file from an include folder instead",
                               place, include.spelling(), folder_or_here(from.base).string())};
    }
  }
  auto found = at(source_.home, name, place);
  for (std::size_t i = 0; found && !*found && i < roots_.size(); ++i) {
    found = at(roots_[i], name, place);
  }
  if (found && !*found && library) {
    return error{
        fmt::format("{}: {} not found: looked in {}: name the folder that holds it with --include",
                    place, include.spelling(), places())};
  }
  return found;
}

result<std::vector<source_file>> collect_sources(const program_source& source,
                                                 const include_options& options) {
  const include_resolver resolver(source, options);
  std::vector<located_file> files;
  for (std::size_t i = 0; i < source.files.size(); ++i) files.push_back(resolver.own(i));
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!looks_like_source(files[i].name)) continue;
    for (const auto& include : scan_preprocessor_lines(files[i].text).includes) {
      if (include.conditional && names_own_header(include)) {
        return error{fmt::format("{}:{}: {} stands inside #if: include it always", files[i].shown,
                                 include.line, include.spelling())};
      }
      auto found = resolver.find(files[i], include);
      if (!found) return std::move(found).failure();
      if (!*found) continue;
      const auto same = std::find_if(files.begin(), files.end(), [&](const located_file& file) {
        return file.name == (*found)->name;
      });
      if (same == files.end()) {
        files.push_back(std::move(**found));
      } else if (same->base != (*found)->base && same->text != (*found)->text) {
        return error{fmt::format("{}:{}: {} is both {} and {}: rename one", files[i].shown,
                                 include.line, include.spelling(), same->shown, (*found)->shown)};
      }
    }
  }
  std::vector<source_file> collected;
  for (auto& file : files) collected.push_back({std::move(file.name), std::move(file.text)});
  return collected;
}

}  // namespace judge

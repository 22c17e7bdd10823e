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
constexpr std::size_t includes_limit = 10'000;
constexpr const char* testlib_header = "testlib.h";

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
    : source_(source), roots_(include_roots(source.home, options)), testlib_(options.testlib) {
  roots_.insert(roots_.end(), source.include_roots.begin(), source.include_roots.end());
}

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

result<found_include> include_resolver::at(const fs::path& base, const fs::path& name,
                                           const std::string& place) const {
  const found_include none;
  if (leaves(name)) return none;
  if (base == source_.home) {
    for (std::size_t i = 0; i < source_.files.size(); ++i) {
      if (fs::path(source_.files[i].name).lexically_normal() == name) {
        return found_include{own(i)};
      }
    }
  }
  const auto path = folder_or_here(base) / name;
  if (!looks_like_source(name) || !is_file(path)) return none;
  if (!is_below(path, folder_or_here(base)) &&
      std::none_of(roots_.begin(), roots_.end(),
                   [&](const fs::path& root) { return is_below(path, root); })) {
    return found_include{
        {},
        fmt::format("{}: {} is a link that leads outside of {}: put the file itself there", place,
                    path.string(), folder_or_here(base).string())};
  }
  auto text = read_file(path, header_limit);
  if (!text) return std::move(text).failure().in(place);
  return found_include{
      located_file{name.string(), base, path.lexically_normal().string(), std::move(*text)}};
}

result<found_include> include_resolver::search(const fs::path& name,
                                               const std::string& place) const {
  auto found = at(source_.home, name, place);
  const auto open = [&] { return found && !found->file && found->refused.empty(); };
  for (std::size_t i = 0; open() && i < roots_.size(); ++i) found = at(roots_[i], name, place);
  if (name != testlib_header || !open()) return found;
  if (!testlib_.empty()) found = at(testlib_, name, place);
  if (open()) {
    found->refused = fmt::format(
        "{}: testlib.h not found: get it from https://github.com/MikeMirzayanov/testlib and name "
        "it with --testlib or GAVEL_TESTLIB",
        place);
  }
  return found;
}

result<found_include> include_resolver::find(const located_file& from,
                                             const include_directive& include) const {
  using form = include_directive::form;
  const auto place = fmt::format("{}:{}", from.shown, include.line);
  const bool library = names_own_header(include);
  const bool ours = library || include.name == testlib_header;
  if (include.written == form::computed || include.name.starts_with('/')) return found_include{};
  if (include.written == form::angled && !ours) return found_include{};

  const auto name = fs::path(include.name).lexically_normal();
  if (include.written == form::quoted) {
    const auto beside = (fs::path(from.name).parent_path() / include.name).lexically_normal();
    if (leaves(beside)) {
      return found_include{{},
                           fmt::format("{}: {} leaves the program's folder: put the file beside "
                                       "the program, or name it from an include folder",
                                       place, include.spelling())};
    }
    auto found = at(from.base, beside, place);
    if (!found || found->file || !found->refused.empty()) return found;
  }
  auto found = search(name, place);
  if (found && !found->file && found->refused.empty() && library) {
    return error{
        fmt::format("{}: {} not found: looked in {}: name the folder that holds it with --include",
                    place, include.spelling(), places())};
  }
  return found;
}

namespace {

/// The files of a program, growing by what they include.
class collection {
 public:
  collection(const program_source& source, const include_options& options)
      : resolver_(source, options) {
    for (std::size_t i = 0; i < source.files.size(); ++i) files_.push_back(resolver_.own(i));
  }

  result<collected_sources> run() {
    collected_sources collected;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (!looks_like_source(files_[i].name)) continue;
      const auto lines = scan_preprocessor_lines(files_[i].text);
      for (const auto& include : lines.includes) {
        auto refused = follow(files_[i], include);
        if (!refused) return std::move(refused).failure();
        if (refused->empty()) continue;
        collected.refused = *std::move(refused);
        return collected;
      }
    }
    for (auto& file : files_) {
      collected.files.push_back({std::move(file.name), std::move(file.text)});
    }
    return collected;
  }

 private:
  /// Adds what is included. Why the program is refused, or an empty text.
  result<std::string> follow(const located_file& from, const include_directive& include) {
    const auto place = fmt::format("{}:{}", from.shown, include.line);
    if (++followed_ > includes_limit) {
      return fmt::format("{}: more than {} includes in one program", place, includes_limit);
    }
    if (include.conditional && names_own_header(include)) {
      return error{
          fmt::format("{}: {} stands inside #if: include it always", place, include.spelling())};
    }
    auto found = resolver_.find(from, include);
    if (!found) return std::move(found).failure();
    // Inside #if it may well be left out: LOCAL's headers are not for the judge.
    if (!found->file) return include.conditional ? std::string() : std::move(found->refused);
    const auto same = std::find_if(files_.begin(), files_.end(), [&](const located_file& file) {
      return file.name == found->file->name;
    });
    if (same == files_.end()) {
      files_.push_back(std::move(*found->file));
    } else if (same->base != found->file->base && same->text != found->file->text) {
      return error{fmt::format("{}: {} is both {} and {}: rename one", place, include.spelling(),
                               same->shown, found->file->shown)};
    }
    return std::string();
  }

  include_resolver resolver_;
  std::vector<located_file> files_;
  std::size_t followed_ = 0;
};

}  // namespace

result<collected_sources> collect_sources(const program_source& source,
                                          const include_options& options) {
  return collection(source, options).run();
}

}  // namespace judge

#include "judge/package/programs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "judge/package/constants.hpp"
#include "judge/package/language_codes.hpp"

namespace judge::package {
namespace {

constexpr std::uintmax_t file_limit = std::uintmax_t{16} << 20;
constexpr std::size_t program_limit = std::size_t{64} << 20;
constexpr std::size_t files_limit = 1000;
/// Links let one large file stand for thousands; all texts are held in memory.
constexpr std::size_t package_limit = std::size_t{256} << 20;

/// 0 for a name that starts a program by custom, 1 for all others.
int rank(std::string_view name) {
  const bool main_file =
      name.starts_with("main.") || name.starts_with("Main.") || name.starts_with("__main__.");
  return main_file ? 0 : 1;
}

bool is_note(std::string_view name) {
  return name.starts_with("README") || name.ends_with(".md") || name.ends_with(".txt");
}

bool is_header(std::string_view name) {
  return name.ends_with(".h") || name.ends_with(".hpp") || name.ends_with(".hh");
}

}  // namespace

std::optional<program_source> program_reader::read(std::string_view relative,
                                                   std::string name) const {
  const auto path = notes_.keep(folder_.inside(relative));
  if (!path) return {};
  program_source program;
  program.name = std::move(name);
  program.home = *path;
  if (!folder_.is_folder(relative, notes_)) {
    program.home = path->parent_path();
    if (!add_file(program, relative, path->filename().string())) return {};
    return program;
  }
  if (!add_folder(program, relative, "", 0)) return {};
  if (program.files.empty()) {
    notes_.fail(
        fmt::format("{}: a folder without files where a program belongs: add "
                    "the program, or remove the folder",
                    folder_.shown(relative)));
    return {};
  }
  std::stable_sort(program.files.begin(), program.files.end(), [](const auto& a, const auto& b) {
    return std::pair(rank(a.name), std::string_view(a.name)) <
           std::pair(rank(b.name), std::string_view(b.name));
  });
  return program;
}

std::optional<program_source> program_reader::read_files(std::string_view home,
                                                         const std::vector<std::string>& files,
                                                         std::string name) const {
  program_source program;
  program.name = std::move(name);
  program.home = folder_.full(home);
  for (const auto& file : files) {
    if (!add_file(program, below(home, file), file)) return {};
  }
  return program;
}

bool program_reader::add_folder(program_source& program, std::string_view relative,
                                std::string_view prefix, int depth) const {
  if (depth > folder_depth_limit) {
    notes_.fail(fmt::format("{}: folders nested deeper than {}", folder_.shown(relative),
                            folder_depth_limit));
    return false;
  }
  const auto names = folder_.names(relative, notes_);
  return std::all_of(names.begin(), names.end(), [&](const std::string& name) {
    const auto path = below(relative, name);
    return folder_.is_folder(path, notes_)
               ? add_folder(program, path, below(prefix, name), depth + 1)
               : add_file(program, path, below(prefix, name));
  });
}

bool program_reader::add_file(program_source& program, std::string_view relative,
                              std::string name) const {
  auto text = notes_.keep(folder_.read(relative, file_limit));
  if (!text) return false;
  auto final_text = substituted_within(program_limit, *text, constants_);
  std::size_t total = final_text ? final_text->size() : program_limit + 1;
  for (const auto& file : program.files) total += file.text.size();
  if (program.files.size() >= files_limit || total > program_limit) {
    notes_.fail(fmt::format("{}: a program of more than {} files or {} MiB",
                            folder_.shown(relative), files_limit, program_limit >> 20));
    return false;
  }
  read_bytes_ += final_text->size();
  if (read_bytes_ > package_limit) {
    notes_.fail(fmt::format("{}: the programs of this package have more than {} MiB together",
                            folder_.shown(relative), package_limit >> 20));
    return false;
  }
  program.files.push_back({std::move(name), *std::move(final_text)});
  return true;
}

void program_reader::add_includes(program_source& program) const {
  if (program.files.empty() || !folder_.has("include", notes_)) return;
  if (!notes_.keep(folder_.inside("include"))) return;
  const auto code = language_code(program.files.front().name);
  auto relative = below("include", code.empty() ? "default" : code);
  if (!folder_.is_folder(relative, notes_)) relative = "include/default";
  if (!folder_.is_folder(relative, notes_)) return;
  program_source included;
  if (!add_folder(included, relative, "", 0)) return;
  for (auto& file : included.files) {
    file.provided = true;
    const auto same = std::find_if(program.files.begin(), program.files.end(),
                                   [&](const auto& other) { return other.name == file.name; });
    if (same != program.files.end()) {
      *same = std::move(file);
    } else if (rank(file.name) == 0) {
      program.files.insert(program.files.begin(), std::move(file));  // a driver starts it all
    } else {
      program.files.push_back(std::move(file));
    }
  }
}

std::vector<program_source> program_reader::read_all(std::string_view relative) const {
  std::vector<program_source> programs;
  for (const auto& name : folder_.names(relative, notes_)) {
    const auto path = below(relative, name);
    if (!folder_.is_folder(path, notes_) && (is_note(name) || is_header(name))) continue;
    if (auto program = read(path, name)) programs.push_back(std::move(*program));
  }
  return programs;
}

}  // namespace judge::package

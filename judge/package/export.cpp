#include "judge/package/export.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "judge/base/files.hpp"
#include "judge/base/text.hpp"
#include "judge/package/constants.hpp"
#include "judge/package/export_target.hpp"
#include "judge/package/folder.hpp"
#include "judge/package/generators.hpp"
#include "judge/package/language_codes.hpp"
#include "judge/package/programs.hpp"

namespace judge::package {
namespace fs = std::filesystem;
namespace {

constexpr auto metadata_file = "problem.yaml";
constexpr std::uintmax_t file_limit = std::uintmax_t{1} << 30;

/// Where programs lie.
bool is_program_folder(std::string_view top) {
  constexpr std::array folders = {"submissions",      "input_validators", "output_validator",
                                  "static_validator", "include",          "generators",
                                  "input_visualizer", "output_visualizer"};
  return std::find(folders.begin(), folders.end(), top) != folders.end();
}

/// The name in `#include "name"` or `#include <name>`, with its first quote or bracket; empty for
/// any other line.
std::string_view included_by(std::string_view line) {
  line = trimmed(line);
  if (!line.starts_with('#')) return {};
  line = trimmed(line.substr(1));
  if (!line.starts_with("include")) return {};
  line = trimmed(line.substr(std::string_view("include").size()));
  return line.substr(0, line.find_first_of("\">", 1));
}

/// Whether the text includes something that does not lie beside it. More often than needed does no
/// harm: a header that is nowhere else to be found either, as those of include/, is left as it is.
bool needs_bundling(std::string_view text, const fs::path& folder) {
  const auto lines = lines_of(text);
  return std::any_of(lines.begin(), lines.end(), [&](std::string_view line) {
    const auto name = included_by(line);
    if (name.starts_with("<gavel/") || name.starts_with("<problems/") || name == "<testlib.h") {
      return true;
    }
    if (!name.starts_with('"')) return false;
    std::error_code ignored;
    return name.find("..") != std::string_view::npos ||
           !fs::exists(folder / name.substr(1), ignored);
  });
}

class exporter {
 public:
  exporter(const problem& whole, const package_folder& from, const fs::path& to,
           const export_options& options)
      : whole_(whole), from_(from), to_(to), options_(options) {}

  result<export_report> all() {
    for (const auto& name : from_.all_names("", notes_)) {
      if (auto copied = copy(name, 0); !copied) return std::move(copied).failure();
    }
    if (notes_.failed()) return notes_.failure();
    for (const auto& one : whole_.cases) {
      if (auto put = put_case(one.name, {{".in", one.input}, {".ans", one.answer}}); !put) {
        return std::move(put).failure();
      }
    }
    if (options_.format == export_format::v2025_09) {
      if (auto put = put_test_data(); !put) return std::move(put).failure();
    }
    warn_of_unwritten();
    report_.files = files_.size();
    return std::move(report_);
  }

 private:
  using case_files = std::vector<std::pair<std::string, fs::path>>;  ///< ending, file

  [[nodiscard]] bool is_left_out(const std::string& relative) const {
    constexpr std::array never = {generators_file, sums_file};
    if (std::find(never.begin(), never.end(), relative) != never.end()) return true;
    if (relative.find('/') == std::string::npos) {
      // Headers that programs share are put into these.
      return relative.starts_with('.') || relative.ends_with(".hpp") || relative.ends_with(".h");
    }
    if (options_.format == export_format::v2025_09 || !relative.starts_with("data/")) return false;
    return !relative.starts_with("data/sample") && !relative.starts_with("data/secret");
  }

  /// A file, or a folder with all that is in it.
  status copy(const std::string& relative, int depth) {
    if (options_.stop.stop_requested()) return error{"interrupted", fault::interrupted};
    if (is_left_out(relative)) return done();
    if (from_.is_folder(relative, notes_)) {
      if (depth > folder_depth_limit) {
        return error{fmt::format("{}: folders nested deeper than {}", from_.shown(relative),
                                 folder_depth_limit)};
      }
      for (const auto& name : from_.all_names(relative, notes_)) {
        if (auto copied = copy(below(relative, name), depth + 1); !copied) return copied;
      }
      return done();
    }
    const auto text = from_.read(relative, file_limit);
    if (!text) return text.failure();
    auto changed = exported(relative, *text);
    if (!changed) return std::move(changed).failure();
    return put(relative, *changed, is_executable(relative));
  }

  [[nodiscard]] bool is_executable(const std::string& relative) const {
    std::error_code ignored;
    const auto mode = fs::status(from_.full(relative), ignored).permissions();
    return (mode & fs::perms::owner_exec) != fs::perms::none;
  }

  /// What a file becomes.
  result<std::string> exported(const std::string& relative, const std::string& text) {
    if (relative == metadata_file) return metadata(text);
    const auto top = relative.substr(0, relative.find('/'));
    const bool written = top == "statement" || top == "solution";
    const bool text_file = text.find('\0') == std::string::npos;
    const bool group = top == "data" && relative.ends_with("/test_group.yaml");
    if (text_file && (written || group)) return substituted(text, whole_.constants);
    if (!text_file || !is_program_folder(top)) return text;
    auto whole = substituted(text, whole_.constants);
    const auto language = language_code(relative);
    const fs::path path = relative;
    const auto home = fs::absolute(from_.full(relative)).parent_path();
    if ((language != "cpp" && language != "c") || !needs_bundling(whole, home)) return whole;
    program_source source{.name = relative,
                          .home = home,
                          .files = {{path.filename().string(), whole}},
                          .language = ""};
    auto alone = options_.bundled(source);
    if (alone && *alone != whole) ++report_.bundled;
    return alone;
  }

  /// With the version that is asked for, and without the constants, which are put in everywhere.
  /// The lines stay as they are otherwise, comments too.
  result<std::string> metadata(const std::string& text) const {
    const auto document = parse_yaml(from_.shown(metadata_file), text);
    if (!document) return document.failure();
    const auto& root = document->root;
    const auto lines = lines_of(text);
    std::string out;
    for (std::size_t i = 0; i < root.keys.size(); ++i) {
      const auto first = static_cast<std::size_t>(root.keys[i].at.line) - 1;
      const auto end = i + 1 < root.keys.size()
                           ? static_cast<std::size_t>(root.keys[i + 1].at.line) - 1
                           : lines.size();
      if (first >= end) {
        return error{
            fmt::format("{}: several keys in one line: give each its own, so that it can "
                        "be exported",
                        where(*document, root.keys[i].at))};
      }
      if (i == 0) append(out, lines, 0, first);
      const auto& key = root.keys[i].text;
      if (key == "constants") continue;
      if (key == "problem_format_version") {
        out +=
            fmt::format("problem_format_version: {}\n",
                        options_.format == export_format::v2025_09 ? "2025-09" : "2023-07-draft");
        append(out, lines, first + 1, end);  // comments
        continue;
      }
      append(out, lines, first, end);
    }
    return out;
  }

  static void append(std::string& out, const std::vector<std::string_view>& lines,
                     std::size_t first, std::size_t end) {
    for (auto i = first; i < end && i < lines.size(); ++i) {
      out += lines[i];
      out += '\n';
    }
  }

  status put_case(const std::string& name, const case_files& files) {
    for (const auto& [ending, file] : files) {
      const auto relative = below("data", name + ending);
      if (file.empty()) continue;
      auto bytes = read_file(file);
      if (!bytes) return std::move(bytes).failure();
      if (auto written = put(relative, *bytes, false); !written) return written;
    }
    return done();
  }

  status put_test_data() {
    for (const auto& one : whole_.invalid_inputs) {
      if (auto put = put_case(one.name, {{".in", one.input}}); !put) return put;
    }
    for (const auto* list : {&whole_.valid_outputs, &whole_.invalid_outputs}) {
      for (const auto& one : *list) {
        const case_files files = {{".in", one.input}, {".ans", one.answer}, {".out", one.output}};
        if (auto put = put_case(one.name, files); !put) return put;
      }
    }
    return done();
  }

  /// Files that generators.yaml holds beside inputs and answers.
  void warn_of_unwritten() {
    if (!from_.has(generators_file, notes_)) return;
    const auto document = from_.read_yaml(generators_file);
    if (document) warn_of_unwritten(*document, document->root);
  }

  void warn_of_unwritten(const yaml_document& document, const yaml_node& node) {
    constexpr std::array kept_there = {"test_group.yaml", "yaml",         "in.statement",
                                       "ans.statement",   "in.download",  "ans.download",
                                       "interaction",     "testdata.yaml"};
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      warn_of_unwritten(document, node.items[i]);
      if (node.is != yaml_node::kind::map) continue;
      const auto& key = node.keys[i];
      if (std::find(kept_there.begin(), kept_there.end(), key.text) == kept_there.end()) continue;
      report_.warnings.push_back(fmt::format(
          "{}: {}: not exported, because it is no file: write it into a file of data/, or copy it",
          where(document, key.at), key.text));
    }
  }

  status put(const std::string& relative, std::string_view bytes, bool executable) {
    if (options_.stop.stop_requested()) return error{"interrupted", fault::interrupted};
    files_.insert(relative);
    return write_file(to_ / relative, bytes, executable);
  }

  const problem& whole_;
  const package_folder& from_;
  const fs::path& to_;
  const export_options& options_;
  complaints notes_;
  std::set<std::string> files_;
  export_report report_;
};

result<export_report> write_package(const problem& whole, const export_options& options) {
  if (whole.format != problem_format::v2025_09) {
    return error{
        fmt::format("{}: only packages of format 2025-09 can be exported", whole.folder.string())};
  }
  std::error_code failed;
  auto target = fs::absolute(options.folder, failed).lexically_normal();
  if (target.filename().empty()) target = target.parent_path();  // it ended in '/'
  if (auto free = check_target(whole.folder, target, options.replace); !free) {
    return std::move(free).failure();
  }
  const auto from = package_folder::open(whole.folder);
  if (!from) return from.failure();
  const unfinished_folder made(target);
  auto report = exporter(whole, *from, made.path(), options).all();
  if (!report) return report;
  if (auto there = made.become(target); !there) return std::move(there).failure();
  return report;
}

}  // namespace
}  // namespace judge::package

namespace judge {

result<export_report> export_problem(const problem& whole, const export_options& options) {
  return package::write_package(whole, options);
}

std::string export_name(const std::string& name) {
  std::string out;
  std::copy_if(name.begin(), name.end(), std::back_inserter(out), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
  return out;
}

}  // namespace judge

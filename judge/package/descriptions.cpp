#include "judge/package/descriptions.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "judge/base/text.hpp"
#include "judge/package/folder.hpp"

namespace judge::package {
namespace {

std::string in_its_files(const package_folder& folder, const std::string& stem) {
  complaints silent;  // said when the case was read
  for (const auto* ending : {".desc", ".hint"}) {
    if (!folder.has(stem + ending, silent)) continue;
    if (const auto text = folder.read(stem + ending, yaml_limit_bytes)) {
      if (!trimmed(*text).empty()) return std::string(trimmed(*text));
    }
  }
  if (!folder.has(stem + ".yaml", silent)) return {};
  const auto document = folder.read_yaml(stem + ".yaml");
  if (!document) return {};
  fields from(*document, document->root, silent);
  for (const auto* key : {"description", "hint"}) {
    if (const auto said = from.text(key); said && !said->empty()) return *said;
  }
  return {};
}

/// Of the entry at this line, from 1.
std::string comment_at(const std::vector<std::string_view>& lines, int line) {
  auto at = static_cast<std::size_t>(line) - 1;
  if (line < 1 || at >= lines.size()) return {};
  std::vector<std::string> parts;
  if (const auto behind = lines[at].find(" # "); behind != std::string_view::npos) {
    parts.emplace_back(trimmed(lines[at].substr(behind + 3)));
  }
  while (at > 0 && trimmed(lines[--at]).starts_with('#')) {
    parts.emplace_back(trimmed(trimmed(lines[at]).substr(1)));
  }
  std::reverse(parts.begin(), parts.end());
  return joined(parts, " ");
}

}  // namespace
}  // namespace judge::package

namespace judge {

std::string description_of(const problem& whole, const std::string& case_name) {
  const auto folder = package::package_folder::open(whole.folder);
  if (!folder) return {};
  auto said = package::in_its_files(*folder, package::below("data", case_name));
  if (!said.empty() || !whole.plan) return said;
  for (const auto& one : whole.plan->cases) {
    if (one.name != case_name) continue;
    const auto text = folder->read("generators/generators.yaml", package::yaml_limit_bytes);
    if (text) return package::comment_at(lines_of(*text), one.line);
  }
  return {};
}

}  // namespace judge

#include "judge/package/time_limit_files.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judge/base/text.hpp"
#include "judge/package/limits.hpp"

namespace judge::package {
namespace {

constexpr auto seconds_file = ".timelimit";
constexpr auto domjudge_file = "domjudge-problem.ini";
constexpr std::uintmax_t size_limit = std::uintmax_t{64} << 10;

/// The seconds that a text is, or nothing and the complaint made.
std::optional<double> seconds_of(std::string_view text, const std::string& at, complaints& notes) {
  const auto value = decimal(text);
  if (value && *value >= seconds.low && *value <= seconds.high) return value;
  notes.fail(fmt::format("{}: '{}' is not {}: write for example {}", at, printable(text),
                         seconds.what, seconds.example));
  return {};
}

std::string_view without_quotes(std::string_view text) {
  const bool quoted = text.size() >= 2 && (text.front() == '"' || text.front() == '\'') &&
                      text.front() == text.back();
  return quoted ? text.substr(1, text.size() - 2) : text;
}

/// `key = value` lines; a ';' or '#' starts a comment, a '[' a section.
std::optional<double> read_domjudge(const std::string& text, const std::string& shown,
                                    complaints& notes) {
  std::optional<double> limit;
  std::vector<std::string> others;
  int number = 0;
  for (const auto raw : lines_of(text)) {
    ++number;
    const auto line = trimmed(raw);
    if (line.empty() || line.front() == ';' || line.front() == '#' || line.front() == '[') continue;
    const auto at = fmt::format("{}:{}:1", shown, number);
    const auto equals = line.find('=');
    if (equals == std::string_view::npos) {
      notes.warn(fmt::format("{}: '{}' is no 'key = value', ignored", at, printable(line)));
      continue;
    }
    const auto key = trimmed(line.substr(0, equals));
    const auto value = without_quotes(trimmed(line.substr(equals + 1)));
    if (key == "timelimit") {
      limit = seconds_of(value, at, notes);
    } else if (key == "special_run" || key == "special_compare") {
      notes.warn(
          fmt::format("{}: {}: names a program of a DOMjudge server, ignored: put the "
                      "program into the package as its output validator",
                      at, key));
    } else {
      others.push_back(fmt::format("{} (line {})", printable(key), number));
    }
  }
  if (!others.empty()) {
    notes.warn(fmt::format("{}: not followed, as only a contest's pages show it: {}", shown,
                           joined(others, ", ")));
  }
  return limit;
}

}  // namespace

void read_time_limit_files(const package_folder& folder, problem& into, complaints& notes) {
  std::optional<double> given;
  const char* of_file = nullptr;
  if (folder.has(domjudge_file, notes)) {
    const auto text = notes.keep(folder.read(domjudge_file, size_limit));
    if (text) given = read_domjudge(*text, folder.shown(domjudge_file), notes);
    if (given) of_file = domjudge_file;
  }
  if (folder.has(seconds_file, notes)) {
    const auto text = notes.keep(folder.read(seconds_file, size_limit));
    if (!text) return;
    const auto other = given;
    given = seconds_of(trimmed(*text), folder.shown(seconds_file) + ":1:1", notes);
    if (given && other && *given != *other) {
      notes.warn(fmt::format("{}: its time limit of {} s does not count: {} says {} s",
                             folder.shown(domjudge_file), *other, folder.shown(seconds_file),
                             *given));
    }
    of_file = seconds_file;
  }
  if (!given) return;
  if (into.time_limit) {
    notes.warn(fmt::format("{}: its time limit does not count: problem.yaml has one",
                           folder.shown(of_file)));
    return;
  }
  set_time_limit(into, *given);
  if (into.format == problem_format::legacy) return;
  notes.warn(
      fmt::format("{}: followed, but not of 2025-09: write limits.time_limit into "
                  "problem.yaml",
                  folder.shown(of_file)));
}

}  // namespace judge::package

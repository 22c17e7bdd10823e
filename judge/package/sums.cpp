#include "judge/package/sums.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "judge/base/text.hpp"

namespace judge::package {
namespace {

constexpr std::size_t digits = 64;

/// A relative path that stays where it is put.
bool is_tame(std::string_view path) {
  return !path.empty() && path.front() != '/' &&
         fmt::format("/{}/", path).find("/../") == std::string::npos;
}

}  // namespace

bool is_sum(std::string_view text) {
  return text.size() == digits && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

result<std::map<std::string, std::string>> parse_sums(const std::string& name,
                                                      std::string_view text) {
  std::map<std::string, std::string> sums;
  int number = 0;
  for (const auto line : lines_of(text)) {
    ++number;
    if (trimmed(line).empty()) continue;
    const auto sum = line.substr(0, digits);
    // Two blanks, or a blank and the star of binary mode.
    const bool separated = line.size() > digits + 2 && line[digits] == ' ' &&
                           (line[digits + 1] == ' ' || line[digits + 1] == '*');
    const auto complain = [&](std::string_view what) {
      return error{
          fmt::format("{}:{}: {}: write what 'sha256sum' prints, for example with 'judge "
                      "generate --update-sums'",
                      name, number, what)};
    };
    if (!is_sum(sum) || !separated) {
      return complain(fmt::format("'{}' is not a sum, two blanks and a name", printable(line)));
    }
    const auto file = line.substr(digits + 2);
    if (!is_tame(file)) return complain(fmt::format("'{}' leads out of data/", printable(file)));
    if (!sums.emplace(file, sum).second) {
      return complain(fmt::format("'{}' is there twice", printable(file)));
    }
  }
  return sums;
}

std::string sums_text(const std::map<std::string, std::string>& sums) {
  std::string text;
  for (const auto& [name, sum] : sums) text += fmt::format("{}  {}\n", sum, name);
  return text;
}

}  // namespace judge::package

#include "judge/package/expectations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "judge/base/text.hpp"

namespace judge::package {
namespace {

constexpr auto ac = verdict::accepted;
constexpr auto wa = verdict::wrong_answer;
constexpr auto tle = verdict::time_limit;
constexpr auto rte = verdict::run_time_error;

struct named_verdict {
  std::string_view name;
  verdict is;
};
/// The words of DOMjudge and BAPCtools, folded as this judge folds verdicts.
constexpr std::array comment_words = {named_verdict{"CORRECT", ac},
                                      named_verdict{"ACCEPTED", ac},
                                      named_verdict{"AC", ac},
                                      named_verdict{"WRONG-ANSWER", wa},
                                      named_verdict{"WRONG_ANSWER", wa},
                                      named_verdict{"WA", wa},
                                      named_verdict{"NO-OUTPUT", wa},
                                      named_verdict{"NO_OUTPUT", wa},
                                      named_verdict{"TIMELIMIT", tle},
                                      named_verdict{"TIME_LIMIT_EXCEEDED", tle},
                                      named_verdict{"TLE", tle},
                                      named_verdict{"RUN-ERROR", rte},
                                      named_verdict{"RUN_TIME_ERROR", rte},
                                      named_verdict{"RUNTIME_ERROR", rte},
                                      named_verdict{"RTE", rte},
                                      named_verdict{"OUTPUT-LIMIT", rte},
                                      named_verdict{"OUTPUT_LIMIT", rte},
                                      named_verdict{"MEMORY-LIMIT", rte},
                                      named_verdict{"COMPILER-ERROR", verdict::compile_error},
                                      named_verdict{"COMPILER_ERROR", verdict::compile_error}};

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return text;
}

std::optional<expectation_rule> rule_of_2025_09(std::string_view folder) {
  if (folder == "accepted") return expectation_rule{.name = {}, .permitted = {ac}};
  if (folder == "wrong_answer") {
    return expectation_rule{.name = {}, .permitted = {ac, wa}, .required = {wa}};
  }
  if (folder == "time_limit_exceeded") {
    return expectation_rule{.name = {}, .permitted = {ac, tle}, .required = {tle}};
  }
  if (folder == "run_time_error") {
    return expectation_rule{.name = {}, .permitted = {ac, rte}, .required = {rte}};
  }
  return std::nullopt;
}

/// See the table in the header.
std::optional<expectation_rule> rule_of_legacy(std::string_view folder, bool scoring) {
  if (folder == "accepted") {
    if (!scoring) return rule_of_2025_09(folder);
    return expectation_rule{.name = {}, .overall = {ac}, .bound = limit_bound::lower};
  }
  if (folder == "wrong_answer") {
    return expectation_rule{.name = {},
                            .required = scoring ? std::set<verdict>{} : std::set{wa},
                            .overall = {wa},
                            .bound = limit_bound::none};
  }
  if (folder == "time_limit_exceeded") {
    return expectation_rule{.name = {}, .required = {tle}, .overall = {wa, tle}};
  }
  if (folder == "run_time_error") {
    return expectation_rule{.name = {}, .required = {rte}, .bound = limit_bound::none};
  }
  if (folder == "partially_accepted") {
    return expectation_rule{.name = {}, .overall = {ac}, .bound = limit_bound::none};
  }
  return std::nullopt;
}

/// What both formats' packages hold beside the official folders. None of these moves the limit.
std::optional<expectation_rule> rule_of_others(std::string_view folder) {
  if (folder == "rejected") {
    return expectation_rule{.name = {}, .required = {wa, tle, rte}, .bound = limit_bound::none};
  }
  if (folder == "brute_force") {
    return expectation_rule{.name = {},
                            .permitted = {ac, tle, rte},
                            .required = {tle, rte},
                            .bound = limit_bound::none};
  }
  // 2025-09 has no such folder, but problemtools looks into it: less than the best score.
  if (folder == "partially_accepted") {
    return expectation_rule{.name = {}, .bound = limit_bound::none};
  }
  return std::nullopt;
}

/// The first line behind the mark, up to where a comment of any language ends.
std::vector<std::string> tagged_words(const program_source& program) {
  constexpr std::string_view mark = "@EXPECTED_RESULTS@:";
  for (const auto& file : program.files) {
    const auto text = upper(file.text);
    const auto at = text.find(mark);
    if (at == std::string::npos) continue;
    auto line = text.substr(at + mark.size());
    line = line.substr(0, line.find_first_of("\r\n"));
    std::replace(line.begin(), line.end(), ',', ' ');
    auto words = words_of(line);
    words.erase(std::find_if(words.begin(), words.end(),
                             [](const auto& word) {
                               return word == "*/" || word == "-->" || word == "*)";
                             }),
                words.end());
    return words;
  }
  return {};
}

}  // namespace

std::string names_of(const std::set<verdict>& verdicts) {
  std::vector<std::string> names;
  for (const auto one : verdicts) names.emplace_back(short_name(one));
  return joined(names, " or ");
}

bool is_official(std::string_view folder) { return rule_of_2025_09(folder).has_value(); }

std::optional<expectation_rule> rule_of_folder(std::string_view folder, problem_format format,
                                               bool scoring) {
  auto rule = format == problem_format::legacy ? rule_of_legacy(folder, scoring)
                                               : rule_of_2025_09(folder);
  if (!rule) rule = rule_of_others(folder);
  if (rule) rule->name = std::string(folder) + "/";
  return rule;
}

std::optional<expectation_rule> rule_of_comment(const program_source& program,
                                                std::string_view shown, complaints& notes) {
  expectation_rule rule{.name = "@EXPECTED_RESULTS@", .bound = limit_bound::none};
  for (const auto& word : tagged_words(program)) {
    const auto* const known = std::find_if(comment_words.begin(), comment_words.end(),
                                           [&](const auto& one) { return one.name == word; });
    if (known != comment_words.end()) {
      rule.overall.insert(known->is);
    } else {
      notes.warn(
          fmt::format("{}: @EXPECTED_RESULTS@: '{}' is not a result, ignored: write CORRECT, "
                      "WRONG-ANSWER, TIMELIMIT, RUN-ERROR or COMPILER-ERROR",
                      shown, printable(word)));
    }
  }
  if (rule.overall.empty()) return std::nullopt;
  return rule;
}

expectation expecting(std::vector<expectation_rule> rules) {
  std::set<verdict> left{ac, wa, tle, rte, verdict::compile_error};
  std::set<verdict> asked;
  const auto narrow = [](std::set<verdict>& from, const std::set<verdict>& to) {
    if (!to.empty()) std::erase_if(from, [&](verdict one) { return !to.contains(one); });
  };
  for (const auto& rule : rules) {
    if (rule.cases) continue;
    narrow(left, rule.permitted);
    narrow(left, rule.overall);
    if (asked.empty()) asked = rule.required;
  }
  narrow(asked, left);
  const auto& shown = asked.empty() ? left : asked;
  // Nothing narrowed it: the rules are about single cases, scores or messages.
  const auto name = shown.size() > 3 ? std::string("by rules") : names_of(shown);
  return {std::move(rules), name};
}

}  // namespace judge::package

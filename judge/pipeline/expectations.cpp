#include "judge/pipeline/expectations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "judge/base/text.hpp"
#include "judge/pipeline/aggregate.hpp"

namespace judge {
namespace {

std::string names(const std::set<verdict>& verdicts) {
  std::string text;
  for (const auto one : verdicts) {
    if (!text.empty()) text += " or ";
    text += short_name(one);
  }
  return text;
}

using cases_of_a_rule = std::vector<const case_result*>;

/// The cases that a rule is about, skipped ones left out.
cases_of_a_rule cases_of(const expectation_rule& rule, const submission_result& judged) {
  cases_of_a_rule cases;
  for (const auto& one : judged.cases) {
    if (one.is != verdict::skipped && rule.is_about(one.name)) cases.push_back(&one);
  }
  return cases;
}

/// "no case", or "no case of secret/group1"
std::string no_case(const expectation_rule& rule) {
  return rule.cases ? "no case of " + rule.cases->text() : "no case";
}

void hold_against_overall(const expectation_rule& rule, const submission_result& judged,
                          std::vector<broken_rule>& broken) {
  if (rule.overall.empty() || rule.overall.contains(folded(judged.is))) return;
  broken_rule out{.sentence = fmt::format("{} in all, where only {} is expected",
                                          short_name(judged.is), names(rule.overall)),
                  .rule = rule.name};
  for (const auto& one : judged.cases) {
    if (one.is != judged.is || one.is == verdict::accepted) continue;
    out.cases = {one.name};
    break;
  }
  broken.push_back(std::move(out));
}

void hold_against_permitted(const expectation_rule& rule, const cases_of_a_rule& cases,
                            std::vector<broken_rule>& broken) {
  if (rule.permitted.empty()) return;
  broken_rule out{.sentence = {}, .rule = rule.name};
  for (const auto* one : cases) {
    if (rule.permitted.contains(folded(one->is))) continue;
    if (out.cases.empty()) out.sentence = fmt::format("{} on {}", short_name(one->is), one->name);
    out.cases.push_back(one->name);
  }
  if (out.cases.empty()) return;
  if (out.cases.size() > 1) out.sentence += fmt::format(" and {} more", out.cases.size() - 1);
  out.sentence += fmt::format(", where only {} is permitted", names(rule.permitted));
  broken.push_back(std::move(out));
}

void hold_against_required(const expectation_rule& rule, const cases_of_a_rule& cases,
                           std::vector<broken_rule>& broken) {
  if (rule.required.empty()) return;
  const auto wanted = [&](const auto* one) { return rule.required.contains(folded(one->is)); };
  if (std::any_of(cases.begin(), cases.end(), wanted)) return;
  broken.push_back({.sentence = fmt::format("{} gave {}", no_case(rule), names(rule.required)),
                    .rule = rule.name});
}

/// Of a rule for some cases, none of which was judged. Where the problem has none of them either,
/// the package's reader has warned.
void hold_against_skipped(const expectation_rule& rule, const submission_result& judged,
                          std::vector<broken_rule>& broken) {
  const auto covered = [&](const auto& one) { return rule.is_about(one.name); };
  if (rule.required.empty()) return;
  if (std::none_of(judged.cases.begin(), judged.cases.end(), covered)) return;
  broken.push_back({.sentence = fmt::format("every case of {} was skipped, where {} is required",
                                            rule.cases->text(), names(rule.required)),
                    .rule = rule.name});
}

bool says(const std::optional<check_outcome>& check, const std::string& message) {
  return check && check->judge_message.find(message) != std::string::npos;
}

void hold_against_message(const expectation_rule& rule, const cases_of_a_rule& cases,
                          std::vector<broken_rule>& broken) {
  if (rule.message.empty()) return;
  const auto wanted = [&](const case_result* one) {
    return says(one->check, rule.message) ||
           std::any_of(one->earlier.begin(), one->earlier.end(),
                       [&](const pass_facts& pass) { return says(pass.check, rule.message); });
  };
  if (std::any_of(cases.begin(), cases.end(), wanted)) return;
  broken.push_back({.sentence = fmt::format("{} has '{}' in its judgemessage.txt", no_case(rule),
                                            printable(rule.message)),
                    .rule = rule.name});
}

/// Scores are sums and products of doubles, and people write decimal numbers.
bool within(double score, const score_range& range) {
  const auto off = 1e-9 * std::max(1.0, std::abs(score));
  return score >= range.low - off && score <= range.high + off;
}

std::string shown(const score_range& range) {
  if (range.low == range.high) return fmt::format("{}", range.low);
  if (std::isinf(range.low)) return fmt::format("at most {}", range.high);
  if (std::isinf(range.high)) return fmt::format("at least {}", range.low);
  return fmt::format("{} to {}", range.low, range.high);
}

void hold_against_score(const expectation_rule& rule, const submission_result& judged,
                        std::vector<broken_rule>& broken) {
  if (!rule.score) return;
  const auto hold = [&](std::optional<double> score, const std::string& of_what) {
    if (score && within(*score, *rule.score)) return;
    const auto got = score ? fmt::format("a score of {}", *score) : std::string("no score");
    broken.push_back(
        {.sentence = fmt::format("{}{}, where {} is expected", got, of_what, shown(*rule.score)),
         .rule = rule.name});
  };
  if (!rule.cases) return hold(judged.score, "");
  for (const auto& group : judged.groups) {
    if (rule.cases->names(group.name)) hold(group.score, " for " + group.name);
  }
}

broken_rule judge_error_of(const submission_result& judged) {
  const auto broken = std::find_if(judged.cases.begin(), judged.cases.end(),
                                   [](const auto& c) { return c.is == verdict::judge_error; });
  if (broken == judged.cases.end()) return {.sentence = "there was no case to judge it on"};
  return {.sentence = fmt::format("judge error on {}", broken->name), .cases = {broken->name}};
}

}  // namespace

std::vector<broken_rule> why_not_met(const submission_result& judged, const expectation& expected) {
  if (judged.is == verdict::compile_error) {
    const auto wanted = [](const auto& rule) {
      return rule.overall.contains(verdict::compile_error);
    };
    if (std::any_of(expected.rules.begin(), expected.rules.end(), wanted)) return {};
    return {{.sentence = "it does not compile"}};
  }
  if (judged.is == verdict::judge_error) return {judge_error_of(judged)};
  std::vector<broken_rule> broken;
  for (const auto& rule : expected.rules) {
    const auto cases = cases_of(rule, judged);
    hold_against_overall(rule, judged, broken);
    hold_against_score(rule, judged, broken);
    hold_against_permitted(rule, cases, broken);
    if (rule.cases && cases.empty()) {
      hold_against_skipped(rule, judged, broken);
      continue;
    }
    hold_against_required(rule, cases, broken);
    hold_against_message(rule, cases, broken);
  }
  return broken;
}

}  // namespace judge

#include "judge/pipeline/expectations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

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

/// The cases that a rule is about, skipped ones left out.
std::vector<const case_result*> cases_of(const expectation_rule& rule,
                                         const submission_result& judged) {
  std::vector<const case_result*> cases;
  for (const auto& one : judged.cases) {
    if (one.is != verdict::skipped && (!rule.cases || rule.cases->covers(one.name))) {
      cases.push_back(&one);
    }
  }
  return cases;
}

/// " of secret/group1", where a rule is not about all cases.
std::string of_which(const expectation_rule& rule) {
  return rule.cases ? " of " + rule.cases->text() : "";
}

void hold_against_permitted(const expectation_rule& rule,
                            const std::vector<const case_result*>& cases,
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

void hold_against_required(const expectation_rule& rule,
                           const std::vector<const case_result*>& cases,
                           std::vector<broken_rule>& broken) {
  if (rule.required.empty()) return;
  const bool seen = std::any_of(cases.begin(), cases.end(), [&](const auto* one) {
    return rule.required.contains(folded(one->is));
  });
  if (seen) return;
  broken.push_back(
      {.sentence = fmt::format("no case{} gave {}", of_which(rule), names(rule.required)),
       .rule = rule.name});
}

broken_rule judge_error_of(const submission_result& judged) {
  const auto broken = std::find_if(judged.cases.begin(), judged.cases.end(),
                                   [](const auto& c) { return c.is == verdict::judge_error; });
  if (broken == judged.cases.end()) return {.sentence = "there was no case to judge it on"};
  return {.sentence = fmt::format("judge error on {}", broken->name), .cases = {broken->name}};
}

}  // namespace

std::vector<broken_rule> why_not_met(const submission_result& judged, const expectation& expected) {
  if (judged.is == verdict::compile_error && expected.overall.contains(judged.is)) return {};
  if (judged.is == verdict::compile_error) return {{.sentence = "it does not compile"}};
  if (judged.is == verdict::judge_error) return {judge_error_of(judged)};
  std::vector<broken_rule> broken;
  if (!expected.overall.empty() && !expected.overall.contains(folded(judged.is))) {
    broken.push_back({.sentence = fmt::format("{} in all, where only {} is expected",
                                              short_name(judged.is), names(expected.overall)),
                      .rule = "@EXPECTED_RESULTS@"});
  }
  for (const auto& rule : expected.rules) {
    const auto cases = cases_of(rule, judged);
    hold_against_permitted(rule, cases, broken);
    hold_against_required(rule, cases, broken);
  }
  return broken;
}

}  // namespace judge

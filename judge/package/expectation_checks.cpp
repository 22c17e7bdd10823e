// What can be said of expectations once the cases and groups of the problem are known.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <string>

#include "judge/base/text.hpp"
#include "judge/package/expectations.hpp"
#include "judge/package/submissions.hpp"

namespace judge::package {
namespace {

/// The best score that a submission can get; nothing where there is no best one.
std::optional<double> best_score(const problem& of) {
  const auto* root = of.format == problem_format::legacy ? "" : "secret";
  for (const auto& group : of.groups) {
    if (group.name != root) continue;
    if (of.format != problem_format::legacy) return group.how.max_score;
    const auto best = of.lower_is_better ? group.how.low : group.how.high;
    if (std::isfinite(best)) return best;
  }
  return {};
}

/// Worse than the best, by more than sums of doubles are off.
void bound_partial_scores(problem& of) {
  const auto best = best_score(of);
  if (!best) return;
  constexpr auto infinity = std::numeric_limits<double>::infinity();
  const auto margin = 1e-6 * std::max(1.0, std::abs(*best));
  const auto worse = of.lower_is_better ? score_range{*best + margin, infinity}
                                        : score_range{-infinity, *best - margin};
  for (auto& one : of.submissions) {
    if (!one.expected) continue;
    for (auto& rule : one.expected->rules) {
      if (rule.name == "partially_accepted/") rule.score = worse;
    }
  }
}

class expectation_checks {
 public:
  expectation_checks(const package_folder& folder, const problem& of, complaints& notes)
      : folder_(folder), of_(of), notes_(notes) {
    for (const auto& one : of.cases) cases_.push_back(one.name);
    if (!of.plan) return;
    for (const auto& one : of.plan->cases) {
      if (one.name.starts_with("sample/") || one.name.starts_with("secret/")) {
        cases_.push_back(one.name);
      }
    }
  }

  void check() {
    for (const auto& one : of_.submissions) {
      if (!one.expected) continue;
      for (const auto& rule : one.expected->rules) check_globs(rule);
      check_together(one);
    }
  }

 private:
  [[nodiscard]] std::string where(const expectation_rule& rule) const {
    return folder_.shown(below("submissions", rule.name));
  }

  /// Once for a rule, however many submissions it is about.
  void check_globs(const expectation_rule& rule) {
    if (!rule.cases || !seen_.insert(rule.name).second) return;
    const auto covered = [&](const std::string& name) { return rule.is_about(name); };
    if (std::none_of(cases_.begin(), cases_.end(), covered)) {
      notes_.warn(fmt::format("{}: '{}' matches no case: check its spelling, or remove it",
                              where(rule), printable(rule.cases->text())));
    }
    const auto named = [&](const test_group& group) { return rule.cases->names(group.name); };
    if (rule.score && std::none_of(of_.groups.begin(), of_.groups.end(), named)) {
      notes_.warn(
          fmt::format("{}: score: '{}' matches no group of cases, and only groups have scores: "
                      "name one",
                      where(rule), printable(rule.cases->text())));
    }
  }

  /// Whether any verdicts at all could keep all the rules.
  void check_together(const submission& one) {
    std::set<const expectation_rule*> about_some_case;
    std::set<const expectation_rule*> possible;
    for (const auto& name : cases_) {
      const auto left = permitted_on(one, name);
      if (left.empty()) return;
      for (const auto& rule : one.expected->rules) {
        if (!rule.is_about(name)) continue;
        about_some_case.insert(&rule);
        const auto meets = [&](verdict v) { return left.contains(v); };
        if (std::any_of(rule.required.begin(), rule.required.end(), meets)) possible.insert(&rule);
      }
    }
    for (const auto& rule : one.expected->rules) {
      if (rule.required.empty() || possible.contains(&rule)) continue;
      if (!about_some_case.contains(&rule)) continue;
      notes_.fail(fmt::format("{}: {}: {} is required, but not permitted on any case: permit it",
                              where(rule), one.source.name, names_of(rule.required)));
    }
  }

  /// By all rules together; where that is nothing, it is said.
  std::set<verdict> permitted_on(const submission& one, const std::string& name) {
    std::set<verdict> left{verdict::accepted, verdict::wrong_answer, verdict::time_limit,
                           verdict::run_time_error};
    const expectation_rule* before = nullptr;
    for (const auto& rule : one.expected->rules) {
      if (rule.permitted.empty() || !rule.is_about(name)) continue;
      std::erase_if(left, [&](verdict v) { return !rule.permitted.contains(v); });
      if (left.empty()) {
        notes_.fail(
            fmt::format("{}: {}: only {} is permitted on {}, but {} permits only {} there: change "
                        "one of them",
                        where(rule), one.source.name, names_of(rule.permitted), name, before->name,
                        names_of(before->permitted)));
        break;
      }
      before = &rule;
    }
    return left;
  }

  const package_folder& folder_;
  const problem& of_;
  complaints& notes_;
  std::vector<std::string> cases_;
  std::set<std::string> seen_;
};

}  // namespace

void settle_submissions(const package_folder& folder, problem& of, complaints& notes) {
  bound_partial_scores(of);
  expectation_checks(folder, of, notes).check();
}

}  // namespace judge::package

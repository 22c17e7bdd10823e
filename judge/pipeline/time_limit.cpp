#include "judge/pipeline/time_limit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "judge/pipeline/aggregate.hpp"

namespace judge {
namespace {

double seconds(microseconds time) { return static_cast<double>(time.count()) / 1e6; }
double seconds(milliseconds time) { return static_cast<double>(time.count()) / 1e3; }

microseconds slowest(const submission_result& judged) {
  microseconds most{0};
  for (const auto& one : judged.cases) most = std::max(most, one.run.cpu_time);
  return most;
}

}  // namespace

bool bounds_from_below(const expectation_rule& rule) {
  if (rule.bound != limit_bound::by_verdicts) return rule.bound == limit_bound::lower;
  return !rule.permitted.empty() && !rule.permitted.contains(verdict::time_limit);
}

bool bounds_from_above(const expectation_rule& rule) {
  if (rule.bound != limit_bound::by_verdicts) return rule.bound == limit_bound::upper;
  return rule.required == std::set{verdict::time_limit};
}

bool bounds_from_below(const expectation& expected) {
  return std::any_of(expected.rules.begin(), expected.rules.end(),
                     [](const auto& rule) { return bounds_from_below(rule); });
}

bool bounds_from_above(const expectation& expected) {
  return std::any_of(expected.rules.begin(), expected.rules.end(),
                     [](const auto& rule) { return bounds_from_above(rule); });
}

milliseconds inferred_time_limit(const problem& of, microseconds slowest_accepted) {
  const auto wanted = seconds(slowest_accepted) * of.accepted_to_limit;
  const auto step = seconds(of.time_resolution);
  const auto steps = std::max(1.0, std::ceil(wanted / step));
  return milliseconds(std::llround(steps * step * 1000));
}

result<microseconds> slowest_accepted(const problem& of,
                                      std::span<const submission_result> judged) {
  microseconds most{-1};
  for (const auto& one : judged) {
    if (one.is != verdict::accepted) {
      return error{fmt::format("{}: no time limit is given, and it cannot be inferred: {} is {}",
                               of.folder.string(), one.name, short_name(one.is)),
                   one.is == verdict::judge_error ? fault::environment : fault::input};
    }
    most = std::max(most, slowest(one));
  }
  if (most < microseconds(0)) {
    return error{fmt::format(
        "{}: no time limit is given, and there is no accepted submission to infer it from: set "
        "limits.time_limit in problem.yaml, or use --time-limit",
        of.folder.string())};
  }
  return most;
}

std::string time_sensitive(const problem& of, const submission_result& judged,
                           const expectation& expected) {
  if (judged.cases.empty()) return {};
  const auto most = seconds(slowest(judged));
  const auto limit = seconds(judged.limits.time);
  if (judged.is == verdict::accepted && bounds_from_below(expected)) {
    if (most * of.accepted_to_limit <= limit) return {};
    return fmt::format("time sensitive: {:.2f} s is more than the limit of {:g} s divided by {:g}",
                       most, limit, of.accepted_to_limit);
  }
  if (bounds_from_above(expected) && folded(judged.is) == verdict::time_limit &&
      most < limit * of.limit_to_exceeded) {
    return fmt::format("time sensitive: {:.2f} s is less than {:g} times the limit of {:g} s", most,
                       of.limit_to_exceeded, limit);
  }
  return {};
}

}  // namespace judge

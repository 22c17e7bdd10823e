#include "judge/pipeline/time_limit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "judge/pipeline/aggregate.hpp"

namespace judge {
namespace {

double seconds(microseconds time) { return static_cast<double>(time.count()) / 1e6; }

/// For a sleeper the wall clock counts: its CPU time says nothing.
microseconds time_of(const case_result& one) {
  const auto most = slowest_pass(one);
  return one.is == verdict::idle_limit ? std::max(most, one.run.wall_time) : most;
}

std::optional<decisive_run> slowest_of(const submission_result& judged,
                                       const expectation_rule& rule) {
  std::optional<decisive_run> most;
  for (const auto& one : judged.cases) {
    if (one.is == verdict::skipped || one.failed_to_run || !rule.is_about(one.name)) continue;
    const auto time = time_of(one);
    if (!most || time > most->time) most = {time, judged.name, one.name};
  }
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

std::optional<decisive_run> needs_at_least(const submission_result& judged,
                                           const expectation& expected) {
  std::optional<decisive_run> most;
  for (const auto& rule : expected.rules) {
    if (!bounds_from_below(rule)) continue;
    auto slowest = slowest_of(judged, rule);
    if (slowest && (!most || slowest->time > most->time)) most = std::move(slowest);
  }
  return most;
}

std::optional<decisive_run> exceeds_at_most(const submission_result& judged,
                                            const expectation& expected) {
  std::optional<decisive_run> least;
  for (const auto& rule : expected.rules) {
    if (!bounds_from_above(rule)) continue;
    auto slowest = slowest_of(judged, rule);
    if (slowest && (!least || slowest->time < least->time)) least = std::move(slowest);
  }
  return least;
}

milliseconds inferred_time_limit(const problem& of, microseconds slowest) {
  const auto wanted = seconds(slowest) * of.accepted_to_limit;
  const auto step = seconds(of.time_resolution);
  const auto steps = std::max(1.0, std::ceil(wanted / step));
  return milliseconds(std::llround(steps * step * 1000));
}

std::string no_room_above(const problem& of, milliseconds limit, const decisive_run& slowest,
                          const decisive_run& fastest) {
  if (of.format == problem_format::legacy || fastest.time <= limit ||
      seconds(fastest.time) >= seconds(limit) * of.limit_to_exceeded) {
    return {};
  }
  return fmt::format(
      "no time limit suits the submissions: {} takes {:.2f} s on {}, so that the limit is at least "
      "{:g} s; {} takes {:.2f} s on {}, so that it is at most {:.2f} s: make the data harder, or "
      "change limits.time_multipliers or time_resolution in problem.yaml",
      slowest.submission, seconds(slowest.time), slowest.name, seconds(limit), fastest.submission,
      seconds(fastest.time), fastest.name, seconds(fastest.time) / of.limit_to_exceeded);
}

std::string time_sensitive(const problem& of, const submission_result& judged,
                           const submission_result& at_margin, const expectation& expected) {
  const auto limit = seconds(judged.limits.time);
  const auto slowest = needs_at_least(judged, expected);
  if (slowest && slowest->time <= judged.limits.time &&
      seconds(slowest->time) * of.accepted_to_limit > limit) {
    return fmt::format(
        "time sensitive: {:.2f} s on {} is more than the limit of {:g} s divided by {:g}",
        seconds(slowest->time), slowest->name, limit, of.accepted_to_limit);
  }
  const auto higher = seconds(at_margin.limits.time);
  if (folded(judged.is) != folded(at_margin.is)) {
    return fmt::format("time sensitive: {} under {:g} s, {} under {:g} s", short_name(judged.is),
                       limit, short_name(at_margin.is), higher);
  }
  if (judged.why_not.empty() && !at_margin.why_not.empty()) {
    return fmt::format("time sensitive: as expected under {:g} s, but {} under {:g} s", limit,
                       at_margin.why_not.front().sentence, higher);
  }
  if (!judged.why_not.empty() && at_margin.why_not.empty()) {
    return fmt::format("time sensitive: as expected under {:g} s", higher);
  }
  return {};
}

}  // namespace judge

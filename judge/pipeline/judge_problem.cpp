#include "judge/pipeline/judge_problem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <thread>
#include <utility>

#include "judge/base/parallel.hpp"
#include "judge/pipeline/aggregate.hpp"
#include "judge/pipeline/expectations.hpp"
#include "judge/pipeline/time_limit.hpp"

namespace judge {
namespace {

/// What was built, or why it could not be, a slot a submission; empty where an interruption came
/// first.
using builds = std::vector<std::optional<result<build_outcome>>>;

error interrupted() { return {"interrupted", fault::interrupted}; }

bool sets_time_limit(const submission& one) {
  return one.expected && bounds_from_below(*one.expected);
}

/// Those for which `wanted` says so; the others stay empty.
builds build_all(const problem& what, builder& build, const judging& with,
                 bool (*wanted)(const submission&)) {
  builds all(what.submissions.size());
  // On all cores: nothing is timed yet.
  const auto jobs = std::max(with.jobs, std::thread::hardware_concurrency());
  for_each_in_parallel(all.size(), jobs, with.stop, [&](std::size_t i) {
    const auto& one = what.submissions[i];
    if (wanted(one)) all[i] = build.build(one.source);
    return true;
  });
  return all;
}

/// The submission as it is reported when it could not even be built.
submission_result not_built(const submission& one, const error& why, const case_limits& limits) {
  submission_result out;
  out.name = one.source.name;
  out.limits = limits;
  out.build.message = why.message;
  out.met = false;
  out.why_not = {{.sentence = why.message}};
  out.expected = one.expected ? one.expected->name : "";
  return out;
}

struct inference {
  case_limits limits;
  std::map<const submission*, submission_result> judged;  ///< under the provisional limit
};

/// Judges the accepted submissions under the provisional limit and takes the limit from them.
result<inference> infer(const problem& what, builds& built, const judging& with) {
  observer silent;
  const auto quietly = with.told_to(silent);
  inference out;
  out.limits = what.limits;
  out.limits.time = provisional_time_limit;
  std::vector<submission_result> accepted;
  for (std::size_t i = 0; i < built.size(); ++i) {
    const auto& one = what.submissions[i];
    if (!sets_time_limit(one)) continue;
    if (!built[i]) return interrupted();
    if (!*built[i]) {
      const auto& why = built[i]->failure();
      if (why.whose == fault::interrupted) return why;
      with.watch.remark(
          fmt::format("{} does not count for the time limit: {}", one.source.name, why.message));
      continue;
    }
    auto judged = judge_submission(one, built[i]->value(), what.cases, out.limits, quietly);
    if (!judged) return std::move(judged).failure();
    accepted.push_back(*judged);
    out.judged.emplace(&one, *std::move(judged));
  }
  const auto slowest = slowest_accepted(what, accepted);
  if (!slowest) return slowest.failure();
  out.limits.time = inferred_time_limit(what, *slowest);
  with.watch.remark(fmt::format("time limit inferred: {:g} s (slowest accepted run {:.2f} s)",
                                static_cast<double>(out.limits.time.count()) / 1e3,
                                static_cast<double>(slowest->count()) / 1e6));
  return out;
}

/// A stored result, read again under the inferred limit and told as if it had just been found.
result<submission_result> retell(const submission& one, submission_result judged,
                                 const case_limits& limits, const std::vector<test_case>& cases,
                                 const judging& with) {
  with.watch.submission_built(one, judged.build, cases);
  if (auto again = classify_again(judged, limits, with.scores()); !again) {
    return std::move(again).failure();
  }
  judged.why_not = why_not_met(judged, *one.expected);
  judged.met = judged.why_not.empty();
  for (const auto& done : judged.cases) with.watch.case_finished(one, done);
  with.watch.submission_finished(one, judged);
  return judged;
}

}  // namespace

result<case_limits> limits_of(const problem& what, builder& build, const judging& with) {
  if (what.time_limit) {
    auto limits = what.limits;
    limits.time = *what.time_limit;
    return limits;
  }
  auto built = build_all(what, build, with, sets_time_limit);
  auto inferred = infer(what, built, with);
  if (!inferred) return std::move(inferred).failure();
  return inferred->limits;
}

result<std::vector<submission_result>> judge_problem(const problem& what, builder& build,
                                                     const judging& with) {
  auto built = build_all(what, build, with, [](const submission&) { return true; });
  inference known;
  known.limits = what.limits;
  if (what.time_limit) {
    known.limits.time = *what.time_limit;
  } else {
    auto inferred = infer(what, built, with);
    if (!inferred) return std::move(inferred).failure();
    known = *std::move(inferred);
  }

  std::vector<submission_result> out;
  for (std::size_t i = 0; i < built.size(); ++i) {
    const auto& one = what.submissions[i];
    if (!built[i] || with.stop.stop_requested()) return interrupted();
    if (!*built[i]) {
      if (built[i]->failure().whose == fault::interrupted) return interrupted();
      out.push_back(not_built(one, built[i]->failure(), known.limits));
      with.watch.submission_finished(one, out.back());
      continue;
    }
    if (const auto found = known.judged.find(&one); found != known.judged.end()) {
      auto judged = retell(one, std::move(found->second), known.limits, what.cases, with);
      if (!judged) return std::move(judged).failure();
      out.push_back(*std::move(judged));
    } else {
      auto judged = judge_submission(one, *std::move(*built[i]), what.cases, known.limits, with);
      if (!judged) return std::move(judged).failure();
      out.push_back(*std::move(judged));
    }
    if (one.expected) {
      const auto sensitive = time_sensitive(what, out.back(), *one.expected);
      if (!sensitive.empty()) with.watch.remark(fmt::format("{}: {}", out.back().name, sensitive));
    }
  }
  return out;
}

}  // namespace judge

#include "judge/pipeline/judge_problem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "judge/base/parallel.hpp"
#include "judge/pipeline/aggregate.hpp"
#include "judge/pipeline/expectations.hpp"
#include "judge/pipeline/inference.hpp"
#include "judge/pipeline/time_limit.hpp"

namespace judge {
namespace {

error interrupted() { return {"interrupted", fault::interrupted}; }

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

class whole_problem {
 public:
  whole_problem(const problem& what, const judging& with, inference known)
      : what_(what), with_(with), known_(std::move(known)) {}

  result<submission_result> judge(const submission& one, result<build_outcome> built) {
    if (!built) {
      if (built.failure().whose == fault::interrupted) return interrupted();
      auto out = not_built(one, built.failure(), known_.limits);
      with_.watch.submission_finished(one, out);
      return out;
    }
    const auto found = known_.judged.find(&one);
    auto judged = found != known_.judged.end()
                      ? retell(one, std::move(found->second))
                      : judge_submission(one, *std::move(built), what_.cases, known_.limits, with_);
    if (!judged || !one.expected) return judged;
    if (auto looked = look_at_times(one, *judged); !looked) return std::move(looked).failure();
    return judged;
  }

  /// Whether the submissions leave an inferred limit any room.
  [[nodiscard]] std::vector<std::string> errors() const {
    if (!known_.slowest || !fastest_) return {};
    auto why = no_room_above(what_, known_.limits.time, *known_.slowest, *fastest_);
    if (why.empty()) return {};
    return {fmt::format("{}: {}", what_.folder.string(), why)};
  }

 private:
  /// Stored facts, read under the limit that is known now and told as if they had just been found.
  result<submission_result> retell(const submission& one, submission_result judged) {
    if (judged.build.built && judged.cases.size() < what_.cases.size()) {
      if (auto rest = add_the_rest(one, judged); !rest) return std::move(rest).failure();
    }
    with_.watch.submission_built(one, judged.build, what_.cases);
    if (auto again = classify_again(judged, known_.limits, with_.scores()); !again) {
      return std::move(again).failure();
    }
    judged.why_not = why_not_met(judged, *one.expected);
    judged.met = judged.why_not.empty();
    for (const auto& done : judged.cases) with_.watch.case_finished(one, done);
    with_.watch.submission_finished(one, judged);
    return judged;
  }

  /// Runs the cases that had no say.
  status add_the_rest(const submission& one, submission_result& judged) {
    std::map<std::string, case_result> there;
    for (auto& done : judged.cases) there.emplace(done.name, std::move(done));
    std::vector<test_case> rest;
    for (const auto& wanted : what_.cases) {
      if (!there.contains(wanted.name)) rest.push_back(wanted);
    }
    observer silent;
    auto quietly = with_.told_to(silent);
    quietly.type.scoring = false;  // of some of the cases they mean nothing
    auto added = judge_submission(one, judged.build, rest, known_.limits, quietly);
    if (!added) return std::move(added).failure();
    for (auto& done : added->cases) there.emplace(done.name, done);
    std::vector<case_result> all;
    for (const auto& wanted : what_.cases) all.push_back(std::move(there.at(wanted.name)));
    judged.cases = std::move(all);
    return done();
  }

  status look_at_times(const submission& one, const submission_result& judged) {
    if (judged.cases.empty() || judged.is == verdict::judge_error) return done();
    auto at_margin = judged;
    const bool too_slow =
        std::any_of(judged.cases.begin(), judged.cases.end(),
                    [](const case_result& done) { return done.is == verdict::time_limit; });
    if (too_slow) {
      const auto limits = known_.limits.at_margin();
      if (auto again = classify_again(at_margin, limits, with_.scores()); !again) return again;
      at_margin.why_not = why_not_met(at_margin, *one.expected);
    }
    const auto sensitive = time_sensitive(what_, judged, at_margin, *one.expected);
    if (!sensitive.empty()) with_.watch.remark(fmt::format("{}: {}", judged.name, sensitive));
    if (!judged.met) return done();  // that is said already
    auto exceeds = exceeds_at_most(judged, *one.expected);
    if (exceeds && (!fastest_ || exceeds->time < fastest_->time)) fastest_ = std::move(exceeds);
    return done();
  }

  const problem& what_;
  const judging& with_;
  inference known_;
  std::optional<decisive_run> fastest_;  ///< of those that must exceed the limit
};

}  // namespace

result<case_limits> limits_of(const problem& what, builder& build, const judging& with) {
  const auto built = what.time_limit ? builds{} : build_all(what, build, with, has_a_say);
  auto known = find_limits(what, built, with);
  if (!known) return std::move(known).failure();
  return known->limits;
}

result<judged_problem> judge_problem(const problem& what, builder& build, const judging& with) {
  auto built = build_all(what, build, with, [](const submission&) { return true; });
  auto known = find_limits(what, built, with);
  if (!known) return std::move(known).failure();

  whole_problem whole(what, with, *std::move(known));
  judged_problem out;
  for (std::size_t i = 0; i < built.size(); ++i) {
    if (!built[i] || with.stop.stop_requested()) return interrupted();
    auto judged = whole.judge(what.submissions[i], *std::move(built[i]));
    if (!judged) return std::move(judged).failure();
    out.submissions.push_back(*std::move(judged));
  }
  out.errors = whole.errors();
  for (const auto& line : out.errors) with.watch.remark("error: " + line);
  return out;
}

}  // namespace judge

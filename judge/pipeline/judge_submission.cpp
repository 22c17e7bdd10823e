#include "judge/pipeline/judge_submission.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "judge/base/hash.hpp"
#include "judge/base/parallel.hpp"
#include "judge/pipeline/aggregate.hpp"
#include "judge/pipeline/borderline.hpp"
#include "judge/pipeline/expectations.hpp"
#include "judge/pipeline/recall.hpp"
#include "judge/pipeline/score.hpp"

namespace judge {
namespace {

/// The cases of one submission on their way to their verdicts.
class hearing {
 public:
  hearing(const submission& what, const std::vector<test_case>& cases, const judging& with,
          submission_result& out)
      : what_(what), cases_(cases), with_(with), out_(out) {
    out_.cases.resize(cases.size());
    const bool answers = with.type.submit_answer && is_answers(what.source);
    std::map<std::string, std::size_t> first_with;
    for (std::size_t i = 0; i < cases.size(); ++i) {
      out_.cases[i].name = cases[i].name;
      out_.cases[i].is = verdict::skipped;
      // Answers that were handed in go by the case's name, whatever its content.
      if (cases[i].digest.empty() || answers) continue;
      const auto [first, fresh] = first_with.emplace(cases[i].digest, i);
      if (!fresh) equal_to_.emplace(i, first->second);
    }
    const auto& identity = out.build.built->identity;
    if (with.memory == nullptr || with.way.empty() || identity.empty()) return;
    way_ = sha256().add_field(with.way).add_field(identity).hex();
  }

  /// False when it was interrupted.
  bool hear_all() {
    for_each_in_parallel(cases_.size(), with_.jobs, with_.stop, [&](std::size_t i) {
      if (is_idle(i) || equal_to_.contains(i)) return true;
      auto judged = recall_or_judge(cases_[i]);
      const std::scoped_lock lock(watching_);
      if (!judged) {
        interrupted_ = true;
        return false;
      }
      if (in_parallel() && !judged->from_memory && needs_another_run(*judged, out_.limits)) {
        doubtful_.emplace(i, std::move(judged->run));
        return true;
      }
      return tell(i, *std::move(judged));
    });
    return !interrupted_ && hear_again() && repeat_equal();
  }

 private:
  [[nodiscard]] bool in_parallel() const { return with_.jobs > 1 && cases_.size() > 1; }

  /// One after the other, now that nothing else runs. False when it was interrupted.
  bool hear_again() {
    for (auto& [i, first_run] : doubtful_) {
      if (with_.stop.stop_requested()) return false;
      if (is_over(i)) return true;
      auto judged = judge_case(what_, *out_.build.built, cases_[i], out_.limits, with_);
      if (!judged) return false;
      judged->first_run = std::move(first_run);
      tell(i, *std::move(judged));
    }
    return true;
  }

  result<case_result> recall_or_judge(const test_case& one) {
    const bool may = !way_.empty() && !one.digest.empty();
    if (may) {
      if (auto facts = with_.memory->find(way_, one.digest)) {
        if (auto known = recalled(one, *std::move(facts), out_.limits)) return *std::move(known);
      }
    }
    auto judged = judge_case(what_, *out_.build.built, one, out_.limits, with_);
    if (!may || !judged) return judged;
    if (const auto facts = worth_remembering(*judged, out_.limits)) {
      with_.memory->keep(way_, one.digest, *facts);
    }
    return judged;
  }

  /// Cases that are equal to another one get what that one got; where that one did not count, the
  /// first that does is run in its place. False when it was interrupted.
  bool repeat_equal() {
    std::map<std::size_t, std::size_t> in_place;  // of a case that did not count: who was run
    for (const auto& [i, original] : equal_to_) {
      if (with_.stop.stop_requested()) return false;
      if (is_over(i)) return true;
      if (is_idle(i)) continue;
      const auto found = in_place.find(original);
      const auto first = found == in_place.end() ? original : found->second;
      if (out_.cases[first].is == verdict::skipped) {
        auto own = recall_or_judge(cases_[i]);
        if (!own) return false;
        in_place[original] = i;
        tell(i, *std::move(own));
        continue;
      }
      auto same = out_.cases[first];
      same.name = cases_[i].name;
      same.same_as = cases_[first].name;
      tell(i, std::move(same));
    }
    return true;
  }

  /// Whether the case of a scoring problem counts for nothing, after what is known so far.
  [[nodiscard]] bool is_idle(std::size_t i) {
    const std::scoped_lock lock(watching_);
    return with_.type.scoring && cannot_count(out_.cases, i, with_.score);
  }

  /// Whether what is known so far ends the judging before this case.
  [[nodiscard]] bool is_over(std::size_t i) const {
    const auto end = out_.cases.begin() + static_cast<std::ptrdiff_t>(i);
    const auto failed = [](const case_result& one) {
      return one.is != verdict::accepted && one.is != verdict::skipped;
    };
    const auto broken = [](const case_result& one) { return one.is == verdict::judge_error; };
    return std::any_of(out_.cases.begin(), out_.cases.end(), broken) ||
           (with_.fail_fast && std::any_of(out_.cases.begin(), end, failed));
  }

  /// False when no further case should be judged.
  bool tell(std::size_t i, case_result judged) {
    auto& one = out_.cases[i] = std::move(judged);
    with_.watch.case_finished(what_, one);
    if (one.is == verdict::judge_error) return false;
    return !with_.fail_fast || one.is == verdict::accepted;
  }

  const submission& what_;
  const std::vector<test_case>& cases_;
  const judging& with_;
  submission_result& out_;
  std::mutex watching_;
  bool interrupted_ = false;
  std::map<std::size_t, std::size_t> equal_to_;  ///< a case of the same content before it
  std::string way_;                              ///< for the memory; empty: there is none
  std::map<std::size_t, run_outcome> doubtful_;  ///< to be judged again: what was seen first
};

/// The submission's verdict from those of its cases.
status conclude(submission_result& judged, const scoring* how) {
  if (how != nullptr) return grade_submission(judged, *how);
  judged.is = aggregate(judged.cases);
  return done();
}

}  // namespace

status classify_again(submission_result& judged, const case_limits& limits, const scoring* how) {
  judged.limits = limits;
  if (judged.is == verdict::compile_error) return done();
  for (auto& one : judged.cases) classify_case(one, limits);
  return conclude(judged, how);
}

result<submission_result> judge_submission(const submission& what, build_outcome build,
                                           const std::vector<test_case>& cases,
                                           const case_limits& limits, const judging& with) {
  submission_result out;
  out.name = what.source.name;
  out.build = std::move(build);
  out.limits = limits;
  with.watch.submission_built(what, out.build, cases);

  if (!out.build.built) {
    out.is = verdict::compile_error;
  } else {
    if (!hearing(what, cases, with, out).hear_all() || with.stop.stop_requested()) {
      return error{"interrupted", fault::interrupted};
    }
    if (auto graded = conclude(out, with.scores()); !graded) return std::move(graded).failure();
  }

  if (what.expected) {
    out.expected = what.expected->name;
    out.why_not = why_not_met(out, *what.expected);
    out.met = out.why_not.empty();
  }
  with.watch.submission_finished(what, out);
  return out;
}

}  // namespace judge

#include "judge/pipeline/judge_submission.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "judge/base/parallel.hpp"
#include "judge/pipeline/aggregate.hpp"
#include "judge/pipeline/borderline.hpp"
#include "judge/pipeline/classify.hpp"

namespace judge {
namespace {

/// The run and the check of one case; their failure is a judge error with the sentence that says
/// why, but for an interruption, which is nobody's verdict.
result<case_result> judge_case(const program& what, const test_case& one, const case_limits& limits,
                               const judging& with) {
  case_result out;
  out.name = one.name;
  const auto failed = [&](error why) -> result<case_result> {
    if (why.whose == fault::interrupted) return why;
    out.message = std::move(why.message);
    out.failed_to_run = true;
    return std::move(out);
  };

  auto ran = with.run.run({.what = what,
                           .arguments = {},
                           .input = one.input,
                           .files = {},
                           .collect = {},
                           .limits = limits.of_a_run()});
  if (!ran) return failed(std::move(ran).failure());
  out.run = *std::move(ran);
  if (!classify(out.run, limits)) {
    auto checked = with.check.check(one, out.run);
    if (!checked) return failed(std::move(checked).failure());
    out.check = *std::move(checked);
  }
  // Megabytes a case, and nobody reads them any more. An assignment would keep the memory.
  std::string().swap(out.run.standard_output);
  std::string().swap(out.run.standard_error);
  auto decided = classify(out.run, out.check, limits);
  out.is = decided.is;
  out.message = std::move(decided.message);
  out.noise = noise_of(out.run, limits);
  return out;
}

/// The cases of one submission on their way to their verdicts.
class hearing {
 public:
  hearing(const submission& what, const std::vector<test_case>& cases, const judging& with,
          submission_result& out)
      : what_(what), cases_(cases), with_(with), out_(out) {
    out_.cases.resize(cases.size());
    for (std::size_t i = 0; i < cases.size(); ++i) {
      out_.cases[i].name = cases[i].name;
      out_.cases[i].is = verdict::skipped;
    }
  }

  /// False when it was interrupted.
  bool hear_all() {
    for_each_in_parallel(cases_.size(), with_.jobs, with_.stop, [&](std::size_t i) {
      auto judged = judge_case(*out_.build.built, cases_[i], out_.limits, with_);
      const std::scoped_lock lock(watching_);
      if (!judged) {
        interrupted_ = true;
        return false;
      }
      if (in_parallel() && needs_another_run(*judged, out_.limits)) {
        doubtful_.emplace(i, std::move(judged->run));
        return true;
      }
      return tell(i, *std::move(judged));
    });
    return !interrupted_ && hear_again();
  }

 private:
  [[nodiscard]] bool in_parallel() const { return with_.jobs > 1 && cases_.size() > 1; }

  /// One after the other, now that nothing else runs. False when it was interrupted.
  bool hear_again() {
    for (auto& [i, first_run] : doubtful_) {
      if (with_.stop.stop_requested()) return false;
      if (is_over(i)) return true;
      auto judged = judge_case(*out_.build.built, cases_[i], out_.limits, with_);
      if (!judged) return false;
      judged->first_run = std::move(first_run);
      tell(i, *std::move(judged));
    }
    return true;
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
  std::map<std::size_t, run_outcome> doubtful_;  ///< to be judged again: what was seen first
};

}  // namespace

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
    out.is = aggregate(out.cases);
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

#include "judge/pipeline/judge_submission.hpp"

#include <mutex>
#include <utility>

#include "judge/base/parallel.hpp"
#include "judge/pipeline/aggregate.hpp"
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
  out.run.standard_output = {};  // megabytes a case, and nobody reads them any more
  auto decided = classify(out.run, out.check, limits);
  out.is = decided.is;
  out.message = std::move(decided.message);
  return out;
}

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
    out.cases.resize(cases.size());
    for (std::size_t i = 0; i < cases.size(); ++i) {
      out.cases[i].name = cases[i].name;
      out.cases[i].is = verdict::skipped;
    }
    std::mutex watching;
    bool interrupted = false;
    for_each_in_parallel(cases.size(), with.jobs, with.stop, [&](std::size_t i) {
      auto judged = judge_case(*out.build.built, cases[i], limits, with);
      const std::scoped_lock lock(watching);
      if (!judged) {
        interrupted = true;
        return false;
      }
      out.cases[i] = *std::move(judged);
      with.watch.case_finished(what, out.cases[i]);
      if (out.cases[i].is == verdict::judge_error) return false;
      return !with.fail_fast || out.cases[i].is == verdict::accepted;
    });
    if (interrupted || with.stop.stop_requested()) {
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

#include "judge/pipeline/recall.hpp"

#include <algorithm>
#include <utility>

#include "judge/pipeline/borderline.hpp"
#include "judge/pipeline/classify.hpp"
#include "judge/pipeline/judge_case.hpp"

namespace judge {
namespace {

bool stopped_by_a_clock(const run_outcome& run) {
  return run.stopped == stop_reason::cpu_time || run.stopped == stop_reason::wall_time;
}

bool was_stopped(const pass_facts& pass) {
  return stopped_by_a_clock(pass.run) || (pass.pair && stopped_by_a_clock(pass.pair->interactor));
}

}  // namespace

std::optional<case_result> recalled(const test_case& one, remembered_case facts,
                                    const case_limits& limits) {
  if (facts.passes.empty()) return {};
  const bool stopped = std::any_of(facts.passes.begin(), facts.passes.end(), was_stopped);
  if (stopped && facts.time_limit < limits.time) return {};
  auto& last = facts.passes.back();
  if (!last.check && !classify(last.run, limits.at_margin())) return {};
  case_result out;
  out.name = one.name;
  out.run = std::move(last.run);
  out.check = std::move(last.check);
  out.pair = std::move(last.pair);
  facts.passes.pop_back();
  out.earlier = std::move(facts.passes);
  out.from_memory = true;
  classify_case(out, limits);
  return out;
}

std::optional<remembered_case> worth_remembering(const case_result& judged,
                                                 const case_limits& limits) {
  const bool doubtful = judged.failed_to_run || judged.is == verdict::judge_error ||
                        judged.is == verdict::skipped || !judged.noise.empty() ||
                        needs_another_run(judged, limits);
  if (doubtful) return {};
  remembered_case facts;
  facts.passes = judged.earlier;
  facts.passes.push_back({judged.run, judged.check, judged.pair});
  facts.time_limit = limits.time;
  return facts;
}

}  // namespace judge

#include "judge/pipeline/recall.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "judge/base/text.hpp"
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

/// A sleeper that this limit's wall clock would have stopped.
bool outlives_the_wall_clock(const pass_facts& pass, const case_limits& limits) {
  const auto wall = (pass.pair ? limits.of_a_run_in_a_pair() : limits.of_a_run()).wall_time;
  return !stopped_by_a_clock(pass.run) &&
         pass.run.wall_time - pass.run.wait_time - pass.run.steal_time > wall;
}

/// A pass that was too slow asked for another one, which was never run.
bool is_cut_short(const remembered_case& facts) {
  const auto& last = facts.passes.back();
  return last.check && last.check->next_input.has_value();
}

/// A message that would not come back whole: some rule may look for a part of it.
bool is_too_long(const pass_facts& pass) {
  return pass.check && (pass.check->judge_message.size() > remembered_message_limit ||
                        ill_formed_at(pass.check->judge_message) != std::string::npos);
}

}  // namespace

std::optional<case_result> recalled(const test_case& one, remembered_case facts,
                                    const case_limits& limits) {
  if (facts.passes.empty()) return {};
  const bool stopped = std::any_of(facts.passes.begin(), facts.passes.end(), was_stopped);
  if (stopped && facts.time_limit < limits.time) return {};
  for (const auto& pass : facts.passes) {
    if (outlives_the_wall_clock(pass, limits)) return {};
  }
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
  if (needs_another_run(out, limits) || !out.noise.empty()) return {};
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
  if (is_cut_short(facts) || std::any_of(facts.passes.begin(), facts.passes.end(), is_too_long)) {
    return {};
  }
  return facts;
}

}  // namespace judge

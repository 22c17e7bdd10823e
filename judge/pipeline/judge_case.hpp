// judge/pipeline/judge_case.hpp - one case of one submission: its passes, run and checked.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "judge/model/ports.hpp"
#include "judge/pipeline/score.hpp"

namespace judge {

/// What judging needs besides the submission. The references outlive it.
struct judging {
  runner& run;
  checker& check;
  observer& watch;
  std::stop_token stop;
  unsigned jobs = 1;
  bool fail_fast = false;  ///< cases behind the first that is not AC are skipped
  problem_type type = {};
  referee* talk = nullptr;  ///< of interactive and multi-pass problems
  run_limits referee_limits = tool_limits();
  scoring score = {};                  ///< of a scoring problem
  std::uint64_t transcript_bytes = 0;  ///< of an interactive run, to be kept
  case_memory* memory = nullptr;       ///< of what was judged before
  std::string way = {};  ///< for it: all that verdicts depend on besides program and case

  [[nodiscard]] const scoring* scores() const { return type.scoring ? &score : nullptr; }
  /// The same, every case, told to somebody else.
  [[nodiscard]] judging told_to(observer& other) const {
    return {run,  check,          other, stop, jobs,   false, type,
            talk, referee_limits, score, 0,    memory, way};
  }
};

/// Runs the built program on the case, as often as the problem's type wants, and checks and
/// classifies each pass; the first that is not AC decides. Where answers are submitted
/// (submit-answer), the file of the submission that is named like the case takes the place of a
/// run. What cannot be run is a judge error with the sentence that says why. The only error is
/// `interrupted`, which is nobody's verdict.
[[nodiscard]] result<case_result> judge_case(const submission& of, const program& what,
                                             const test_case& one, const case_limits& limits,
                                             const judging& with);

/// Whether a submission is made of outputs, `1.out` or `secret/1.out`, instead of a program.
[[nodiscard]] bool is_answers(const program_source& source);

/// The verdict of a case from its stored facts, under other limits; skipped cases and those
/// without facts stay as they are.
void classify_case(case_result& judged, const case_limits& limits);

}  // namespace judge

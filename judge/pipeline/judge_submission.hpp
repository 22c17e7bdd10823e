// judge/pipeline/judge_submission.hpp - one submission through all its cases.
#pragma once

#include <mutex>
#include <stop_token>
#include <vector>

#include "judge/model/ports.hpp"

namespace judge {

/// What judging needs besides the submission. The references outlive it.
struct judging {
  runner& run;
  checker& check;
  observer& watch;
  std::stop_token stop;
  unsigned jobs = 1;
  bool fail_fast = false;  ///< cases behind the first that is not AC are skipped
};

/// Runs the built submission on every case, checks, classifies and aggregates. `build` may be a
/// compile error, which decides at once. A case that cannot be run is a judge error and ends the
/// judging; the rest is skipped. With several jobs a case that is too slow by little, or that the
/// busy machine starved, is run again when nothing else runs, and that run decides; observers hear
/// of it once, then. The only error is `interrupted`.
[[nodiscard]] result<submission_result> judge_submission(const submission& what,
                                                         build_outcome build,
                                                         const std::vector<test_case>& cases,
                                                         const case_limits& limits,
                                                         const judging& with);

}  // namespace judge

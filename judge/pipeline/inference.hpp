// judge/pipeline/inference.hpp - runs the submissions that bound the time limit from below, before
// there is one.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "judge/pipeline/judge_submission.hpp"
#include "judge/pipeline/time_limit.hpp"

namespace judge {

/// What was built, or why it could not be, a slot a submission; empty where an interruption came
/// first.
using builds = std::vector<std::optional<result<build_outcome>>>;

struct inference {
  case_limits limits;
  std::optional<decisive_run> slowest;  ///< that the limit follows from; empty where it is given
  /// What was run under the provisional limit, on the cases that have a say: never to be run again.
  std::map<const submission*, submission_result> judged;
};

/// Whether the submission has to be built and run to infer the limit.
[[nodiscard]] bool has_a_say(const submission& one);

/// The limit as the problem gives it, else as its submissions say it. One that cannot be built, or
/// does not end within the provisional limit, is remarked on and has no say. Errors: interrupted,
/// and a limit that nobody bounds from below.
[[nodiscard]] result<inference> find_limits(const problem& what, const builds& built,
                                            const judging& with);

}  // namespace judge

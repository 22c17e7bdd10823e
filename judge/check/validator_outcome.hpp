// judge/check/validator_outcome.hpp - what the end of an output validator means, dialect by
// dialect.
#pragma once

#include <string_view>

#include "judge/model/problem.hpp"
#include "judge/model/run.hpp"
#include "judge/model/verdict.hpp"

namespace judge {

/// The folder, below its working folder, that a validator may leave files in.
inline constexpr std::string_view feedback_folder = "feedback/";
/// In it: the input of the next pass.
inline constexpr std::string_view next_pass_file = "nextpass.in";

struct outcome_rules {
  validator_dialect dialect = validator_dialect::icpc;
  /// Part of a score is then a right answer; else it is a wrong one.
  bool scoring = false;
  run_limits limits = tool_limits();  ///< that it ran under, for messages
  bool includes_testlib = false;      ///< likewise
};

/// The exit code that accepts.
[[nodiscard]] int accepting_exit_of(validator_dialect dialect);

/// Facts of a validator's run as it meant them. What no dialect knows, such as exit code 0 of the
/// package format, and every end that was not the validator's own, is a broken one.
///
/// icpc: the exit code, messages, scores and the input of the next pass from its feedback folder.
/// testlib: the exit code; the message, points and percentages from stderr.
/// cms: the score from stdout, the message from stderr. exit_code: nothing else.
[[nodiscard]] check_outcome read_validator_outcome(const run_outcome& run,
                                                   const outcome_rules& rules = {});

}  // namespace judge

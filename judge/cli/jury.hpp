// judge/cli/jury.hpp - whoever says what a submission of one problem gets, built.
#pragma once

#include <memory>

#include "judge/cli/workshop.hpp"
#include "judge/pipeline/judge_case.hpp"
#include "judge/pipeline/submission_builder.hpp"

namespace judge {

/// Problem and workshop must outlive it.
struct jury {
  std::unique_ptr<checker> check;
  std::unique_ptr<referee> talk;         ///< of interactive and multi-pass problems
  std::unique_ptr<group_grader> grader;  ///< of legacy scoring problems that have one
  std::unique_ptr<builder> build;        ///< of submissions
  std::unique_ptr<case_memory> memory;   ///< none where results are not to be remembered

  /// All that judging the problem needs; jobs, options and the observer are the caller's.
  [[nodiscard]] judging for_problem(const problem& of, runner& run, observer& watch,
                                    const std::stop_token& stop) const;
};

/// Errors: a validator or grader cannot be built.
[[nodiscard]] result<jury> call_jury(const problem& of, workshop& tools, bool remember);

}  // namespace judge

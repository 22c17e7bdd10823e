// judge/pipeline/score.hpp - from the cases of a scoring problem to its groups and its score.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "judge/model/ports.hpp"
#include "judge/model/problem.hpp"
#include "judge/model/verdict.hpp"

namespace judge {

/// How a problem scores. The references outlive it.
struct scoring {
  problem_format format = problem_format::v2025_09;
  std::span<const test_group> groups = {};  ///< outer ones before inner ones
  group_grader* custom = nullptr;           ///< legacy: for groups with `grading: custom`
};

/// Fills in the groups, the score and the verdict of the submission. Cases that do not count are
/// skipped: those of groups that require a group which was not accepted (2025-09), and those behind
/// the first that was rejected in a group that stops there (legacy, on_reject: break).
///
/// 2025-09: the score is that of `secret`; the verdict is the first that is not AC. A score file
/// that the format does not allow is a judge error. legacy: the default grader's modes; the verdict
/// is that of data/ itself, and without AC there is no score.
/// Errors: a custom grader cannot be run.
[[nodiscard]] status grade_submission(submission_result& judged, const scoring& how);

/// Whether this case cannot count, whatever it gives, after what is known; skipped is not known
/// yet.
[[nodiscard]] bool cannot_count(std::span<const case_result> cases, std::size_t i,
                                const scoring& how);

/// The innermost group around a case, or none.
[[nodiscard]] const test_group* group_of(std::string_view name, std::span<const test_group> groups);

}  // namespace judge

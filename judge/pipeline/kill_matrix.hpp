// judge/pipeline/kill_matrix.hpp - which cases find out which wrong submissions.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "judge/model/problem.hpp"
#include "judge/model/verdict.hpp"

namespace judge {

/// What one wrong submission got on each case.
struct kill_row {
  std::string submission;
  std::vector<verdict> verdicts;  ///< folded, beside the matrix's cases
  std::vector<bool> killed;       ///< on this case it fails in a way that is expected of it
};

struct kill_matrix {
  std::vector<std::string> cases;  ///< in the problem's order
  std::vector<kill_row> rows;      ///< only submissions that must fail, and were judged
};

/// `results` stand beside `submissions`. One must fail when some rule of its expectation requires
/// verdicts, and none of them is AC.
[[nodiscard]] kill_matrix kill_matrix_of(const std::vector<submission>& submissions,
                                         const std::vector<submission_result>& results);

/// Cases on which no wrong submission fails; indices, in order.
[[nodiscard]] std::vector<std::size_t> cases_that_kill_nothing(const kill_matrix& of);

/// A small set of cases on which every submission fails that fails on any: always the case that
/// kills most of those that are left, the first of equals. Indices, in order.
[[nodiscard]] std::vector<std::size_t> small_killing_set(const kill_matrix& of);

/// A line a submission, a letter a case: "." AC, "W", "T", "R" the verdict that kills it, in lower
/// case one that does not count as that. The numbers of the columns stand above.
[[nodiscard]] std::vector<std::string> table_of(const kill_matrix& of);

}  // namespace judge

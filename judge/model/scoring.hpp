// judge/model/scoring.hpp - how a scoring problem's cases and groups of cases become a score.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "judge/model/program.hpp"

namespace judge {

/// How the score of a group follows from the scores of what lies in it.
enum class score_rule {
  pass_fail,  ///< its maximum where every case is accepted, else 0 (2025-09)
  sum,
  min,
  max,     ///< legacy
  average  ///< legacy
};

/// How the verdict of a group follows (legacy; in 2025-09 it is the first that is not AC).
enum class verdict_rule { worst_error, first_error, always_accept };

/// What test_group.yaml (2025-09) or testdata.yaml (legacy) says of the grading of one group.
struct grading {
  score_rule scores = score_rule::sum;
  bool legacy = false;  ///< by the legacy format's rules, whatever the format of the package

  // 2025-09
  std::optional<double> max_score;        ///< empty: unbounded
  std::vector<std::string> require_pass;  ///< groups without whose AC this one is not run

  // legacy
  verdict_rule verdicts = verdict_rule::worst_error;
  bool accept_if_any_accepted = false;
  bool ignore_sample = false;  ///< of the root: only its second part counts
  bool stop_at_reject = true;  ///< on_reject: break
  double accept_score = 1;
  double reject_score = 0;
  double low = -std::numeric_limits<double>::infinity();  ///< range
  double high = std::numeric_limits<double>::infinity();
  bool custom = false;                 ///< by the problem's grader
  std::vector<std::string> arguments;  ///< of that grader

  bool operator==(const grading&) const = default;
};

/// A folder of data/ as scores know it. Cases belong to the innermost group around them.
struct test_group {
  std::string name;  ///< "secret/group1"; "" is data/ itself
  grading how;
};

struct score_range {
  double low = 0;
  double high = 0;
  bool operator==(const score_range&) const = default;
};

}  // namespace judge

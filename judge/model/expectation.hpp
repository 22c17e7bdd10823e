// judge/model/expectation.hpp - what the jury expects of one of its submissions.
//
// Whatever the format, an expectation is a list of rules over the verdicts of cases, and a word on
// the submission's own verdict. Verdicts are folded to the four of the formats: MLE and OLE are
// RTE, PE is WA, an idle limit is TLE.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "judge/base/glob.hpp"
#include "judge/model/scoring.hpp"
#include "judge/model/verdict.hpp"

namespace judge {

/// Whether a rule moves the time limit. By its verdicts: one that forbids TLE bounds it from below,
/// one that requires nothing but TLE from above.
enum class limit_bound { by_verdicts, none, lower, upper };

/// What must hold for some cases of one submission.
struct expectation_rule {
  std::string name;                  ///< where it is said: "wrong_answer/", "submissions.yaml:12"
  std::optional<glob> cases = {};    ///< cases and groups below data/; empty: all cases
  std::set<verdict> permitted = {};  ///< of every case; empty: all
  std::set<verdict> required = {};   ///< of some case; empty: none
  std::optional<score_range> score = {};  ///< of each group that `cases` names, or in all
  std::string message = {};               ///< in the judge's message on some case
  limit_bound bound = limit_bound::by_verdicts;
};

struct expectation {
  std::vector<expectation_rule> rules;
  /// What the submission's own verdict must be one of (tags of DOMjudge); empty: any.
  std::set<verdict> overall = {};
  std::string name;  ///< for people: "WA"
};

}  // namespace judge

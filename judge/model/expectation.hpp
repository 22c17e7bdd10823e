// judge/model/expectation.hpp - what the jury expects of one of its submissions.
//
// Whatever the format, an expectation is a list of rules, all of which must hold. Verdicts are
// folded to the four of the formats: MLE and OLE are RTE, PE is WA, an idle limit is TLE.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "judge/base/glob.hpp"
#include "judge/model/scoring.hpp"
#include "judge/model/verdict.hpp"

namespace judge {

/// Whether a rule moves the time limit. By its verdicts: one that forbids TLE bounds it from below,
/// one that requires nothing but TLE from above.
enum class limit_bound { by_verdicts, none, lower, upper };

/// What must hold for some cases of one submission, or for the submission as a whole. What is left
/// empty asks nothing.
struct expectation_rule {
  std::string name;                  ///< where it is said: "wrong_answer/", "submissions.yaml:12"
  std::optional<glob> cases = {};    ///< cases and groups below data/; empty: all cases
  std::set<verdict> permitted = {};  ///< of every case
  std::set<verdict> required = {};   ///< of some case
  std::set<verdict> overall = {};    ///< the submission's own verdict; may hold CE
  std::optional<score_range> score = {};  ///< of each group that `cases` names, or in all
  std::string message = {};               ///< part of judgemessage.txt on some case
  limit_bound bound = limit_bound::by_verdicts;

  [[nodiscard]] bool is_about(std::string_view name_of_case) const {
    return !cases || cases->covers(name_of_case);
  }
};

struct expectation {
  std::vector<expectation_rule> rules;
  std::string name;  ///< for people: "WA"
};

}  // namespace judge

// judge/package/expectations.hpp - what the places of submissions stand for: their folder, and a
// comment in their source.
//
// 2025-09 has a table over the verdicts of cases. The legacy format has two laws: its text, which
// is about cases as well, and problemtools' verifyproblem, which compares the verdict of the whole
// submission and never runs what comes behind the first failure. Packages are kept in order by
// either, so what is asked here is what both kinds of package satisfy:
//
//   folder                text                             verifyproblem  asked of the submission
//   accepted              every case AC                    AC             AC
//   wrong_answer          some WA, none TLE or RTE         WA             WA, and some case WA
//   time_limit_exceeded   some TLE, maybe WA, none RTE     TLE            TLE or WA, some case TLE
//   run_time_error        some RTE                         RTE            some case RTE
//   partially_accepted    AC, and less than the best score                the same
//
// (Some case WA follows from WA in a pass-fail problem; graders of a scoring problem may say WA of
// something else.)
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "judge/model/expectation.hpp"
#include "judge/model/problem.hpp"
#include "judge/package/fields.hpp"

namespace judge::package {

/// What a folder of submissions/ asks of its programs, or nothing for one that the format does not
/// know.
[[nodiscard]] std::optional<expectation_rule> rule_of_folder(std::string_view folder,
                                                             problem_format format, bool scoring);

/// The four whose name says it all: comments in their files are not asked (DOMjudge).
[[nodiscard]] bool is_official(std::string_view folder);

/// What a comment "@EXPECTED_RESULTS@: WRONG-ANSWER, TIMELIMIT" asks: the submission's own verdict
/// is one of these. Nothing where there is none. A word that is not known is noted.
[[nodiscard]] std::optional<expectation_rule> rule_of_comment(const program_source& program,
                                                              std::string_view shown,
                                                              complaints& notes);

/// Rules that hold together, with the name that people see: "WA or TLE".
[[nodiscard]] expectation expecting(std::vector<expectation_rule> rules);

/// "AC or WA"
[[nodiscard]] std::string names_of(const std::set<verdict>& verdicts);

}  // namespace judge::package

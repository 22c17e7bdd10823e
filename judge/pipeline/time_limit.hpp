// judge/pipeline/time_limit.hpp - a time limit from the jury's own submissions. Pure.
#pragma once

#include <span>
#include <string>

#include "judge/base/result.hpp"
#include "judge/model/problem.hpp"
#include "judge/model/verdict.hpp"

namespace judge {

/// Whether a rule says that the time limit must leave the submission room, or must stop it.
[[nodiscard]] bool bounds_from_below(const expectation_rule& rule);
[[nodiscard]] bool bounds_from_above(const expectation_rule& rule);
[[nodiscard]] bool bounds_from_below(const expectation& expected);
[[nodiscard]] bool bounds_from_above(const expectation& expected);

/// The limit under which accepted submissions are run while it is not known yet.
inline constexpr milliseconds provisional_time_limit{60'000};

/// The smallest multiple of the problem's resolution that is at least `accepted_to_limit` times the
/// slowest accepted run (package format 2025-09, "time limit"; legacy: multiplier 5, whole
/// seconds).
[[nodiscard]] milliseconds inferred_time_limit(const problem& of, microseconds slowest_accepted);

/// The slowest run of submissions that are expected to be accepted and were; an error where there
/// is none, or where one of them fails for another reason than time.
[[nodiscard]] result<microseconds> slowest_accepted(const problem& of,
                                                    std::span<const submission_result> judged);

/// A sentence for a submission whose verdict hangs on the limit: an accepted one slower than
/// limit / accepted_to_limit, or one that must exceed the limit and is nowhere beyond
/// limit * limit_to_exceeded. Empty when neither.
[[nodiscard]] std::string time_sensitive(const problem& of, const submission_result& judged,
                                         const expectation& expected);

}  // namespace judge

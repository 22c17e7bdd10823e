// judge/pipeline/time_limit.hpp - a time limit from the jury's own submissions. Pure.
//
// 2025-09, "Timelimit inference". A submission has a say through the rules of its expectation: one
// that forbids TLE on some cases bounds the limit from below by the slowest of these runs, one that
// requires TLE on some cases bounds it from above likewise. Whether a run gave the verdict that is
// expected of it does not matter for its time.
#pragma once

#include <optional>
#include <string>

#include "judge/model/problem.hpp"
#include "judge/model/verdict.hpp"

namespace judge {

/// Whether a rule says that the time limit must leave the submission room, or must stop it.
[[nodiscard]] bool bounds_from_below(const expectation_rule& rule);
[[nodiscard]] bool bounds_from_above(const expectation_rule& rule);
[[nodiscard]] bool bounds_from_below(const expectation& expected);

/// The limit under which submissions that bound it from below are run while it is not known yet.
inline constexpr milliseconds provisional_time_limit{60'000};

/// A run that has a say.
struct decisive_run {
  microseconds time{0};
  std::string submission;
  std::string name;  ///< of the case
};

/// The slowest run that one of the submission's rules wants within the limit; nothing where it was
/// not run, or where no rule is of that kind.
[[nodiscard]] std::optional<decisive_run> needs_at_least(const submission_result& judged,
                                                         const expectation& expected);
/// The slowest run that one of its rules wants beyond the limit; of several rules the one whose
/// slowest run is fastest.
[[nodiscard]] std::optional<decisive_run> exceeds_at_most(const submission_result& judged,
                                                          const expectation& expected);

/// The smallest multiple of the problem's resolution that is at least `accepted_to_limit` times the
/// slowest run (legacy: multiplier 5, whole seconds).
[[nodiscard]] milliseconds inferred_time_limit(const problem& of, microseconds slowest);

/// A sentence where the inferred limit leaves less than `limit_to_exceeded` to the fastest that
/// must exceed it, and yet that one does; 2025-09 has no time limit then. Empty where all is well,
/// and in legacy packages, whose judges warn.
[[nodiscard]] std::string no_room_above(const problem& of, milliseconds limit,
                                        const decisive_run& slowest, const decisive_run& fastest);

/// A sentence for a submission whose verdict hangs on the limit: one that must be within it and is
/// slower than limit / accepted_to_limit, or one that is judged otherwise under limit *
/// limit_to_exceeded. `at_margin`: its stored runs, read again under that. Empty when neither.
[[nodiscard]] std::string time_sensitive(const problem& of, const submission_result& judged,
                                         const submission_result& at_margin,
                                         const expectation& expected);

}  // namespace judge

// judge/package/limits.hpp - `limits:` of problem.yaml, in both formats.
#pragma once

#include "judge/model/problem.hpp"
#include "judge/package/fields.hpp"

namespace judge::package {

inline constexpr number_rule seconds{0.001, 86'400, "a number of seconds", "1.5"};

/// Reads `limits:` of 2025-09; `into.type` is known by then.
void read_limits(fields& yaml, problem& into);

/// Reads `limits:` of the legacy format.
void read_legacy_limits(fields& yaml, problem& into);

/// Sets the time limit.
void set_time_limit(problem& into, double in_seconds);

}  // namespace judge::package

// judge/check/make_checker.hpp - the checker or the referee that a problem asks for.
#pragma once

#include <memory>

#include "judge/model/ports.hpp"

namespace judge {

/// The problem's own output validator, built, where it has one; else the default checker.
/// Errors: the validator cannot be built. Both ports must outlive the checker.
[[nodiscard]] result<std::unique_ptr<checker>> make_checker(const problem& asked, builder& builds,
                                                            runner& sandbox);

/// The output validator of an interactive or multi-pass problem, built. Errors: there is none, it
/// cannot be built, or its dialect knows no other pass.
[[nodiscard]] result<std::unique_ptr<referee>> make_referee(const problem& asked, builder& builds);

}  // namespace judge

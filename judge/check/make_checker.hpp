// judge/check/make_checker.hpp - the checker that a problem asks for.
#pragma once

#include <memory>

#include "judge/model/ports.hpp"

namespace judge {

/// The problem's own output validator, built, where it has one; else the default checker.
/// Errors: the validator cannot be built. Both ports must outlive the checker.
[[nodiscard]] result<std::unique_ptr<checker>> make_checker(const problem& asked, builder& builds,
                                                            runner& sandbox);

}  // namespace judge

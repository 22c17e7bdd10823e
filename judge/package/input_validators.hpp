// judge/package/input_validators.hpp - the input validators of a problem as one.
#pragma once

#include <string>
#include <vector>

#include "judge/model/ports.hpp"
#include "judge/model/problem.hpp"
#include "judge/package/format_validators.hpp"

namespace judge::package {

/// The arguments that a case gives a validator, which goes by its file's name, with or without the
/// ending. What the submission gets as arguments stands behind its own.
[[nodiscard]] std::vector<std::string> arguments_for(const std::string& validator,
                                                     const case_settings& of);

/// Whether all of them call the input valid, were it that of this case.
[[nodiscard]] result<bool> all_accept(const format_validators& validators, runner& run,
                                      const content& input, const test_case& of);

}  // namespace judge::package

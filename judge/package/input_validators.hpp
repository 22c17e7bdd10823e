// judge/package/input_validators.hpp - the input validators of a problem as one.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "judge/model/ports.hpp"
#include "judge/model/problem.hpp"
#include "judge/package/format_validators.hpp"

namespace judge::package {

/// The arguments for a validator of those given by name: it goes by its file's name, with or
/// without the ending; those under "" are for every one.
[[nodiscard]] std::vector<std::string> arguments_for(
    const std::string& validator, const std::map<std::string, std::vector<std::string>>& given);

/// Those that a case gives an input validator. What the submission gets as arguments stands behind.
[[nodiscard]] std::vector<std::string> arguments_for(const std::string& validator,
                                                     const case_settings& of);

/// Whether all of them call the input valid, were it that of this case.
[[nodiscard]] result<bool> all_accept(const format_validators& validators, runner& run,
                                      const content& input, const test_case& of);

}  // namespace judge::package

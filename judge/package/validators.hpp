// judge/package/validators.hpp - the programs of a package that look at inputs and outputs.
#pragma once

#include <vector>

#include "judge/model/problem.hpp"
#include "judge/package/metadata.hpp"
#include "judge/package/programs.hpp"

namespace judge::package {

/// The programs of input_validators/ and, by its old name, input_format_validators/.
[[nodiscard]] std::vector<program_source> read_input_validators(const package_folder& folder,
                                                                const program_reader& programs,
                                                                complaints& notes);

/// Puts the problem's own output validator in, where it chose one.
void read_output_validator(const package_folder& folder, const validator_choice& choice,
                           const program_reader& programs, problem& into, complaints& notes);

}  // namespace judge::package

// judge/package/validators.hpp - the programs of a package that look at inputs and outputs.
#pragma once

#include "judge/model/problem.hpp"
#include "judge/package/metadata.hpp"
#include "judge/package/programs.hpp"

namespace judge::package {

/// Puts in the programs of input_validators/, by its old name input_format_validators/, and of
/// BAPCtools' answer_validators/. A warning for each that no judge of ours can run.
void read_format_validators(const package_folder& folder, const program_reader& programs,
                            problem& into, complaints& notes);

/// Puts the problem's own output validator in, where it chose one.
void read_output_validator(const validator_choice& choice, const program_reader& programs,
                           problem& into);

}  // namespace judge::package

// judge/package/broken_inputs.hpp - valid inputs, each broken in one way that a careful validator
// refuses.
//
// Which ways there are follows BAPCtools' `bt validate --generic`, with a few more. Whether a
// changed input has become invalid cannot be known for certain: a line of free text may well have
// one word more. So what comes of it are warnings, and a way in which some valid input of the
// package is "broken" itself (it holds a tab, say) is not tried on it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "judge/package/text_traits.hpp"
#include "judge/package/validate.hpp"

namespace judge {
namespace package {

struct broken_input {
  std::string_view how;  ///< for people: "a leading zero"
  int line = 1;          ///< where it was broken
  std::string text;
};

/// The text broken in each way that is possible and that no valid input shows.
[[nodiscard]] std::vector<broken_input> broken_inputs(std::string_view valid,
                                                      const text_traits& shown_by_valid_ones);

}  // namespace package

/// Breaks three samples and the three smallest secret inputs, those up to 64 KiB, and runs the
/// input validators: one of them must refuse each, with 43 or in any other way. A warning for each
/// way of breaking that is accepted, with the first input where it was seen.
/// Errors are the environment's.
[[nodiscard]] result<std::vector<finding>> check_broken_inputs(
    const problem& whole, builder& build, runner& run, const validation_options& options = {});

}  // namespace judge

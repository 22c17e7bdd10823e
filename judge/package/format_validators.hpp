// judge/package/format_validators.hpp - input and answer validators: built, called, understood.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "judge/model/ports.hpp"
#include "judge/package/validate.hpp"

namespace judge::package {

/// By its exit code: the package format's own (42 valid; not 42 and not 0 invalid), testlib's (0 or
/// 42 valid, 3 or 43 invalid), Checktestdata's (0 valid, 1 invalid).
enum class validator_kind { plain, testlib, checktestdata };

[[nodiscard]] validator_kind kind_of(const program_source& source);

struct format_validator {
  program_source source;
  validator_kind kind = validator_kind::plain;
  program built;
};

struct format_validators {
  std::string what;  ///< "input validator"
  std::vector<format_validator> ready;
  bool all_there = true;  ///< otherwise some could not be run
};

/// Builds them. A finding for each that does not compile, and for each whose tool is not installed
/// where that is no part of a usual system (Checktestdata).
[[nodiscard]] result<format_validators> build_validators(const std::vector<program_source>& sources,
                                                         std::string what, builder& build,
                                                         std::vector<finding>& found);

/// What one of them said of a file: `why` is of an invalid one, or how a broken validator ended.
struct opinion {
  enum class answer { valid, invalid, broken };
  answer is = answer::valid;
  std::string why;
};

/// Runs one. The request holds input, arguments and files.
[[nodiscard]] result<opinion> ask(const format_validator& validator, const std::string& what,
                                  run_request request, runner& run);

}  // namespace judge::package

// judge/check/external_checker.hpp - output validators of packages, run in the sandbox.
#pragma once

#include <string>
#include <vector>

#include "judge/model/ports.hpp"

namespace judge {

/// What a validator's run means in the package format's dialect: 42 right, 43 wrong, anything else,
/// 0 too, a broken validator. Messages and a score are taken from the files of its feedback folder.
/// Another dialect is another function of this kind.
[[nodiscard]] check_outcome read_validator_outcome(const run_outcome& run);

/// Runs `validator input answer feedback/ [arguments] < output`, with the arguments of the case,
/// else with those of the problem.
class external_checker final : public checker {
 public:
  external_checker(program validator, std::vector<std::string> arguments, runner& sandbox);
  /// Errors are those of the sandbox.
  result<check_outcome> check(const test_case& one, const run_outcome& run) override;

 private:
  program validator_;
  std::vector<std::string> arguments_;
  runner& sandbox_;
};

}  // namespace judge

// judge/check/output_validator.hpp - output validators of packages, and checkers of other systems:
// how they are called, as a checker behind the run or as a referee that takes part in it.
#pragma once

#include <string>
#include <vector>

#include "judge/check/validator_outcome.hpp"
#include "judge/model/ports.hpp"

namespace judge {

/// A validator that is built, with what its problem says of it.
///
/// icpc: `validator input answer feedback/ [arguments]`, with the output on standard input.
/// testlib and exit_code: `checker input output answer [arguments]`; an interactor of testlib
/// writes what a checker would read to `output`. cms: `checker input answer output [arguments]`.
/// The arguments are those of the case, else those of the problem.
class output_validator final : public referee {
 public:
  output_validator(program validator, const problem& of);

  [[nodiscard]] run_request request(const test_case& one, const content& input,
                                    const std::vector<collected_file>& feedback) const override;
  /// A multi-pass problem's next input and feedback stand in it.
  [[nodiscard]] check_outcome read(const run_outcome& run) const override;
  [[nodiscard]] int accepting_exit() const override;
  [[nodiscard]] std::string identity() const override;

  /// The request with the output where the dialect wants it.
  [[nodiscard]] run_request request_for(const test_case& one, const std::string& output) const;

 private:
  program validator_;
  std::vector<std::string> arguments_;
  outcome_rules rules_;
};

/// Runs an output validator behind the submission, which is run once a case.
class external_checker final : public checker {
 public:
  external_checker(output_validator validator, runner& sandbox)
      : validator_(std::move(validator)), sandbox_(sandbox) {}
  /// Errors are those of the sandbox.
  result<check_outcome> check(const test_case& one, const run_outcome& run) override;
  [[nodiscard]] std::string identity() const override { return validator_.identity(); }

 private:
  output_validator validator_;
  runner& sandbox_;
};

}  // namespace judge

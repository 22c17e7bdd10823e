// judge/package/validate.hpp - is the package in order? Its inputs by its validators, the rest by
// looking.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "judge/base/result.hpp"
#include "judge/model/ports.hpp"
#include "judge/model/problem.hpp"

namespace judge {

struct finding {
  bool is_error = true;  ///< otherwise a warning
  std::string text;      ///< "problems/x/data/secret/1.in: validate.cpp: ..."
};

struct validation_options {
  unsigned jobs = 1;
  checker* check = nullptr;  ///< the problem's; without it no answer and no output is checked
  /// Called after each input, never by two threads at once.
  std::function<void(const std::string& name, std::size_t done, std::size_t total)> progress;
};

/// Runs the input validators: each must accept every input of the problem, and at least one must
/// refuse every invalid input. Answer validators must accept the jury's answers. The checker must
/// accept these and the valid outputs, and refuse the invalid outputs, where the problem is neither
/// interactive nor multi-pass. Anything else is a finding with the program, the case and what it
/// said. Findings come in this order, then in that of the cases.
/// An error is the environment's: a sandbox that does not work, a missing compiler.
[[nodiscard]] result<std::vector<finding>> validate_data(const problem& whole, builder& build,
                                                         runner& run,
                                                         const validation_options& options = {});

/// What can be seen without running anything. Errors: no test case, no accepted submission.
/// Warnings: no sample, no secret data, no statement, a language without one, no input validator,
/// constants that nothing uses, arguments for a validator that is not there, and what
/// check_statement_samples and lint_data find.
[[nodiscard]] std::vector<finding> lint(const problem& whole);

}  // namespace judge

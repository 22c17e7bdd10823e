// judge/check/default_checker.hpp - the package format's default output validator, without a
// process: tokens, letter case, white space, numbers within a tolerance.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "judge/model/ports.hpp"

namespace judge {

/// Compares an output with the judge's answer. The message of a wrong one says where the output
/// first differs (line and column in it, in bytes, from 1), what was expected and what was found.
/// O(|answer| + |output|) time; allocates nothing unless the output is wrong.
[[nodiscard]] check_outcome compare(std::string_view answer, std::string_view output,
                                    const comparison& how);

/// The default output validator's arguments: case_sensitive, space_change_sensitive and the three
/// tolerances, each with a number behind it.
[[nodiscard]] result<comparison> parse_comparison(const std::vector<std::string>& arguments);

/// What an output validator tells by its exit code: 42 right, 43 wrong, 1 when it is broken itself.
[[nodiscard]] constexpr int validator_exit_code(check_outcome::answer is) {
  using answer = check_outcome::answer;
  return is == answer::right ? 42 : is == answer::broken_checker ? 1 : 43;
}

/// Compares as the case wants, else as the problem does.
class default_checker final : public checker {
 public:
  explicit default_checker(const comparison& of_the_problem) : how_(of_the_problem) {}
  /// Error: the answer file cannot be read.
  result<check_outcome> check(const test_case& one, const run_outcome& run) override;
  [[nodiscard]] std::string identity() const override;

 private:
  comparison how_;
};

}  // namespace judge

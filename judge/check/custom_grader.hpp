// judge/check/custom_grader.hpp - a legacy scoring problem's own grader of groups of cases.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "judge/model/ports.hpp"

namespace judge {

/// `grader [arguments] < grades`: a line an item, its verdict and its score ("AC 1"); the grade of
/// the group comes back on standard output the same way, and the exit code is 0.
class custom_grader final : public group_grader {
 public:
  custom_grader(program built, runner& sandbox) : built_(std::move(built)), sandbox_(sandbox) {}
  result<grade> grade_of(const std::vector<grade>& items,
                         const std::vector<std::string>& arguments) override;

 private:
  program built_;
  runner& sandbox_;
};

/// The grade that a line says; an error where it says none.
[[nodiscard]] result<grade> read_grade(std::string_view line);

/// The problem's grader, built; none where it has none. Errors: it cannot be built.
[[nodiscard]] result<std::unique_ptr<group_grader>> make_grader(const problem& asked,
                                                                builder& builds, runner& sandbox);

}  // namespace judge

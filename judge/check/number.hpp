// judge/check/number.hpp - decimal numbers in outputs, and whether two are close.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "judge/model/problem.hpp"

namespace judge {

/// The package format's grammar: sign, digits with at most one point, exponent; decimal only, so no
/// hexadecimal, no infinity, no NaN.
[[nodiscard]] bool is_decimal_number(std::string_view token);

/// The double nearest to such a number; empty where it is none, or too large or too small for one.
[[nodiscard]] std::optional<double> parse_decimal(std::string_view token);

/// The tolerances of a comparison, ready for many tokens.
///
/// Numbers are compared as double where that is enough to tell, else as long double. Half of all
/// borders, such as |0.003 - 0.001| <= 0.002, fail then by nothing but rounding: these are decided
/// by exact arithmetic. What is too small for long double counts as its smallest number, never as
/// 0; what is too large is no number.
class tolerance {
 public:
  explicit tolerance(const comparison& how);

  /// Whether any was given; without, numbers are text.
  [[nodiscard]] bool given() const { return absolute_ >= 0 || relative_ >= 0; }
  [[nodiscard]] long double absolute() const { return absolute_; }
  [[nodiscard]] long double relative() const { return relative_; }

  enum class answer {
    close,
    far,
    no_number  ///< the judge's token is none: compare as text
  };
  /// |output - expected| <= absolute, or <= relative * |expected|.
  [[nodiscard]] answer compare(std::string_view expected, std::string_view output) const;

 private:
  [[nodiscard]] std::optional<bool> quick(double expected, double output) const;
  [[nodiscard]] bool exact(std::string_view expected, std::string_view output) const;

  std::string absolute_text_;  ///< as written; empty: not given
  std::string relative_text_;
  long double absolute_ = -1;  ///< below 0: not given
  long double relative_ = -1;
};

/// |a - b| of two numbers, for messages; empty where one of them is none.
[[nodiscard]] std::optional<double> distance(std::string_view a, std::string_view b);

}  // namespace judge

#include "judge/check/number.hpp"

#include <algorithm>
#include <array>
#include <boost/multiprecision/cpp_int.hpp>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <system_error>

#include "judge/base/text.hpp"

namespace judge {
namespace {

using boost::multiprecision::cpp_int;

constexpr std::int64_t far_away = 1'000'000'000;

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - at;
}

/// from_chars knows no plus sign.
std::string_view without_plus(std::string_view token) {
  if (token.starts_with('+')) token.remove_prefix(1);
  return token;
}

std::string_view significand(std::string_view number) {
  return number.substr(0, number.find_first_of("eE"));
}

bool is_zero(std::string_view number) {
  return significand(number).find_first_of("123456789") == std::string_view::npos;
}

/// The exponent as written, 0 without one, kept within +-10^9.
std::int64_t exponent_of(std::string_view number) {
  auto text = number.substr(significand(number).size());
  if (!text.empty()) text.remove_prefix(1);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
  std::int64_t value = 0;
  if (text.size() > 9) {
    value = far_away;
  } else {
    std::from_chars(text.data(), text.data() + text.size(), value);
  }
  return negative ? -value : value;
}

/// The power of ten of the first digit that is not 0, likewise.
std::int64_t magnitude(std::string_view number) {
  const auto digits = significand(number);
  const auto first = digits.find_first_of("123456789");
  const auto point = std::min(digits.find('.'), digits.size());
  auto power = static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first);
  if (first < point) --power;
  return std::clamp(power + exponent_of(number), -far_away, far_away);
}

/// The nearest double; empty where it has none but 0 or infinity.
std::optional<double> as_double(std::string_view number) {
  number = without_plus(number);
  double value = 0;
  const auto [end, failed] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (failed != std::errc() || end != number.data() + number.size()) return {};
  if (!std::isfinite(value) || (value == 0 && !is_zero(number))) return {};
  return value;
}

/// The nearest long double; empty where it would be infinite.
std::optional<long double> as_long_double(std::string_view number) {
  number = without_plus(number);
  if (is_zero(number)) return 0.0L;
  long double value = 0;
  const auto [end, failed] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (failed == std::errc() && std::isfinite(value) && value != 0) return value;
  if (magnitude(number) > 0) return {};
  const auto smallest = std::numeric_limits<long double>::denorm_min();
  return number.starts_with('-') ? -smallest : smallest;
}

/// A number without rounding: digits * 10^exponent.
struct exact_number {
  cpp_int digits;
  std::int64_t exponent = 0;

  /// The digits when the exponent is lowered to this one.
  [[nodiscard]] cpp_int digits_at(std::int64_t lower) const {
    return digits *
           boost::multiprecision::pow(cpp_int(10), static_cast<unsigned>(exponent - lower));
  }
};

/// Empty where it would take long to reckon with.
std::optional<exact_number> as_exact(std::string_view number) {
  number = without_plus(number);
  const auto written = significand(number);
  const auto exponent = exponent_of(number);
  constexpr std::int64_t limit = 5000;  // beyond the range of long double
  if (written.size() > 1000 || exponent < -limit || exponent > limit) return {};
  exact_number exact{0, exponent};
  bool fraction = false;
  for (const char c : written) {
    if (is_digit(c)) exact.digits = exact.digits * 10 + (c - '0');
    if (is_digit(c) && fraction) --exact.exponent;
    fraction = fraction || c == '.';
  }
  if (written.starts_with('-')) exact.digits = -exact.digits;
  return exact;
}

bool less_or_equal(const exact_number& a, const exact_number& b) {
  const auto lower = std::min(a.exponent, b.exponent);
  return a.digits_at(lower) <= b.digits_at(lower);
}

/// A tolerance as it was written: 1e-6, not the double next to it.
std::string as_written(const std::optional<double>& value) {
  if (!value) return {};
  std::array<char, 64> text{};
  const auto [end, failed] = std::to_chars(text.data(), text.data() + text.size(), *value);
  return {text.data(), end};
}

}  // namespace

bool is_decimal_number(std::string_view token) {
  std::size_t at = token.starts_with('+') || token.starts_with('-') ? 1 : 0;
  const auto whole = digits_at(token, at);
  at += whole;
  std::size_t fraction = 0;
  if (at < token.size() && token[at] == '.') {
    ++at;
    fraction = digits_at(token, at);
    at += fraction;
  }
  if (whole + fraction == 0) return false;
  if (at == token.size()) return true;
  if (token[at] != 'e' && token[at] != 'E') return false;
  ++at;
  if (at < token.size() && (token[at] == '+' || token[at] == '-')) ++at;
  const auto exponent = digits_at(token, at);
  return exponent > 0 && at + exponent == token.size();
}

std::optional<double> parse_decimal(std::string_view token) {
  return is_decimal_number(token) ? as_double(token) : std::nullopt;
}

tolerance::tolerance(const comparison& how)
    : absolute_text_(as_written(how.absolute_tolerance)),
      relative_text_(as_written(how.relative_tolerance)) {
  if (how.absolute_tolerance) absolute_ = as_long_double(absolute_text_).value_or(-1);
  if (how.relative_tolerance) relative_ = as_long_double(relative_text_).value_or(-1);
}

std::optional<bool> tolerance::quick(double expected, double output) const {
  const double distance = std::abs(output - expected);
  const double allowed =
      std::max(static_cast<double>(absolute_), static_cast<double>(relative_) * std::abs(expected));
  // Every rounding on the way, counted generously; the last term is for numbers near 0.
  const double doubt = 8 * std::numeric_limits<double>::epsilon() *
                           (std::abs(expected) + std::abs(output) + distance + std::abs(allowed)) +
                       std::numeric_limits<double>::min();
  if (distance + doubt < allowed) return true;
  if (distance - doubt > allowed) return false;
  return {};
}

tolerance::answer tolerance::compare(std::string_view expected, std::string_view output) const {
  if (!is_decimal_number(expected)) return answer::no_number;
  if (!is_decimal_number(output)) {
    return as_double(expected) || as_long_double(expected) ? answer::far : answer::no_number;
  }
  const auto near_expected = as_double(expected);
  const auto near_output = as_double(output);
  if (near_expected && near_output) {
    if (const auto decided = quick(*near_expected, *near_output)) {
      return *decided ? answer::close : answer::far;
    }
  }
  const auto exact_expected = as_long_double(expected);
  if (!exact_expected) return answer::no_number;
  const auto exact_output = as_long_double(output);
  if (!exact_output) return answer::far;
  const auto distance = std::abs(*exact_output - *exact_expected);
  const bool close = (absolute_ >= 0 && distance <= absolute_) ||
                     (relative_ >= 0 && distance <= relative_ * std::abs(*exact_expected));
  return close || exact(expected, output) ? answer::close : answer::far;
}

bool tolerance::exact(std::string_view expected, std::string_view output) const {
  const auto right = as_exact(expected);
  const auto given = as_exact(output);
  if (!right || !given) return false;
  const auto lower = std::min(right->exponent, given->exponent);
  const cpp_int base = abs(right->digits_at(lower));
  const exact_number distance{abs(given->digits_at(lower) - right->digits_at(lower)), lower};
  if (!absolute_text_.empty()) {
    if (const auto bound = as_exact(absolute_text_); bound && less_or_equal(distance, *bound))
      return true;
  }
  if (relative_text_.empty()) return false;
  const auto factor = as_exact(relative_text_);
  return factor && less_or_equal(distance, {factor->digits * base, factor->exponent + lower});
}

std::optional<double> distance(std::string_view a, std::string_view b) {
  if (!is_decimal_number(a) || !is_decimal_number(b)) return {};
  const auto first = as_long_double(a);
  const auto second = as_long_double(b);
  if (!first || !second) return {};
  return static_cast<double>(std::abs(*first - *second));
}

}  // namespace judge

#include "judge/check/compatibility.hpp"

#include <strings.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>

#include "judge/base/text.hpp"
#include "judge/check/number.hpp"

namespace judge {
namespace {

/// A token that is a number from its first byte to its last. Only scanf takes exactly what scanf
/// takes: strtod refuses "100e".
template <typename Number>
std::optional<Number> scanned(const std::string& token, const char* format) {
  Number value = 0;
  std::array<char, 2> rest{};
  if (std::sscanf(token.c_str(), format, &value, rest.data()) != 1) return {};
  return value;
}

std::optional<double> kattis_number(const std::string& token) {
  const auto value = scanned<double>(token, "%lf%1s");
  return value && std::isfinite(*value) ? value : std::nullopt;
}

bool kattis_accepts(const comparison& how, const std::string& expected, const std::string& found) {
  if (how.absolute_tolerance || how.relative_tolerance) {
    if (const auto right = kattis_number(expected)) {
      const auto given = kattis_number(found);
      if (!given) return false;
      const double distance = std::fabs(*right - *given);
      return distance <= how.absolute_tolerance.value_or(-1) ||
             distance <= how.relative_tolerance.value_or(-1) * std::fabs(*right);
    }
  }
  return how.case_sensitive ? std::strcmp(expected.c_str(), found.c_str()) == 0
                            : ::strcasecmp(expected.c_str(), found.c_str()) == 0;
}

bool domjudge_close(const comparison& how, long double expected, long double found) {
  if (!std::isfinite(expected) || !std::isfinite(found)) {
    if (std::isnan(expected) || std::isnan(found)) return std::isnan(expected) && std::isnan(found);
    return std::isinf(expected) && std::isinf(found) &&
           std::signbit(expected) == std::signbit(found);
  }
  const tolerance allowed(how);
  const auto absolute = std::fabs(found - expected);
  const auto relative = std::fabs((found - expected) / expected);
  // 0 / 0 is beyond no tolerance.
  const bool absolute_far = !how.absolute_tolerance || absolute > allowed.absolute();
  const bool relative_far = !how.relative_tolerance || relative > allowed.relative();
  return !(absolute_far && relative_far);
}

bool domjudge_accepts(const comparison& how, const std::string& expected,
                      const std::string& found) {
  if (how.absolute_tolerance || how.relative_tolerance) {
    if (const auto right = scanned<long double>(expected, "%Lf%1s")) {
      const auto given = scanned<long double>(found, "%Lf%1s");
      return given && domjudge_close(how, *right, *given);
    }
  }
  return how.case_sensitive ? expected == found : same_but_for_case(expected, found);
}

}  // namespace

bool accepts_like(const comparison& how, std::string_view expected, std::string_view found) {
  const std::string right(expected);
  const std::string given(found);
  return how.like == compatibility::kattis ? kattis_accepts(how, right, given)
                                           : domjudge_accepts(how, right, given);
}

}  // namespace judge

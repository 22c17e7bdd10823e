// tests/support/expectations.hpp - expectations in one line.
#pragma once

#include <set>
#include <string>
#include <utility>

#include "judge/model/expectation.hpp"
#include "judge/model/verdict.hpp"

namespace judge::testing {

/// One rule over all cases, called as the expectation is.
inline expectation expecting(std::set<verdict> permitted, std::set<verdict> required,
                             const std::string& name) {
  return {
      .rules = {{.name = name, .permitted = std::move(permitted), .required = std::move(required)}},
      .name = name};
}

inline expectation accepted_everywhere() {
  return expecting({verdict::accepted}, {verdict::accepted}, "AC");
}
inline expectation too_slow_somewhere() {
  return expecting({verdict::accepted, verdict::time_limit}, {verdict::time_limit}, "TLE");
}
inline expectation wrong_somewhere() {
  return expecting({verdict::accepted, verdict::wrong_answer}, {verdict::wrong_answer}, "WA");
}

/// The sentences of broken rules, one a line.
inline std::string sentences(const std::vector<broken_rule>& broken) {
  std::string text;
  for (const auto& one : broken) text += (text.empty() ? "" : "\n") + one.sentence;
  return text;
}

}  // namespace judge::testing

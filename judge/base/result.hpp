// judge/base/result.hpp - a value, or a sentence that says why there is none.
//
// For what the environment may refuse: files, processes, packages written by people. Our own
// bugs are assertions; verdicts are data, never errors.
// Stands in for std::expected, which this toolchain has only from C++23 on.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace judge {

/// Whose fault an error is: it decides the exit code (2 the user's, 3 ours or the
/// machine's).
enum class fault { input, environment, interrupted };

/// What failed, for a person: "problems/x/problem.yaml:7: time_limit: not a number: write 1.5".
struct error {
  std::string message;
  fault whose = fault::input;

  /// The same error seen from one level up: "<context>: <message>". An interruption is nobody's
  /// fault, so it stays as it is.
  [[nodiscard]] error in(const std::string& context) && {
    if (whose == fault::interrupted) return std::move(*this);
    return {context + ": " + message, whose};
  }
};

/// An error of the machine or of the judge itself.
[[nodiscard]] inline error environment_error(std::string message) {
  return {std::move(message), fault::environment};
}

template <typename T>
class [[nodiscard]] result {
 public:
  result(T value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor): return x;
  result(error failure)  // NOLINT(google-explicit-constructor): return error{...};
      : failure_(std::move(failure)) {}

  [[nodiscard]] explicit operator bool() const { return value_.has_value(); }
  [[nodiscard]] T& value() & { return value_.value(); }
  [[nodiscard]] const T& value() const& { return value_.value(); }
  [[nodiscard]] T&& value() && { return std::move(value_).value(); }
  [[nodiscard]] T& operator*() & { return value(); }
  [[nodiscard]] const T& operator*() const& { return value(); }
  [[nodiscard]] T&& operator*() && { return std::move(value_).value(); }
  [[nodiscard]] T* operator->() { return &value(); }
  [[nodiscard]] const T* operator->() const { return &value(); }
  [[nodiscard]] const error& failure() const& { return failure_; }
  [[nodiscard]] error&& failure() && { return std::move(failure_); }

 private:
  std::optional<T> value_;
  error failure_;  // counts where there is no value
};

/// A step that gives nothing back: `return done();` or an error.
using status = result<std::monostate>;
[[nodiscard]] inline status done() { return std::monostate{}; }

}  // namespace judge

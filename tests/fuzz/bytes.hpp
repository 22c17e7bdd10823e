// fuzz/bytes.hpp - the bytes of a fuzzer's input as numbers, and what to do when an answer is
// wrong.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace fuzz {

/// Reads numbers from the front; zeros when nothing is left, so that every input is complete.
class bytes {
 public:
  bytes(const std::uint8_t* data, std::size_t size) : next_(data), left_(size) {}

  [[nodiscard]] bool empty() const noexcept { return left_ == 0; }

  template <typename T>
  [[nodiscard]] T take() noexcept {
    T value{};
    const std::size_t size = sizeof(T) < left_ ? sizeof(T) : left_;
    if (size > 0) std::memcpy(&value, next_, size);
    next_ += size;
    left_ -= size;
    return value;
  }

  /// A number below `bound`, from one byte.
  [[nodiscard]] std::size_t below(std::size_t bound) noexcept {
    return take<std::uint8_t>() % bound;
  }

 private:
  const std::uint8_t* next_;
  std::size_t left_;
};

/// Ends the program, which is how a fuzzer learns of a finding.
[[noreturn]] inline void fail(const char* what) {
  std::fprintf(stderr, "fuzz: %s\n", what);
  std::abort();
}

inline void expect(bool condition, const char* what) {
  if (!condition) fail(what);
}

}  // namespace fuzz

/// What each *_fuzz.cpp defines: libFuzzer calls it with inputs that it makes up, replay.cpp with
/// those of tests/fuzz/corpus.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

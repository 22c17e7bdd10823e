// gavel/combination_sum/combination_list.hpp - many combinations in two arrays.
//
// Method      the elements one combination after the other, and where each one begins.
// Complexity  O(1) to reach a combination.
// Constraints see gavel/combination_sum.hpp.
// Reference   problems/combination_sum, problems/combination_sum_unique
// Tests       tests/algorithms/combination_sum_test.cpp
// Bench       bench/algorithms/combination_sum_bench.cpp
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "gavel/concepts.hpp"

namespace gavel {

/// Combination i is values[offsets[i]] up to values[offsets[i + 1]]; offsets has size() + 1
/// elements.
template <integer T>
struct combination_list {
  std::vector<T> values;
  std::vector<std::size_t> offsets{0};

  [[nodiscard]] std::size_t size() const noexcept { return offsets.size() - 1; }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
  [[nodiscard]] std::span<const T> operator[](std::size_t i) const noexcept {
    return {values.data() + offsets[i], offsets[i + 1] - offsets[i]};
  }

  friend bool operator==(const combination_list&, const combination_list&) = default;
};

}  // namespace gavel

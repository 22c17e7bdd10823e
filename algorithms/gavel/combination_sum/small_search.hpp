// gavel/combination_sum/small_search.hpp - the combinations of a small target, without set-up.
//
// Method      depth first like the textbook, but a look at the bit sets (one word each) tells
// whether
//             an item can be completed. No masks and no cache: for the few combinations of a tiny
//             input they would cost more than they save.
// Complexity  O(n) for each element, n different candidates.
// Constraints goal below 64, positive items, any length of the combinations.
// Reference   problems/combination_sum, problems/combination_sum_unique
// Tests       tests/algorithms/combination_sum_test.cpp
// Bench       bench/algorithms/combination_sum_bench.cpp (the searches that end in "small")
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "gavel/combination_sum/enumeration.hpp"
#include "gavel/concepts.hpp"

namespace gavel::detail::combination_sum {

template <integer T>
[[nodiscard]] bool is_small(const search_tables<T>& tables) noexcept {
  return tables.items.size() <= 8 && tables.items.nonpositive() == 0 && tables.sums.in_words();
}

/// A prefix of `length` elements in `chosen` goes on with items from i on. False when `visit` has
/// stopped the search.
template <integer T, typename Visit>
bool search_small(std::span<const item<T>> items, const bit_rows& rows, std::size_t i,
                  std::uint64_t rest, T* chosen, std::size_t length, const Visit& visit) {
  for (; i < items.size() && items[i].magnitude <= rest; i = items[i].next) {
    const item<T>& it = items[i];
    const std::uint64_t open = rest - it.magnitude;
    if ((rows.word(it.after) >> open & 1) == 0) continue;
    chosen[length] = it.value;
    if (open == 0) return visit(std::span<const T>(chosen, length + 1));
    if (!search_small(items, rows, it.after, open, chosen, length + 1, visit)) return false;
  }
  return true;
}

/// Calls visit(std::span<const T>) for each combination until it returns false.
template <integer T, typename Visit>
void search_small(const search_tables<T>& tables, const Visit& visit) {
  const std::uint64_t goal = tables.items.goal();
  const bit_rows& rows = tables.sums.rows();
  T chosen[64];  // not initialised; a goal below 64 has no longer combination
  if (goal == 0) {
    static_cast<void>(visit(std::span<const T>()));
  } else if (tables.items.possible() && (rows.word(0) >> goal & 1) != 0) {
    search_small(tables.items.items(), rows, 0, goal, chosen, 0, visit);
  }
}

}  // namespace gavel::detail::combination_sum

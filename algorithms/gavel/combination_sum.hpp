// gavel/combination_sum.hpp - all combinations of candidates that sum to a target.
//
// Method      sort the candidates; for every suffix of them, a bit set of the sums it can make;
//             then depth first through the prefixes that can still be completed, and no others: the
//             items that may come next are the bits of a mask, and the last one or two elements of a
//             combination need no step of their own. Counting, ranking and sampling by dynamic
//             programming over the same suffixes.
// Complexity  n candidates (with reuse::once: copies), target t: O(n t / 64) time and n t / 8 bytes
//             to build the table; then O(1) amortised for each element of a combination. O(n t) to
//             count. Goals below 64 and at most 8 candidates take no allocation.
//             When the table would exceed table_limit, a table of 4 t bytes takes its place; then,
//             without limit on reuse, one of n times the largest candidate; then a list of the sums
//             that the largest candidates make, and a search among the others that may take
//             exponential time.
// Constraints candidates of any integral type but bool, any number of them. reuse::unlimited: every
//             candidate at least 1, repeated ones count once. reuse::once: zero and negative ones
//             too; t is then the target plus the sum of their magnitudes, at most 2^64 - 1.
// Reference   problems/combination_sum, problems/combination_sum_unique
// Tests       tests/algorithms/combination_sum_test.cpp
// Bench       bench/algorithms/combination_sum_bench.cpp
//
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <ranges>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "gavel/combination_sum/combination_sums.hpp"
#include "gavel/combination_sum/counting.hpp"
#include "gavel/combination_sum/items.hpp"
#include "gavel/concepts.hpp"

namespace gavel {

/// A vector, array, span, ... of integers.
template <typename Range>
concept candidate_range = std::ranges::contiguous_range<Range> && std::ranges::sized_range<Range> &&
    integer<std::ranges::range_value_t<Range>>;

/// Every combination of `candidates` that sums to `target`, each candidate as often as you like:
/// non-decreasing, in lexicographic order. Throws as combination_sums does.
///
///     gavel::combination_sum(std::vector{2, 3, 6, 7}, 7) is {{2, 2, 3}, {7}}
template <candidate_range Range>
[[nodiscard]] std::vector<std::vector<std::ranges::range_value_t<Range>>> combination_sum(
    const Range& candidates, std::ranges::range_value_t<Range> target) {
  return combination_sums<std::ranges::range_value_t<Range>>(candidates, target).to_vectors();
}

/// The same with each listed element at most once; equal combinations are listed once.
///
///     gavel::combination_sum_unique(std::vector{2, 5, 2, 1, 2}, 5) is {{1, 2, 2}, {5}}
template <candidate_range Range>
[[nodiscard]] std::vector<std::vector<std::ranges::range_value_t<Range>>> combination_sum_unique(
    const Range& candidates, std::ranges::range_value_t<Range> target) {
  return combination_sums<std::ranges::range_value_t<Range>>(candidates, target,
                                                             {.mode = reuse::once})
      .to_vectors();
}

/// Every set of k different digits from 1 to 9 that sums to n. Throws std::invalid_argument when
/// k is negative.
///
///     gavel::combination_sum_k(3, 7) is {{1, 2, 4}}
[[nodiscard]] inline std::vector<std::vector<int>> combination_sum_k(int k, int n) {
  if (k < 0) {
    throw std::invalid_argument("combination_sum_k: k = " + std::to_string(k) +
                                ": must not be negative");
  }
  constexpr std::array<int, 9> digits{1, 2, 3, 4, 5, 6, 7, 8, 9};
  const auto parts = static_cast<std::size_t>(k);
  return combination_sums<int>(digits, n,
                               {.mode = reuse::once, .min_parts = parts, .max_parts = parts})
      .to_vectors();
}

/// The number of combinations, without listing them: O(n t) time and O(t) space, whose limit is
/// 1 GiB (std::length_error). Count is an integral type, unsigned __int128, or a number type of
/// yours with Count(0), Count(1) and +=. Throws std::overflow_error when a built-in Count cannot
/// hold the number.
///
///     gavel::combination_sum_count(std::vector{1, 5, 10, 25, 50, 100}, 100) == 293
template <typename Count = std::uint64_t, candidate_range Range>
[[nodiscard]] Count combination_sum_count(const Range& candidates,
                                          std::ranges::range_value_t<Range> target,
                                          reuse mode = reuse::unlimited) {
  namespace impl = detail::combination_sum;
  using T = std::ranges::range_value_t<Range>;
  const impl::item_list<T> items(std::span<const T>(candidates), target, {.mode = mode});
  return impl::count_combinations<Count>(items, std::size_t{1} << 30, "combination_sum_count");
}

/// The number of sequences of candidates that sum to `target`: orders count as different, each
/// candidate may be used any number of times, repeated ones count once. O(n t) time, O(t) space;
/// Count and the exceptions are those of combination_sum_count.
///
///     gavel::ordered_combination_sum_count(std::vector{1, 2, 3}, 4) == 7
template <typename Count = std::uint64_t, candidate_range Range>
[[nodiscard]] Count ordered_combination_sum_count(const Range& candidates,
                                                  std::ranges::range_value_t<Range> target) {
  namespace impl = detail::combination_sum;
  using T = std::ranges::range_value_t<Range>;
  constexpr auto who = "ordered_combination_sum_count";
  const impl::item_list<T> items(std::span<const T>(candidates), target, {});
  if (!items.possible()) return Count(0);
  const std::uint64_t cells = impl::saturating_add(items.goal(), 1);
  impl::expect_table_fits(who, items.size(), items.goal(), 1,
                          impl::saturating_multiply(cells, impl::counters<Count>::bytes_each),
                          std::size_t{1} << 30);
  const auto goal = static_cast<std::size_t>(items.goal());
  impl::counters<Count> ways(goal + 1);
  ways.set(0, Count(1));
  for (std::size_t amount = 1; amount <= goal; ++amount) {
    for (const auto& it : items.items()) {
      if (it.magnitude > amount) break;
      ways.add(amount, ways, amount - static_cast<std::size_t>(it.magnitude));
    }
  }
  return ways.get(goal, who);
}

}  // namespace gavel

// gavel/combination_sum/counting.hpp - how many combinations there are.
//
// Method      dynamic programming over the values, from the last one to the first. A value with m
//             copies adds up m + 1 counts that lie one value apart: a window that slides, as a sum
//             of the tail of one block and the head of the next, so that nothing is ever subtracted
//             (M. van Herk, A fast algorithm for local minimum and maximum filters, 1992).
// Complexity  n different values, goal t: O(n t) time, O(t) space. With limits on the length: l
//             layers, n counts copies, O(l n t) time, O(l t) space.
// Constraints as combination_sum/items.hpp; std::overflow_error when the count does not fit.
// Reference   problems/combination_sum, problems/combination_sum_unique
// Tests       tests/algorithms/combination_sum_test.cpp
// Bench       bench/algorithms/combination_sum_bench.cpp
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "gavel/combination_sum/items.hpp"
#include "gavel/concepts.hpp"

namespace gavel::detail::combination_sum {

#ifdef __SIZEOF_INT128__
__extension__ using signed_128 = __int128;
__extension__ using unsigned_128 = unsigned __int128;
template <typename Count>
inline constexpr bool is_128_bits =
    std::is_same_v<Count, signed_128> || std::is_same_v<Count, unsigned_128>;
#else
template <typename Count>
inline constexpr bool is_128_bits = false;
#endif

/// Whether sums of Count may overflow, and say so.
template <typename Count>
inline constexpr bool is_built_in = std::is_integral_v<Count> || is_128_bits<Count>;

/// Throws std::length_error, with the numbers, when a table would not fit into `limit` bytes.
inline void expect_table_fits(const char* who, std::size_t items, std::uint64_t goal,
                              std::size_t layers, std::uint64_t bytes, std::uint64_t limit) {
  if (bytes <= limit) return;
  throw std::length_error(std::string(who) + ": a table for " + std::to_string(items) +
                          " values, sums up to " + std::to_string(goal) + " and " +
                          std::to_string(layers) + " lengths takes " +
                          (bytes == no_limit ? "2^64 or more" : std::to_string(bytes)) +
                          " bytes; the limit is " + std::to_string(limit));
}

/// Numbers that are added to each other. A sum that a built-in type cannot hold is marked as lost,
/// and so is every sum with it: an amount that no combination of the goal meets may be lost
/// without harm.
template <typename Count>
class counters {
 public:
  static constexpr bool built_in = is_built_in<Count>;
  static constexpr std::size_t bytes_each = sizeof(Count) + (built_in ? 1 : 0);

  explicit counters(std::size_t size) : values_(size, Count(0)), lost_(built_in ? size : 0) {}

  void set(std::size_t i, const Count& value) { values_[i] = value; }

  void assign(std::size_t i, const counters& other, std::size_t j) {
    values_[i] = other.values_[j];
    if constexpr (built_in) lost_[i] = other.lost_[j];
  }

  void clear(std::size_t i) {
    values_[i] = Count(0);
    if constexpr (built_in) lost_[i] = 0;
  }

  void add(std::size_t i, const counters& other, std::size_t j) {
    if constexpr (built_in) {
      const bool overflow = __builtin_add_overflow(values_[i], other.values_[j], &values_[i]);
      lost_[i] = static_cast<unsigned char>(lost_[i] | other.lost_[j] | (overflow ? 1 : 0));
    } else {
      values_[i] += other.values_[j];
    }
  }

  /// The number; std::overflow_error when it was lost.
  [[nodiscard]] Count get(std::size_t i, const char* who) const {
    if constexpr (built_in) {
      if (lost_[i] != 0) {
        throw std::overflow_error(std::string(who) +
                                  ": the number of combinations does not fit into " +
                                  std::to_string(8 * sizeof(Count)) + " bits");
      }
    }
    return values_[i];
  }

 private:
  std::vector<Count> values_;
  std::vector<unsigned char> lost_;
};

/// Each count becomes the sum of itself and the `copies` ones that lie 1, 2, ... times `size`
/// below.
template <typename Count>
void add_copies(counters<Count>& ways, std::size_t width, std::size_t size, std::size_t copies) {
  if (size == 0) {
    const counters<Count> once = ways;
    for (std::size_t copy = 0; copy < copies; ++copy) {
      for (std::size_t amount = 0; amount < width; ++amount) ways.add(amount, once, amount);
    }
    return;
  }
  if (copies == 1) {
    for (std::size_t amount = width; amount-- > size;) ways.add(amount, ways, amount - size);
    return;
  }
  // Blocks of copies + 1 steps, which are not longer than the table: else it would be reusable, or
  // the window is cut off by its beginning, as the first block's heads are.
  const auto block = static_cast<std::size_t>(
      std::min<std::uint64_t>(saturating_multiply(copies + std::uint64_t{1}, size), width));
  counters<Count> tails = ways;
  for (std::size_t amount = width; amount-- > 0;) {
    const std::size_t above = amount + size;
    if (above < width && above / block == amount / block) tails.add(amount, tails, above);
  }
  for (std::size_t amount = size; amount < width; ++amount) {
    const std::size_t below = amount - size;
    if (below / block == amount / block) ways.add(amount, ways, below);
  }
  for (std::size_t amount = block; amount < width; ++amount) {
    const std::size_t lowest = amount - copies * size;
    if (lowest / block != amount / block) ways.add(amount, tails, lowest);
  }
}

template <typename Count, integer T>
[[nodiscard]] Count count_any_length(const item_list<T>& items, std::size_t limit,
                                     const char* who) {
  bool repeated = false;
  items.for_each_value([&](std::uint64_t size, auto, auto, std::uint64_t copies) {
    repeated = size == 0 || (copies > 1 && copies != no_limit);
    return !repeated;
  });
  const std::uint64_t cells = saturating_add(items.goal(), 1);
  const std::uint64_t bytes = saturating_multiply(cells, counters<Count>::bytes_each);
  expect_table_fits(who, items.size(), items.goal(), 1,
                    saturating_multiply(bytes, repeated ? 2 : 1), limit);
  const auto width = static_cast<std::size_t>(cells);
  counters<Count> ways(width);
  ways.set(0, Count(1));
  items.for_each_value([&](std::uint64_t magnitude, auto, auto, std::uint64_t copies) {
    const auto size = static_cast<std::size_t>(magnitude);
    if (copies == no_limit) {
      for (std::size_t amount = size; amount < width; ++amount) {
        ways.add(amount, ways, amount - size);
      }
    } else {
      add_copies(ways, width, size, static_cast<std::size_t>(copies));
    }
    return true;
  });
  return ways.get(width - 1, who);
}

/// The number of combinations of the lengths asked for.
template <typename Count, integer T>
[[nodiscard]] Count count_some_lengths(const item_list<T>& items, std::size_t limit,
                                       const char* who) {
  const part_layers& parts = items.parts();
  const std::uint64_t cells = saturating_multiply(saturating_add(items.goal(), 1), parts.layers);
  const std::uint64_t bytes = saturating_multiply(cells, 3 * counters<Count>::bytes_each);
  expect_table_fits(who, items.size(), items.goal(), parts.layers, bytes, limit);
  const auto width = static_cast<std::size_t>(items.goal()) + 1;
  const auto size = static_cast<std::size_t>(cells);

  counters<Count> ahead(size);   // from the next larger value on
  counters<Count> suffix(size);  // from item i + 1 on
  counters<Count> fresh(size);   // from item i on
  for (std::size_t layer = 0; layer < parts.layers; ++layer) {
    if (parts.accepts(layer)) suffix.set(layer * width, Count(1));
  }
  for (std::size_t i = items.size(); i-- > 0;) {
    const item<T>& it = items[i];
    const auto skip = static_cast<std::size_t>(items.skip(i));
    const auto take = static_cast<std::size_t>(it.take());
    if (it.next == i + 1) ahead = suffix;
    for (std::size_t layer = parts.layers; layer-- > 0;) {
      const std::size_t above = parts.after(layer);
      for (std::size_t amount = 0; amount < width; ++amount) {
        const std::size_t here = layer * width + amount;
        if (amount >= skip) {
          fresh.assign(here, ahead, here - skip);
        } else {
          fresh.clear(here);
        }
        if (above == parts.layers || amount < take) continue;
        const std::size_t taken = above * width + amount - take;
        fresh.add(here, it.after == i ? fresh : suffix, taken);
      }
    }
    std::swap(suffix, fresh);
  }
  return suffix.get(width - 1, who);
}

/// The number of combinations of `items`; its tables are to take at most `limit` bytes.
template <typename Count, integer T>
[[nodiscard]] Count count_combinations(const item_list<T>& items, std::size_t limit,
                                       const char* who) {
  if (!items.possible()) return Count(0);
  return items.parts().any_length() ? count_any_length<Count>(items, limit, who)
                                    : count_some_lengths<Count>(items, limit, who);
}

}  // namespace gavel::detail::combination_sum

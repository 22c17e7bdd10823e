// gavel/combination_sum/counting.hpp - how many combinations there are, and where each one stands.
//
// Method      counts by dynamic programming over the suffixes of the sorted items:
//             count(i) = count(next(i)) at skip(i) + count(after(i)) at take(i); a combination's
//             rank is a sum of differences of such counts.
// Complexity  O(layers * n * goal) time; O(layers * goal) space to count, n times that to rank.
//             rank and unrank: O(n + length), length * log n to rank.
// Constraints as combination_sum/items.hpp; std::overflow_error when the count does not fit.
// Reference   problems/combination_sum, problems/combination_sum_unique
// Tests       tests/algorithms/combination_sum_test.cpp
// Bench       bench/algorithms/combination_sum_bench.cpp
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
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

/// Numbers that are added to each other. A sum that a built-in type cannot hold is marked as lost,
/// and so is every sum with it: an amount that no combination of the goal meets may be lost
/// without harm.
template <typename Count>
class counters {
 public:
  static constexpr bool built_in = std::is_integral_v<Count> || is_128_bits<Count>;
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

/// The number of combinations of `items`; its tables are to take at most `limit` bytes.
template <typename Count, integer T>
[[nodiscard]] Count count_combinations(const item_list<T>& items, std::size_t limit,
                                       const char* who) {
  if (!items.possible()) return Count(0);
  const part_layers& parts = items.parts();
  const bool once = items.mode() == reuse::once;
  const std::uint64_t cells = saturating_multiply(saturating_add(items.goal(), 1), parts.layers);
  const std::uint64_t bytes = saturating_multiply(cells, counters<Count>::bytes_each);
  expect_table_fits(who, items.size(), items.goal(), parts.layers,
                    saturating_multiply(bytes, once ? 3 : 1), limit);
  const auto width = static_cast<std::size_t>(items.goal()) + 1;
  const auto size = static_cast<std::size_t>(cells);

  counters<Count> ahead(once ? size : 0);  // from the next larger value on
  counters<Count> fresh(once ? size : 0);
  counters<Count> suffix(size);  // from item i + 1 on; with unlimited reuse turned into "from i on"
  for (std::size_t layer = 0; layer < parts.layers; ++layer) {
    if (parts.accepts(layer)) suffix.set(layer * width, Count(1));
  }
  for (std::size_t i = items.size(); i-- > 0;) {
    const item<T>& it = items[i];
    if (once && it.next == i + 1) ahead = suffix;
    for (std::size_t layer = parts.layers; layer-- > 0;) {
      const std::size_t above = parts.after(layer);
      for (std::size_t amount = 0; amount < width; ++amount) {
        const std::size_t here = layer * width + amount;
        if (once) {
          if (amount >= it.skip) {
            fresh.assign(here, ahead, here - static_cast<std::size_t>(it.skip));
          } else {
            fresh.clear(here);
          }
        }
        if (above == parts.layers || amount < it.take) continue;
        const std::size_t taken = above * width + amount - static_cast<std::size_t>(it.take);
        once ? fresh.add(here, suffix, taken) : suffix.add(here, suffix, taken);
      }
    }
    if (once) std::swap(suffix, fresh);
  }
  return suffix.get(static_cast<std::size_t>(items.goal()), who);
}

/// For every item, layer and amount: the number of ways to complete a prefix. A number beyond
/// 64 bits stays at the greatest one; none that is met is, when the number of combinations fits.
template <integer T>
class suffix_counts {
 public:
  suffix_counts(const item_list<T>& items, std::size_t limit)
      : items_(&items), width_(saturating_add(items.goal(), 1)) {
    if (!items.possible()) return;
    const part_layers& parts = items.parts();
    const std::uint64_t cells =
        saturating_multiply(saturating_multiply(width_, items.size() + 1), parts.layers);
    expect_table_fits("combination_sums", items.size(), items.goal(), parts.layers,
                      saturating_multiply(cells, sizeof(std::uint64_t)), limit);
    counts_.resize(static_cast<std::size_t>(cells));
    for (std::size_t layer = 0; layer < parts.layers; ++layer) {
      if (parts.accepts(layer)) counts_[cell(layer, items.size(), 0)] = 1;
    }
    for (std::size_t i = items.size(); i-- > 0;) {
      for (std::size_t layer = parts.layers; layer-- > 0;) fill_row(layer, i);
    }
    total_ = ways(0, 0, items.goal());
  }

  [[nodiscard]] std::uint64_t total() const noexcept { return total_; }

  /// The k-th combination; k < total().
  [[nodiscard]] std::vector<T> combination(std::uint64_t k) const {
    std::vector<T> out;
    std::size_t i = 0;
    std::uint64_t rest = items_->goal();
    while (true) {
      const std::size_t layer = items_->parts().of_length(out.size());
      if (complete(layer, rest)) {
        if (k == 0) return out;
        --k;
      }
      const std::uint64_t from_here = ways(layer, i, rest);
      std::size_t j = i;  // the combinations that go on below item j come before those beyond it
      while (from_here - ways(layer, (*items_)[j].next, rest) <= k) j = (*items_)[j].next;
      k -= from_here - ways(layer, j, rest);
      out.push_back((*items_)[j].value);
      rest -= (*items_)[j].step;
      i = (*items_)[j].after;
    }
  }

  /// The place of `combination`; std::invalid_argument when it is none.
  [[nodiscard]] std::uint64_t rank(std::span<const T> combination) const {
    std::uint64_t before = 0;
    std::size_t i = 0;
    std::uint64_t rest = items_->goal();
    bool valid = items_->possible();
    for (std::size_t length = 0; valid && length < combination.size(); ++length) {
      const std::size_t layer = items_->parts().of_length(length);
      const std::size_t j = find(i, combination[length]);
      valid = j < items_->size() && items_->parts().after(layer) < items_->parts().layers;
      if (!valid) break;
      before += ways(layer, i, rest) - ways(layer, j, rest) + (complete(layer, rest) ? 1 : 0);
      rest -= (*items_)[j].step;
      i = (*items_)[j].after;
      valid = ways(items_->parts().of_length(length + 1), i, rest) > 0;
    }
    if (!valid || !complete(items_->parts().of_length(combination.size()), rest)) {
      throw std::invalid_argument("combination_sums::rank: not one of the combinations");
    }
    return before;
  }

 private:
  /// Item i or the first one after it with this value; size() when there is none.
  [[nodiscard]] std::size_t find(std::size_t i, T value) const {
    const auto& items = items_->items();
    const auto found = std::lower_bound(items.begin() + static_cast<std::ptrdiff_t>(i), items.end(),
                                        value, [](const item<T>& a, T b) { return a.value < b; });
    if (found == items.end() || found->value != value) return items.size();
    return static_cast<std::size_t>(found - items.begin());
  }

  [[nodiscard]] bool complete(std::size_t layer, std::uint64_t rest) const noexcept {
    return rest == items_->offset() && items_->parts().accepts(layer);
  }

  [[nodiscard]] std::size_t cell(std::size_t layer, std::size_t i,
                                 std::uint64_t amount) const noexcept {
    return (layer * (items_->size() + 1) + i) * static_cast<std::size_t>(width_) +
           static_cast<std::size_t>(amount);
  }

  [[nodiscard]] std::uint64_t ways(std::size_t layer, std::size_t i,
                                   std::uint64_t rest) const noexcept {
    const std::uint64_t amount = items_->open(i, rest);
    return amount < width_ && !counts_.empty() ? counts_[cell(layer, i, amount)] : 0;
  }

  void fill_row(std::size_t layer, std::size_t i) {
    const item<T>& it = (*items_)[i];
    const std::size_t above = items_->parts().after(layer);
    for (std::uint64_t amount = 0; amount < width_; ++amount) {
      std::uint64_t sum = amount >= it.skip ? counts_[cell(layer, it.next, amount - it.skip)] : 0;
      if (above < items_->parts().layers && amount >= it.take) {
        sum = saturating_add(sum, counts_[cell(above, it.after, amount - it.take)]);
      }
      counts_[cell(layer, i, amount)] = sum;
    }
  }

  const item_list<T>* items_;
  std::uint64_t width_;
  std::uint64_t total_ = 0;
  std::vector<std::uint64_t> counts_;
};

/// `bits` random bits, 1 to 64, from any engine; the same ones with every standard library.
template <std::uniform_random_bit_generator Generator>
[[nodiscard]] std::uint64_t random_bits(Generator& generator, unsigned bits) {
  constexpr auto range = static_cast<std::uint64_t>(Generator::max() - Generator::min());
  constexpr unsigned whole =
      static_cast<unsigned>(std::bit_width(range)) - ((range & (range + 1)) == 0 ? 0 : 1);
  std::uint64_t out = 0;
  for (unsigned have = 0; have < bits;) {
    const auto drawn = static_cast<std::uint64_t>(generator() - Generator::min());
    if constexpr (whole < 64) {
      if (drawn >> whole != 0) continue;  // beyond the greatest power of two
    }
    const unsigned wanted = std::min(whole, bits - have);
    out |= (wanted == 64 ? drawn : drawn & ((std::uint64_t{1} << wanted) - 1)) << have;
    have += wanted;
  }
  return out;
}

/// A number below `bound`, every one equally likely; bound is at least 1.
template <std::uniform_random_bit_generator Generator>
[[nodiscard]] std::uint64_t random_below(Generator& generator, std::uint64_t bound) {
  const auto bits = static_cast<unsigned>(std::bit_width(bound - 1));
  while (true) {
    const std::uint64_t drawn = random_bits(generator, bits);
    if (drawn < bound) return drawn;
  }
}

}  // namespace gavel::detail::combination_sum

// gavel/combination_sum/reachability.hpp - which amounts the items from i on can make.
//
// Method      one bit set of amounts for each item and layer, from the last item to the first:
//             row(i) = row(next(i)) << skip(i) | row(after(i)) << take(i), 64 amounts a step.
// Complexity  O(layers * n * goal / 64) time, layers * (n + 1) * (goal + 1) bits.
// Constraints as combination_sum/items.hpp; std::length_error when the table exceeds the limit.
// Reference   problems/combination_sum, problems/combination_sum_unique
// Tests       tests/algorithms/combination_sum_test.cpp
// Bench       bench/algorithms/combination_sum_bench.cpp
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gavel/combination_sum/items.hpp"
#include "gavel/concepts.hpp"

namespace gavel::detail::combination_sum {

/// target |= source << shift, over `words` words; target and source do not overlap.
inline void or_shifted(std::uint64_t* target, const std::uint64_t* source, std::size_t words,
                       std::uint64_t shift) noexcept {
  const std::uint64_t whole = shift / 64;
  const auto bits = static_cast<unsigned>(shift % 64);
  if (whole >= words) return;
  const auto first = static_cast<std::size_t>(whole);
  if (bits == 0) {
    for (std::size_t w = first; w < words; ++w) target[w] |= source[w - first];
    return;
  }
  target[first] |= source[0] << bits;
  for (std::size_t w = first + 1; w < words; ++w) {
    target[w] |= source[w - first] << bits | source[w - first - 1] >> (64 - bits);
  }
}

/// Adds to the set every member plus any multiple of `shift`, which is at least 1.
inline void close_under(std::uint64_t* set, std::size_t words, std::uint64_t shift) noexcept {
  const std::uint64_t whole = shift / 64;
  const auto bits = static_cast<unsigned>(shift % 64);
  if (whole >= words) return;
  const auto first = static_cast<std::size_t>(whole);
  // Upwards in place: what a word takes from lower words is closed already.
  for (std::size_t w = first; w < words; ++w) {
    std::uint64_t word = set[w];
    if (first > 0) word |= set[w - first] << bits;
    if (bits > 0 && w > first) word |= set[w - first - 1] >> (64 - bits);
    if (first == 0) {  // steps within the word itself: by 1, 2, 4, ... times the shift
      for (unsigned by = bits; by < 64; by *= 2) word |= word << by;
    }
    set[w] = word;
  }
}

class reachability {
 public:
  template <integer T>
  reachability(const item_list<T>& items, std::size_t limit) : rows_(items.size() + 1) {
    if (!items.possible()) return;
    const part_layers& parts = items.parts();
    const std::uint64_t words = items.goal() / 64 + 1;
    const std::uint64_t cells =
        saturating_multiply(saturating_multiply(parts.layers, rows_), words);
    expect_table_fits("combination_sums", items.size(), items.goal(), parts.layers,
                      saturating_multiply(cells, sizeof(std::uint64_t)), limit);
    words_ = static_cast<std::size_t>(words);
    bits_.resize(static_cast<std::size_t>(cells));

    for (std::size_t layer = 0; layer < parts.layers; ++layer) {
      if (parts.accepts(layer)) *row(layer, items.size()) = 1;
    }
    for (std::size_t i = items.size(); i-- > 0;) {
      for (std::size_t layer = parts.layers; layer-- > 0;) {
        add_item(items[i], i, layer, parts);
      }
    }
  }

  /// Whether the items from i on can make `amount` (at most the goal) from this layer.
  [[nodiscard]] bool contains(std::size_t layer, std::size_t i,
                              std::uint64_t amount) const noexcept {
    return (row(layer, i)[amount / 64] >> (amount % 64) & 1) != 0;
  }

 private:
  template <integer T>
  void add_item(const item<T>& it, std::size_t i, std::size_t layer, const part_layers& parts) {
    const std::size_t above = parts.after(layer);
    or_shifted(row(layer, i), row(layer, it.next), words_, it.skip);
    if (above == parts.layers) return;
    if (above == layer && it.after == i) {
      close_under(row(layer, i), words_, it.take);
    } else {
      or_shifted(row(layer, i), row(above, it.after), words_, it.take);
    }
  }

  [[nodiscard]] std::uint64_t* row(std::size_t layer, std::size_t i) noexcept {
    return bits_.data() + (layer * rows_ + i) * words_;
  }
  [[nodiscard]] const std::uint64_t* row(std::size_t layer, std::size_t i) const noexcept {
    return bits_.data() + (layer * rows_ + i) * words_;
  }

  std::size_t rows_;
  std::size_t words_ = 0;
  std::vector<std::uint64_t> bits_;
};

}  // namespace gavel::detail::combination_sum

// gavel/combination_sum/bit_rows.hpp - the amounts that the items from i on can make, as bit sets.
//
// Method      row(i) = row(next(i)) << skip(i) | row(after(i)) << take(i), from the last item to
// the
//             first and for each layer, 64 amounts a step.
// Complexity  O(layers * n * goal / 64) time, layers * (n + 1) * (goal + 1) bits.
// Constraints as combination_sum/items.hpp.
// Reference   problems/combination_sum, problems/combination_sum_unique
// Tests       tests/algorithms/combination_sum_test.cpp
// Bench       bench/algorithms/combination_sum_bench.cpp
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "gavel/combination_sum/items.hpp"
#include "gavel/combination_sum/storage.hpp"
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

class bit_rows {
 public:
  bit_rows() = default;
  /// `words` is what the caller has found them to take.
  template <integer T>
  bit_rows(const item_list<T>& items, std::size_t words)
      : rows_(items.size() + 1), words_(words / (rows_ * items.parts().layers)), bits_(words) {
    in_words_ = words == rows_ && items.parts().any_length();
    if (in_words_) {
      fill_words(items);
      return;
    }
    std::fill_n(bits_.data(), words, std::uint64_t{0});
    const part_layers& parts = items.parts();
    for (std::size_t layer = 0; layer < parts.layers; ++layer) {
      if (parts.accepts(layer)) *row(layer, items.size()) = 1;
    }
    for (std::size_t i = items.size(); i-- > 0;) {
      for (std::size_t layer = parts.layers; layer-- > 0;) add_item(items, i, layer);
    }
  }

  [[nodiscard]] bool contains(std::size_t layer, std::size_t i,
                              std::uint64_t amount) const noexcept {
    const std::uint64_t* const bits = bits_.data() + (layer * rows_ + i) * words_;
    return (bits[amount / 64] >> (amount % 64) & 1) != 0;
  }

  [[nodiscard]] bool in_words() const noexcept { return in_words_; }
  /// The row of item i when all rows are single words.
  [[nodiscard]] std::uint64_t word(std::size_t i) const noexcept { return bits_[i]; }

 private:
  /// The same for goals below 64 and one layer, where it is a matter of nanoseconds.
  template <integer T>
  void fill_words(const item_list<T>& items) noexcept {
    std::uint64_t* const bits = bits_.data();
    bits[items.size()] = 1;
    for (std::size_t i = items.size(); i-- > 0;) {
      const item<T>& it = items[i];
      const std::uint64_t skip = items.skip(i);
      bits[i] = skip < 64 ? bits[it.next] << skip : 0;
      if (it.after > i) {
        bits[i] |= bits[it.after] << it.take();
      } else {
        for (std::uint64_t by = it.magnitude; by < 64; by *= 2) bits[i] |= bits[i] << by;
      }
    }
  }

  template <integer T>
  void add_item(const item_list<T>& items, std::size_t i, std::size_t layer) {
    const item<T>& it = items[i];
    const std::size_t above = items.parts().after(layer);
    or_shifted(row(layer, i), row(layer, it.next), words_, items.skip(i));
    if (above == items.parts().layers) return;
    if (above == layer && it.after == i) {
      close_under(row(layer, i), words_, it.take());
    } else {
      or_shifted(row(layer, i), row(above, it.after), words_, it.take());
    }
  }

  [[nodiscard]] std::uint64_t* row(std::size_t layer, std::size_t i) noexcept {
    return bits_.data() + (layer * rows_ + i) * words_;
  }

  std::size_t rows_ = 0;
  std::size_t words_ = 0;
  bool in_words_ = false;
  frozen_array<std::uint64_t, 16> bits_;
};

}  // namespace gavel::detail::combination_sum

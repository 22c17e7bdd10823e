// gavel/combination_sum/enumeration.hpp - the combinations one by one, without dead ends.
//
// Method      depth first over the sorted items. The items that may come next are the bits of a
//             mask, found in the reachability table once and then kept in a small cache, so every
//             visited prefix begins a combination. Only prefixes with another branch left are on
//             the stack; the last branch of a prefix replaces it.
// Complexity  O(1) amortised for each element written when the masks are cached (at most 64 items);
//             a mask costs 64 table look-ups. O(longest combination) space and a cache of at most
//             96 KiB.
// Constraints as combination_sum/items.hpp.
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
#include <span>
#include <vector>

#include "gavel/combination_sum/items.hpp"
#include "gavel/combination_sum/reachability.hpp"
#include "gavel/concepts.hpp"

namespace gavel::detail::combination_sum {

/// Walks through the combinations in lexicographic order. Refers to `items` and `table`.
template <integer T>
class enumerator {
 public:
  enumerator(const item_list<T>& items, const reachability& table)
      : items_(&items), table_(&table) {
    if (!items.possible() || !table.contains(0, 0, items.goal())) return;
    begin_ = true;
    offset_ = items.offset();
    next_start_ = items.mode() == reuse::unlimited ? 0 : 1;
    layered_ = items.parts().layers > 1;
    words_ = items.size() / 64 + 1;
    firsts_.assign(words_, 0);
    values_.reserve(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
      const bool first = i == 0 || items[i - 1].next == i;
      firsts_[i / 64] |= std::uint64_t{first} << (i % 64);
      values_.push_back(items[i].value);
    }
    places_ = items.parts().layers * words_;
    const std::uint64_t masks =
        saturating_multiply(saturating_add(items.goal(), items.offset() + 1), places_);
    cache_.resize(masks < most_cached ? std::bit_ceil(static_cast<std::size_t>(masks) + 1)
                                      : most_cached);
    chosen_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(items.goal(), 64)) + 1);
    open_.reserve(16);
  }

  /// Moves on to the next combination (at first, to the first one); false when there is none.
  bool next() {
    if (open_.empty() || begin_) return next_from_root();
    branch& last = open_.back();
    const branch from = last;
    if (!drop_first(last)) open_.pop_back();
    descend(from);
    return true;
  }

  [[nodiscard]] std::span<const T> current() const noexcept { return {chosen_.data(), length_}; }

 private:
  static constexpr std::size_t most_cached = 4096;

  /// A prefix of `length` elements and the items that may follow it: those of one mask word.
  struct branch {
    std::uint64_t mask = 0;
    std::uint64_t rest = 0;
    std::size_t length = 0;
    std::size_t word = 0;

    [[nodiscard]] std::size_t first() const noexcept {
      return word * 64 + static_cast<std::size_t>(std::countr_zero(mask));
    }
  };

  struct cached_mask {
    std::uint64_t rest = 0;
    std::uint64_t place = 0;  // layer and word, from 1; 0: not in use
    std::uint64_t mask = 0;
  };

  bool next_from_root() {
    if (!begin_) return false;
    begin_ = false;
    const branch root = branches(0, items_->goal(), 0);
    if (root.mask != 0) open_.push_back(root);
    if (root.rest == offset_ && items_->parts().accepts(0)) return true;
    return next();
  }

  /// Appends the first item of `from` and goes on to the first combination below it.
  void descend(branch from) {
    std::size_t length = from.length;
    while (true) {
      const std::size_t i = from.first();
      const T value = values_[i];
      if (length == chosen_.size()) chosen_.resize(2 * length);
      chosen_[length++] = value;
      const std::uint64_t rest = from.rest - static_cast<std::uint64_t>(value);
      const bool nothing_left = rest == offset_;
      if (nothing_left && value > T{0}) break;  // no positive value can follow
      from = branches(i + next_start_, rest, length);
      if (nothing_left && items_->parts().accepts(items_->parts().of_length(length))) {
        if (from.mask != 0) open_.push_back(from);  // zeros and sums of zero may follow
        break;
      }
      branch others = from;
      if (drop_first(others)) open_.push_back(others);
    }
    length_ = length;
  }

  /// What may follow a prefix when the items from i on may be used.
  [[nodiscard]] branch branches(std::size_t i, std::uint64_t rest, std::size_t length) {
    branch out{0, rest, length, i / 64};
    if (out.word == words_) return out;
    const std::uint64_t here = std::uint64_t{1} << (i % 64);
    // Of equal items that are all still free the first one stands for the others.
    out.mask = usable(out) & (0 - here) & (firsts_[out.word] | here);
    if (out.mask == 0) find_word(out);
    return out;
  }

  /// Removes the first item; false when none is left.
  [[nodiscard]] bool drop_first(branch& from) {
    from.mask &= from.mask - 1;
    if (from.mask == 0 && words_ > 1) find_word(from);
    return from.mask != 0;
  }

  void find_word(branch& from) {
    while (from.mask == 0 && ++from.word < words_) {
      from.mask = usable(from) & firsts_[from.word];
    }
  }

  /// The items of the word after which a combination can be completed.
  [[nodiscard]] std::uint64_t usable(const branch& from) {
    std::size_t place = from.word + 1;
    if (layered_) place += items_->parts().of_length(from.length) * words_;
    cached_mask& kept = cache_[(from.rest * places_ + place) & (cache_.size() - 1)];
    if (kept.rest != from.rest || kept.place != place) kept = {from.rest, place, find_usable(from)};
    return kept.mask;
  }

  [[nodiscard]] std::uint64_t find_usable(const branch& from) const {
    const part_layers& parts = items_->parts();
    const std::size_t layer = parts.after(parts.of_length(from.length));
    if (layer == parts.layers) return 0;
    const std::size_t first = from.word * 64;
    const std::size_t last = std::min(first + 64, items_->size());
    std::uint64_t mask = 0;
    for (std::size_t i = first; i < last; ++i) {
      const item<T>& it = (*items_)[i];
      const std::uint64_t open = from.rest - it.shift;
      if (open > items_->goal()) continue;
      if (table_->contains(layer, it.after, open)) mask |= std::uint64_t{1} << (i - first);
    }
    return mask;
  }

  const item_list<T>* items_;
  const reachability* table_;
  std::uint64_t offset_ = 0;
  std::size_t words_ = 0;       // of a mask
  std::size_t places_ = 1;      // layers times words
  std::size_t next_start_ = 0;  // the items after a chosen one begin here, seen from it
  bool layered_ = false;
  bool begin_ = false;
  std::vector<T> values_;
  std::vector<std::uint64_t> firsts_;
  std::vector<cached_mask> cache_;
  std::vector<branch> open_;
  std::vector<T> chosen_;
  std::size_t length_ = 0;
};

}  // namespace gavel::detail::combination_sum

// gavel/combination_sum/mask_cache.hpp - for an amount, the items that may come next.
//
// Method      a direct-mapped cache that doubles when it has missed as often as it has places. With
//             more than 64 items a mask has several words, and a summary tells which are not zero.
// Complexity  O(1) for a hit; a miss costs a table look-up for each item of the word, of all items
//             for a summary. At most 2 MiB.
// Constraints as combination_sum/items.hpp; positive items only.
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

#include "gavel/combination_sum/items.hpp"
#include "gavel/combination_sum/reachability.hpp"
#include "gavel/combination_sum/storage.hpp"
#include "gavel/concepts.hpp"

namespace gavel::detail::combination_sum {

/// The index of the lowest bit; bits != 0. (std::countr_zero would test that once more.)
[[nodiscard]] inline std::size_t lowest_bit(std::uint64_t bits) noexcept {
  return static_cast<unsigned>(__builtin_ctzll(bits));
}

struct mask_entry {
  std::uint64_t rest;      // 0: not in use
  std::uint64_t mask;      // items after which something is missing that can be made
  std::uint64_t pairs;     // those of them after which only one element can make it
  std::uint32_t place;     // layer and word; of only(): whether `pairs` are known
  std::uint32_t leaf_end;  // end of the items that equal `rest` (if one more part is allowed), or 0
};

class mask_cache {
 public:
  template <integer T>
  explicit mask_cache(const item_list<T>& items)
      : words_((items.size() - items.nonpositive() + 63) / 64),
        places_(items.parts().layers * (words_ + 1)) {
    firsts_.resize(std::max<std::size_t>(words_, 1));
    std::fill(firsts_.begin(), firsts_.end(), std::uint64_t{0});
    for (std::size_t i = items.nonpositive(); i < items.size(); i = items[i].next) {
      const std::size_t bit = i - items.nonpositive();
      firsts_[bit / 64] |= std::uint64_t{1} << (bit % 64);
    }
    const bool only_words = words_ <= 1 && items.parts().any_length();
    const std::uint64_t all =
        saturating_multiply(saturating_add(items.goal(), 1), only_words ? 1 : places_);
    enough_ = std::bit_ceil(static_cast<std::size_t>(std::min<std::uint64_t>(all, most)));
  }

  /// Makes room before the first question.
  void begin() {
    if (entries_.empty()) clear(std::min(enough_, at_first));
  }

  [[nodiscard]] std::size_t words() const noexcept { return words_; }
  /// The first copy of each value, as bits of a word.
  [[nodiscard]] std::uint64_t firsts(std::size_t word) const noexcept { return firsts_[word]; }

  /// At most 64 positive items, one layer. Valid until the next question.
  template <integer T>
  [[nodiscard]] const mask_entry& only(const item_list<T>& items, const reachability& sums,
                                       std::uint64_t rest) {
    const mask_entry& kept = entries_[slot(rest)];
    if (kept.rest == rest && kept.place != 0) [[likely]]
      return kept;
    return learn(items, sums, rest);
  }

  template <integer T>
  [[nodiscard]] std::uint64_t word(const item_list<T>& items, const reachability& sums,
                                   std::uint64_t rest, std::size_t layer, std::size_t word) {
    const auto place = static_cast<std::uint32_t>(layer * (words_ + 1) + word);
    const mask_entry& kept = entries_[slot(rest, place)];
    if (kept.rest == rest && kept.place == place) return kept.mask;
    mask_entry made = find(items, sums, rest, layer, word);
    made.place = place;
    return keep(slot(rest, place), made).mask;
  }

  /// Its mask has a bit for each `words_in_a_bit()` words that are not all zero.
  template <integer T>
  [[nodiscard]] mask_entry summary(const item_list<T>& items, const reachability& sums,
                                   std::uint64_t rest, std::size_t layer) {
    const auto place = static_cast<std::uint32_t>(layer * (words_ + 1) + words_);
    const mask_entry& kept = entries_[slot(rest, place)];
    if (kept.rest == rest && kept.place == place) return kept;
    mask_entry made{rest, 0, 0, place, leaf_end(items, rest, layer)};
    for (std::size_t w = 0; w < words_; ++w) {
      if ((word(items, sums, rest, layer, w)) != 0) {
        made.mask |= std::uint64_t{1} << (w / words_in_a_bit());
      }
    }
    return keep(slot(rest, place), made);
  }

  /// The next word after this one that may not be zero; words() when there is none.
  [[nodiscard]] std::size_t next_word(std::uint64_t summary, std::size_t word) const noexcept {
    const std::size_t next = word + 1;
    const std::size_t bit = next / words_in_a_bit();
    if (next >= words_ || bit >= 64) return words_;
    const std::uint64_t ahead = summary >> bit;
    if (ahead == 0) return words_;
    const auto skipped = static_cast<std::size_t>(std::countr_zero(ahead));
    return std::max(next, (bit + skipped) * words_in_a_bit());
  }

 private:
  static constexpr std::size_t at_first = 2048;
  static constexpr std::size_t most = std::size_t{1} << 16;

  [[nodiscard]] std::size_t words_in_a_bit() const noexcept { return (words_ + 63) / 64; }
  /// Amounts that differ by a large power of two would share one place.
  [[nodiscard]] std::size_t slot(std::uint64_t rest) const noexcept {
    return static_cast<std::size_t>(rest ^ rest >> 16) & last_;
  }
  [[nodiscard]] std::size_t slot(std::uint64_t rest, std::size_t place) const noexcept {
    return slot(rest * places_ + place);
  }

  void clear(std::size_t size) {
    entries_.resize(size);
    for (mask_entry& each : entries_) each.rest = 0;
    last_ = size - 1;
    misses_ = 0;
  }

  const mask_entry& keep(std::size_t slot, const mask_entry& made) {
    if (++misses_ > entries_.size() && entries_.size() < enough_) {
      clear(std::min(enough_, 8 * entries_.size()));
      return spare_ = made;  // kept when it is asked for again
    }
    return entries_[slot] = made;
  }

  /// Finds the mask of an amount; looks one step ahead when it comes up for the second time.
  template <integer T>
  [[gnu::noinline]] const mask_entry& learn(const item_list<T>& items, const reachability& sums,
                                            std::uint64_t amount) {
    mask_entry of = entries_[slot(amount)];
    if (of.rest != amount) return keep(slot(amount), find(items, sums, amount, 0, 0));
    const auto* const positive = items.items().data() + items.nonpositive();
    for (std::uint64_t left = of.mask; left != 0; left &= left - 1) {
      const auto& it = positive[lowest_bit(left)];
      const std::uint64_t rest = of.rest - it.magnitude;
      mask_entry& kept = entries_[slot(rest)];
      if (kept.rest != rest) kept = find(items, sums, rest, 0, 0);
      if ((kept.mask & it.follow) != 0) continue;
      const std::uint64_t bit = left & (0 - left);
      if (kept.leaf_end > it.after) {
        of.pairs |= bit;
      } else {
        of.mask ^= bit;  // a dead end, as the table is not exact
      }
    }
    of.place = 1;
    return entries_[slot(of.rest)] = of;
  }

  /// The mask of one word, and the end of the items that equal `rest` if they begin in it.
  template <integer T>
  [[nodiscard]] static mask_entry find(const item_list<T>& items, const reachability& sums,
                                       std::uint64_t rest, std::size_t layer, std::size_t word) {
    mask_entry made{rest, 0, 0, 0, 0};
    const std::size_t above = items.parts().after(layer);
    if (above == items.parts().layers) return made;
    const std::size_t begin = items.nonpositive() + word * 64;
    const std::size_t end = std::min(begin + 64, items.size());
    const item<T>* const each = items.items().data();
    sums.with_table([&](const auto& table) {
      std::size_t i = begin;
      for (; i < end && each[i].magnitude < rest; ++i) {
        const bool usable = table.contains(above, each[i].after, rest - each[i].magnitude);
        made.mask |= std::uint64_t{usable} << (i - begin);
      }
      if (i < end && each[i].magnitude == rest) made.leaf_end = each[i].next;
    });
    return made;
  }

  template <integer T>
  [[nodiscard]] static std::uint32_t leaf_end(const item_list<T>& items, std::uint64_t rest,
                                              std::size_t layer) {
    const std::size_t above = items.parts().after(layer);
    if (above == items.parts().layers || !items.parts().accepts(above)) return 0;
    const auto all = items.items().subspan(items.nonpositive());
    const auto found = std::lower_bound(
        all.begin(), all.end(), rest,
        [](const item<T>& each, std::uint64_t wanted) { return each.magnitude < wanted; });
    return found != all.end() && found->magnitude == rest ? found->next : 0;
  }

  std::size_t words_;
  std::size_t places_;
  std::size_t last_ = 0;
  std::size_t misses_ = 0;
  std::size_t enough_ = 1;
  growing_array<std::uint64_t, 2> firsts_;
  growing_array<mask_entry, 16> entries_;
  mask_entry spare_;
};

}  // namespace gavel::detail::combination_sum

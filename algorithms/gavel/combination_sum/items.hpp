// gavel/combination_sum/items.hpp - candidates in the order and form that the search needs.
//
// Method      sort, join equal values, drop what is beyond the goal; a value becomes one item that
//             may be taken again and again when its copies would not run out, else one item a copy.
//             Nothing negative is left to add up: passing over a negative value v counts |v|
//             towards a goal that is larger by the sum of all |v|.
// Complexity  O(n log n) time, O(n) space; n counts copies.
// Constraints any integral T but bool, up to 64 bits; sums saturate, nothing overflows.
// Reference   problems/combination_sum, problems/combination_sum_unique
// Tests       tests/algorithms/combination_sum_test.cpp
// Bench       bench/algorithms/combination_sum_bench.cpp
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>

#include "gavel/combination_sum/storage.hpp"
#include "gavel/concepts.hpp"

namespace gavel {

/// How often a candidate may be used: any number of times, or each listed element at most once
/// (so that a value listed m times may be used m times).
enum class reuse { unlimited, once };

struct combination_sum_options {
  reuse mode = reuse::unlimited;
  std::size_t min_parts = 0;  ///< shortest and longest combination to be listed; equal: that length
  std::size_t max_parts = std::numeric_limits<std::size_t>::max();
  std::size_t table_limit = std::size_t{64} << 20;  ///< bytes that each of the tables may take
};

namespace detail::combination_sum {

inline constexpr std::uint64_t no_limit = std::numeric_limits<std::uint64_t>::max();

[[nodiscard]] constexpr std::uint64_t saturating_add(std::uint64_t a, std::uint64_t b) noexcept {
  const std::uint64_t sum = a + b;
  return sum < a ? no_limit : sum;
}

[[nodiscard]] constexpr std::uint64_t saturating_multiply(std::uint64_t a,
                                                          std::uint64_t b) noexcept {
  return b != 0 && a > no_limit / b ? no_limit : a * b;
}

/// The lengths that are asked for, as layers: a layer is all that the search has to know about the
/// number of parts so far. Without an upper limit, "the least or more" is one layer.
struct part_layers {
  std::size_t least = 0;
  std::size_t layers = 1;
  bool open = true;  // no upper limit

  [[nodiscard]] bool any_length() const noexcept { return open && layers == 1; }
  [[nodiscard]] std::size_t of_length(std::size_t parts) const noexcept {
    return open ? std::min(parts, layers - 1) : parts;
  }
  /// The layer with one more part; `layers` when there may be no more.
  [[nodiscard]] std::size_t after(std::size_t layer) const noexcept {
    return open && layer + 1 == layers ? layer : layer + 1;
  }
  [[nodiscard]] bool accepts(std::size_t layer) const noexcept { return layer >= least; }
};

/// One candidate as the search sees it. Its "open amount" is what the items from it on have to
/// make: what is missing from the target plus `owed`.
template <integer T>
struct item {
  T value{};
  std::uint64_t magnitude = 0;  // |value|
  std::uint64_t owed = 0;       // magnitudes of the negative items from this one on
  std::uint64_t follow = 0;     // positive items, at most 64 of them: those that may come next
  std::uint32_t after = 0;      // where the search goes on when it is taken
  std::uint32_t next = 0;       // the first item of the next larger value

  /// Taking it makes the open amount smaller by this.
  [[nodiscard]] std::uint64_t take() const noexcept { return value > T{0} ? magnitude : 0; }
};

template <integer T>
class item_list {
  static_assert(sizeof(T) <= sizeof(std::uint64_t));

 public:
  /// Throws std::invalid_argument for a candidate below 1 that may be used without limit,
  /// std::length_error when the copies alone exceed the limit on tables.
  item_list(std::span<const T> candidates, T target, const combination_sum_options& options) {
    const bool once = options.mode == reuse::once;
    growing_array<T, 32> sorted;
    sorted.resize(candidates.size());
    std::copy(candidates.begin(), candidates.end(), sorted.begin());
    if (!std::is_sorted(sorted.begin(), sorted.end())) std::sort(sorted.begin(), sorted.end());
    groups list;
    if (!once && !sorted.empty() && sorted[0] < T{1}) refuse(candidates);
    for (const T value : sorted) {
      if (list.empty() || list.back().value != value) {
        list.push_back({value, once ? 1 : no_limit});
      } else if (once) {
        ++list.back().copies;
      }
    }
    prepare(list, target, options);
  }

  /// The same for values that may be used as often as their second number says; numbers of equal
  /// values add up. `mode` does not count.
  item_list(std::span<const std::pair<T, std::size_t>> candidates, T target,
            const combination_sum_options& options) {
    constexpr auto most = std::numeric_limits<std::size_t>::max();
    groups list;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      const auto [value, copies] = candidates[i];
      if (copies == most && value < T{1}) refuse(i, value);
      if (copies > 0) list.push_back({value, copies == most ? no_limit : copies});
    }
    std::sort(list.begin(), list.end(),
              [](const group& a, const group& b) { return a.value < b.value; });
    std::size_t kept = 0;
    for (const group& each : list) {
      if (kept > 0 && list[kept - 1].value == each.value) {
        list[kept - 1].copies = saturating_add(list[kept - 1].copies, each.copies);
      } else {
        list[kept++] = each;
      }
    }
    list.resize(kept);
    prepare(list, target, options);
  }

  [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }
  /// How many of the items, the first ones, are zero or negative.
  [[nodiscard]] std::size_t nonpositive() const noexcept { return nonpositive_; }
  [[nodiscard]] const item<T>& operator[](std::size_t i) const noexcept { return items_[i]; }
  [[nodiscard]] std::span<const item<T>> items() const noexcept { return items_.view(); }
  [[nodiscard]] const part_layers& parts() const noexcept { return parts_; }
  /// False when the sums alone show that there is no combination; then there are no items.
  [[nodiscard]] bool possible() const noexcept { return possible_; }
  /// The open amount seen from item 0, and the greatest there is.
  [[nodiscard]] std::uint64_t goal() const noexcept { return goal_; }
  /// What is missing from the target before anything is taken; modulo 2^64.
  [[nodiscard]] std::uint64_t missing() const noexcept { return goal_ - owed(0); }
  [[nodiscard]] std::uint64_t owed(std::size_t i) const noexcept {
    return i < items_.size() ? items_[i].owed : 0;
  }
  /// Passing over item i and all that equal it makes the open amount smaller by this.
  [[nodiscard]] std::uint64_t skip(std::size_t i) const noexcept {
    return items_[i].owed - owed(items_[i].next);
  }

  /// Calls visit(magnitude, first item, end of the items, copies) for every value, the last one
  /// first, until it returns false; whether it never did. Copies: no_limit when it is reusable.
  template <typename Visit>
  bool for_each_value(const Visit& visit) const {
    for (std::size_t end = items_.size(); end > 0;) {
      std::size_t first = end - 1;
      while (first > 0 && items_[first - 1].next == end) --first;
      const std::uint64_t copies = items_[first].after == first ? no_limit : end - first;
      if (!visit(items_[first].magnitude, static_cast<std::uint32_t>(first),
                 static_cast<std::uint32_t>(end), copies)) {
        return false;
      }
      end = first;
    }
    return true;
  }

 private:
  struct group {
    T value;
    std::uint64_t copies;  // no_limit: as many as there is room for
    bool reusable = false;
  };
  using groups = growing_array<group, 16>;

  [[nodiscard]] static std::uint64_t magnitude(T value) noexcept {
    const auto wide = static_cast<std::uint64_t>(value);
    return value < T{0} ? 0 - wide : wide;
  }

  [[noreturn]] static void refuse(std::size_t i, T value) {
    throw std::invalid_argument("combination_sums: candidates[" + std::to_string(i) +
                                "] = " + std::to_string(+value) +
                                ": must be at least 1 when it may be used without limit");
  }
  [[noreturn]] static void refuse(std::span<const T> candidates) {
    std::size_t i = 0;
    while (candidates[i] >= T{1}) ++i;
    refuse(i, candidates[i]);
  }

  void prepare(groups& list, T target, const combination_sum_options& options) {
    std::uint64_t offset = 0;
    for (const group& each : list) {
      if (each.value >= T{0}) break;
      offset = saturating_add(offset, saturating_multiply(magnitude(each.value), each.copies));
    }
    possible_ = set_goal(target, offset);
    if (possible_) drop_useless(list, offset);
    if (possible_) set_layers(list, options);
    if (possible_) fill(list, options.table_limit);
  }

  /// goal = target + offset; false when that is negative.
  [[nodiscard]] bool set_goal(T target, std::uint64_t offset) {
    if (target < T{0} && magnitude(target) > offset) return false;
    goal_ = target < T{0} ? offset - magnitude(target) : offset + magnitude(target);
    if (offset == no_limit || (target > T{0} && goal_ < offset)) {
      throw std::length_error(
          "combination_sums: target and negative candidates span more than 64 bits");
    }
    return true;
  }

  /// Drops values beyond the goal and copies that could not all be used; sees whether all that
  /// is left falls short of the goal.
  void drop_useless(groups& list, std::uint64_t offset) {
    std::uint64_t total = offset;
    std::size_t kept = 0;
    for (; kept < list.size(); ++kept) {
      group& each = list[kept];
      if (each.value <= T{0}) continue;
      const std::uint64_t size = magnitude(each.value);
      if (size > goal_) break;
      if (size > goal_ - size) {
        each.copies = 1;
      } else if (each.copies == no_limit) {
        each.reusable = true;
      } else if (each.copies > 1 && each.copies >= goal_ / size) {
        each.copies = goal_ / size;
        each.reusable = true;
      }
      total = saturating_add(total, each.reusable ? goal_ : size * each.copies);
    }
    list.resize(kept);
    possible_ = goal_ <= total;
  }

  void set_layers(const groups& list, const combination_sum_options& options) {
    if (options.min_parts == 0 && options.max_parts == std::numeric_limits<std::size_t>::max()) {
      return;
    }
    std::uint64_t longest = 0;
    std::uint64_t positive = 0;
    std::uint64_t least = 0;
    for (std::size_t g = 0; g < list.size(); ++g) {
      if (list[g].value > T{0} && least == 0) least = magnitude(list[g].value);
      auto& parts = list[g].value > T{0} ? positive : longest;
      parts = saturating_add(parts, list[g].copies);
    }
    longest = saturating_add(longest, least == 0 ? 0 : std::min(positive, goal_ / least));
    possible_ = options.min_parts <= options.max_parts && options.min_parts <= longest;
    parts_.least = options.min_parts;
    parts_.open = options.max_parts >= longest;
    parts_.layers = static_cast<std::size_t>(
        saturating_add(parts_.open ? options.min_parts : options.max_parts, 1));
  }

  void fill(const groups& list, std::size_t limit) {
    std::uint64_t size = 0;
    for (std::size_t g = 0; g < list.size(); ++g) {
      size = saturating_add(size, list[g].reusable ? 1 : list[g].copies);
    }
    const std::uint64_t most = std::max<std::uint64_t>(limit, 1 << 20) / sizeof(item<T>);
    if (size > std::min<std::uint64_t>(most, std::numeric_limits<std::uint32_t>::max())) {
      throw std::length_error("combination_sums: " + std::to_string(size) +
                              " copies of candidates; the limit on tables allows " +
                              std::to_string(most));
    }
    items_.allot(static_cast<std::size_t>(size));
    item<T>* const items = items_.data();
    std::uint32_t i = 0;
    for (std::size_t g = 0; g < list.size(); ++g) {
      const group& each = list[g];
      const auto next = i + static_cast<std::uint32_t>(each.reusable ? 1 : each.copies);
      if (each.value <= T{0}) nonpositive_ = next;
      for (; i < next; ++i) {
        items[i] = {each.value, magnitude(each.value), 0, 0, each.reusable ? i : i + 1, next};
      }
    }
    for (std::size_t j = nonpositive_; j-- > 0;) {
      items[j].owed = owed(j + 1) + (items[j].value < T{0} ? items[j].magnitude : 0);
    }
    if (i - nonpositive_ <= 64) set_follow(items);
  }

  /// Of equal items that are all still free the first one stands for the others.
  void set_follow(item<T>* items) noexcept {
    std::uint64_t from_here = 0;  // the first copies of larger values
    for (std::size_t i = items_.size(); i-- > nonpositive_;) {
      const std::uint64_t bit = std::uint64_t{1} << (i - nonpositive_);
      const bool last = items[i].next == i + 1;
      items[i].follow = from_here;
      if (items[i].after == i) {
        items[i].follow |= bit;
      } else if (!last) {
        items[i].follow |= bit << 1;
      }
      if (i == nonpositive_ || items[i - 1].next == i) from_here |= bit;
    }
  }

  bool possible_ = false;
  std::uint64_t goal_ = 0;
  std::size_t nonpositive_ = 0;
  part_layers parts_;
  frozen_array<item<T>, 8> items_;
};

}  // namespace detail::combination_sum
}  // namespace gavel

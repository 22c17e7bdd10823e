// gavel/combination_sum/items.hpp - candidates in the order and form that the search needs.
//
// Method      sort; then drop repeated values (reuse::unlimited) or keep each as often as it is
//             listed (reuse::once). Nothing negative is left to add up: passing over a negative
//             value v counts |v| towards a goal that is larger by the sum of all |v|.
// Complexity  O(n log n) time, O(n) space.
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
#include <vector>

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

[[nodiscard]] constexpr std::uint64_t saturating_add(std::uint64_t a, std::uint64_t b) noexcept {
  const std::uint64_t sum = a + b;
  return sum < a ? std::numeric_limits<std::uint64_t>::max() : sum;
}

[[nodiscard]] constexpr std::uint64_t saturating_multiply(std::uint64_t a,
                                                          std::uint64_t b) noexcept {
  constexpr auto most = std::numeric_limits<std::uint64_t>::max();
  return b != 0 && a > most / b ? most : a * b;
}

/// Throws std::length_error, with the numbers, when a table would not fit into `limit` bytes.
inline void expect_table_fits(const char* who, std::size_t items, std::uint64_t goal,
                              std::size_t layers, std::uint64_t bytes, std::uint64_t limit) {
  if (bytes <= limit) return;
  constexpr auto most = std::numeric_limits<std::uint64_t>::max();
  throw std::length_error(std::string(who) + ": a table for " + std::to_string(items) +
                          " values, sums up to " + std::to_string(goal) + " and " +
                          std::to_string(layers) + " lengths takes " +
                          (bytes == most ? "2^64 or more" : std::to_string(bytes)) +
                          " bytes; the limit is " + std::to_string(limit));
}

/// The lengths that are asked for, as layers: a layer is all that the search has to know about the
/// number of parts so far. Without an upper limit, "the least or more" is one layer.
struct part_layers {
  std::size_t least = 0;
  std::size_t layers = 1;
  bool open = true;  // no upper limit

  [[nodiscard]] std::size_t of_length(std::size_t parts) const noexcept {
    return open ? std::min(parts, layers - 1) : parts;
  }
  /// The layer with one more part; `layers` when there may be no more.
  [[nodiscard]] std::size_t after(std::size_t layer) const noexcept {
    return open && layer + 1 == layers ? layer : layer + 1;
  }
  [[nodiscard]] bool accepts(std::size_t layer) const noexcept { return layer >= least; }
};

/// One candidate as the search sees it. `rest` is what is still to be collected plus the offset;
/// `open` amounts are seen from item i: rest minus the magnitudes of the negative items before i.
template <integer T>
struct item {
  T value{};
  std::uint64_t step = 0;   // taking it: rest -= step (modulo 2^64: a negative value adds)
  std::uint64_t shift = 0;  // taking it: the open amount seen from `after` is rest - shift
  std::uint64_t skip = 0;   // passing over its group: open amount -= skip
  std::uint64_t take = 0;   // taking it: open amount -= take
  std::size_t after = 0;    // where the search goes on when it is taken
  std::size_t next = 0;     // the first item of the next larger value
};

template <integer T>
class item_list {
  static_assert(sizeof(T) <= sizeof(std::uint64_t));

 public:
  /// Throws std::invalid_argument for a candidate below 1 that may be used without limit.
  item_list(std::span<const T> candidates, T target, const combination_sum_options& options)
      : mode_(options.mode) {
    if (mode_ == reuse::unlimited) expect_positive(candidates);
    std::vector<T> values(candidates.begin(), candidates.end());
    std::sort(values.begin(), values.end());
    if (mode_ == reuse::unlimited) {
      values.erase(std::unique(values.begin(), values.end()), values.end());
    }
    for (const T value : values) {
      if (value < T{0}) offset_ = saturating_add(offset_, magnitude(value));
    }
    possible_ = set_goal(target);
    if (possible_) drop_useless(values);
    if (possible_) set_layers(values, options);
    if (possible_) fill(values);
  }

  [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }
  [[nodiscard]] const item<T>& operator[](std::size_t i) const noexcept { return items_[i]; }
  [[nodiscard]] const std::vector<item<T>>& items() const noexcept { return items_; }
  [[nodiscard]] const part_layers& parts() const noexcept { return parts_; }
  [[nodiscard]] reuse mode() const noexcept { return mode_; }
  /// False when the sums alone show that there is no combination; then there are no items.
  [[nodiscard]] bool possible() const noexcept { return possible_; }
  /// The open amount seen from item 0, and the greatest there is.
  [[nodiscard]] std::uint64_t goal() const noexcept { return goal_; }
  /// Sum of the magnitudes of the negative items: `rest` where nothing is left to be collected.
  [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }
  /// The open amount seen from item i; beyond goal() (also by wrapping round) it is hopeless.
  [[nodiscard]] std::uint64_t open(std::size_t i, std::uint64_t rest) const noexcept {
    return rest - passed_[i];
  }

 private:
  [[nodiscard]] static std::uint64_t magnitude(T value) noexcept {
    const auto wide = static_cast<std::uint64_t>(value);
    return value < T{0} ? 0 - wide : wide;
  }

  static void expect_positive(std::span<const T> candidates) {
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      if (candidates[i] > T{0}) continue;
      throw std::invalid_argument("combination_sums: candidates[" + std::to_string(i) +
                                  "] = " + std::to_string(+candidates[i]) +
                                  ": must be at least 1 when it may be used without limit");
    }
  }

  /// goal = target + offset; false when that is negative.
  [[nodiscard]] bool set_goal(T target) noexcept {
    if (target >= T{0}) {
      goal_ = saturating_add(offset_, magnitude(target));
      return true;
    }
    if (magnitude(target) > offset_) return false;
    goal_ = offset_ - magnitude(target);
    return true;
  }

  /// Drops values beyond the goal and copies that could not all be used; sees whether all that
  /// is left falls short of the goal.
  void drop_useless(std::vector<T>& values) {
    std::vector<T> kept;
    std::uint64_t total = offset_;
    std::uint64_t copies = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::uint64_t size = magnitude(values[i]);
      copies = i > 0 && values[i] == values[i - 1] ? copies + 1 : 1;
      if (values[i] > T{0} && copies > goal_ / size) continue;
      kept.push_back(values[i]);
      if (values[i] > T{0}) total = saturating_add(total, size);
    }
    values.swap(kept);
    if (mode_ == reuse::unlimited) {
      possible_ = goal_ == 0 || !values.empty();
    } else {
      possible_ = goal_ <= total;
    }
  }

  void set_layers(const std::vector<T>& values, const combination_sum_options& options) {
    std::uint64_t longest = values.size();
    if (mode_ == reuse::unlimited) longest = values.empty() ? 0 : goal_ / magnitude(values[0]);
    possible_ = options.min_parts <= options.max_parts && options.min_parts <= longest;
    parts_.least = options.min_parts;
    parts_.open = options.max_parts >= longest;
    parts_.layers = (parts_.open ? options.min_parts : options.max_parts) + 1;
  }

  void fill(const std::vector<T>& values) {
    const std::size_t n = values.size();
    items_.resize(n);
    passed_.assign(n + 1, 0);
    for (std::size_t i = 0; i < n; ++i) {
      passed_[i + 1] = passed_[i] + (values[i] < T{0} ? magnitude(values[i]) : 0);
    }
    for (std::size_t i = n; i-- > 0;) {
      item<T>& it = items_[i];
      it.value = values[i];
      it.step = static_cast<std::uint64_t>(values[i]);
      it.after = mode_ == reuse::unlimited ? i : i + 1;
      it.next = i + 1 < n && values[i + 1] == values[i] ? items_[i + 1].next : i + 1;
      it.shift = it.step + passed_[it.after];
      it.skip = passed_[it.next] - passed_[i];
      it.take = it.shift - passed_[i];
    }
  }

  reuse mode_;
  bool possible_ = false;
  std::uint64_t offset_ = 0;
  std::uint64_t goal_ = 0;
  part_layers parts_;
  std::vector<item<T>> items_;
  std::vector<std::uint64_t> passed_;
};

}  // namespace detail::combination_sum
}  // namespace gavel

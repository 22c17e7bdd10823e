// gavel/maximum_gap/extent.hpp - what one read of the values tells: order, ends, NaN.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <functional>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>

#include "gavel/concepts.hpp"
#include "gavel/maximum_gap/values.hpp"

namespace gavel::detail::maximum_gap {

// The loops over blocks of a fixed size are there for compilers to turn into vector instructions,
// at -O2 too, where g++ does so only for a number of rounds that it knows.

/// How many running minima are kept side by side: as many as fit into the vector registers.
template <gap_value T>
inline constexpr std::size_t lanes = (integer<T> && sizeof(T) == 8 ? 64 : 128) / sizeof(T);

template <gap_value T>
[[nodiscard]] constexpr bool is_nan([[maybe_unused]] T value) noexcept {
  if constexpr (std::floating_point<T>) return value != value;
  return false;
}

/// Throws for the first NaN among the values, of which there must be one.
template <std::floating_point T>
[[noreturn]] constexpr void refuse_nan(std::span<const T> values) {
  std::size_t position = 0;
  while (!is_nan(values[position])) ++position;
  throw std::invalid_argument("gavel::maximum_gap: the value at position " +
                              std::to_string(position) + " (counted from 0) is NaN");
}

/// The smallest and the largest value, unless one is NaN.
template <gap_value T>
struct extent {
  T low;
  T high;
  bool has_nan;

  constexpr void add(const extent& other) noexcept {
    low = other.low < low ? other.low : low;
    high = high < other.high ? other.high : high;
    has_nan = has_nan || other.has_nan;
  }
};

/// Of the projected values, of which there is at least one.
template <gap_value T, typename Projection = std::identity>
[[nodiscard]] extent<T> extent_of(std::span<const T> values, Projection projection = {}) noexcept {
  constexpr std::size_t width = lanes<T>;
  const T first = projection(values.front());
  extent<T> all{first, first, is_nan(first)};
  const std::size_t whole = values.size() / width * width;
  if (whole > 0) {
    std::array<T, width> low;
    low.fill(first);
    auto high = low;
    [[maybe_unused]] auto nan = low;  // what is NaN stays NaN
    for (const T* block = values.data(); block != values.data() + whole; block += width) {
      for (std::size_t j = 0; j < width; ++j) {
        const T value = projection(block[j]);
        low[j] = value < low[j] ? value : low[j];
        high[j] = high[j] < value ? value : high[j];
        if constexpr (std::floating_point<T>) nan[j] = value == value ? nan[j] : value;
      }
    }
    for (std::size_t j = 0; j < width; ++j) all.add({low[j], high[j], is_nan(nan[j])});
  }
  for (const T one : values.subspan(whole)) {
    const T value = projection(one);
    all.add({value, value, is_nan(value)});
  }
  return all;
}

/// Whether the values ascend, or descend if Down; false if one is NaN. For at least two.
template <bool Down, gap_value T>
[[nodiscard]] bool is_ordered(std::span<const T> values) noexcept {
  constexpr std::size_t width = 64;
  const auto in_order = [](T a, T b) { return Down ? b <= a : a <= b; };
  const T* at = values.data();
  const T* const last = at + values.size() - 1;
  // Disorder shows within the first few values mostly, before a block is worth its while.
  for (const T* const soon = at + std::min<std::size_t>(values.size() - 1, 16); at != soon; ++at) {
    if (!in_order(at[0], at[1])) return false;
  }
  for (; static_cast<std::size_t>(last - at) >= width; at += width) {
    std::size_t pairs = 0;
    for (std::size_t j = 0; j < width; ++j) pairs += in_order(at[j], at[j + 1]) ? 1U : 0U;
    if (pairs != width) return false;
  }
  for (; at != last; ++at) {
    if (!in_order(at[0], at[1])) return false;
  }
  return true;
}

/// The lowest widest interval of values that ascend, or descend if Down.
template <bool Down, gap_value T>
[[nodiscard]] gap_interval<T> widest_of_ordered(std::span<const T> values) noexcept {
  constexpr std::size_t width = 64;
  const auto pair = [&](std::size_t i) {
    return Down ? gap_interval<T>{values[i + 1], values[i]}
                : gap_interval<T>{values[i], values[i + 1]};
  };
  gap_size_t<T> best = 0;
  std::size_t where = 0;
  const std::size_t pairs = values.size() - 1;
  for (std::size_t i = 0; i < pairs; i += width) {
    gap_size_t<T> widest = 0;
    const std::size_t count = std::min(width, pairs - i);
    if (count == width) {
      for (std::size_t j = 0; j < width; ++j) widest = std::max(widest, pair(i + j).size());
    } else {
      for (std::size_t j = 0; j < count; ++j) widest = std::max(widest, pair(i + j).size());
    }
    if (best < widest || (Down && best == widest)) {
      best = widest;
      where = i;
    }
  }
  gap_interval<T> found = pair(where);
  for (std::size_t i = where; i < std::min(where + width, pairs); ++i) {
    if (pair(i).size() != best) continue;
    found = pair(i);
    if (!Down) break;
  }
  return found;
}

/// The answer where an end is infinite and not all values are equal. Every gap next to an infinity
/// is infinite, so the lowest of those; or the gap between two finite values, if their difference
/// overflows: it is then more than half of what is finite, and lies across zero.
template <std::floating_point T>
[[nodiscard]] gap_interval<T> infinite_interval(std::span<const T> values,
                                                const extent<T>& ends) noexcept {
  constexpr T infinity = std::numeric_limits<T>::infinity();
  T second = infinity;       // the smallest value but -infinity
  T highest = -infinity;     // the largest value but infinity
  T below_zero = -infinity;  // the largest negative one
  T from_zero = infinity;    // the smallest other one
  for (const T value : values) {
    if (-infinity < value && value < second) second = value;
    if (highest < value && value < infinity) highest = value;
    if (value < 0 && below_zero < value) below_zero = value;
    if (value >= 0 && value < from_zero) from_zero = value;
  }
  if (ends.low == -infinity) return {ends.low, second};
  const gap_interval<T> across{below_zero, from_zero};
  if (-infinity < below_zero && from_zero < infinity && across.size() == infinity) return across;
  return {highest, infinity};
}

}  // namespace gavel::detail::maximum_gap

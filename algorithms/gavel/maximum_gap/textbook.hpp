// gavel/maximum_gap/textbook.hpp - the bucket sort as the textbooks have it, to compare with.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <limits>
#include <span>
#include <type_traits>
#include <vector>

#include "gavel/concepts.hpp"
#include "gavel/maximum_gap/extent.hpp"
#include "gavel/maximum_gap/values.hpp"

namespace gavel::detail::maximum_gap {

/// Which of the buckets has a value. Integers: each is ceil((high - low) / (n - 1)) wide, so n - 1
/// of them, and one for the largest value if that width divides evenly. Floating point: half as
/// wide, so that rounding cannot matter, and twice as many (see buckets.hpp).
template <gap_value T>
class divided_range {
 public:
  using key = gap_size_t<T>;
  using number = std::conditional_t<integer<T>, key, double>;

  constexpr divided_range(const extent<T>& ends, std::size_t gaps) noexcept {
    if constexpr (integer<T>) {
      low_ = static_cast<key>(ends.low);
      const auto reach = static_cast<key>(static_cast<key>(ends.high) - low_);
      width_ = static_cast<key>((reach - 1) / gaps + 1);
    } else {
      const double reach = static_cast<double>(ends.high) - static_cast<double>(ends.low);
      if (reach > std::numeric_limits<double>::max()) unit_ = 0.5;
      if (reach < 0x1p-500) unit_ = 0x1p500;
      low_ = static_cast<double>(ends.low) * unit_;
      width_ = (static_cast<double>(ends.high) * unit_ - low_) / (2 * static_cast<double>(gaps));
    }
    size_ = bucket_of(ends.high) + 1;
  }

  [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
  [[nodiscard]] constexpr std::size_t bucket_of(T value) const noexcept {
    if constexpr (integer<T>) {
      return static_cast<std::size_t>(static_cast<key>(static_cast<key>(value) - low_) / width_);
    } else {
      return static_cast<std::size_t>((static_cast<double>(value) * unit_ - low_) / width_);
    }
  }

 private:
  number low_ = 0;
  number width_ = 1;
  double unit_ = 1;
  std::size_t size_ = 0;
};

template <gap_value T>
[[nodiscard]] constexpr gap_size_t<T> widest_by_buckets(std::span<const T> values,
                                                        const extent<T>& ends) {
  const divided_range<T> buckets(ends, values.size() - 1);
  std::vector<T> lowest(buckets.size(), std::numeric_limits<T>::max());
  std::vector<T> highest(buckets.size(), std::numeric_limits<T>::lowest());
  for (const T value : values) {
    const std::size_t i = buckets.bucket_of(value);
    lowest[i] = std::min(lowest[i], value);
    highest[i] = std::max(highest[i], value);
  }
  gap_size_t<T> widest = 0;
  T previous = ends.low;
  for (std::size_t i = 0; i < buckets.size(); ++i) {
    if (highest[i] < lowest[i]) continue;
    widest = std::max(widest, gap_interval<T>{previous, lowest[i]}.size());
    previous = highest[i];
  }
  return widest;
}

template <gap_value T>
[[nodiscard]] constexpr gap_size_t<T> solve_by_buckets(std::span<const T> values) {
  if (values.empty()) return 0;
  const extent<T> ends = extent_of(values);
  if constexpr (std::floating_point<T>) {
    if (ends.has_nan) refuse_nan(values);
    constexpr T largest = std::numeric_limits<T>::max();
    if (ends.low < ends.high && (ends.low < -largest || largest < ends.high)) {
      return infinite_interval(values, ends).size();
    }
  }
  return ends.low == ends.high ? 0 : widest_by_buckets(values, ends);
}

}  // namespace gavel::detail::maximum_gap

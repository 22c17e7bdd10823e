// gavel/maximum_gap/values.hpp - the numbers that have gaps, and what a gap is.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <memory>
#include <ranges>
#include <span>
#include <type_traits>
#include <vector>

#include "gavel/concepts.hpp"

namespace gavel {

/// A number whose gaps can be measured: an integer of at most 64 bits, float or double.
template <typename T>
concept gap_value = (integer<T> && sizeof(T) <= sizeof(std::uint64_t)) || std::same_as<T, float> ||
                    std::same_as<T, double>;

namespace detail::maximum_gap {

template <typename T>
struct gap_size {
  using type = T;
};
template <integer T>
struct gap_size<T> {
  using type = std::make_unsigned_t<T>;
};

}  // namespace detail::maximum_gap

/// The type of a gap: unsigned for integers, so that it holds max - min; T for floating point.
template <gap_value T>
using gap_size_t = typename detail::maximum_gap::gap_size<T>::type;

/// Two neighbours in sorted order, lower <= upper.
template <gap_value T>
struct gap_interval {
  T lower;
  T upper;

  /// upper - lower; exact for integers, rounded once for floating point (so +infinity where the
  /// difference exceeds the largest finite number), 0 for equal infinities.
  [[nodiscard]] constexpr gap_size_t<T> size() const noexcept {
    using size_type = gap_size_t<T>;
    if (lower == upper) return 0;
    return static_cast<size_type>(static_cast<size_type>(upper) - static_cast<size_type>(lower));
  }

  friend constexpr bool operator==(const gap_interval&, const gap_interval&) = default;
};

namespace detail::maximum_gap {

/// The type of the projected elements, without const and reference.
template <typename Range, typename Projection>
using value_t = std::iter_value_t<std::projected<std::ranges::iterator_t<Range>, Projection>>;

/// A projection that gives a number for every element of Range.
template <typename Projection, typename Range>
concept projection_on =
    std::indirectly_regular_unary_invocable<Projection, std::ranges::iterator_t<Range>> &&
    gap_value<value_t<Range, Projection>>;

/// A vector, array, span, ... of the values themselves.
template <typename Range>
concept range_of_values = std::ranges::contiguous_range<const Range> &&
    std::ranges::sized_range<const Range> && gap_value<std::ranges::range_value_t<Range>>;

/// Whether the elements are the values and lie side by side, so that nothing need be copied.
template <typename Range, typename Projection>
concept values_in_place = std::ranges::contiguous_range<Range> && std::ranges::sized_range<Range> &&
    std::same_as<Projection, std::identity> && gap_value<std::ranges::range_value_t<Range>>;

/// Asks for what lies somewhat further on. Loops whose other memory accesses are at random places
/// are too slow for the processor to see that they read the values in order.
template <gap_value T>
void read_ahead([[maybe_unused]] std::span<const T> values,
                [[maybe_unused]] std::size_t i) noexcept {
#if defined(__GNUC__)
  __builtin_prefetch(values.data() + std::min(i + 2048 / sizeof(T), values.size() - 1));
#endif
}

/// function(value) for each of the values, one cache line after the other.
template <gap_value T, typename Function>
void for_each_ahead(std::span<const T> values, Function function) {
  constexpr std::size_t width = 64 / sizeof(T);
  const std::size_t whole = values.size() / width * width;
  for (std::size_t i = 0; i < whole; i += width) {
    maximum_gap::read_ahead(values, i);
    for (std::size_t j = 0; j < width; ++j) function(values[i + j]);
  }
  for (const T value : values.subspan(whole)) function(value);
}

/// function(the projected elements as a span); they are copied unless they lie side by side.
template <typename Range, typename Projection, typename Function>
constexpr auto with_values(Range& range, Projection& projection, Function function) {
  using T = value_t<Range&, Projection>;
  if constexpr (values_in_place<Range&, Projection>) {
    return function(std::span<const T>(std::to_address(std::ranges::begin(range)),
                                       static_cast<std::size_t>(std::ranges::size(range))));
  } else {
    std::vector<T> values;
    if constexpr (std::ranges::sized_range<Range&>) {
      values.reserve(static_cast<std::size_t>(std::ranges::size(range)));
    }
    auto position = std::ranges::begin(range);
    const auto last = std::ranges::end(range);
    for (; position != last; ++position) {
      values.push_back(static_cast<T>(std::invoke(projection, *position)));
    }
    return function(std::span<const T>(values));
  }
}

}  // namespace detail::maximum_gap
}  // namespace gavel

// gavel/maximum_gap/solve.hpp - which method for which values, and the memory that it needs.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <type_traits>
#include <vector>

#include "gavel/maximum_gap/buckets.hpp"
#include "gavel/maximum_gap/extent.hpp"
#include "gavel/maximum_gap/occupancy.hpp"
#include "gavel/maximum_gap/sieve.hpp"
#include "gavel/maximum_gap/values.hpp"
#include "gavel/maximum_gap/workspace.hpp"

namespace gavel::detail::maximum_gap {

template <gap_value T>
[[nodiscard]] constexpr std::optional<gap_interval<T>> widest_of_sorted(
    std::span<const T> values) noexcept {
  if (values.size() < 2) return std::nullopt;
  gap_interval<T> widest{values[0], values[1]};
  for (std::size_t i = 1; i + 1 < values.size(); ++i) {
    const gap_interval<T> gap{values[i], values[i + 1]};
    if (widest.size() < gap.size()) widest = gap;
  }
  return widest;
}

/// The bytes that solve takes of a workspace at most, for one thread.
template <gap_value T, typename Settings>
[[nodiscard]] constexpr std::size_t scratch_size(std::size_t n) noexcept {
  if (n <= Settings::rank_limit) return 0;
  const auto bytes = []<typename U>(std::type_identity<U>, std::size_t count) {
    return scratch_array<U>::taken_bytes(count);
  };
  const std::size_t most_cells = grid<T>::most_cells(n);
  const std::size_t most_direct = Settings::direct_limit / sizeof(bucket<T>);
  std::size_t size = scratch_array<bucket<T>>::taken_bytes(std::min(most_cells, most_direct));
  if (most_cells > most_direct) {
    const division by(most_cells, Settings::part_bytes / sizeof(bucket<T>));
    size =
        std::max(size, bytes(std::type_identity<std::size_t>{}, division::most_parts + 2) +
                           bytes(std::type_identity<T>{}, n) +
                           bytes(std::type_identity<bucket<T>>{}, std::size_t{1} << by.part_shift));
  }
  if (n < Settings::small_limit) return size;
  const std::size_t most_cells_marked = most_sieve_cells(n);
  const std::size_t map = bytes(std::type_identity<std::uint64_t>{}, words_for(most_cells_marked)) +
                          bytes(std::type_identity<std::uint8_t>{},
                                std::min(most_cells_marked, Settings::byte_map_limit) + word_bits);
  const std::size_t ends =
      bytes(std::type_identity<run_ends<T>>{}, most_runs(most_cells_marked)) +
      bytes(std::type_identity<std::uint8_t>{}, end_flags::size_for(most_cells_marked)) +
      bytes(std::type_identity<std::uint8_t>{}, 1);
  return std::max(
      size, bytes(std::type_identity<run>{}, most_runs(most_cells_marked)) + std::max(map, ends));
}

/// Fewer values than any other method pays for: sorted by insertion.
template <gap_value T, typename Settings>
[[nodiscard]] std::optional<gap_interval<T>> widest_of_few(std::span<const T> values) {
  std::array<T, Settings::few_limit + 1> sorted;
  std::size_t count = 0;
  for (const T value : values) {
    if constexpr (std::floating_point<T>) {
      if (is_nan(value)) refuse_nan(values);
    }
    std::size_t i = count++;
    for (; i > 0 && value < sorted[i - 1]; --i) sorted[i] = sorted[i - 1];
    sorted[i] = value;
  }
  return widest_of_sorted(std::span<const T>(sorted.data(), count));
}

/// A little more than the few: sorted by how many values are smaller than each. That takes n^2
/// comparisons, but no branches, and many at a time.
template <gap_value T, typename Settings>
[[nodiscard]] std::optional<gap_interval<T>> widest_by_ranks(std::span<const T> values) {
  constexpr std::size_t most = Settings::rank_limit;
  if constexpr (std::floating_point<T>) {
    if (std::any_of(values.begin(), values.end(), is_nan<T>)) refuse_nan(values);
  }
  std::array<T, most> own;  // padded, for a number of rounds that is known
  std::fill(std::copy(values.begin(), values.end(), own.begin()), own.end(), values.front());
  std::array<T, most> smaller{};
  for (const T value : values) {
    for (std::size_t j = 0; j < most; ++j) {
      smaller[j] = static_cast<T>(smaller[j] + (value < own[j] ? T{1} : T{0}));
    }
  }
  std::array<T, most> sorted;
  std::array<bool, most> is_there{};
  for (std::size_t j = 0; j < most; ++j) {
    const auto place = static_cast<std::size_t>(smaller[j]);
    sorted[place] = own[j];
    is_there[place] = true;
  }
  gap_interval<T> widest{sorted[0], sorted[0]};
  T previous = sorted[0];
  for (std::size_t i = 1; i < values.size(); ++i) {
    const gap_interval<T> gap{previous, is_there[i] ? sorted[i] : previous};  // equal: one rank
    if (widest.size() < gap.size()) widest = gap;
    previous = gap.upper;
  }
  return widest;
}

/// More than the few, and less than what the sieve is for: there are as many buckets as values,
/// on the stack if they fit.
template <gap_value T, typename Settings>
[[nodiscard]] gap_interval<T> widest_in_small(std::span<const T> values, const extent<T>& ends,
                                              workspace& work, Settings& settings) {
  settings(route::small_buckets);
  const auto cells = grid<T>::pigeonholes(ends, values.size() - 1);
  std::array<bucket<T>, 4096 / sizeof(bucket<T>)> buckets;
  if (cells.size() <= buckets.size()) return widest_at_once(values, ends, cells, buckets.data());
  return widest_between_cells(values, ends, cells, work, settings);
}

/// The lowest widest interval of the values; none for fewer than two. Throws for NaN.
template <gap_value T, typename Settings, typename Team>
[[nodiscard]] std::optional<gap_interval<T>> solve(std::span<const T> values, workspace& work,
                                                   Settings& settings, const Team& team) {
  if (values.size() <= Settings::few_limit) {
    settings(route::insertion);
    return widest_of_few<T, Settings>(values);
  }
  if (values.size() <= Settings::rank_limit) {
    settings(route::ranks);
    return widest_by_ranks<T, Settings>(values);
  }
  if (values.size() >= Settings::order_limit) {
    if (is_ordered<false>(values)) {
      settings(route::ascending);
      return widest_of_ordered<false>(values);
    }
    if (is_ordered<true>(values)) {
      settings(route::descending);
      return widest_of_ordered<true>(values);
    }
  }
  std::array<extent<T>, Team::most> of_parts;
  team.each_part(
      values, [&](std::size_t part, std::span<const T> some) { of_parts[part] = extent_of(some); });
  extent<T> ends = of_parts.front();
  for (std::size_t part = 1; part < team.size(); ++part) ends.add(of_parts[part]);
  if constexpr (std::floating_point<T>) {
    if (ends.has_nan) refuse_nan(values);
  }
  if (ends.low == ends.high) return gap_interval<T>{ends.low, ends.high};
  if constexpr (std::floating_point<T>) {
    constexpr T largest = std::numeric_limits<T>::max();
    if (ends.low < -largest || largest < ends.high) {
      settings(route::infinite);
      return infinite_interval(values, ends);
    }
  }
  if (values.size() < Settings::small_limit) {
    return widest_in_small<T, Settings>(values, ends, work, settings);
  }
  return widest_by_sieve(values, ends, work, settings, team);
}

/// The same for constant expressions, which may neither use raw memory nor take too many steps.
template <gap_value T>
[[nodiscard]] constexpr std::optional<gap_interval<T>> solve_by_sorting(std::span<const T> values) {
  std::vector<T> sorted(values.begin(), values.end());
  if constexpr (std::floating_point<T>) {
    if (std::any_of(sorted.begin(), sorted.end(), is_nan<T>)) refuse_nan(values);
  }
  std::sort(sorted.begin(), sorted.end());
  return widest_of_sorted(std::span<const T>(sorted));
}

}  // namespace gavel::detail::maximum_gap

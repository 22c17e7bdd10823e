// gavel/maximum_gap/buckets.hpp - smallest and largest value of each of many equal cells.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>

#include "gavel/concepts.hpp"
#include "gavel/maximum_gap/extent.hpp"
#include "gavel/maximum_gap/values.hpp"
#include "gavel/maximum_gap/workspace.hpp"

namespace gavel::detail::maximum_gap {

/// Cells over [low, high] for integers, in which values are closer than `width`. A value is kept as
/// its offset from `low`, which is unsigned and therefore cannot overflow.
///
/// The cell of offset k is ((k >> coarse) * factor) >> fine with factor = ceil(2^fine / w), where
/// w = width >> coarse. Of two offsets in one cell, shifted, (t - s) * factor < 2^fine, so
/// t - s < w, so the offsets differ by less than w << coarse, which is at most `width`. The bits of
/// w and `fine` are chosen such that the number of cells is hardly more than (high - low) / width
/// and that nothing overflows if that is at most `most_cells`.
template <typename T>
class grid {
 public:
  using key = gap_size_t<T>;

  constexpr grid(const extent<T>& ends, std::uint64_t width, std::size_t most_cells) noexcept
      : low_(static_cast<key>(ends.low)),
        fine_(62 - static_cast<unsigned>(std::bit_width(most_cells))) {
    const auto bits = static_cast<unsigned>(std::bit_width(width));
    coarse_ = bits > fine_ / 2 ? bits - fine_ / 2 : 0;
    factor_ = ((std::uint64_t{1} << fine_) - 1) / (width >> coarse_) + 1;
    size_ = cell_of(ends.high) + 1;
  }

  /// Two values of one cell are closer than the widest gap of all: the gaps add up to high - low,
  /// so the widest is at least ceil((high - low) / gaps), which is the cells' width.
  static constexpr grid pigeonholes(const extent<T>& ends, std::size_t gaps) noexcept {
    const std::uint64_t reach =
        static_cast<key>(static_cast<key>(ends.high) - static_cast<key>(ends.low));
    return grid(ends, (reach - 1) / gaps + 1, gaps + 1);
  }

  /// What size() is for n values at most: shifting and rounding cost less than n / 64 for n < 2^46.
  static constexpr std::size_t most_cells(std::size_t n) noexcept { return n + n / 64 + 2; }

  [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
  [[nodiscard]] constexpr key key_of(T value) const noexcept {
    return static_cast<key>(static_cast<key>(value) - low_);
  }
  [[nodiscard]] constexpr T value_of(key offset) const noexcept {
    return static_cast<T>(static_cast<key>(low_ + offset));
  }
  [[nodiscard]] constexpr std::size_t cell_of(T value) const noexcept {
    return static_cast<std::size_t>((std::uint64_t{key_of(value)} >> coarse_) * factor_ >> fine_);
  }

 private:
  key low_;
  unsigned fine_;
  unsigned coarse_ = 0;
  std::uint64_t factor_ = 1;
  std::size_t size_ = 0;
};

/// The same for finite floating-point values, which are kept as they are. The cell of x is the
/// whole part of (x - low) * scale, computed in double.
///
/// Multiplying by a power of two first keeps high - low from overflowing and 1 / (high - low) from
/// doing so for subnormal values: exact, but for the last bit of subnormals when halving, which is
/// 2^-1074 against a range above 2^1022.
template <std::floating_point T>
class grid<T> {
 public:
  using key = T;

  constexpr grid(const extent<T>& ends, double cells) noexcept {
    const double reach = static_cast<double>(ends.high) - static_cast<double>(ends.low);
    if (reach > std::numeric_limits<double>::max()) {
      unit_ = 0.5;
    } else if (reach < 0x1p-500) {
      unit_ = 0x1p500;  // both ends are tiny here: distinct doubles this close are below 2^-446
    }
    origin_ = static_cast<double>(ends.low) * unit_;
    scale_ = cells / (static_cast<double>(ends.high) * unit_ - origin_);
    size_ = static_cast<std::size_t>(cells) + 2;
  }

  /// scale = 2 * gaps / (high - low). Each rounding moves a result by at most 2^-53 of itself,
  /// hence (x - low) * scale by far less than 1/100 for every n that fits into memory. So two
  /// values of one cell differ by less than 1.02 / scale = 0.51 * (high - low) / (n - 1), which is
  /// at most 0.51 of the widest gap, and rounding cannot make up for that. (Rounding is monotone:
  /// it neither reorders the cells nor makes a smaller difference the larger one.)
  static constexpr grid pigeonholes(const extent<T>& ends, std::size_t gaps) noexcept {
    return grid(ends, 2 * static_cast<double>(gaps));
  }

  static constexpr std::size_t most_cells(std::size_t n) noexcept { return 2 * n; }

  [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
  [[nodiscard]] constexpr key key_of(T value) const noexcept { return value; }
  [[nodiscard]] constexpr T value_of(key value) const noexcept { return value; }
  [[nodiscard]] constexpr std::size_t cell_of(T value) const noexcept {
    // By way of a signed integer: one instruction on x86-64.
    const double cell = (static_cast<double>(value) * unit_ - origin_) * scale_;
    return static_cast<std::size_t>(static_cast<std::int64_t>(cell));
  }

 private:
  double unit_ = 1;
  double origin_ = 0;
  double scale_ = 0;
  std::size_t size_ = 0;
};

/// What a cell keeps. Empty while low > high, as it is to begin with.
template <gap_value T>
struct bucket {
  using key = gap_size_t<T>;
  static constexpr bucket empty() noexcept {
    return {std::numeric_limits<key>::max(), std::numeric_limits<key>::lowest()};
  }

  key low;
  key high;

  // No branches: they would be mispredicted.
  constexpr void add_low(key value) noexcept { low = value < low ? value : low; }
  constexpr void add_high(key value) noexcept { high = high < value ? value : high; }
};

/// Looks for the widest interval between neighbouring cells, from the lowest cell on.
template <gap_value T>
class bucket_scan {
 public:
  using key = gap_size_t<T>;

  constexpr explicit bucket_scan(key lowest) noexcept
      : previous_(lowest), lower_(lowest), upper_(lowest) {}

  constexpr void look_at(const bucket<T>* first, const bucket<T>* last) noexcept {
    key previous = previous_;
    key best = best_;
    for (; first != last; ++first) {
      // Empty cells are as good as random, so one condition for all: it is rarely true.
      const bool is_there = first->low <= first->high;
      const bool is_wider = best < static_cast<key>(first->low - previous);
      if (is_there & is_wider) {
        best = static_cast<key>(first->low - previous);
        lower_ = previous;
        upper_ = first->low;
      }
      previous = std::max(previous, first->high);  // as before, if empty
    }
    previous_ = previous;
    best_ = best;
  }

  [[nodiscard]] constexpr gap_interval<T> widest(const grid<T>& cells) const noexcept {
    return {cells.value_of(lower_), cells.value_of(upper_)};
  }

 private:
  key previous_;
  key best_ = 0;
  key lower_;
  key upper_;
};

/// A few values at a time, first their minima and then their maxima: else compilers join the two
/// stores into one by way of a vector register, for which the next value of the cell has to wait.
template <gap_value T>
void fill_buckets(std::span<const T> values, const grid<T> cells, std::size_t first_cell,
                  bucket<T>* buckets, std::size_t count) noexcept {
  std::fill_n(buckets, count, bucket<T>::empty());
  constexpr std::size_t width = 4;
  const auto bucket_of = [&](T value) { return buckets + (cells.cell_of(value) - first_cell); };
  const std::size_t whole = values.size() / width * width;
  for (const T* block = values.data(); block != values.data() + whole; block += width) {
    std::array<bucket<T>*, width> at;
    for (std::size_t j = 0; j < width; ++j) at[j] = bucket_of(block[j]);
    for (std::size_t j = 0; j < width; ++j) at[j]->add_low(cells.key_of(block[j]));
    for (std::size_t j = 0; j < width; ++j) at[j]->add_high(cells.key_of(block[j]));
  }
  for (const T value : values.subspan(whole)) {
    bucket_of(value)->add_low(cells.key_of(value));
    bucket_of(value)->add_high(cells.key_of(value));
  }
}

/// All cells at once, in the memory given.
template <gap_value T>
[[nodiscard]] gap_interval<T> widest_at_once(std::span<const T> values, const extent<T>& ends,
                                             const grid<T>& cells, bucket<T>* buckets) noexcept {
  fill_buckets(values, cells, 0, buckets, cells.size());
  bucket_scan<T> scan(cells.key_of(ends.low));
  scan.look_at(buckets, buckets + cells.size());
  return scan.widest(cells);
}

/// Cells in parts of 2^part_shift that fit into a cache.
struct division {
  unsigned part_shift;
  std::size_t parts;

  static constexpr std::size_t most_parts = 1024;  // more would be too many places to write to

  constexpr division(std::size_t cells, std::size_t cells_in_cache) noexcept
      : part_shift(
            static_cast<unsigned>(std::bit_width(std::max(cells_in_cache, cells / most_parts)))),
        parts((cells >> part_shift) + 1) {}
};

/// One part of the cells after the other; the values are first moved to their parts.
template <gap_value T>
[[nodiscard]] gap_interval<T> widest_by_parts(std::span<const T> values, const extent<T>& ends,
                                              const grid<T>& cells, division by, workspace& work) {
  const unsigned shift = by.part_shift;
  const scratch_array<std::size_t> begins(work, by.parts + 1);
  const scratch_array<T> moved(work, values.size());
  const scratch_array<bucket<T>> buckets(work, std::size_t{1} << shift);
  std::fill(begins.begin(), begins.end(), std::size_t{0});
  for (const T value : values) ++begins[(cells.cell_of(value) >> shift) + 1];
  for (std::size_t part = 0; part < by.parts; ++part) begins[part + 1] += begins[part];
  for (const T value : values) moved[begins[cells.cell_of(value) >> shift]++] = value;

  bucket_scan<T> scan(cells.key_of(ends.low));
  std::size_t begin = 0;
  for (std::size_t part = 0; part < by.parts; ++part) {
    const std::size_t end = begins[part];  // moved there by the values
    const std::size_t first_cell = part << shift;
    fill_buckets(std::span<const T>(moved.data() + begin, end - begin), cells, first_cell,
                 buckets.data(), buckets.size());
    scan.look_at(buckets.begin(), buckets.end());
    begin = end;
  }
  return scan.widest(cells);
}

/// The widest interval between neighbouring cells: the answer, if no cell is as wide.
template <gap_value T, typename Settings>
[[nodiscard]] gap_interval<T> widest_between_cells(std::span<const T> values, const extent<T>& ends,
                                                   const grid<T>& cells, workspace& work,
                                                   Settings& settings) {
  if (cells.size() <= Settings::direct_limit / sizeof(bucket<T>)) {
    settings(route::direct_buckets);
    const scratch_array<bucket<T>> buckets(work, cells.size());
    return widest_at_once(values, ends, cells, buckets.data());
  }
  settings(route::divided_buckets);
  const division by(cells.size(), Settings::part_bytes / sizeof(bucket<T>));
  return widest_by_parts(values, ends, cells, by, work);
}

}  // namespace gavel::detail::maximum_gap

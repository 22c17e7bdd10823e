// gavel/maximum_gap/run_ends.hpp - the values on both sides of runs of empty cells.
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

#include "gavel/concepts.hpp"
#include "gavel/maximum_gap/extent.hpp"
#include "gavel/maximum_gap/occupancy.hpp"
#include "gavel/maximum_gap/values.hpp"

namespace gavel::detail::maximum_gap {

/// The ends of the values' gap across one run: the largest value below, the smallest above.
template <gap_value T>
struct run_ends {
  T below;
  T above;
};

/// For the gap across `middle`: of values below it, and of others.
template <std::floating_point T>
[[nodiscard]] run_ends<T> ends_around(std::span<const T> values, T middle,
                                      const extent<T>& ends) noexcept {
  constexpr std::size_t width = lanes<T>;
  const std::size_t whole = values.size() / width * width;
  std::array<T, width> below;
  below.fill(ends.low);
  std::array<T, width> above;
  above.fill(ends.high);
  for (const T* block = values.data(); block != values.data() + whole; block += width) {
    for (std::size_t j = 0; j < width; ++j) {
      const T under = block[j] < middle ? block[j] : ends.low;
      const T over = block[j] < middle ? ends.high : block[j];
      below[j] = below[j] < under ? under : below[j];
      above[j] = over < above[j] ? over : above[j];
    }
  }
  run_ends<T> found{*std::max_element(below.begin(), below.end()),
                    *std::min_element(above.begin(), above.end())};
  for (const T value : values.subspan(whole)) {
    if (value < middle) {
      found.below = std::max(found.below, value);
    } else {
      found.above = std::min(found.above, value);
    }
  }
  return found;
}

/// The same for integers. Counted from `middle` on, modulo 2^bits, the values begin with the end
/// above and stop with the end below: one minimum and one maximum.
template <integer T>
[[nodiscard]] run_ends<T> ends_around(std::span<const T> values, T middle,
                                      const extent<T>& ends) noexcept {
  using key = gap_size_t<T>;
  const auto turn =
      static_cast<key>(static_cast<key>(std::numeric_limits<T>::min()) - static_cast<key>(middle));
  const auto turned = [=](T value) {
    return static_cast<T>(static_cast<key>(static_cast<key>(value) + turn));
  };
  const auto turned_back = [=](T value) {
    return static_cast<T>(static_cast<key>(static_cast<key>(value) - turn));
  };
  extent<T> found = maximum_gap::extent_of(values, turned);
  found.add({turned(ends.high), turned(ends.low), false});  // some threads' values lie on one side
  return {turned_back(found.high), turned_back(found.low)};
}

/// The cells next to the runs, by the lowest bits of their numbers: small enough for a
/// cache, hence not exact, but few values are next to a run.
class end_flags {
 public:
  static constexpr std::size_t most = std::size_t{128} << 10U;
  [[nodiscard]] static constexpr std::size_t size_for(std::size_t cells) noexcept {
    return std::min(std::bit_ceil(cells), most);
  }

  end_flags(std::span<std::uint8_t> flags, std::span<const run> runs) noexcept
      : flags_(flags.data()), mask_(flags.size() - 1) {
    std::fill(flags.begin(), flags.end(), std::uint8_t{0});
    for (const run& one : runs) {
      flags_[(one.first - 1) & mask_] = 1;
      flags_[(one.first + one.length) & mask_] = 1;
    }
  }
  /// Whether several of so many cells share a flag. If not, there is one step less in the loop.
  [[nodiscard]] bool are_shared(std::size_t cells) const noexcept { return cells > mask_ + 1; }
  template <bool Shared>
  [[nodiscard]] std::uint8_t at(std::size_t cell) const noexcept {
    return flags_[Shared ? cell & mask_ : cell];
  }

 private:
  std::uint8_t* flags_;
  std::size_t mask_;
};

template <gap_value T>
void add_to_ends(T value, std::size_t cell, std::span<const run> runs, run_ends<T>* ends) noexcept {
  const auto above = std::upper_bound(runs.begin(), runs.end(), cell,
                                      [](std::size_t c, const run& r) { return c < r.first; });
  const auto i = static_cast<std::size_t>(above - runs.begin());
  if (i < runs.size() && runs[i].first == cell + 1) {
    ends[i].below = std::max(ends[i].below, value);
  }
  if (i > 0 && runs[i - 1].first + runs[i - 1].length == cell) {
    ends[i - 1].above = std::min(ends[i - 1].above, value);
  }
}

/// The ends of the gaps across all runs. False if too many values were next to one.
template <bool Shared, gap_value T>
[[nodiscard]] bool find_ends(std::span<const T> values, const sieve_cells<T> cells,
                             std::span<const run> runs, const end_flags flags,
                             run_ends<T>* ends) noexcept {
  constexpr std::size_t width = 8;
  std::size_t left = values.size() / 16 + 32;
  const auto add = [&](T value) {
    const std::size_t cell = cells.cell_of(value);
    if (flags.at<Shared>(cell) == 0) return;
    add_to_ends(value, cell, runs, ends);
    --left;
  };
  const std::size_t whole = values.size() / width * width;
  for (std::size_t i = 0; i < whole; i += width) {
    maximum_gap::read_ahead(values, i);
    std::uint8_t any = 0;
    for (std::size_t j = 0; j < width; ++j) any |= flags.at<Shared>(cells.cell_of(values[i + j]));
    if (any == 0) continue;
    if (left < width) return false;
    for (std::size_t j = 0; j < width; ++j) add(values[i + j]);
  }
  for (const T value : values.subspan(whole)) {
    if (left == 0) return false;
    add(value);
  }
  return true;
}

}  // namespace gavel::detail::maximum_gap

// gavel/maximum_gap/sieve.hpp - the widest gap by way of the longest run of empty cells.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "gavel/maximum_gap/buckets.hpp"
#include "gavel/maximum_gap/extent.hpp"
#include "gavel/maximum_gap/occupancy.hpp"
#include "gavel/maximum_gap/run_ends.hpp"
#include "gavel/maximum_gap/values.hpp"
#include "gavel/maximum_gap/workspace.hpp"

namespace gavel::detail::maximum_gap {

/// As many cells as are best for n values that are evenly scattered. The mean gap being u, the
/// widest is about u ln(n), and runs of empty cells of width w are the longer the narrower w is;
/// but about e^(2 w / u) of them can have the widest gap, and there should be few. Measured: w from
/// 1.5 u to 3.2 u at most for integers, whose cells are down to half as wide; wider for more
/// values.
template <gap_value T>
[[nodiscard]] double cells_for(std::size_t n) noexcept {
  const double count = static_cast<double>(n - 1);
  const double width = (std::log(count) - 4) / 2.5;
  if constexpr (std::floating_point<T>) return count / (0.625 * std::clamp(width, 2.0, 3.2));
  return count / std::clamp(width, 1.5, 3.2);
}

/// What the number of cells is for n values at most.
[[nodiscard]] constexpr std::size_t most_sieve_cells(std::size_t n) noexcept { return n + n / 2; }

/// The most runs that are looked at one by one.
[[nodiscard]] constexpr std::size_t most_runs(std::size_t cells) noexcept {
  return std::clamp<std::size_t>(cells / 16, 64, 4096);
}

/// Marks the cells that have values, and those beyond the last one. Each thread has its own map.
template <gap_value T, typename Settings, typename Team>
void mark(std::span<const T> values, const sieve_cells<T>& cells,
          const scratch_array<std::uint64_t>& words, workspace& work, Settings& settings,
          const Team& team) {
  const std::size_t count = words.size();
  if (cells.size() <= Settings::byte_map_limit) {
    settings(route::byte_map);
    const std::size_t bytes = count * word_bits;
    const scratch_array<std::uint8_t> maps(work, bytes * team.size());
    team.each_part(values, [&](std::size_t part, std::span<const T> some) {
      std::uint8_t* map = maps.data() + part * bytes;
      std::fill_n(map, bytes, std::uint8_t{0});
      mark_bytes(some, cells, map);
    });
    for (std::size_t part = 1; part < team.size(); ++part) {
      const std::uint8_t* const map = maps.data() + part * bytes;
      for (std::size_t i = 0; i < bytes; ++i) maps[i] |= map[i];
    }
    pack(maps.data(), words.data(), count);
  } else {
    settings(route::bit_map);
    const scratch_array<std::uint64_t> maps(work, count * (team.size() - 1));
    team.each_part(values, [&](std::size_t part, std::span<const T> some) {
      std::uint64_t* map = part == 0 ? words.data() : maps.data() + (part - 1) * count;
      std::fill_n(map, count, std::uint64_t{0});
      mark_bits(some, cells, map);
    });
    for (std::size_t part = 1; part < team.size(); ++part) {
      const std::uint64_t* const map = maps.data() + (part - 1) * count;
      for (std::size_t i = 0; i < count; ++i) words[i] |= map[i];
    }
  }
  const std::size_t beyond = cells.size() % word_bits;
  if (beyond != 0) words[count - 1] |= ~std::uint64_t{0} << beyond;
}

/// A value that lies in the run; none if rounding misses it.
template <gap_value T>
[[nodiscard]] std::optional<T> middle_of(const run& one, const sieve_cells<T>& cells,
                                         const extent<T>& ends) noexcept {
  if constexpr (std::floating_point<T>) {
    const double place = static_cast<double>(one.first) + static_cast<double>(one.length) / 2;
    const T middle = static_cast<T>(static_cast<double>(ends.low) + place / cells.scale());
    const std::size_t cell = cells.cell_of(std::clamp(middle, ends.low, ends.high));
    if (cell < one.first || cell >= one.first + one.length) return std::nullopt;
    return middle;
  } else {
    return cells.begin_of(one.first);
  }
}

/// The widest gap across one of the runs; none if too many values were next to them.
template <gap_value T, typename Settings, typename Team>
[[nodiscard]] std::optional<gap_interval<T>> widest_across(
    std::span<const run> runs, std::span<const T> values, const extent<T>& ends,
    const sieve_cells<T>& cells, workspace& work, Settings& settings, const Team& team) {
  const std::size_t count = runs.size();
  const scratch_array<run_ends<T>> found(work, count * team.size());
  bool is_complete = false;
  if (count > 1) {
    settings(route::several_runs);
    const scratch_array<std::uint8_t> bytes(work, end_flags::size_for(cells.size()));
    const scratch_array<std::uint8_t> done(work, team.size());
    const end_flags flags({bytes.data(), bytes.size()}, runs);
    std::fill(found.begin(), found.end(), run_ends<T>{ends.low, ends.high});
    const bool shared = flags.are_shared(cells.size());
    team.each_part(values, [&](std::size_t part, std::span<const T> some) {
      run_ends<T>* const own = found.data() + part * count;
      const bool found_all = shared ? find_ends<true>(some, cells, runs, flags, own)
                                    : find_ends<false>(some, cells, runs, flags, own);
      done[part] = found_all ? 1 : 0;
    });
    is_complete = std::find(done.begin(), done.end(), std::uint8_t{0}) == done.end();
  }
  if (!is_complete) {
    // Around one or two it costs no more to look at all values as if they were next to them.
    if (count > 2) return std::nullopt;
    settings(route::few_runs);
    for (std::size_t i = 0; i < count; ++i) {
      const std::optional<T> middle = middle_of(runs[i], cells, ends);
      if (!middle) return std::nullopt;
      team.each_part(values, [&](std::size_t part, std::span<const T> some) {
        found[part * count + i] = ends_around(some, *middle, ends);
      });
    }
  }
  gap_interval<T> widest{ends.low, ends.low};
  for (std::size_t i = 0; i < count; ++i) {
    gap_interval<T> gap{found[i].below, found[i].above};
    for (std::size_t other = i + count; other < found.size(); other += count) {
      gap = {std::max(gap.lower, found[other].below), std::min(gap.upper, found[other].above)};
    }
    if (widest.size() < gap.size()) widest = gap;
  }
  return widest;
}

/// What the sieve finds: the answer, or at least how long the longest run of empty cells is.
template <gap_value T>
struct sieve_result {
  std::optional<gap_interval<T>> widest;
  std::size_t longest_run;
};

/// Whether a gap across fewer empty cells than least_length says is certainly narrower. For
/// floating point, where the cell of a value is uncertain by less than 2^-50 of their number, and a
/// difference is rounded by 2^-24 of itself at most.
template <gap_value T>
[[nodiscard]] bool is_certain([[maybe_unused]] const gap_interval<T>& widest,
                              [[maybe_unused]] std::size_t longest_run,
                              [[maybe_unused]] const sieve_cells<T>& cells) noexcept {
  if constexpr (std::floating_point<T>) {
    return static_cast<double>(widest.size()) * cells.scale() >
           static_cast<double>(longest_run) * (1 + 0x1p-20) +
               static_cast<double>(cells.size()) * 0x1p-48;
  }
  return true;
}

template <gap_value T, typename Settings, typename Team>
[[nodiscard]] sieve_result<T> sieve(std::span<const T> values, const extent<T>& ends,
                                    const sieve_cells<T>& cells, workspace& work,
                                    Settings& settings, const Team& team) {
  const scratch_array<run> room(work, most_runs(cells.size()));
  longest_runs found;
  {
    const scratch_array<std::uint64_t> words(work, words_for(cells.size()));
    mark(values, cells, words, work, settings, team);
    found = find_longest_runs(words.data(), words.size(), {room.data(), room.size()});
  }
  if constexpr (integer<T>) {
    if (cells.shift() == 0) {
      settings(route::unit_cells);
      if (found.longest == 0) return {{{ends.low, cells.begin_of(1)}}, 0};
      const T below = cells.begin_of(found.first - 1);
      return {{{below, cells.begin_of(found.first + found.longest)}}, found.longest};
    }
  }
  if (found.longest < 2) {  // then a gap across no empty cell can be as wide
    settings(found.longest == 0 ? route::no_empty_cell : route::short_runs);
    return {std::nullopt, found.longest};
  }
  if (!found.complete) {
    settings(route::too_many_runs);
    return {std::nullopt, found.longest};
  }
  const auto widest =
      widest_across({room.data(), found.count}, values, ends, cells, work, settings, team);
  if (!widest) {
    settings(route::crowded_ends);
    return {std::nullopt, found.longest};
  }
  if (!is_certain(*widest, found.longest, cells)) {
    settings(route::uncertain);
    return {std::nullopt, found.longest};
  }
  return {widest, found.longest};
}

/// Cells for buckets that are narrower than the gap across the sieve's longest run.
template <gap_value T>
[[nodiscard]] grid<T> cells_within(std::size_t longest_run, const sieve_cells<T>& cells,
                                   const extent<T>& ends) noexcept {
  if constexpr (std::floating_point<T>) {
    const double reach = static_cast<double>(ends.high) - static_cast<double>(ends.low);
    return grid<T>(ends, reach * cells.scale() * 2 / static_cast<double>(longest_run));
  } else {
    return grid<T>(ends, (std::uint64_t{longest_run} << cells.shift()) + 1, cells.size() + 1);
  }
}

/// For finite values that are not all equal. At least three.
template <gap_value T, typename Settings, typename Team>
[[nodiscard]] gap_interval<T> widest_by_sieve(std::span<const T> values, const extent<T>& ends,
                                              workspace& work, Settings& settings,
                                              const Team& team) {
  auto buckets = grid<T>::pigeonholes(ends, values.size() - 1);
  const sieve_cells<T> cells(ends, cells_for<T>(values.size()));
  if (cells.fits()) {
    const auto [widest, longest_run] = sieve(values, ends, cells, work, settings, team);
    if (widest) return *widest;
    if (longest_run > 0) {
      const auto within = cells_within(longest_run, cells, ends);
      if (within.size() < buckets.size()) buckets = within;
    }
  } else {
    settings(route::extreme_range);
  }
  return widest_between_cells(values, ends, buckets, work, settings);
}

}  // namespace gavel::detail::maximum_gap

// gavel/maximum_gap/occupancy.hpp - which cells have a value, and the longest runs of those that
// have none.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cfloat>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>

#include "gavel/maximum_gap/extent.hpp"
#include "gavel/maximum_gap/values.hpp"
#include "gavel/maximum_gap/workspace.hpp"

namespace gavel::detail::maximum_gap {

/// The sieve's cells for integers: 2^shift wide, the largest power of two within `width`.
template <typename T>
class sieve_cells {
 public:
  using key = gap_size_t<T>;

  sieve_cells(const extent<T>& ends, double cells) noexcept : low_(static_cast<key>(ends.low)) {
    const auto reach = static_cast<key>(static_cast<key>(ends.high) - low_);
    const auto width = static_cast<std::uint64_t>(static_cast<double>(reach) / cells);
    shift_ = width == 0 ? 0 : static_cast<unsigned>(std::bit_width(width)) - 1;
    size_ = cell_of(ends.high) + 1;
  }

  [[nodiscard]] static constexpr bool fits() noexcept { return true; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] unsigned shift() const noexcept { return shift_; }
  [[nodiscard]] std::size_t cell_of(T value) const noexcept {
    return static_cast<std::size_t>(static_cast<key>(static_cast<key>(value) - low_) >> shift_);
  }
  /// A value above all cells before `cell`, and not above those from there on.
  [[nodiscard]] T begin_of(std::size_t cell) const noexcept {
    return static_cast<T>(
        static_cast<key>(low_ + static_cast<key>(static_cast<key>(cell) << shift_)));
  }

 private:
  key low_;
  unsigned shift_ = 0;
  std::size_t size_ = 0;
};

/// The same for floating point, where (x - low) * scale, rounded down, is the cell. Computed in
/// double, so it is off by less than 2^-50 of the number of cells. `fits` where nothing overflows.
template <std::floating_point T>
class sieve_cells<T> {
  static_assert(FLT_EVAL_METHOD == 0 || FLT_EVAL_METHOD == 1,
                "a value must have the same cell each time, so no x87 arithmetic");

 public:
  sieve_cells(const extent<T>& ends, double cells) noexcept
      : low_(static_cast<double>(ends.low)),
        scale_(cells / (static_cast<double>(ends.high) - low_)),
        size_(fits() ? cell_of(ends.high) + 1 : 0) {}

  [[nodiscard]] bool fits() const noexcept {
    return scale_ > 0 && scale_ <= std::numeric_limits<double>::max();
  }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] double scale() const noexcept { return scale_; }
  [[nodiscard]] std::size_t cell_of(T value) const noexcept {
    return static_cast<std::size_t>(
        static_cast<std::int64_t>((static_cast<double>(value) - low_) * scale_));
  }

 private:
  double low_;
  double scale_;
  std::size_t size_;
};

inline constexpr std::size_t word_bits = 64;
[[nodiscard]] constexpr std::size_t words_for(std::size_t cells) noexcept {
  return (cells + word_bits - 1) / word_bits;
}

template <gap_value T>
void mark_bytes(std::span<const T> values, const sieve_cells<T> cells, std::uint8_t* map) noexcept {
  maximum_gap::for_each_ahead(values, [=](T value) { map[cells.cell_of(value)] = 1; });
}

template <gap_value T>
void mark_bits(std::span<const T> values, const sieve_cells<T> cells,
               std::uint64_t* words) noexcept {
  maximum_gap::for_each_ahead(values, [=](T value) {
    const std::size_t cell = cells.cell_of(value);
    words[cell / word_bits] |= std::uint64_t{1} << cell % word_bits;
  });
}

/// Bit i of the words is byte i of the map, which are 0 or 1 and `words * 64` in number.
inline void pack(const std::uint8_t* map, std::uint64_t* words, std::size_t count) noexcept {
  for (std::size_t w = 0; w < count; ++w, map += word_bits) {
    std::uint64_t word = 0;
    for (std::size_t part = 0; part < word_bits / 8; ++part) {
      if constexpr (std::endian::native == std::endian::little) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, map + part * 8, 8);
        // The product's highest byte gathers the lowest bit of each byte, in order.
        word |= (bytes * 0x0102040810204080U >> 56U) << part * 8;
      } else {
        for (std::size_t i = 0; i < 8; ++i) {
          word |= std::uint64_t{map[part * 8 + i]} << (part * 8 + i);
        }
      }
    }
    words[w] = word;
  }
}

/// Neighbouring empty cells.
struct run {
  std::size_t first;
  std::size_t length;
};

/// How long a run must be for its gap to be the widest, or as wide, where the longest is `longest`.
///
/// Cells are w wide: a gap across l empty cells is wider than l w, and narrower than (l + 2) w. So
/// with l <= longest - 2 it is narrower.
[[nodiscard]] constexpr std::size_t least_length(std::size_t longest) noexcept {
  return longest > 1 ? longest - 1 : 1;
}

/// The runs whose gaps can be the widest, as far as there is room for them.
struct longest_runs {
  std::size_t longest = 0;
  std::size_t first = 0;  // where the first of the longest begins
  std::size_t count = 0;
  bool complete = true;
};

[[nodiscard]] inline std::size_t next_marked(const std::uint64_t* words,
                                             std::size_t cell) noexcept {
  std::size_t w = cell / word_bits;
  std::uint64_t word = words[w] & (~std::uint64_t{0} << cell % word_bits);
  while (word == 0) word = words[++w];
  return w * word_bits + static_cast<std::size_t>(std::countr_zero(word));
}

/// Where in `word` runs of `length` zeros begin; or where fewer reach its end. Those who begin
/// runs that are too short stand there, too, if `length` is not a power of two.
[[nodiscard]] inline std::uint64_t long_zeros(std::uint64_t word, std::size_t length) noexcept {
  std::uint64_t zeros = ~word;
  for (std::size_t reach = 1; reach * 2 <= length && reach < 32; reach *= 2) {
    zeros &= zeros >> reach | ~(~std::uint64_t{0} >> reach);
  }
  return zeros;
}

/// For words whose first and last cell are marked.
[[nodiscard]] inline longest_runs find_longest_runs(const std::uint64_t* words, std::size_t count,
                                                    std::span<run> runs) noexcept {
  longest_runs found;
  std::size_t longest_left_out = 0;
  std::size_t least = 1;
  std::size_t done = 0;  // the cells before are in a run that is dealt with
  for (std::size_t w = 0; w < count; ++w) {
    std::uint64_t starts = long_zeros(words[w], least);
    while (starts != 0) {
      const std::size_t first = w * word_bits + static_cast<std::size_t>(std::countr_zero(starts));
      if (first >= done) {
        done = next_marked(words, first);
        const std::size_t length = done - first;
        if (length > found.longest) {
          found.longest = length;
          found.first = first;
          least = least_length(length);
          const auto too_short = [&](const run& old) { return old.length < least; };
          const auto kept = std::remove_if(
              runs.begin(), runs.begin() + static_cast<std::ptrdiff_t>(found.count), too_short);
          found.count = static_cast<std::size_t>(kept - runs.begin());
        }
        if (length >= least) {
          if (found.count < runs.size()) {
            runs[found.count++] = {first, length};
          } else {
            longest_left_out = std::max(longest_left_out, length);
          }
        }
      }
      if (done >= (w + 1) * word_bits) break;
      starts &= ~std::uint64_t{0} << done % word_bits;
    }
  }
  found.complete = longest_left_out < least;
  return found;
}

}  // namespace gavel::detail::maximum_gap

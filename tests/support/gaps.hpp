// The definition of the maximum gap, and data on which grids of cells go wrong.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <type_traits>
#include <utility>
#include <vector>

#include <rapidcheck.h>

#include "gavel/maximum_gap.hpp"

namespace gavel::testing {

/// Wide enough for every difference of two Ts.
template <typename T>
using wide = std::conditional_t<std::is_floating_point_v<T>, T, __int128_t>;

template <typename T>
wide<T> difference(T low, T high) {
  return low == high ? wide<T>{0} : static_cast<wide<T>>(high) - static_cast<wide<T>>(low);
}

/// The definition, word for word: sort, then look at every pair of neighbours.
template <typename T>
std::optional<std::pair<T, T>> neighbours_by_sorting(std::vector<T> values) {
  std::sort(values.begin(), values.end());
  std::optional<std::pair<T, T>> best;
  for (std::size_t i = 1; i < values.size(); ++i) {
    if (!best || difference(best->first, best->second) < difference(values[i - 1], values[i])) {
      best = std::pair(values[i - 1], values[i]);
    }
  }
  return best;
}

/// Whether both functions say what the definition says. A false result is for RC_ASSERT or
/// EXPECT_TRUE.
template <typename T>
bool agrees_with_sorting(const std::vector<T>& values) {
  const auto expected = neighbours_by_sorting(values);
  const auto interval = maximum_gap_interval(values);
  const auto gap = maximum_gap(values);
  if (!expected) return !interval && gap == 0;
  const auto size = difference(expected->first, expected->second);
  return interval && interval->lower == expected->first && interval->upper == expected->second &&
         static_cast<wide<T>>(interval->size()) == size && static_cast<wide<T>>(gap) == size;
}

// Data. Uniform values alone would only ever see the first, coarse grid succeed.

template <typename T>
T uniform_value(std::mt19937_64& engine) {
  if constexpr (std::is_floating_point_v<T>) {
    return static_cast<T>(static_cast<double>(engine() >> 11) * 0x1p-53);
  } else {
    return static_cast<T>(engine());
  }
}

/// Values at equal distances, as many as fit; some jittered or left out by `engine`, in random
/// order.
template <typename T>
std::vector<T> grid_values(std::size_t n, std::uint64_t step, std::mt19937_64& engine) {
  std::vector<T> values;
  const std::uint64_t jitter = engine() % 3 == 0 ? step / 2 + 1 : 1;
  const std::uint64_t left_out = engine() % 3 == 0 ? 4 : n + 2;
  wide<T> place = std::is_floating_point_v<T> ? wide<T>{0}
                                              : static_cast<wide<T>>(std::numeric_limits<T>::min());
  for (std::size_t i = 0; i < n; ++i, place += static_cast<wide<T>>(step)) {
    const auto value = place + static_cast<wide<T>>(engine() % jitter);
    if constexpr (!std::is_floating_point_v<T>) {
      if (value > static_cast<wide<T>>(std::numeric_limits<T>::max())) break;
    }
    if (engine() % left_out != 1) values.push_back(static_cast<T>(value));
  }
  for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[engine() % i]);
  return values;
}

/// Doubles as bugs like them: zeros, infinities, both ends of the exponents, and small multiples.
inline rc::Gen<double> floating_value() {
  using limits = std::numeric_limits<double>;
  return rc::gen::weightedOneOf<double>({
      {3, rc::gen::element(0.0, -0.0, limits::infinity(), -limits::infinity(), limits::max(),
                           limits::lowest(), limits::denorm_min(), -limits::denorm_min(),
                           limits::max() / 2, limits::lowest() / 2, limits::min(), 1.0, -1.0)},
      {3, rc::gen::map(rc::gen::inRange(-8, 9), [](int value) { return value * 0.1; })},
      {4, rc::gen::arbitrary<double>()},
  });
}

}  // namespace gavel::testing

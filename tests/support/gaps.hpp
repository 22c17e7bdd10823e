// The definition of the maximum gap, and data on which grids of cells go wrong.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <random>
#include <span>
#include <stdexcept>
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

/// The sizes at which the methods change made so low that all are reached by short arrays; counts
/// the routes taken.
struct low_settings {
  static constexpr std::size_t few_limit = 2;
  static constexpr std::size_t rank_limit = 3;
  static constexpr std::size_t order_limit = 5;
  static constexpr std::size_t small_limit = 6;
  static constexpr std::size_t byte_map_limit = 70;
  static constexpr std::size_t direct_limit = 900;
  static constexpr std::size_t part_bytes = 50;
  std::map<detail::maximum_gap::route, std::size_t> taken;
  void operator()(detail::maximum_gap::route one) { ++taken[one]; }
};

/// Bytes at an odd address, with some before and behind that must stay as they are.
class guarded_bytes {
 public:
  explicit guarded_bytes(std::size_t size) : bytes_(size + 2 * guard, mark) {}
  [[nodiscard]] std::span<std::byte> inner() {
    return std::span(bytes_).subspan(guard, bytes_.size() - 2 * guard);
  }
  [[nodiscard]] bool untouched_around() const {
    const auto all_marked = [](auto first, auto last) {
      return std::all_of(first, last, [](std::byte byte) { return byte == mark; });
    };
    return all_marked(bytes_.begin(), bytes_.begin() + guard) &&
           all_marked(bytes_.end() - guard, bytes_.end());
  }

 private:
  static constexpr std::byte mark{0xa5};
  static constexpr std::ptrdiff_t guard = 77;  // odd
  std::vector<std::byte> bytes_;
};

/// What the parts of the header find with `Settings`, in exactly as much memory as they say.
template <typename T, typename Settings>
std::optional<gap_interval<T>> interval_with(const std::vector<T>& values, Settings& settings) {
  namespace impl = detail::maximum_gap;
  guarded_bytes memory(impl::scratch_size<T, Settings>(values.size()));
  impl::workspace work(memory.inner());
  const auto found = impl::solve(std::span<const T>(values), work, settings, impl::one_thread());
  if (!memory.untouched_around()) throw std::logic_error("wrote beyond the scratch memory");
  return found;
}

/// The same by `threads` threads, which do not mind that the values are few.
template <typename T>
std::optional<gap_interval<T>> interval_by_threads(const std::vector<T>& values,
                                                   std::size_t threads) {
  namespace impl = detail::maximum_gap;
  low_settings settings;
  impl::workspace work;
  const impl::several_threads team(std::clamp<std::size_t>(values.size(), 1, threads));
  return impl::solve(std::span<const T>(values), work, settings, team);
}

/// Whether every form says what the definition says. A false result is for RC_ASSERT or
/// EXPECT_TRUE.
template <typename T>
bool agrees_with_sorting(const std::vector<T>& values) {
  const auto expected = neighbours_by_sorting(values);
  const auto interval = maximum_gap_interval(values);
  const auto gap = maximum_gap(values);
  guarded_bytes scratch(maximum_gap_scratch_size<T>(values.size()));
  if (maximum_gap_interval(std::span<const T>(values), scratch.inner()) != interval) return false;
  if (!scratch.untouched_around()) return false;
  low_settings low;
  if (interval_with(values, low) != interval) return false;
  if (maximum_gap_by_buckets(values) != gap) return false;
  if (!expected) return !interval && gap == 0;
  const auto size = difference(expected->first, expected->second);
  return interval && interval->lower == expected->first && interval->upper == expected->second &&
         static_cast<wide<T>>(interval->size()) == size && static_cast<wide<T>>(gap) == size;
}

// Data. Uniform values alone would only ever see the sieve succeed.

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

/// One of several kinds of arrays of n values on which another route is the right one, or a wrong
/// shortcut goes wrong.
inline constexpr std::size_t shapes = 10;
template <typename T>
std::vector<T> shaped_values(std::size_t shape, std::size_t n, std::mt19937_64& engine) {
  // Places from 0 to 1, and the same as a T: for integers in the upper or lower half of the range,
  // or all of it.
  const unsigned half = static_cast<unsigned>(engine() % 3);
  const auto at = [&](double place) {
    if constexpr (std::is_floating_point_v<T>) {
      return static_cast<T>(place);
    } else {
      using limits = std::numeric_limits<T>;
      const double low = half == 1 ? 0 : static_cast<double>(limits::min());
      const double high = half == 2 ? 0 : static_cast<double>(limits::max());
      const double value = low + place * (high - low);
      return value >= static_cast<double>(limits::max()) ? limits::max() : static_cast<T>(value);
    }
  };
  const auto random = [&] { return static_cast<double>(engine() >> 11U) * 0x1p-53; };
  const auto whole = [&](std::size_t below) { return static_cast<double>(engine() % below); };
  const auto count = static_cast<double>(n);
  std::vector<double> places(n);
  const std::size_t kinds = 2 + engine() % (n / 2 + 1);
  const double planted = random() * 0.9;
  for (std::size_t i = 0; i < n; ++i) {
    auto& place = places[i];
    const auto number = static_cast<double>(i);
    switch (shape) {
      case 0: place = random(); break;                                   // uniform
      case 1: place = number / count; break;                             // exact grid
      case 2: place = whole(kinds) / static_cast<double>(kinds); break;  // coarser grid
      case 3: place = whole(4) / 4; break;                               // few, evenly
      case 4: place = i < n / 2 ? random() * 1e-4 : random(); break;     // heavy head, tail
      case 5: place = (number + random() * 0.3) / count; break;          // jittered grid
      case 6: place = i < 2 ? number : 0.5 + random() * 1e-3; break;     // two extremes
      case 7: place = (whole(kinds) + random() * 0.01) / static_cast<double>(kinds); break;
      case 8: place = whole(n) / count * 0x1p-20; break;  // dense
      default:
        place = random();
        if (place > planted && place < planted + 0.1) place = 0;
        break;
    }
  }
  std::shuffle(places.begin(), places.end(), engine);
  std::vector<T> values(n);
  std::transform(places.begin(), places.end(), values.begin(), at);
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

// maximum_gap against its definition: sort, then look at all neighbours.
//
// The first byte of an input picks the type of the values, the second how they are handed over. The
// rest is a program that makes the values (see values_of): a few bytes make the thousands of them
// that the methods for many values need, and floating point of any bits, NaN and infinities too.
#include "gavel/maximum_gap.hpp"

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <forward_list>
#include <iterator>
#include <limits>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "fuzz/bytes.hpp"

namespace {

constexpr std::size_t most_values = 6000;

/// Steele, Lea and Flood's SplitMix: spreads a small seed over 64 bits.
std::uint64_t spread(std::uint64_t seed) {
  seed += 0x9e3779b97f4a7c15U;
  seed = (seed ^ (seed >> 30)) * 0xbf58476d1ce4e5b9U;
  seed = (seed ^ (seed >> 27)) * 0x94d049bb133111ebU;
  return seed ^ (seed >> 31);
}

/// start + i * step; integers wrap round.
template <typename T>
T along(T start, T step, std::uint64_t i) {
  if constexpr (std::floating_point<T>) {
    return start + static_cast<T>(i) * step;
  } else {
    return static_cast<T>(static_cast<std::uint64_t>(start) + i * static_cast<std::uint64_t>(step));
  }
}

/// start plus something below width (or up to it: floating point rounds).
template <typename T>
T somewhere(T start, T width, std::uint64_t random) {
  if constexpr (std::floating_point<T>) {
    return start + width * (static_cast<T>(random >> 11) / static_cast<T>(std::uint64_t{1} << 53));
  } else {
    const auto choices = static_cast<std::make_unsigned_t<T>>(width);
    return along<T>(start, 1, choices == 0 ? random : random % choices);
  }
}

template <typename T>
T next_to(T value) {
  if constexpr (std::floating_point<T>) {
    return std::nextafter(value, std::numeric_limits<T>::infinity());
  } else {
    return along<T>(value, 1, 1);
  }
}

/// What a random pattern of bits hardly ever is.
template <typename T>
T extreme(std::size_t which) {
  using limits = std::numeric_limits<T>;
  const T extremes[] = {0,
                        limits::max(),
                        limits::lowest(),
                        limits::min(),
                        limits::infinity(),  // 0 where there is none, as the next two
                        static_cast<T>(-limits::infinity()),
                        limits::denorm_min(),
                        static_cast<T>(1)};
  return extremes[which % std::size(extremes)];
}

template <typename T>
std::vector<T> values_of(fuzz::bytes& in) {
  std::vector<T> values;
  while (!in.empty() && values.size() < most_values) {
    const std::size_t what = in.below(9);
    const std::uint64_t seed = what == 0 ? 0 : in.take<std::uint16_t>();
    const std::size_t count = std::min<std::size_t>(seed % 2048, most_values - values.size());
    switch (what) {
      case 0:  // any bits
        values.push_back(in.take<T>());
        break;
      case 1:
      case 2: {  // equal steps
        const T start = in.take<T>();
        const T step = in.take<T>();
        for (std::size_t i = 0; i < count; ++i) values.push_back(along(start, step, i));
        break;
      }
      case 3:
      case 4: {  // random, in a window
        const T start = in.take<T>();
        const T width = in.take<T>();
        for (std::size_t i = 0; i < count; ++i) {
          values.push_back(somewhere(start, width, spread(seed << 32 | i)));
        }
        break;
      }
      case 5:  // more of the last one, and its upper neighbour
        if (values.empty()) break;
        values.push_back(next_to(values.back()));
        values.insert(values.end(), count % 64, values[values.size() - 1 - seed % 2]);
        break;
      case 6: values.insert(values.end(), 1 + seed / 256 % 4, extreme<T>(seed)); break;
      case 7: std::reverse(values.begin(), values.end()); break;
      default:
        for (std::size_t i = values.size(); i > 1; --i) {
          std::swap(values[i - 1], values[spread(seed << 32 | i) % i]);
        }
    }
  }
  return values;
}

template <typename T>
gavel::gap_size_t<T> difference(T low, T high) {
  if constexpr (std::floating_point<T>) {
    return low == high ? 0 : high - low;
  } else {
    using size = gavel::gap_size_t<T>;
    return static_cast<size>(static_cast<size>(high) - static_cast<size>(low));
  }
}

template <typename T>
std::optional<std::pair<T, T>> widest_by_sorting(std::vector<T> values) {
  if (values.size() < 2) return std::nullopt;
  std::sort(values.begin(), values.end());
  std::size_t best = 1;
  for (std::size_t i = 2; i < values.size(); ++i) {
    if (difference(values[best - 1], values[best]) < difference(values[i - 1], values[i])) best = i;
  }
  return std::pair(values[best - 1], values[best]);
}

/// The sizes at which the methods change made so low that few values reach them all.
struct low_settings {
  static constexpr std::size_t few_limit = 2;
  static constexpr std::size_t rank_limit = 3;
  static constexpr std::size_t order_limit = 4;
  static constexpr std::size_t small_limit = 6;
  static constexpr std::size_t byte_map_limit = 70;
  static constexpr std::size_t direct_limit = 900;
  static constexpr std::size_t part_bytes = 50;
  constexpr void operator()(gavel::detail::maximum_gap::route) const noexcept {}
};

template <typename T>
using found = std::optional<gavel::gap_interval<T>>;

/// In scratch memory that is just large enough and begins anywhere.
template <typename T, typename Solve>
found<T> in_scratch(std::size_t bytes, std::size_t shift, Solve solve) {
  std::vector<std::byte> memory(bytes + shift);
  return solve(std::span(memory).subspan(shift));
}

template <typename T>
found<T> with_low_limits(std::span<const T> values, std::size_t shift) {
  namespace impl = gavel::detail::maximum_gap;
  const std::size_t bytes = impl::scratch_size<T, low_settings>(values.size());
  return in_scratch<T>(bytes, shift, [&](std::span<std::byte> memory) {
    impl::workspace work(memory);
    low_settings settings;
    return impl::solve(values, work, settings, impl::one_thread());
  });
}

template <typename T>
found<T> by_threads(std::span<const T> values, std::size_t threads) {
  namespace impl = gavel::detail::maximum_gap;
  impl::workspace work;
  low_settings settings;
  const impl::several_threads team(std::clamp<std::size_t>(values.size(), 1, threads));
  return impl::solve(values, work, settings, team);
}

/// A value inside something larger, for the projection.
template <typename T>
struct boxed {
  char before;
  T value;
};

template <typename T>
void expect_refused(const std::vector<T>& values, std::size_t position) {
  const auto refused = [&](auto call) {
    try {
      static_cast<void>(call(values));
    } catch (const std::invalid_argument& error) {
      const bool named =
          std::string(error.what()).find(std::to_string(position)) != std::string::npos;
      fuzz::expect(named, "the message does not name the position of the NaN");
      return;
    }
    fuzz::fail("NaN is not refused");
  };
  refused([](const auto& from) { return gavel::maximum_gap(from); });
  refused([](const auto& from) { return gavel::maximum_gap_interval(from); });
  refused([](const auto& from) { return gavel::maximum_gap_by_buckets(from); });
  refused([](const auto& from) { return with_low_limits(std::span(from), 0); });
}

template <typename T>
void expect_answers(const std::vector<T>& values, std::size_t way) {
  const auto widest = widest_by_sorting(values);
  const auto size = widest ? difference(widest->first, widest->second) : gavel::gap_size_t<T>{0};

  fuzz::expect(gavel::maximum_gap(values) == size, "wrong gap");
  const auto interval = gavel::maximum_gap_interval(values);
  fuzz::expect(interval.has_value() == widest.has_value(), "an interval where there is none");
  if (interval) {
    fuzz::expect(interval->lower == widest->first && interval->upper == widest->second,
                 "wrong interval");
    fuzz::expect(interval->size() == size, "wrong size of the interval");
  }
  fuzz::expect(gavel::maximum_gap_by_buckets(values) == size, "wrong gap by buckets");
  const std::span<const T> all(values);
  fuzz::expect(with_low_limits(all, way) == interval, "wrong interval with low limits");
  const std::size_t needed = gavel::maximum_gap_scratch_size<T>(values.size());
  const auto solve = [&](auto memory) { return gavel::maximum_gap_interval(all, memory); };
  fuzz::expect(in_scratch<T>(needed, way, solve) == interval, "wrong interval in scratch memory");
  if (way >= 224) {
    fuzz::expect(by_threads(all, 2 + way % 3) == interval, "wrong interval by threads");
  }
  if (way % 2 == 1) {
    const std::forward_list<T> list(values.begin(), values.end());
    fuzz::expect(gavel::maximum_gap(list) == size, "wrong gap of a list");
  }
  if (way / 2 % 2 == 1) {
    std::vector<boxed<T>> boxes;
    for (const T value : values) boxes.push_back({'x', value});
    fuzz::expect(gavel::maximum_gap(boxes, &boxed<T>::value) == size, "wrong gap of a projection");
  }
}

template <typename T>
void check(fuzz::bytes& in) {
  const std::size_t way = in.below(256);
  const std::vector<T> values = values_of<T>(in);
  if constexpr (std::floating_point<T>) {
    const auto nan = std::find_if(values.begin(), values.end(), [](T x) { return std::isnan(x); });
    if (nan != values.end()) {
      expect_refused(values, static_cast<std::size_t>(nan - values.begin()));
      return;
    }
  }
  expect_answers(values, way);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::bytes in(data, size);
  switch (in.below(8)) {
    case 0: check<std::int8_t>(in); break;
    case 1: check<std::uint8_t>(in); break;
    case 2: check<std::int16_t>(in); break;
    case 3: check<std::int32_t>(in); break;
    case 4: check<std::int64_t>(in); break;
    case 5: check<std::uint64_t>(in); break;
    case 6: check<float>(in); break;
    default: check<double>(in);
  }
  return 0;
}

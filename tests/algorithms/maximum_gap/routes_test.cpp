// Every way to an answer is taken by some input, with the sizes that the library uses.
#include "gavel/maximum_gap.hpp"  // first: proves it is self-contained

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <map>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "support/gaps.hpp"

namespace {

using gavel::gap_interval;
using gavel::detail::maximum_gap::route;

struct counting_settings : gavel::detail::maximum_gap::standard_settings {
  std::map<route, std::size_t> taken;
  void operator()(route one) { ++taken[one]; }
};

const std::map<route, const char*> names{
    {route::ascending, "ascending"},
    {route::descending, "descending"},
    {route::infinite, "infinite"},
    {route::insertion, "insertion"},
    {route::ranks, "ranks"},
    {route::small_buckets, "small_buckets"},
    {route::extreme_range, "extreme_range"},
    {route::byte_map, "byte_map"},
    {route::bit_map, "bit_map"},
    {route::unit_cells, "unit_cells"},
    {route::few_runs, "few_runs"},
    {route::several_runs, "several_runs"},
    {route::too_many_runs, "too_many_runs"},
    {route::crowded_ends, "crowded_ends"},
    {route::uncertain, "uncertain"},
    {route::short_runs, "short_runs"},
    {route::no_empty_cell, "no_empty_cell"},
    {route::direct_buckets, "direct_buckets"},
    {route::divided_buckets, "divided_buckets"},
};

/// Where i of n goes: a permutation, so that a formula can make values in no order.
std::size_t scattered(std::size_t i, std::size_t n) { return i * 7'919 % n; }

/// i * step for i below n, each `copies` times.
template <typename T>
std::vector<T> even(std::size_t n, std::size_t copies, T step) {
  std::vector<T> values(n * copies);
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[scattered(i, values.size())] = static_cast<T>(i / copies) * step;
  }
  return values;
}

template <typename T>
class routes {
 public:
  /// For arrays that are short enough to sort.
  void check(const std::vector<T>& values) {
    const auto expected = gavel::testing::neighbours_by_sorting(values);
    check(values, {expected->first, expected->second});
  }
  void check(const std::vector<T>& values, gap_interval<T> expected) {
    EXPECT_EQ(gavel::testing::interval_with(values, settings_), expected) << values.size();
  }
  void print(const char* type) const {
    std::printf("%-16s times taken for %s\n", "route", type);
    for (const auto& [one, name] : names) std::printf("%-16s %zu\n", name, taken(one));
  }
  [[nodiscard]] std::size_t taken(route one) const {
    const auto found = settings_.taken.find(one);
    return found == settings_.taken.end() ? 0 : found->second;
  }

 private:
  counting_settings settings_;
};

/// What both kinds of numbers have in common. `unit` is a distance that is far above rounding.
template <typename T>
void take_common_routes(routes<T>& all, T unit) {
  using gavel::testing::shaped_values;
  std::mt19937_64 engine(8);
  for (const std::size_t n : {5U, 12U, 100U, 2000U, 20'000U}) {
    for (std::size_t shape = 0; shape < gavel::testing::shapes; ++shape) {
      all.check(shaped_values<T>(shape, n, engine));
    }
    auto values = shaped_values<T>(0, n, engine);
    std::sort(values.begin(), values.end());
    all.check(values);
    std::reverse(values.begin(), values.end());
    all.check(values);
  }
  for (const std::size_t copies : {1U, 2U, 3U, 4U, 5U, 6U, 8U, 12U, 16U}) {
    all.check(even<T>(4'001, copies, unit));
  }
  all.check(even<T>(4, 1001, unit * 1000));
  // One hole in a grid that is so large that cells are bits, and its buckets are divided.
  const std::size_t many = 3'000'017;
  auto values = even<T>(many, 1, unit);
  all.check(values, {0, unit});
  const auto hole = static_cast<T>(many / 2) * unit;
  const T width = unit * 1000;
  std::replace_if(
      values.begin(), values.end(), [&](T v) { return hole < v && v < hole + width; }, T{0});
  all.check(values, {hole, hole + width});
}

/// From 0 to 1, a value in the middle of each of the sieve's cells but for some runs of empty ones;
/// next to the longest of them, values that lie as close to it as cells are certain.
std::vector<double> hardly_wider_than_the_run(std::size_t n) {
  const double cells = gavel::detail::maximum_gap::cells_for<double>(n);
  const auto last = static_cast<std::size_t>(cells);
  std::vector<double> values(n, 0.0);
  for (std::size_t cell = 1; cell < last; ++cell) {
    const bool is_empty = cell % 50 >= 10 && cell % 50 < (cell < 50 ? 15 : 13);
    values[scattered(cell, n)] = is_empty ? 0 : (static_cast<double>(cell) + 0.5) / cells;
  }
  values[scattered(last, n)] = 1;
  values[scattered(last + 1, n)] = (10 - 1e-9) / cells;
  values[scattered(last + 2, n)] = (15 + 1e-9) / cells;
  return values;
}

TEST(MaximumGapRoutes, AreAllTakenByIntegers) {
  routes<std::int32_t> all;
  take_common_routes<std::int32_t>(all, 700);
  all.print("int32");
  for (const auto& [one, name] : names) {
    const bool impossible =
        one == route::infinite || one == route::extreme_range || one == route::uncertain;
    EXPECT_EQ(all.taken(one) > 0, !impossible) << name;
  }
}

TEST(MaximumGapRoutes, AreAllTakenByFloatingPoint) {
  routes<double> all;
  take_common_routes<double>(all, 0.5);
  std::mt19937_64 engine(9);
  auto values = gavel::testing::shaped_values<double>(0, 1000, engine);
  values[5] = std::numeric_limits<double>::infinity();
  all.check(values);
  for (auto& value : values) value = (value * 2 - 1) * std::numeric_limits<double>::max();
  values[5] = 0;
  all.check(values);
  all.check(hardly_wider_than_the_run(5003));
  all.print("double");
  for (const auto& [one, name] : names) {
    EXPECT_EQ(all.taken(one) > 0, one != route::unit_cells) << name;
  }
}

TEST(MaximumGapRoutes, AreTheSameForTheFunctionsOfTheHeader) {
  std::mt19937_64 engine(10);
  const auto values = gavel::testing::shaped_values<std::int32_t>(0, 20'000, engine);
  counting_settings settings;
  EXPECT_EQ(gavel::testing::interval_with(values, settings), gavel::maximum_gap_interval(values));
  EXPECT_EQ(settings.taken[route::byte_map], 1U);
  EXPECT_EQ(settings.taken[route::several_runs] + settings.taken[route::few_runs], 1U);
}

}  // namespace

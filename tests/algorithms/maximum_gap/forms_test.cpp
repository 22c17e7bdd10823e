// The forms beside maximum_gap(range): in the caller's memory, by threads, by buckets, in constant
// expressions.
#include "gavel/maximum_gap.hpp"  // first: proves it is self-contained

#include <gtest/gtest.h>  // before rapidcheck/gtest.h, which does not include it
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <limits>
#include <new>
#include <optional>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "support/gaps.hpp"
#include "support/generators.hpp"

// How often this program allocates.
namespace {
std::atomic<std::size_t> allocations{0};
}  // namespace

// The matching forms with alignment and for arrays call these or free memory of their own kind.
void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

using gavel::gap_interval;
using gavel::maximum_gap;
using gavel::maximum_gap_by_buckets;
using gavel::maximum_gap_interval;
using gavel::maximum_gap_scratch_size;
using gavel::testing::shaped_values;
using gavel::testing::shapes;

constexpr double infinity = std::numeric_limits<double>::infinity();

// 1. In the caller's memory.

template <typename T>
void expect_no_allocation(const std::vector<T>& values) {
  std::vector<std::byte> memory(maximum_gap_scratch_size<T>(values.size()));
  const std::size_t before = allocations;
  const auto gap = maximum_gap(std::span<const T>(values), memory);
  const auto interval = maximum_gap_interval(std::span<const T>(values), memory);
  EXPECT_EQ(allocations, before) << values.size() << " values";
  EXPECT_EQ(gap, maximum_gap(values));
  EXPECT_EQ(interval, maximum_gap_interval(values));
}

TEST(MaximumGapInScratch, AllocatesNothing) {
  const std::size_t before = allocations;
  EXPECT_GE(maximum_gap(std::vector<int>(3000, 1)), 0U);
  ASSERT_GT(allocations, before) << "allocations are not counted";
  std::mt19937_64 engine(11);
  for (std::size_t shape = 0; shape < shapes; ++shape) {
    for (const std::size_t n : {0U, 1U, 2U, 40U, 300U, 5000U, 200'000U}) {
      expect_no_allocation(shaped_values<std::int32_t>(shape, n, engine));
      if (n > 5000) continue;
      expect_no_allocation(shaped_values<std::uint8_t>(shape, n, engine));
      expect_no_allocation(shaped_values<double>(shape, n, engine));
    }
  }
  expect_no_allocation(std::vector{1.0, infinity, 3.0});
}

TEST(MaximumGapInScratch, SaysHowMuchIsMissing) {
  const std::vector<int> values(1000, 1);
  const std::size_t needed = maximum_gap_scratch_size<int>(values.size());
  std::vector<std::byte> memory(needed - 1);
  try {
    static_cast<void>(maximum_gap(std::span<const int>(values), memory));
    FAIL() << "took too little memory";
  } catch (const std::length_error& error) {
    const std::string said = error.what();
    EXPECT_NE(said.find(std::to_string(needed)), std::string::npos) << said;
    EXPECT_NE(said.find(std::to_string(needed - 1)), std::string::npos) << said;
  }
  memory.resize(needed);
  EXPECT_EQ(maximum_gap(std::span<const int>(values), memory), 0U);
}

TEST(MaximumGapInScratch, NeedsLittle) {
  static_assert(maximum_gap_scratch_size<int>(0) == 0);
  static_assert(maximum_gap_scratch_size<int>(1000) >= 8000);
  EXPECT_LE(maximum_gap_scratch_size<std::int32_t>(1000), 8400U);
  EXPECT_LE(maximum_gap_scratch_size<double>(1000), 32'200U);
  EXPECT_LE(maximum_gap_scratch_size<std::int32_t>(10'000'000), 41'100'000U);
  EXPECT_LE(maximum_gap_scratch_size<double>(10'000'000), 81'100'000U);
}

TEST(MaximumGapInScratch, RefusesNaN) {
  std::vector<std::byte> memory(maximum_gap_scratch_size<double>(3));
  const std::vector<double> values{1, std::numeric_limits<double>::quiet_NaN(), 2};
  EXPECT_THROW(static_cast<void>(maximum_gap(std::span<const double>(values), memory)),
               std::invalid_argument);
}

// 2. By threads.

/// So many that more than one thread is used.
constexpr std::size_t many = 1'200'000;
static_assert(many >= 2 * gavel::detail::maximum_gap::values_a_thread);

TEST(MaximumGapByThreads, IsTheSameForManyValues) {
  std::mt19937_64 engine(12);
  for (const std::size_t shape : {0U, 1U}) {
    const auto values = shaped_values<std::int32_t>(shape, many, engine);
    const auto expected = maximum_gap_interval(values);
    for (const std::size_t threads : {0U, 2U}) {
      EXPECT_EQ(maximum_gap_interval({.threads = threads}, values), expected) << threads;
    }
    EXPECT_EQ(maximum_gap({.threads = 2}, values), expected->size());
  }
}

TEST(MaximumGapByThreads, UsesAsManyAsPay) {
  using gavel::detail::maximum_gap::threads_for;
  EXPECT_EQ(threads_for(0, {.threads = 4}), 1U);
  EXPECT_EQ(threads_for(10'000, {.threads = 4}), 1U);
  EXPECT_EQ(threads_for(many, {.threads = 4}), 2U);
  EXPECT_EQ(threads_for(100 * many, {.threads = 4}), 4U);
  EXPECT_EQ(threads_for(1000 * many, {.threads = 1000}), 64U);
  EXPECT_GE(threads_for(100 * many, {}), 1U);
  EXPECT_EQ(threads_for(100 * many, {.threads = 1}), 1U);
}

TEST(MaximumGapByThreads, TakesFewValuesAndAllRandomAccessRanges) {
  EXPECT_EQ(maximum_gap({.threads = 3}, std::vector{3, 6, 9, 1}), 3U);
  EXPECT_EQ(maximum_gap({.threads = 3}, std::vector<int>{}), 0U);
  EXPECT_EQ(maximum_gap_interval({}, std::deque{1.0, 9.0, 4.0}), (gap_interval<double>{4, 9}));
  EXPECT_EQ(maximum_gap({}, std::vector{3, 6, 9, 1}, [](int v) { return 2 * v; }), 6U);
}

TEST(MaximumGapByThreads, AppliesTheProjectionOnceToEach) {
  const std::deque<std::int32_t> places(many, 0);
  std::atomic<std::int32_t> calls{0};
  const auto number = [&](std::int32_t) { return calls++ * 3; };
  EXPECT_EQ(maximum_gap({.threads = 2}, places, number), 3U);
  EXPECT_EQ(calls, static_cast<std::int32_t>(many));
}

TEST(MaximumGapByThreads, ThrowsWhatTheProjectionThrows) {
  std::vector<std::int32_t> values(many, 0);
  for (const std::size_t bad : {std::size_t{0}, many / 2 - 1, many / 2, many - 1}) {
    values[bad] = 1;
    const auto projection = [](std::int32_t value) {
      if (value == 1) throw std::runtime_error("no number");
      return value;
    };
    EXPECT_THROW(static_cast<void>(maximum_gap({.threads = 2}, values, projection)),
                 std::runtime_error);
    values[bad] = 0;
  }
}

TEST(MaximumGapByThreads, NamesThePositionOfNaN) {
  std::vector<float> values(many, 1);
  values.back() = 0;
  values[many - 2] = std::numeric_limits<float>::quiet_NaN();
  try {
    static_cast<void>(maximum_gap({.threads = 2}, values));
    FAIL() << "accepted NaN";
  } catch (const std::invalid_argument& error) {
    EXPECT_NE(std::string(error.what()).find(std::to_string(many - 2)), std::string::npos);
  }
}

// 3. By buckets. That it agrees with sorting is tested beside maximum_gap.

TEST(MaximumGapByBuckets, TakesWhatMaximumGapTakes) {
  EXPECT_EQ(maximum_gap_by_buckets(std::vector<int>{}), 0U);
  EXPECT_EQ(maximum_gap_by_buckets(std::vector{7}), 0U);
  EXPECT_EQ(maximum_gap_by_buckets(std::deque{3, 6, 9, 1}), 3U);
  EXPECT_EQ(maximum_gap_by_buckets(std::vector{3, 6, 9, 1}, [](int v) { return v / 2.0; }), 1.5);
  EXPECT_EQ(maximum_gap_by_buckets(std::vector{infinity, infinity}), 0.0);
  EXPECT_EQ(maximum_gap_by_buckets(std::vector{1.0, infinity}), infinity);
  EXPECT_THROW(static_cast<void>(maximum_gap_by_buckets(std::vector{infinity - infinity})),
               std::invalid_argument);
}

// 4. In constant expressions.

template <typename T, std::size_t Size>
constexpr std::array<T, Size> made_up() {
  std::array<T, Size> values{};
  std::uint32_t state = 1;
  for (auto& value : values) {
    state = state * 1'664'525U + 1'013'904'223U;
    value = static_cast<T>(state >> 8U);
  }
  return values;
}

TEST(MaximumGapInConstantExpressions, IsTheSame) {
  constexpr auto integers = made_up<std::int32_t, 400>();
  constexpr auto gap = maximum_gap(integers);
  constexpr auto interval = maximum_gap_interval(integers);
  static_assert(gap == interval->size() && gap > 0);
  EXPECT_EQ(maximum_gap_interval(std::vector(integers.begin(), integers.end())), interval);

  constexpr auto floats = made_up<float, 300>();
  constexpr auto float_interval = maximum_gap_interval(floats);
  EXPECT_EQ(maximum_gap_interval(std::vector(floats.begin(), floats.end())), float_interval);

  static_assert(maximum_gap(std::array{infinity, 1.0}) == infinity);
  static_assert(maximum_gap(std::array{infinity, infinity}) == 0);
  static_assert(maximum_gap(std::array<int, 0>{}) == 0);
  static_assert(!maximum_gap_interval(std::array{1}).has_value());
  static_assert(maximum_gap(std::array{3, 6, 1}, [](int value) { return -2 * value; }) == 6);
}

// 5. The sizes at which the methods change.

TEST(MaximumGapSizes, AgreesWithSortingForEveryShortLength) {
  std::mt19937_64 engine(13);
  for (std::size_t n = 2; n <= 300; ++n) {
    const auto values = shaped_values<std::int64_t>(n % shapes, n, engine);
    ASSERT_TRUE(gavel::testing::agrees_with_sorting(values)) << n;
  }
}

}  // namespace

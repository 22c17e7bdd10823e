#include "gavel/maximum_gap.hpp"  // first: proves it is self-contained

#include <gtest/gtest.h>  // before rapidcheck/gtest.h, which does not include it
#include <rapidcheck/gtest.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <type_traits>
#include <vector>

#include "support/gaps.hpp"
#include "support/generators.hpp"

namespace {

using gavel::gap_interval;
using gavel::maximum_gap;
using gavel::maximum_gap_interval;
using gavel::testing::agrees_with_sorting;
using gavel::testing::grid_values;
using gavel::testing::shaped_values;
using gavel::testing::shapes;
using gavel::testing::uniform_value;

template <typename T>
class MaximumGapOf : public ::testing::Test {};
using integers_of_all_sizes =
    ::testing::Types<std::int8_t, std::uint8_t, std::int16_t, std::uint16_t, std::int32_t,
                     std::uint32_t, std::int64_t, std::uint64_t, long long, char, char16_t,
                     wchar_t>;
TYPED_TEST_SUITE(MaximumGapOf, integers_of_all_sizes);

TYPED_TEST(MaximumGapOf, HasTheUnsignedType) {
  using T = TypeParam;
  static_assert(std::is_same_v<decltype(maximum_gap(std::vector<T>{})), std::make_unsigned_t<T>>);
  static_assert(std::is_same_v<decltype(maximum_gap_interval(std::vector<T>{})),
                               std::optional<gap_interval<T>>>);
  using limits = std::numeric_limits<T>;
  EXPECT_TRUE(maximum_gap(std::vector<T>{limits::max(), limits::min()}) ==
              std::numeric_limits<std::make_unsigned_t<T>>::max());
}

TYPED_TEST(MaximumGapOf, AgreesWithSortingOnTheWholeRange) {
  std::mt19937_64 engine(1);
  for (const std::size_t n : {2U, 3U, 5U, 10U, 33U, 100U, 256U, 1000U, 5000U}) {
    for (int repeat = 0; repeat < 5; ++repeat) {
      std::vector<TypeParam> values(n);
      for (auto& value : values) value = uniform_value<TypeParam>(engine);
      ASSERT_TRUE(agrees_with_sorting(values)) << n;
      values.front() = std::numeric_limits<TypeParam>::min();
      values.back() = std::numeric_limits<TypeParam>::max();
      ASSERT_TRUE(agrees_with_sorting(values)) << n;
    }
  }
}

TYPED_TEST(MaximumGapOf, AgreesWithSortingOnGrids) {
  std::mt19937_64 engine(2);
  const auto reach = std::numeric_limits<std::make_unsigned_t<TypeParam>>::max();
  for (const std::size_t n : {2U, 3U, 4U, 17U, 64U, 65U, 500U, 3000U}) {
    for (const std::uint64_t step :
         {std::uint64_t{1}, std::uint64_t{3}, std::uint64_t{64}, std::uint64_t{1009},
          std::uint64_t{reach / (n - 1)}, std::uint64_t{reach / n}}) {
      if (step == 0) continue;
      for (int repeat = 0; repeat < 4; ++repeat) {
        const auto values = grid_values<TypeParam>(n, step, engine);
        ASSERT_TRUE(agrees_with_sorting(values)) << n << " values, step " << step;
      }
    }
  }
}

TYPED_TEST(MaximumGapOf, AgreesWithSortingOnAllShapes) {
  std::mt19937_64 engine(5);
  for (std::size_t shape = 0; shape < shapes; ++shape) {
    for (const std::size_t n : {7U, 19U, 60U, 257U, 1000U, 6000U}) {
      for (int repeat = 0; repeat < (n < 1000 ? 6 : 2); ++repeat) {
        const auto values = shaped_values<TypeParam>(shape, n, engine);
        ASSERT_TRUE(agrees_with_sorting(values)) << "shape " << shape << ", n " << n;
      }
    }
  }
}

TYPED_TEST(MaximumGapOf, IsTheSameByThreads) {
  std::mt19937_64 engine(6);
  for (std::size_t shape = 0; shape < shapes; ++shape) {
    for (const std::size_t n : {2U, 9U, 300U, 2000U}) {
      const auto values = shaped_values<TypeParam>(shape, n, engine);
      const auto expected = maximum_gap_interval(values);
      for (const std::size_t threads : {1U, 2U, 3U, 8U}) {
        ASSERT_EQ(gavel::testing::interval_by_threads(values, threads), expected)
            << "shape " << shape << ", n " << n << ", threads " << threads;
      }
    }
  }
}

TEST(MaximumGapOfIntegers, AgreesWithSortingOnManyValues) {
  std::mt19937_64 engine(7);
  for (std::size_t shape = 0; shape < shapes; ++shape) {
    const auto values = shaped_values<std::int32_t>(shape, 60'000, engine);
    ASSERT_TRUE(agrees_with_sorting(values)) << "shape " << shape;
  }
}

RC_GTEST_PROP(MaximumGapOfIntegers, AgreesWithSortingOnIntegers, ()) {
  using gavel::testing::integers;
  RC_ASSERT(agrees_with_sorting(*integers<std::int8_t>().as("signed bytes")));
  RC_ASSERT(agrees_with_sorting(*integers<std::uint8_t>().as("bytes")));
  RC_ASSERT(agrees_with_sorting(*integers<std::int16_t>().as("16 bits")));
  RC_ASSERT(agrees_with_sorting(*integers<std::int32_t>().as("32 bits")));
  RC_ASSERT(agrees_with_sorting(*integers<std::uint32_t>().as("32 bits, unsigned")));
  RC_ASSERT(agrees_with_sorting(*integers<std::int64_t>().as("64 bits")));
  RC_ASSERT(agrees_with_sorting(*integers<std::uint64_t>().as("64 bits, unsigned")));
}

}  // namespace

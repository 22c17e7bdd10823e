#include "gavel/maximum_gap.hpp"  // first: proves it is self-contained

#include <gtest/gtest.h>  // before rapidcheck/gtest.h, which does not include it
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <utility>
#include <vector>

#include "support/gaps.hpp"
#include "support/generators.hpp"

namespace {

using gavel::testing::agrees_with_sorting;
using gavel::testing::grid_values;
using gavel::testing::shaped_values;
using gavel::testing::shapes;
using gavel::testing::uniform_value;

template <typename T>
class MaximumGapOfFloating : public ::testing::Test {};
using floating = ::testing::Types<float, double>;
TYPED_TEST_SUITE(MaximumGapOfFloating, floating);

TYPED_TEST(MaximumGapOfFloating, AgreesWithSortingAtEveryScale) {
  using T = TypeParam;
  using limits = std::numeric_limits<T>;
  std::mt19937_64 engine(3);
  // From ranges of a few subnormals to ranges that overflow, around zero and away from it.
  for (int exponent = limits::min_exponent - limits::digits; exponent <= limits::max_exponent;
       exponent += exponent < limits::max_exponent - 4 ? 7 : 1) {
    for (const std::size_t n : {2U, 3U, 9U, 70U, 1000U}) {
      for (const T shift : {T{0}, T{0.5}, T{-0.375}, T{100}}) {
        std::vector<T> values(n);
        for (auto& value : values) {
          const T part = uniform_value<T>(engine) * 2 - 1 + shift;
          value = std::clamp(std::ldexp(part, exponent), limits::lowest(), limits::max());
        }
        ASSERT_TRUE(agrees_with_sorting(values)) << "exponent " << exponent << ", n " << n;
      }
    }
  }
}

TYPED_TEST(MaximumGapOfFloating, AgreesWithSortingOnGrids) {
  using T = TypeParam;
  std::mt19937_64 engine(4);
  for (const T unit : {T{1}, T{0.1F}, T{1} / 3, std::numeric_limits<T>::denorm_min(),
                       std::numeric_limits<T>::max() / 8000}) {
    for (const T shift : {T{0}, T{-1500}, T{-3999}}) {
      for (const std::size_t n : {2U, 3U, 10U, 64U, 500U, 4000U}) {
        auto values = grid_values<T>(n, 2, engine);
        for (auto& value : values) value = (value + shift) * unit;
        ASSERT_TRUE(agrees_with_sorting(values)) << unit << ' ' << shift << ' ' << n;
      }
    }
  }
}

TYPED_TEST(MaximumGapOfFloating, AgreesWithSortingOnAllShapes) {
  using T = TypeParam;
  std::mt19937_64 engine(5);
  const T largest = std::numeric_limits<T>::max();
  for (std::size_t shape = 0; shape < shapes; ++shape) {
    for (const std::size_t n : {7U, 19U, 60U, 257U, 1000U, 6000U}) {
      // As they are, around zero, of little precision, and from end to end.
      for (const auto& [factor, shift] : {std::pair<T, T>{1, 0}, {3, -1.7F}, {1, 4000}, {2, -1}}) {
        auto values = shaped_values<T>(shape, n, engine);
        const T unit = factor == 2 ? largest : T{1};
        for (auto& value : values) value = (value * factor + shift) * unit;
        ASSERT_TRUE(agrees_with_sorting(values)) << shape << ' ' << n << ' ' << factor;
      }
    }
  }
}

TYPED_TEST(MaximumGapOfFloating, IsTheSameByThreads) {
  std::mt19937_64 engine(6);
  for (std::size_t shape = 0; shape < shapes; ++shape) {
    const auto values = shaped_values<TypeParam>(shape, 2000, engine);
    const auto expected = gavel::maximum_gap_interval(values);
    for (const std::size_t threads : {1U, 2U, 3U, 8U}) {
      ASSERT_EQ(gavel::testing::interval_by_threads(values, threads), expected)
          << "shape " << shape << ", threads " << threads;
    }
  }
}

TYPED_TEST(MaximumGapOfFloating, AgreesWithSortingOnConsecutiveNumbers) {
  using T = TypeParam;
  for (const T start : {T{0}, T{1}, T{-3}, T{1e30F}, std::numeric_limits<T>::min()}) {
    std::vector<T> values{start};  // crosses a power of two, where the distance doubles
    while (values.size() < 300) values.push_back(std::nextafter(values.back(), T{1e38F}));
    ASSERT_TRUE(agrees_with_sorting(values)) << start;
  }
}

RC_GTEST_PROP(MaximumGapOfDoubles, AgreesWithSortingOnDoubles, ()) {
  const auto values =
      *rc::gen::container<std::vector<double>>(gavel::testing::floating_value()).as("values");
  RC_CLASSIFY(values.size() < 2, "fewer than two");
  RC_CLASSIFY(std::any_of(values.begin(), values.end(), [](double v) { return std::isinf(v); }),
              "an infinity");
  RC_ASSERT(agrees_with_sorting(values));
}

}  // namespace

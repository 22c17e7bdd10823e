// The walks in depth: the cache of masks when it grows and when amounts share a place, masks of
// several words, prefixes of values below 1.
#include "gavel/combination_sum.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <vector>

#include "support/combination_sum_oracles.hpp"

namespace {

using namespace gavel;           // NOLINT(google-build-using-namespace)
using namespace gavel::testing;  // NOLINT(google-build-using-namespace)

/// Different values from 1 to `most`, sorted.
list some_values(std::size_t n, int most, std::uint64_t seed) {
  std::mt19937_64 engine(seed);
  std::set<int> out;
  while (out.size() < n) {
    out.insert(1 + static_cast<int>(engine() % static_cast<std::uint64_t>(most)));
  }
  return {out.begin(), out.end()};
}

/// The amounts that are left after the beginnings of the combinations.
std::set<int> amounts_left(const lists& combinations, int target) {
  std::set<int> out;
  for (const list& one : combinations) {
    int rest = target;
    for (const int value : one) {
      out.insert(rest);
      rest -= value;
    }
  }
  return out;
}

TEST(CombinationSumWalks, TheCacheOfMasksGrowsAndSharesPlaces) {
  std::size_t grown = 0;
  std::size_t shared = 0;
  for (const std::uint64_t seed : {1U, 2U}) {
    const list values = some_values(26, 20'000, seed);
    const int target = std::accumulate(values.begin(), values.end(), 0) / 2;
    const auto expected = meet_in_the_middle(values, target);
    const combination_sums<int> sums(values, target, {.mode = reuse::once});
    ASSERT_EQ(sums.to_vectors(), expected);
    std::size_t k = 0;
    for (const auto one : sums) ASSERT_EQ(as_list(one), expected[k++]);
    EXPECT_EQ(k, expected.size());
    const auto amounts = amounts_left(expected, target);
    if (amounts.size() > 2048) ++grown;  // more than the places that there are at first
    std::map<int, int> places;           // of the largest cache
    for (const int rest : amounts) ++places[(rest ^ rest >> 16) & 0xFFFF];
    shared += static_cast<std::size_t>(
        std::ranges::count_if(places, [](const auto& place) { return place.second > 1; }));
  }
  std::cout << "cache: grows: " << grown << "\ncache: places shared by amounts: " << shared << '\n';
  EXPECT_EQ(grown, 2U);
  EXPECT_GT(shared, 0U);
}

TEST(CombinationSumWalks, TheCacheOfLayersAndWordsGrowsToo) {
  const list values = some_values(22, 30'000, 3);
  const int target = std::accumulate(values.begin(), values.end(), 0) / 2;
  const auto expected = meet_in_the_middle(values, target);
  for (const std::size_t parts : {std::size_t{10}, std::size_t{11}, std::size_t{12}}) {
    const combination_sums<int> sums(values, target,
                                     {.mode = reuse::once, .min_parts = parts, .max_parts = parts});
    EXPECT_EQ(sums.to_vectors(), of_length(expected, parts, parts)) << parts;
  }
}

TEST(CombinationSumWalks, AmountsThatAreEqualModuloThePlaces) {
  // Differences of 2^16 + 1 and the like, which the places of the cache do not tell apart.
  list values;
  for (int i = 1; i <= 12; ++i) {
    values.push_back(65'537 * i);
    values.push_back(65'536 * i + 13);
  }
  for (const int target : {65'537 * 24, 65'537 * 20 + 65'536 * 6 + 26, 65'536 * 30 + 39}) {
    const auto expected = meet_in_the_middle(values, target);
    ASSERT_FALSE(expected.empty());
    const combination_sums<int> sums(values, target, {.mode = reuse::once});
    EXPECT_EQ(listing_disagreement(sums, expected), "") << target;
  }
}

TEST(CombinationSumWalks, EmptyWordsBetweenTheUsable) {
  // Values of three words; only the first and the last ones can be completed.
  list values;
  for (int i = 0; i < 4; ++i) values.push_back(1000 + 2 * i);
  for (int i = 0; i < 130; ++i) values.push_back(2001 + 2 * i);  // odd: a pair of them is too much
  for (int i = 0; i < 60; ++i) values.push_back(2400 + 2 * i);
  const int target = 3604;
  const combination_sums<int> sums(values, target);
  EXPECT_EQ(disagreement(sums, textbook_unlimited(values, target)), "");
  auto expected = textbook_unlimited(values, target);
  std::erase_if(expected,
                [](const list& one) { return std::ranges::adjacent_find(one) != one.end(); });
  const combination_sums<int> once(values, target, {.mode = reuse::once});
  EXPECT_EQ(disagreement(once, expected), "");
}

TEST(CombinationSumWalks, MoreWordsThanASummaryHasBits) {
  // 5000 values are 79 words, so that a bit of the summary stands for two of them.
  list values = one_to(5000);
  for (int& value : values) value += 3000;
  for (const int target : {11'000, 16'000}) {
    lists expected;
    for (int a = 3001; 2 * a <= target; ++a) {
      if (target - a <= 8000) expected.push_back({a, target - a});
    }
    const combination_sums<int> sums(values, target, {.max_parts = 2});
    EXPECT_EQ(listing_disagreement(sums, expected), "") << target;
  }
  // Any length: three of a few small values far below the others.
  values.insert(values.begin(), {10, 20});
  const combination_sums<int> mixed(values, 8030);
  std::size_t first_ones = 0;
  mixed.for_each([&](auto one) {
    EXPECT_EQ(std::accumulate(one.begin(), one.end(), 0), 8030);
    return ++first_ones < 500;
  });
  EXPECT_EQ(first_ones, 500U);
}

TEST(CombinationSumWalks, PrefixesBelowOneInOrder) {
  const combination_sums<int> sums(list{-2, -2, -1, 0, 1, 2, 3}, 0, {.mode = reuse::once});
  EXPECT_EQ(sums.to_vectors(), (lists{{},
                                      {-2, -2, -1, 0, 2, 3},
                                      {-2, -2, -1, 2, 3},
                                      {-2, -2, 0, 1, 3},
                                      {-2, -2, 1, 3},
                                      {-2, -1, 0, 1, 2},
                                      {-2, -1, 0, 3},
                                      {-2, -1, 1, 2},
                                      {-2, -1, 3},
                                      {-2, 0, 2},
                                      {-2, 2},
                                      {-1, 0, 1},
                                      {-1, 1},
                                      {0}}));
}

TEST(CombinationSumWalks, NegativeElementsBeforeMoreThan64Others) {
  list values{-9, -4, -4, 0};
  for (int i = 0; i < 70; ++i) values.push_back(50 + i);
  lists expected;  // -9 or not, -4 up to twice, 0 or not, and one or two others
  const lists prefixes{{},   {0},     {-4},     {-4, 0},     {-4, -4},     {-4, -4, 0},
                       {-9}, {-9, 0}, {-9, -4}, {-9, -4, 0}, {-9, -4, -4}, {-9, -4, -4, 0}};
  for (const list& prefix : prefixes) {
    const int rest = 110 - std::accumulate(prefix.begin(), prefix.end(), 0);
    for (int a = 50; a <= 119; ++a) {
      const int b = rest - a;
      if (b != 0 && (b <= a || b > 119)) continue;
      list one = prefix;
      one.push_back(a);
      if (b != 0) one.push_back(b);
      expected.push_back(one);
    }
  }
  std::sort(expected.begin(), expected.end());
  const combination_sums<int> sums(values, 110, {.mode = reuse::once});
  EXPECT_EQ(disagreement(sums, expected), "");
  const combination_sums<int> some(values, 110,
                                   {.mode = reuse::once, .min_parts = 3, .max_parts = 4});
  EXPECT_EQ(disagreement(some, of_length(expected, 3, 4)), "");
}

}  // namespace

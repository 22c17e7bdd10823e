// Combinations by number, in number types of several widths.
#include "gavel/combination_sum.hpp"

#include <gtest/gtest.h>  // before rapidcheck/gtest.h, which does not include it
#include <rapidcheck/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/combination_sum_oracles.hpp"

namespace {

using namespace gavel;           // NOLINT(google-build-using-namespace)
using namespace gavel::testing;  // NOLINT(google-build-using-namespace)

__extension__ using wide = unsigned __int128;

/// Euler's recurrence over the generalised pentagonal numbers, with unsigned sums only.
template <typename Count>
Count partitions_by_pentagons(std::size_t n) {
  std::vector<Count> p{Count(1)};
  for (std::size_t m = 1; m <= n; ++m) {
    Count more(0);
    Count less(0);
    for (std::size_t k = 1; k * (3 * k - 1) / 2 <= m; ++k) {
      Count& side = k % 2 == 1 ? more : less;
      side += p[m - k * (3 * k - 1) / 2];
      if (k * (3 * k + 1) / 2 <= m) side += p[m - k * (3 * k + 1) / 2];
    }
    more -= less;
    p.push_back(more);
  }
  return p.back();
}

template <typename Count>
std::string ranking_disagreement(const combination_sums<int>& sums, const lists& expected) {
  const auto ranking = sums.ranking<Count>();
  const auto number = [](std::size_t k) { return Count(static_cast<std::uint64_t>(k)); };
  const auto same = [](const Count& a, const Count& b) { return !(a < b) && !(b < a); };
  if (!same(ranking.size(), number(expected.size()))) return "size";
  list out{9, 9, 9};
  for (std::size_t k = 0; k < expected.size(); ++k) {
    if (ranking.unrank(number(k)) != expected[k]) return "unrank " + std::to_string(k);
    ranking.unrank(number(k), out);
    if (out != expected[k]) return "unrank into " + std::to_string(k);
    if (!same(ranking.rank(expected[k]), number(k))) return "rank " + std::to_string(k);
  }
  try {
    ranking.unrank(number(expected.size()), out);
    return "unrank beyond the last one";
  } catch (const std::out_of_range&) {
    return "";
  }
}

TEST(CombinationSumRanking, InEachNumberType) {
  const combination_sums<int> searches[] = {
      combination_sums<int>(one_to(9), 9),
      combination_sums<int>(list{2, 4}, 7),
      combination_sums<int>(list{-3, -3, 0, 1, 2, 2, 5}, 2, {.mode = reuse::once}),
      combination_sums<int>(one_to(10), 10, {.min_parts = 2, .max_parts = 4}),
  };
  for (const auto& sums : searches) {
    const auto all = sums.to_vectors();
    EXPECT_EQ(ranking_disagreement<std::uint8_t>(sums, all), "");
    EXPECT_EQ(ranking_disagreement<std::int16_t>(sums, all), "");
    EXPECT_EQ(ranking_disagreement<std::int64_t>(sums, all), "");
    EXPECT_EQ(ranking_disagreement<std::uint64_t>(sums, all), "");
    EXPECT_EQ(ranking_disagreement<wide>(sums, all), "");
    EXPECT_EQ(ranking_disagreement<number_256>(sums, all), "");
  }
}

RC_GTEST_PROP(CombinationSumRanking, AgreesWithTheList, ()) {
  auto candidates =
      *rc::gen::container<repeated<int>>(
           rc::gen::pair(rc::gen::inRange(-3, 8), rc::gen::inRange<std::size_t>(0, 5)))
           .as("candidates");
  if (candidates.size() > 5) candidates.resize(5);
  if (*rc::gen::arbitrary<bool>()) candidates.emplace_back(2, as_often_as_you_like);
  const auto target = *rc::gen::inRange(-6, 21);
  const auto least = *rc::gen::inRange<std::size_t>(0, 4);
  const auto most = *rc::gen::inRange<std::size_t>(0, 14);
  const auto expected = of_length(all_multisets(candidates, target), least, most);
  RC_CLASSIFY(expected.empty(), "none");
  const combination_sums<int> sums(candidates, target, {.min_parts = least, .max_parts = most});
  RC_ASSERT(ranking_disagreement<wide>(sums, expected) == "");
  RC_ASSERT(ranking_disagreement<number_256>(sums, expected) == "");
}

TEST(CombinationSumRanking, RefusesWhatIsNone) {
  const combination_sums<int> sums(list{2, 3, 5}, 8);
  const auto ranking = sums.ranking<wide>();
  EXPECT_EQ(message_of<std::out_of_range>([&] { return sums.unrank(3); }),
            "combination_sums: there is no combination 3 among 3, counted from 0");
  EXPECT_THROW(ignore(ranking.unrank(3)), std::out_of_range);
  EXPECT_THROW(ignore(ranking.unrank(~wide{0})), std::out_of_range);
  constexpr int least = std::numeric_limits<int>::min();
  constexpr int greatest = std::numeric_limits<int>::max();
  for (const list& none : lists{{},
                                {5, 3},
                                {8},
                                {2, 2},
                                {2, 2, 2, 2, 2},
                                {least},
                                {greatest},
                                {least, 3, 5},
                                {2, greatest},
                                {0, 3, 5},
                                {3, 5, 0}}) {
    EXPECT_THROW(ignore(ranking.rank(none)), std::invalid_argument);
  }
  const auto no_combination = combination_sums<int>(list{2, 4}, 7).ranking();
  EXPECT_EQ(no_combination.size(), 0U);
  EXPECT_THROW(ignore(no_combination.unrank(0)), std::out_of_range);
  EXPECT_THROW(ignore(no_combination.rank(list{2, 4})), std::invalid_argument);
  const auto impossible = combination_sums<int>(list{2}, -7).ranking();
  EXPECT_EQ(impossible.size(), 0U);
  EXPECT_THROW(ignore(impossible.rank(list{})), std::invalid_argument);
}

TEST(CombinationSumRanking, NumbersThatDoNotFitAreAnError) {
  const combination_sums<int> sums(one_to(14), 14);  // 135 combinations
  EXPECT_EQ(sums.ranking<std::uint8_t>().size(), 135);
  EXPECT_THROW(ignore(sums.ranking<std::int8_t>()), std::overflow_error);
  EXPECT_THROW(ignore(combination_sums<int>(one_to(17), 17).ranking<std::uint8_t>()),
               std::overflow_error);
  const combination_sums<int> limited(one_to(1000), 1000, {.table_limit = 1 << 20});
  EXPECT_THROW(ignore(limited.ranking<wide>()), std::length_error);
  EXPECT_EQ(limited.count<wide>(), partitions_by_pentagons<wide>(1000));
}

TEST(CombinationSumRanking, WideAmountsThatNoCombinationMeetsMayOverflow) {
  // All even amounts up to the odd target overflow a byte, but no combination meets them.
  list even;
  for (int value = 2; value <= 40; value += 2) even.push_back(value);
  even.push_back(59);
  const combination_sums<int> sums(even, 61);
  EXPECT_EQ(ranking_disagreement<std::uint8_t>(sums, lists{{2, 59}}), "");
}

TEST(CombinationSumRanking, MoreThan64Bits) {
  const combination_sums<int> sums(one_to(500), 500);
  const auto expected = partitions_by_pentagons<wide>(500);
  ASSERT_TRUE(expected >> 64 != 0);
  EXPECT_TRUE(sums.count<wide>() == expected);
  EXPECT_THROW(ignore(sums.count()), std::overflow_error);
  EXPECT_THROW(ignore(sums.unrank(0)), std::overflow_error);
  const auto ranking = sums.ranking<wide>();
  EXPECT_TRUE(ranking.size() == expected);
  EXPECT_EQ(ranking.unrank(wide{0}), list(500, 1));
  EXPECT_EQ(ranking.unrank(expected - 1), list{500});
  std::mt19937_64 engine(7);
  bool beyond = false;
  for (int draw = 0; draw < 200; ++draw) {
    const auto one = ranking.sample(engine);
    ASSERT_TRUE(one.has_value());
    EXPECT_EQ(std::accumulate(one->begin(), one->end(), 0), 500);
    const wide k = ranking.rank(*one);
    EXPECT_EQ(ranking.unrank(k), *one);
    beyond = beyond || k >> 64 != 0;
  }
  EXPECT_TRUE(beyond);
}

TEST(CombinationSumRanking, MoreThan64BitsInAUsersType) {
  const combination_sums<int> sums(one_to(420), 420);
  const auto ranking = sums.ranking<number_256>();
  const auto in_128_bits = sums.ranking<wide>();
  EXPECT_EQ(ranking.size(), partitions_by_pentagons<number_256>(420));
  ASSERT_TRUE(in_128_bits.size() >> 64 != 0);
  std::mt19937_64 engine(8);
  for (int draw = 0; draw < 100; ++draw) {
    const auto one = *in_128_bits.sample(engine);
    const number_256 k = ranking.rank(one);
    EXPECT_EQ(ranking.unrank(k), one);
    number_256 same(static_cast<std::uint64_t>(in_128_bits.rank(one)));
    same.words[1] = static_cast<std::uint64_t>(in_128_bits.rank(one) >> 64);
    EXPECT_EQ(k, same);
  }
}

TEST(CombinationSumRanking, CountsOfMoreThan128Bits) {
  const combination_sums<int> sums(one_to(1500), 1500);
  const auto expected = partitions_by_pentagons<number_256>(1500);
  ASSERT_NE(expected.words[2], 0U);
  EXPECT_EQ(sums.count<number_256>(), expected);
  EXPECT_THROW(ignore(sums.count<wide>()), std::overflow_error);
}

TEST(CombinationSumRanking, SamplesEachCombinationEquallyOften) {
  const auto deviation = [](const auto& ranking, auto engine) {
    std::vector<int> seen(static_cast<std::size_t>(ranking.size()));
    const int draws = 400 * static_cast<int>(seen.size());
    for (int i = 0; i < draws; ++i) {
      ++seen[static_cast<std::size_t>(ranking.rank(*ranking.sample(engine)))];
    }
    double chi_squared = 0;
    for (const int times : seen) chi_squared += (times - 400.0) * (times - 400.0) / 400.0;
    return chi_squared;
  };
  const combination_sums<int> sums(one_to(10), 10);  // 42: far from a power of two
  ASSERT_EQ(sums.count(), 42U);
  // 41 degrees of freedom: 99.9 % of fair samplers stay below 74.8. Fixed seeds.
  EXPECT_LT(deviation(sums.ranking<wide>(), std::mt19937_64(11)), 74.8);
  EXPECT_LT(deviation(sums.ranking<std::int8_t>(), std::mt19937(12)), 74.8);
}

TEST(CombinationSumRanking, UnrankWritesOverWhatWasThere) {
  const combination_sums<int> sums(list{1, 2, 5}, 200);
  std::vector<int> out;
  out.reserve(300);
  const int* const memory = out.data();
  const std::uint64_t total = sums.count();
  for (std::uint64_t k = 0; k < total; k += 97) {
    sums.unrank(k, out);
    EXPECT_EQ(sums.rank(out), k);
  }
  EXPECT_EQ(out.data(), memory);
}

}  // namespace

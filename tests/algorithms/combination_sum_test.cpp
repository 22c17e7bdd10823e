#include "gavel/combination_sum.hpp"

#include <gtest/gtest.h>  // before rapidcheck/gtest.h, which does not include it
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>
#include <ranges>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "support/combination_sum_oracles.hpp"
#include "support/generators.hpp"

namespace {

using namespace gavel;           // NOLINT(google-build-using-namespace)
using namespace gavel::testing;  // NOLINT(google-build-using-namespace)

static_assert(std::ranges::input_range<const combination_sums<int>>);

TEST(CombinationSum, OfTheStatement) {
  EXPECT_EQ(combination_sum(list{2, 3, 6, 7}, 7), (lists{{2, 2, 3}, {7}}));
  EXPECT_EQ(combination_sum(list{2, 3, 5}, 8), (lists{{2, 2, 2, 2}, {2, 3, 3}, {3, 5}}));
  EXPECT_EQ(combination_sum(list{2}, 1), lists{});
  EXPECT_EQ(combination_sum_unique(list{10, 1, 2, 7, 6, 1, 5}, 8),
            (lists{{1, 1, 6}, {1, 2, 5}, {1, 7}, {2, 6}}));
  EXPECT_EQ(combination_sum_unique(list{2, 5, 2, 1, 2}, 5), (lists{{1, 2, 2}, {5}}));
}

TEST(CombinationSum, OfKDigits) {
  EXPECT_EQ(combination_sum_k(3, 7), (lists{{1, 2, 4}}));
  EXPECT_EQ(combination_sum_k(3, 9), (lists{{1, 2, 6}, {1, 3, 5}, {2, 3, 4}}));
  EXPECT_EQ(combination_sum_k(4, 1), lists{});
  EXPECT_EQ(combination_sum_k(9, 45), lists{one_to(9)});
  EXPECT_EQ(combination_sum_k(10, 45), lists{});
  EXPECT_EQ(combination_sum_k(0, 0), lists{list{}});
  EXPECT_EQ(combination_sum_k(2, -1), lists{});
  EXPECT_EQ(combination_sum_k(std::numeric_limits<int>::max(), 5), lists{});
  EXPECT_THROW(ignore(combination_sum_k(-1, 5)), std::invalid_argument);
}

TEST(CombinationSum, TargetZeroHasJustTheEmptyCombination) {
  EXPECT_EQ(combination_sum(list{1, 2}, 0), lists{list{}});
  EXPECT_EQ(combination_sum(list{}, 0), lists{list{}});
  EXPECT_EQ(combination_sum_unique(list{}, 0), lists{list{}});
  EXPECT_EQ(combination_sum_unique(list{3, 3}, 0), lists{list{}});
  EXPECT_EQ(combination_sum_count(list{}, 0), 1U);
  EXPECT_EQ(ordered_combination_sum_count(list{5}, 0), 1U);
  EXPECT_EQ(combination_sums<int>(list{}, 0).unrank(0), list{});
  EXPECT_EQ(combination_sums<int>(list{}, 0).rank(list{}), 0U);
}

TEST(CombinationSum, NegativeTargetHasNone) {
  EXPECT_EQ(combination_sum(list{1, 2}, -1), lists{});
  EXPECT_EQ(combination_sum_unique(list{1, 2}, -1), lists{});
  EXPECT_EQ(combination_sum_unique(list{-1, -2}, -4), lists{});
  EXPECT_EQ(combination_sum_count(list{1}, std::numeric_limits<int>::min()), 0U);
  EXPECT_EQ(ordered_combination_sum_count(list{1}, -3), 0U);
}

TEST(CombinationSum, NoCandidatesAndATargetHaveNone) {
  const combination_sums<int> none(list{}, 5);
  EXPECT_EQ(disagreement(none, lists{}), "");
  EXPECT_EQ(none.for_each([](auto) {}), 0U);
}

TEST(CombinationSum, RepeatedCandidatesCountOnceWithoutLimit) {
  EXPECT_EQ(combination_sum(list{2, 2, 3, 3}, 6), (lists{{2, 2, 2}, {3, 3}}));
  EXPECT_EQ(combination_sum_count(list{2, 2, 3, 3}, 6), 2U);
  EXPECT_EQ(ordered_combination_sum_count(list{1, 1, 2, 2}, 3), 3U);
}

TEST(CombinationSum, NegativeAndZeroElementsOnce) {
  EXPECT_EQ(combination_sum_unique(list{1, -1}, 0), (lists{{}, {-1, 1}}));
  EXPECT_EQ(combination_sum_unique(list{0, 0}, 0), (lists{{}, {0}, {0, 0}}));
  EXPECT_EQ(combination_sum_unique(list{-3, -3, 2}, -6), (lists{{-3, -3}}));
  EXPECT_EQ(combination_sum_unique(list{-3, 0, 5}, 5), (lists{{0, 5}, {5}}));
  EXPECT_EQ(combination_sum_count(list(100, 0), 0, reuse::once), 101U);
}

TEST(CombinationSum, ExtremesOfSmallTypes) {
  using byte = std::int8_t;
  const std::vector<byte> bytes{-128, -128, 127, 127, 1, 0, -1};
  for (int target = -128; target <= 127; ++target) {
    const auto t = static_cast<byte>(target);
    EXPECT_EQ(disagreement(combination_sums<byte>(bytes, t, {.mode = reuse::once}),
                           all_selections(bytes, t)),
              "")
        << target;
  }
  EXPECT_EQ(combination_sum(std::vector<byte>{127, 126, 1}, byte{127}).size(), 3U);
  const std::vector<std::uint8_t> unsigned_bytes{255, 254, 128, 127, 1};
  EXPECT_EQ(combination_sum_unique(unsigned_bytes, std::uint8_t{255}),
            (std::vector<std::vector<std::uint8_t>>{{1, 254}, {127, 128}, {255}}));
}

TEST(CombinationSum, CandidatesAtTheLimitsOfWideTypes) {
  using wide = std::numeric_limits<std::int64_t>;
  EXPECT_EQ(combination_sum(std::vector<std::int64_t>{wide::max(), wide::max() - 1, 3}, 6),
            (std::vector<std::vector<std::int64_t>>{{3, 3}}));
  // More than all of them together: no table is needed to know that there is none.
  EXPECT_EQ(combination_sum_unique(std::vector<std::int64_t>{5, 7}, wide::max()).size(), 0U);
  EXPECT_EQ(combination_sum_unique(std::vector<std::int64_t>{5, -7}, wide::min()).size(), 0U);
  EXPECT_EQ(combination_sum(std::vector<std::uint64_t>{}, ~std::uint64_t{0}).size(), 0U);
  const combination_sums<std::uint64_t> too_long(std::vector<std::uint64_t>{1}, ~std::uint64_t{0},
                                                 {.table_limit = 1 << 16});
  EXPECT_THROW(ignore(too_long.to_vectors()), std::length_error);
  EXPECT_THROW(ignore(combination_sum_unique(
                   std::vector<std::int64_t>{wide::min(), wide::min(), wide::min(), 1}, 1)),
               std::length_error);
  EXPECT_THROW(ignore(combination_sum_count(std::vector<std::uint64_t>{1}, ~std::uint64_t{0})),
               std::length_error);
}

TEST(CombinationSum, RefusesElementsBelowOneWithoutLimit) {
  const auto refusal = [](const list& candidates) {
    return message_of<std::invalid_argument>([&] { return combination_sum(candidates, 3); });
  };
  const std::string rule = ": must be at least 1 when it may be used without limit";
  EXPECT_EQ(refusal({3, 0}), "combination_sums: candidates[1] = 0" + rule);
  EXPECT_EQ(refusal({3, 4, -5}), "combination_sums: candidates[2] = -5" + rule);
  // Also when the target alone would settle the matter.
  EXPECT_THROW(ignore(combination_sum_count(list{-1}, -3)), std::invalid_argument);
  EXPECT_THROW(ignore(ordered_combination_sum_count(list{0}, 0)), std::invalid_argument);
}

TEST(CombinationSum, RefusesATableBeyondTheLimit) {
  const combination_sums<int> sums(list{1, 2}, 1000, {.table_limit = 10'000});
  EXPECT_EQ(sums.count(), 501U);
  EXPECT_EQ(message_of<std::length_error>([&] { return sums.unrank(0); }),
            "combination_sums: a table for 2 values, sums up to 1000 and 1 lengths takes 24024 "
            "bytes; the limit is 10000");
}

TEST(CombinationSum, RefusesRanksThatAreNone) {
  const combination_sums<int> sums(list{2, 3, 5}, 8);
  EXPECT_EQ(sums.unrank(2), (list{3, 5}));
  EXPECT_THROW(ignore(sums.unrank(3)), std::out_of_range);
  const combination_sums<int> exactly(list{2, 2, 3, 5}, 8, {.mode = reuse::once, .min_parts = 2});
  for (const list& none : lists{{}, {5, 3}, {8}, {3, 5, 2}, {2, 2}, {3, 3, 2}, {4, 4}}) {
    EXPECT_THROW(ignore(sums.rank(none)), std::invalid_argument);
    EXPECT_THROW(ignore(exactly.rank(none)), std::invalid_argument);
  }
  EXPECT_EQ(sums.rank(list{2, 2, 2, 2}), 0U);
  EXPECT_THROW(ignore(exactly.rank(list{2, 2, 2, 2})), std::invalid_argument);
}

// ---- counts -------------------------------------------------------------------------------------

TEST(CombinationSum, CountsThatDoNotFitAreAnError) {
  EXPECT_EQ(combination_sum_count<std::uint8_t>(list{1, 5, 10, 25}, 100), 242);
  EXPECT_THROW(ignore(combination_sum_count<std::uint8_t>(list{1, 5, 10, 25, 50}, 100)),
               std::overflow_error);
  EXPECT_THROW(ignore(combination_sum_count<std::int8_t>(list{1, 5, 10, 25}, 100)),
               std::overflow_error);
  // The greatest number that fits, and one more.
  const combination_sums<int> zeros(list(255, 0), 0, {.mode = reuse::once});
  EXPECT_THROW(ignore(zeros.count<std::uint8_t>()), std::overflow_error);
  EXPECT_EQ(combination_sum_count<std::uint8_t>(list(254, 0), 0, reuse::once), 255);
  EXPECT_THROW(ignore(ordered_combination_sum_count(one_to(65), 65)), std::overflow_error);
  // Even amounts overflow on the way to an odd target; no combination meets them.
  list even;
  for (int value = 2; value <= 400; value += 2) even.push_back(value);
  EXPECT_EQ(combination_sum_count(even, 1801), 0U);
  EXPECT_EQ(ordered_combination_sum_count(even, 1801), 0U);
  EXPECT_THROW(ignore(combination_sum_count(even, 1800)), std::overflow_error);
  const combination_sums<int> many(even, 1800);
  EXPECT_THROW(ignore(many.count()), std::overflow_error);
  EXPECT_THROW(ignore(many.unrank(0)), std::overflow_error);
  EXPECT_EQ(many.for_each([](auto one) { return one.size() > 899; }), 2U);
}

#ifdef __SIZEOF_INT128__
TEST(CombinationSum, CountsInWiderTypes) {
  __extension__ using wide = unsigned __int128;
  EXPECT_TRUE(ordered_combination_sum_count<wide>(one_to(100), 100) == wide{1} << 99);
  EXPECT_THROW(ignore(ordered_combination_sum_count<wide>(one_to(130), 130)), std::overflow_error);
}
#endif

TEST(CombinationSum, CountsInAUsersNumberType) {
  EXPECT_EQ(combination_sum_count<modular>(one_to(100), 100).value, 190'569'292U);
  EXPECT_EQ(combination_sum_count<modular>(list{1, 5, 10, 25, 50, 100}, 100'000).value,
            13'398'445'413'854'501U % 998'244'353);
  EXPECT_EQ(combination_sums<int>(one_to(90), 90).count<modular>().value, 56'634'173U);
}

// ---- oracle -------------------------------------------------------------------------------------

RC_GTEST_PROP(CombinationSum, AgreesWithTheTextbook, ()) {
  const auto candidates = *small_values(1, 14, 14).as("candidates");
  const auto target = *rc::gen::inRange(-2, 26);
  const auto expected = textbook_unlimited(candidates, target);
  RC_CLASSIFY(expected.empty(), "none");
  RC_ASSERT(disagreement(combination_sums<int>(candidates, target), expected) == "");
  RC_ASSERT(combination_sum(candidates, target) == expected);
  RC_ASSERT(combination_sum_count(candidates, target) == expected.size());
}

RC_GTEST_PROP(CombinationSum, AgreesWithAllSelections, ()) {
  const auto candidates = *small_values(-4, 8, 10).as("candidates");
  const auto target = *rc::gen::inRange(-9, 21);
  const auto expected = all_selections(candidates, target);
  RC_CLASSIFY(expected.empty(), "none");
  const combination_sums<int> sums(candidates, target, {.mode = reuse::once});
  RC_ASSERT(disagreement(sums, expected) == "");
  RC_ASSERT(combination_sum_unique(candidates, target) == expected);
  RC_ASSERT(combination_sum_count(candidates, target, reuse::once) == expected.size());
}

RC_GTEST_PROP(CombinationSum, ListsJustTheLengthsAskedFor, ()) {
  const bool once = *rc::gen::arbitrary<bool>();
  const auto candidates = *(once ? small_values(-3, 6, 9) : small_values(1, 9, 9)).as("candidates");
  const auto target = *rc::gen::inRange(-3, 19);
  const auto least = *rc::gen::inRange<std::size_t>(0, 8);
  const auto most = *rc::gen::oneOf(rc::gen::inRange<std::size_t>(0, 12),
                                    rc::gen::just(std::numeric_limits<std::size_t>::max()));
  const auto any_length =
      once ? all_selections(candidates, target) : textbook_unlimited(candidates, target);
  const auto expected = of_length(any_length, least, most);
  RC_CLASSIFY(expected.empty(), "none");
  RC_CLASSIFY(!expected.empty() && expected.size() < any_length.size(), "some left out");
  const combination_sums<int> sums(
      candidates, target,
      {.mode = once ? reuse::once : reuse::unlimited, .min_parts = least, .max_parts = most});
  RC_ASSERT(disagreement(sums, expected) == "");
}

TEST(CombinationSum, WideNegativeElementsAndSmallSums) {
  constexpr auto least = std::numeric_limits<std::int64_t>::min();
  const std::vector<std::int64_t> candidates{least, 7, 5, -2, -2, 0, 3, -1};
  for (const std::int64_t above : {0, 1, 3, 4, 8, 15, 16}) {
    const auto expected = all_selections(candidates, least + above);
    for (std::size_t most = 0; most <= candidates.size(); ++most) {
      const combination_sums<std::int64_t> sums(
          candidates, least + above, {.mode = reuse::once, .min_parts = 2, .max_parts = most});
      EXPECT_EQ(disagreement(sums, of_length(expected, 2, most)), "") << above << ", " << most;
    }
  }
}

RC_GTEST_PROP(CombinationSum, BytesWithTheirExtremesAgreeWithAllSelections, ()) {
  auto candidates = *gavel::testing::integers<std::int8_t>().as("candidates");
  if (candidates.size() > 9) candidates.resize(9);
  const auto target = *gavel::testing::integer<std::int8_t>().as("target");
  const combination_sums<std::int8_t> sums(candidates, target, {.mode = reuse::once});
  RC_ASSERT(disagreement(sums, all_selections(candidates, target)) == "");
}

TEST(CombinationSum, MoreCandidatesThanAWordHasBits) {
  for (const int n : {63, 64, 65, 127, 128, 129}) {
    list candidates = one_to(n);
    for (int& value : candidates) value += 99;
    const int target = 300 + n;  // two or three of them
    auto expected = textbook_unlimited(candidates, target);
    EXPECT_EQ(disagreement(combination_sums<int>(candidates, target), expected), "") << n;
    std::erase_if(expected,
                  [](const list& one) { return std::ranges::adjacent_find(one) != one.end(); });
    const combination_sums<int> once(candidates, target, {.mode = reuse::once});
    EXPECT_EQ(disagreement(once, expected), "") << n;
  }
  // Copies of one value that fill more than a word, and others around them.
  list copies(69, 3);
  copies.insert(copies.end(), {1, 2, 4, 5});
  std::sort(copies.begin(), copies.end());
  const combination_sums<int> sums(copies, 195, {.mode = reuse::once});
  EXPECT_EQ(sums.to_vectors().size(), count_by_table(copies, 195, true));
  EXPECT_EQ(sums.unrank(sums.count() - 1), sums.to_vectors().back());
}

// ---- laws ---------------------------------------------------------------------------------------

RC_GTEST_PROP(CombinationSum, DoesNotDependOnTheOrderOfTheCandidates, ()) {
  const auto candidates = *small_values(-5, 30, 40).as("candidates");
  auto reversed = candidates;
  std::reverse(reversed.begin(), reversed.end());
  const auto first_ones = [](const list& of) {
    lists out;
    combination_sums<int>(of, 40, {.mode = reuse::once}).for_each([&](auto one) {
      out.emplace_back(one.begin(), one.end());
      return out.size() < 50;
    });
    return out;
  };
  RC_ASSERT(first_ones(candidates) == first_ones(reversed));
}

TEST(CombinationSum, LooksAtNoMoreThanIsAskedFor) {
  // More than 6e18 combinations: listing them all would not end.
  const combination_sums sums(one_to(400), 400);
  std::vector<std::size_t> lengths;
  EXPECT_EQ(sums.for_each([&](auto one) {
    lengths.push_back(one.size());
    return lengths.size() < 3;
  }),
            3U);
  EXPECT_EQ(lengths, (std::vector<std::size_t>{400, 399, 398}));
  std::size_t seen = 0;
  for (const auto one : sums) {
    EXPECT_EQ(std::accumulate(one.begin(), one.end(), 0), 400);
    if (++seen == 1000) break;
  }
  const auto last = sums.unrank(sums.count() - 1);
  EXPECT_EQ(last, (list{400}));
  EXPECT_EQ(sums.rank(last), sums.count() - 1);
}

TEST(CombinationSum, VisitsNoDeadEnds) {
  // Without pruning this is a search of more than 2^90 nodes for nothing, or for one combination.
  list even;
  for (int value = 100; value < 300; value += 2) even.push_back(value);
  const combination_sums<int> none(even, 9999, {.mode = reuse::once});
  EXPECT_FALSE(none.any());
  EXPECT_EQ(none.for_each([](auto) {}), 0U);
  const int all_of_them = std::accumulate(even.begin(), even.end(), 0);
  even.push_back(2001);
  const combination_sums<int> one(even, all_of_them + 2001, {.mode = reuse::once});
  std::sort(even.begin(), even.end());
  EXPECT_EQ(one.to_vectors(), lists{even});
}

TEST(CombinationSum, IteratorsOutliveTheObjectAndStartAnew) {
  auto it = combination_sums<int>(list{2, 3, 5}, 8).begin();
  EXPECT_EQ(as_list(*it), (list{2, 2, 2, 2}));
  auto copy = it;
  ++it;
  it++;
  EXPECT_EQ(as_list(*it), (list{3, 5}));
  EXPECT_EQ(as_list(*copy), (list{2, 2, 2, 2}));
  ++it;
  EXPECT_TRUE(it == std::default_sentinel);
  EXPECT_FALSE(copy == std::default_sentinel);
}

TEST(CombinationSum, SamplesEachCombinationEquallyOften) {
  const combination_sums<int> sums(one_to(12), 12);  // 77 combinations
  ASSERT_EQ(sums.count(), 77U);
  const auto deviation = [&](auto engine) {
    constexpr int draws = 77 * 400;
    std::array<int, 77> seen{};
    for (int i = 0; i < draws; ++i) ++seen[sums.rank(*sums.sample(engine))];
    double chi_squared = 0;
    for (const int times : seen) chi_squared += (times - 400.0) * (times - 400.0) / 400.0;
    return chi_squared;
  };
  // 76 degrees of freedom: 99.9 % of fair samplers stay below 120.6. Fixed seeds.
  EXPECT_LT(deviation(std::mt19937_64(1)), 120.6);
  EXPECT_LT(deviation(std::mt19937(2)), 120.6);
  EXPECT_LT(deviation(std::minstd_rand(3)), 120.6);  // its range is no power of two
  std::mt19937 engine(1);
  EXPECT_EQ(combination_sums<int>(list{2}, 3).sample(engine), std::nullopt);
  EXPECT_EQ(combination_sums<int>(list{2}, 4).sample(engine), (list{2, 2}));
}

TEST(CombinationSum, TheSameSampleEverywhere) {
  const combination_sums<int> sums(one_to(60), 60);
  std::mt19937_64 engine(5489);  // its first value is fixed by the standard
  constexpr std::uint64_t first = 14'514'284'786'278'117'030U;
  const std::uint64_t below = first & ((std::uint64_t{1} << 20) - 1);
  ASSERT_LT(below, sums.count());
  ASSERT_EQ(sums.count(), 966'467U);
  EXPECT_EQ(sums.rank(*sums.sample(engine)), below);
}

}  // namespace

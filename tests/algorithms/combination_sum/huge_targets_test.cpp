// Targets for which no bit set fits, and amounts near 2^64.
#include "gavel/combination_sum.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/combination_sum_oracles.hpp"

namespace {

using namespace gavel;           // NOLINT(google-build-using-namespace)
using namespace gavel::testing;  // NOLINT(google-build-using-namespace)

using detail::combination_sum::search_tables;
using detail::combination_sum::table_kind;
using wide_list = std::vector<std::int64_t>;
using wide_lists = std::vector<wide_list>;

template <typename T>
table_kind kind_of(const std::vector<T>& candidates, T target,
                   const combination_sum_options& options) {
  return search_tables<T>(std::span<const T>(candidates), target, options).sums.kind();
}

/// Three values, any number of each: two loops and a division.
wide_lists of_three(const wide_list& sorted, std::int64_t target) {
  wide_lists out;
  for (std::int64_t a = target / sorted[0]; a >= 0; --a) {
    const std::int64_t left = target - a * sorted[0];
    for (std::int64_t b = left / sorted[1]; b >= 0; --b) {
      const std::int64_t rest = left - b * sorted[1];
      if (rest % sorted[2] != 0) continue;
      wide_list one(static_cast<std::size_t>(a), sorted[0]);
      one.insert(one.end(), static_cast<std::size_t>(b), sorted[1]);
      one.insert(one.end(), static_cast<std::size_t>(rest / sorted[2]), sorted[2]);
      out.push_back(one);
    }
  }
  return out;
}

TEST(CombinationSumHugeTargets, ResiduesForATargetOf1e9) {
  const wide_list candidates{333'331, 700'001, 999'983};
  const std::int64_t target = 1'000'000'007;
  const combination_sum_options options{};
  ASSERT_EQ(kind_of(candidates, target, options), table_kind::residues);
  const auto expected = of_three(candidates, target);
  ASSERT_FALSE(expected.empty());
  const combination_sums<std::int64_t> sums(candidates, target);
  EXPECT_EQ(listing_disagreement(sums, expected), "");
  EXPECT_THROW(ignore(sums.count()), std::length_error);
  EXPECT_THROW(ignore(sums.unrank(0)), std::length_error);
}

TEST(CombinationSumHugeTargets, FewCombinationsThatAreLong) {
  const wide_list candidates{499'979'000, 700'000'001'000};
  const std::int64_t target = 3 * candidates[0] + 2 * candidates[1];
  const wide_list expected{candidates[0], candidates[0], candidates[0], candidates[1],
                           candidates[1]};
  const combination_sum_options options{};
  ASSERT_EQ(kind_of(candidates, target, options), table_kind::sums);
  EXPECT_EQ(listing_disagreement(combination_sums<std::int64_t>(candidates, target),
                                 wide_lists{expected}),
            "");
  const wide_list small{250'007, 450'001, 999'979};
  const std::int64_t far = 100'000'000'003;
  ASSERT_EQ(kind_of(small, far, options), table_kind::residues);
  const combination_sums<std::int64_t> sums(small, far);
  EXPECT_TRUE(sums.any());
  const auto first = sums.first();
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(std::accumulate(first->begin(), first->end(), std::int64_t{0}), far);
  EXPECT_TRUE(std::is_sorted(first->begin(), first->end()));
  // It has as many of the smallest value as leave something that the two others make.
  std::int64_t most = far / small[0];
  const auto others_make = [&](std::int64_t rest) {
    for (std::int64_t b = 0; b < small[2] && b * small[1] <= rest; ++b) {
      if ((rest - b * small[1]) % small[2] == 0) return true;
    }
    return false;
  };
  while (!others_make(far - most * small[0])) --most;
  EXPECT_EQ(std::count(first->begin(), first->end(), small[0]), most);
}

TEST(CombinationSumHugeTargets, NoneForATargetOf1e12) {
  const wide_list even{200'006, 300'002, 999'998};
  const combination_sums<std::int64_t> sums(even, 999'999'999'999);
  EXPECT_FALSE(sums.any());
  EXPECT_EQ(sums.for_each([](auto) {}), 0U);
  EXPECT_EQ(sums.to_vectors(), wide_lists{});
}

TEST(CombinationSumHugeTargets, ACombinationThatIsTooLongIsAnError) {
  const wide_list candidates{1, 9973};
  const combination_sums<std::int64_t> sums(candidates, 1'000'000'000'000,
                                            {.table_limit = 1 << 18});
  EXPECT_TRUE(sums.any());
  const std::string said = message_of<std::length_error>([&] { return sums.first(); });
  EXPECT_TRUE(said.starts_with("combination_sums: a combination of ")) << said;
  EXPECT_TRUE(said.ends_with(" elements or more; the limit on tables allows 32768")) << said;
  EXPECT_THROW(sums.for_each([](auto) {}), std::length_error);
  EXPECT_THROW(ignore(sums.begin()), std::length_error);
  // What fits into the limit is listed.
  const combination_sums<std::int64_t> ones(wide_list{1}, 5000, {.table_limit = 5100 * 8});
  EXPECT_EQ(ones.first(), wide_list(5000, 1));
  const combination_sums<std::int64_t> too_many(wide_list{1}, 5000, {.table_limit = 4990 * 8});
  EXPECT_THROW(ignore(too_many.first()), std::length_error);
}

TEST(CombinationSumHugeTargets, FortyValuesNear1e12) {
  std::mt19937_64 engine(40);
  std::set<std::int64_t> different;
  while (different.size() < 40) {
    different.insert(1'000'000'000'000 + static_cast<std::int64_t>(engine() % 1'000'000'000));
  }
  const wide_list values(different.begin(), different.end());
  std::int64_t target = 0;
  for (std::size_t i = 0; i < 40; i += 3) target += values[i];  // 14 of them
  const combination_sum_options options{.mode = reuse::once};
  ASSERT_EQ(kind_of(values, target, options), table_kind::sums);
  const auto expected = meet_in_the_middle(values, target);
  ASSERT_FALSE(expected.empty());
  wide_lists found;
  combination_sums<std::int64_t>(values, target, options).for_each([&](auto one) {
    found.emplace_back(one.begin(), one.end());
  });
  EXPECT_EQ(found, expected);
}

TEST(CombinationSumHugeTargets, TheGreatestUnsignedTarget) {
  using limits = std::numeric_limits<std::uint64_t>;
  using unsigned_list = std::vector<std::uint64_t>;
  using unsigned_lists = std::vector<unsigned_list>;
  constexpr std::uint64_t greatest = limits::max();
  const combination_sums<std::uint64_t> thirds(unsigned_list{greatest / 3, greatest / 5, greatest},
                                               greatest);
  EXPECT_EQ(listing_disagreement(thirds, unsigned_lists{unsigned_list(5, greatest / 5),
                                                        unsigned_list(3, greatest / 3),
                                                        {greatest}}),
            "");
  const combination_sums<std::uint64_t> once(
      unsigned_list{greatest - 1, 1, greatest / 2, greatest / 2 + 1, greatest}, greatest,
      {.mode = reuse::once});
  EXPECT_EQ(
      listing_disagreement(
          once, unsigned_lists{{1, greatest - 1}, {greatest / 2, greatest / 2 + 1}, {greatest}}),
      "");
}

TEST(CombinationSumHugeTargets, ManyLengthsDoNotOverflow) {
  // 2^63 layers for two rows of bits wrapped round to nothing; 2^64 layers still do not fit.
  constexpr std::uint64_t greatest = std::numeric_limits<std::uint64_t>::max();
  const std::vector<std::uint64_t> one{1};
  for (const std::size_t least : {std::size_t{1} << 62, (std::size_t{1} << 63) - 1,
                                  std::size_t{1} << 63, ~std::size_t{0} - 1, ~std::size_t{0}}) {
    const combination_sums<std::uint64_t> sums(one, greatest,
                                               {.min_parts = least, .table_limit = 1 << 16});
    EXPECT_THROW(ignore(sums.first()), std::length_error) << least;
    EXPECT_THROW(ignore(sums.count()), std::length_error) << least;
    EXPECT_THROW(ignore(sums.ranking()), std::length_error) << least;
    const combination_sums<std::uint64_t> most(one, greatest, {.max_parts = least - 1});
    EXPECT_FALSE(most.any()) << least;
  }
}

TEST(CombinationSumHugeTargets, NegativeMagnitudesBeyondTheGoal) {
  // Both negative values are larger than what the others have to make up, and their sum with it
  // does not fit into 64 bits.
  constexpr std::int64_t huge = std::numeric_limits<std::int64_t>::max();
  wide_list candidates{-huge, -huge};
  for (int bit = 0; bit < 10; ++bit) candidates.push_back((std::int64_t{1} << 61) + (7 << bit));
  const auto of_positive = [&](std::int64_t target) {
    return meet_in_the_middle(wide_list(candidates.begin() + 2, candidates.end()), target);
  };
  // One of them, and three positive ones.
  const std::int64_t three = candidates[3] + candidates[5] + candidates[10];
  wide_lists expected = of_positive(three);
  for (wide_list& one : expected) one.insert(one.begin(), -huge);
  ASSERT_FALSE(expected.empty());
  const combination_sums<std::int64_t> sums(candidates, three - huge, {.mode = reuse::once});
  EXPECT_EQ(listing_disagreement(sums, expected), "");
  // Both, and four positive ones: their sum is -2^63.
  candidates.push_back((huge - 1) - candidates[4] - candidates[6] - candidates[9]);
  const combination_sums<std::int64_t> lowest(candidates, std::numeric_limits<std::int64_t>::min(),
                                              {.mode = reuse::once});
  wide_lists both = of_positive(huge - 1);
  for (wide_list& one : both) one.insert(one.begin(), 2, -huge);
  ASSERT_FALSE(both.empty());
  EXPECT_EQ(listing_disagreement(lowest, both), "");
}

}  // namespace

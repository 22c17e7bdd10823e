// Candidates as pairs of a value and how often it may be used.
#include "gavel/combination_sum.hpp"

#include <gtest/gtest.h>  // before rapidcheck/gtest.h, which does not include it
#include <rapidcheck/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

#include "support/combination_sum_oracles.hpp"
#include "support/generators.hpp"

namespace {

using namespace gavel;           // NOLINT(google-build-using-namespace)
using namespace gavel::testing;  // NOLINT(google-build-using-namespace)

using pairs = repeated<int>;

template <typename T>
std::string compared(const repeated<T>& candidates, T target,
                     const combination_sum_options& options = {}) {
  return disagreement(
      combination_sums<T>(candidates, target, options),
      of_length(all_multisets(candidates, target), options.min_parts, options.max_parts));
}

TEST(CombinationSumMultiplicity, EachValueAsOftenAsItsNumberSays) {
  EXPECT_EQ(combination_sums<int>(pairs{{2, 2}, {3, 1}, {5, 9}}, 10).to_vectors(),
            (lists{{2, 3, 5}, {5, 5}}));
  EXPECT_EQ(combination_sums<int>(pairs{{2, 2}, {3, as_often_as_you_like}}, 10).to_vectors(),
            (lists{{2, 2, 3, 3}}));
  EXPECT_EQ(combination_sums<int>(pairs{}, 0).to_vectors(), lists{list{}});
  EXPECT_EQ(combination_sums<int>(pairs{}, 1).to_vectors(), lists{});
}

TEST(CombinationSumMultiplicity, TypesAreDeduced) {
  const std::vector<std::pair<std::int64_t, std::size_t>> of{{4, 1}, {6, 2}};
  const combination_sums sums(of, std::int64_t{16});
  static_assert(std::is_same_v<decltype(sums), const combination_sums<std::int64_t>>);
  EXPECT_EQ(sums.to_vectors(), (std::vector<std::vector<std::int64_t>>{{4, 6, 6}}));
  const std::array<std::pair<short, std::size_t>, 1> some{{{short{7}, 3}}};
  const combination_sums small(some, short{21}, {.min_parts = 3});
  static_assert(std::is_same_v<decltype(small), const combination_sums<short>>);
  EXPECT_EQ(small.count(), 1U);
  const combination_sums plain(list{2, 3}, 5);
  static_assert(std::is_same_v<decltype(plain), const combination_sums<int>>);
}

TEST(CombinationSumMultiplicity, NumbersOfEqualValuesAddUp) {
  const pairs candidates{{3, 1}, {2, 1}, {3, 0}, {3, 2}, {2, 0}};
  EXPECT_EQ(combination_sums<int>(candidates, 11).to_vectors(), (lists{{2, 3, 3, 3}}));
  EXPECT_EQ(compared(candidates, 9), "");
  // Without limit wins, also when the sum would not fit.
  const pairs often{{3, as_often_as_you_like}, {3, 1}, {3, as_often_as_you_like - 1}};
  EXPECT_EQ(combination_sums<int>(often, 30).to_vectors(), lists{list(10, 3)});
  const pairs nearly{{3, as_often_as_you_like - 1}, {3, as_often_as_you_like - 1}};
  EXPECT_EQ(combination_sums<int>(nearly, 30).to_vectors(), lists{list(10, 3)});
}

TEST(CombinationSumMultiplicity, NumberZeroIsNotUsable) {
  EXPECT_EQ(combination_sums<int>(pairs{{5, 0}}, 5).count(), 0U);
  EXPECT_EQ(combination_sums<int>(pairs{{-5, 0}, {0, 0}, {3, 1}}, 3).to_vectors(), lists{{3}});
}

TEST(CombinationSumMultiplicity, ZeroAndNegativeValues) {
  EXPECT_EQ(combination_sums<int>(pairs{{0, 3}}, 0).to_vectors(),
            (lists{{}, {0}, {0, 0}, {0, 0, 0}}));
  EXPECT_EQ(combination_sums<int>(pairs{{-2, 2}, {3, as_often_as_you_like}}, 2).to_vectors(),
            (lists{{-2, -2, 3, 3}}));
  EXPECT_EQ(compared(pairs{{-2, 2}, {-3, 1}, {0, 2}, {1, 1}, {4, as_often_as_you_like}}, 5), "");
  EXPECT_EQ(compared(pairs{{-2, 3}, {-7, 1}}, -13), "");
  EXPECT_EQ(compared(pairs{{-2, 3}, {-7, 1}}, -9), "");
}

TEST(CombinationSumMultiplicity, RefusesWhatCouldBeUsedForEver) {
  const auto refusal = [](const pairs& candidates) {
    return message_of<std::invalid_argument>(
        [&] { return combination_sums<int>(candidates, 3).count(); });
  };
  const std::string rule = ": must be at least 1 when it may be used without limit";
  EXPECT_EQ(refusal({{1, 1}, {0, as_often_as_you_like}}),
            "combination_sums: candidates[1] = 0" + rule);
  EXPECT_EQ(refusal({{-4, as_often_as_you_like}}), "combination_sums: candidates[0] = -4" + rule);
  // One less is a number, even if too many for a table.
  EXPECT_THROW(ignore(refusal({{-4, as_often_as_you_like - 1}, {-4, 1}})), std::length_error);
}

TEST(CombinationSumMultiplicity, RefusesMoreCopiesThanFit) {
  EXPECT_THROW(ignore(combination_sums<int>(pairs{{0, as_often_as_you_like - 1}}, 0)),
               std::length_error);
  EXPECT_THROW(ignore(combination_sums<int>(pairs{{0, std::size_t{1} << 40}}, 0)),
               std::length_error);
  EXPECT_THROW(ignore(combination_sums<int>(pairs{{-1, std::size_t{1} << 40}}, 0)),
               std::length_error);
  EXPECT_THROW(ignore(combination_sums<int>(pairs{{-4, as_often_as_you_like - 1}}, 0)),
               std::length_error);
  // Copies that could not all be used take no room.
  EXPECT_EQ(combination_sums<int>(pairs{{1, as_often_as_you_like - 1}, {7, 1U << 31}}, 8).count(),
            2U);
}

TEST(CombinationSumMultiplicity, LimitsOfTheSum) {
  using wide = std::numeric_limits<std::int64_t>;
  const repeated<std::int64_t> far{{wide::min(), 2}};
  EXPECT_THROW(ignore(combination_sums<std::int64_t>(far, 1)), std::length_error);
  const repeated<std::int64_t> near{{wide::min(), 1}, {wide::max(), 2}, {1, 1}, {2, 1}};
  for (const std::int64_t target : {wide::max(), wide::max() - 1, std::int64_t{0}, std::int64_t{-1},
                                    wide::min(), wide::min() + 3}) {
    EXPECT_EQ(listing_disagreement(combination_sums<std::int64_t>(near, target),
                                   all_multisets(near, target)),
              "")
        << target;
  }
}

TEST(CombinationSumMultiplicity, TheModeHasNoMeaning) {
  const pairs candidates{{2, 3}, {5, as_often_as_you_like}};
  EXPECT_EQ(combination_sums<int>(candidates, 16, {.mode = reuse::once}).to_vectors(),
            combination_sums<int>(candidates, 16, {.mode = reuse::unlimited}).to_vectors());
}

TEST(CombinationSumMultiplicity, TheLastCopyAndTheOneThatIsOneTooMany) {
  // Numbers of copies around what fits into the target, for which the search changes its form.
  for (int target = 0; target <= 24; ++target) {
    for (std::size_t copies = 1; copies <= 9; ++copies) {
      EXPECT_EQ(compared(pairs{{3, copies}, {4, 2}}, target), "") << target << ", " << copies;
      EXPECT_EQ(compared(pairs{{2, 1}, {3, copies}, {7, 1}}, target), "") << target;
    }
  }
}

RC_GTEST_PROP(CombinationSumMultiplicity, AgreesWithTheDefinition, ()) {
  auto candidates = *rc::gen::container<pairs>(rc::gen::pair(rc::gen::inRange(-3, 9),
                                                             rc::gen::inRange<std::size_t>(0, 5)))
                         .as("candidates");
  if (candidates.size() > 5) candidates.resize(5);
  const auto no_limit = *rc::gen::inRange(0, 9);
  if (*rc::gen::arbitrary<bool>() && no_limit > 0) {
    candidates.emplace_back(no_limit, as_often_as_you_like);
  }
  const auto target = *rc::gen::inRange(-6, 21);
  const auto least = *rc::gen::inRange<std::size_t>(0, 6);
  const auto most =
      *rc::gen::oneOf(rc::gen::inRange<std::size_t>(0, 12), rc::gen::just(as_often_as_you_like));
  const auto any_length = all_multisets(candidates, target);
  RC_CLASSIFY(any_length.empty(), "none");
  RC_ASSERT(disagreement(combination_sums<int>(candidates, target), any_length) == "");
  const combination_sums<int> sums(candidates, target, {.min_parts = least, .max_parts = most});
  RC_ASSERT(disagreement(sums, of_length(any_length, least, most)) == "");
}

RC_GTEST_PROP(CombinationSumMultiplicity, AListWithRepetitionsIsTheSame, ()) {
  const auto candidates = *small_values(-4, 9, 12).as("candidates");
  const auto target = *rc::gen::inRange(-9, 25);
  pairs single;
  for (const int value : candidates) single.emplace_back(value, 1);
  RC_ASSERT(combination_sums<int>(single, target).to_flat() ==
            combination_sums<int>(candidates, target, {.mode = reuse::once}).to_flat());
}

}  // namespace

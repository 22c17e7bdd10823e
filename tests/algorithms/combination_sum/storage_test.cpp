// Arrays with storage in place, and what the copies of a combination_sums share.
#include "gavel/combination_sum/storage.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "gavel/combination_sum.hpp"
#include "support/combination_sum_oracles.hpp"

namespace {

using namespace gavel;           // NOLINT(google-build-using-namespace)
using namespace gavel::testing;  // NOLINT(google-build-using-namespace)

using detail::combination_sum::frozen_array;
using detail::combination_sum::growing_array;

/// Below, at and above what lies in the object.
constexpr std::size_t sizes[] = {0, 1, 3, 4, 5, 8, 9, 100};

frozen_array<int, 4> frozen(std::size_t size) {
  frozen_array<int, 4> out(size);
  std::iota(out.data(), out.data() + size, 1);
  return out;
}

growing_array<int, 4> growing(std::size_t size) {
  growing_array<int, 4> out;
  for (std::size_t i = 0; i < size; ++i) out.push_back(static_cast<int>(i) + 1);
  return out;
}

template <typename Array>
list content(const Array& of) {
  return {of.data(), of.data() + of.size()};
}

TEST(CombinationSumStorage, FrozenArraysAreCopied) {
  for (const std::size_t from : sizes) {
    for (const std::size_t to : sizes) {
      const auto original = frozen(from);
      auto target = frozen(to);
      target = original;
      const auto copy = original;  // NOLINT(performance-unnecessary-copy-initialization)
      EXPECT_EQ(content(target), one_to(static_cast<int>(from)));
      EXPECT_EQ(content(copy), one_to(static_cast<int>(from)));
      EXPECT_EQ(copy.view().size(), from);
      EXPECT_EQ(copy.data() == original.data(), from > 4) << "large ones are shared";
      const auto& self = target;
      target = self;
      EXPECT_EQ(content(target), one_to(static_cast<int>(from)));
    }
  }
}

TEST(CombinationSumStorage, GrowingArraysAreCopiedAndMoved) {
  for (const std::size_t from : sizes) {
    for (const std::size_t to : sizes) {
      const list expected = one_to(static_cast<int>(from));
      auto original = growing(from);
      auto target = growing(to);
      target = original;
      auto copy = original;
      for (int& value : copy) value = -1;  // an array of its own
      EXPECT_EQ(content(target), expected);
      EXPECT_EQ(content(original), expected);
      auto moved_to = growing(to);
      moved_to = std::move(original);
      EXPECT_EQ(content(moved_to), expected);
      const auto constructed = std::move(moved_to);
      EXPECT_EQ(content(constructed), expected);
      original.push_back(7);  // NOLINT(bugprone-use-after-move): empty, and usable
      EXPECT_EQ(content(original), list{7});
      const auto& self = target;
      target = self;
      target.push_back(8);
      target.pop_back();
      EXPECT_EQ(content(target), expected);
    }
  }
}

TEST(CombinationSumStorage, GrowingArraysKeepWhatIsThere) {
  auto array = growing(3);
  array.resize(100);
  array.resize(3);
  EXPECT_EQ(content(array), (list{1, 2, 3}));
  array.resize(0);
  EXPECT_TRUE(array.empty());
}

TEST(CombinationSumStorage, CopiesOutliveTheOriginal) {
  for (const int last : {3, 30}) {  // tables in the object, and on the heap
    const auto expected = textbook_unlimited(one_to(last), 20);
    combination_sums<int> copy(list{}, 0);
    {
      const combination_sums<int> original(one_to(last), 20);
      EXPECT_EQ(original.rank(expected.front()), 0U);  // what is built then goes along
      copy = original;
    }
    EXPECT_EQ(disagreement(copy, expected), "");
    auto moved = std::move(copy);
    EXPECT_EQ(disagreement(moved, expected), "");
    const auto& self = moved;
    moved = self;
    EXPECT_EQ(disagreement(moved, expected), "");
  }
}

TEST(CombinationSumStorage, RankingsAndListsOutliveTheObject) {
  const auto expected = textbook_unlimited(one_to(12), 12);
  const auto ranking = combination_sums<int>(one_to(12), 12).ranking();
  const auto flat = combination_sums<int>(one_to(12), 12).to_flat();
  ASSERT_EQ(flat.size(), expected.size());
  for (std::size_t k = 0; k < expected.size(); ++k) {
    EXPECT_EQ(ranking.unrank(k), expected[k]);
    EXPECT_TRUE(std::ranges::equal(flat[k], expected[k]));
  }
}

TEST(CombinationSumStorage, IteratorsAreCopiedInTheMiddle) {
  // With masks in place, in a cache of its own, in layers, and behind negative elements.
  const combination_sums<int> searches[] = {
      combination_sums<int>(list{2, 3, 5}, 20),
      combination_sums<int>(one_to(25), 25),
      combination_sums<int>(one_to(30), 30, {.min_parts = 3, .max_parts = 5}),
      combination_sums<int>(list{-5, -3, -3, 0, 1, 2, 3, 4, 5, 6}, 6, {.mode = reuse::once}),
  };
  for (const auto& sums : searches) {
    const auto all = sums.to_vectors();
    ASSERT_GT(all.size(), 2U);
    auto it = sums.begin();
    for (std::size_t k = 0; k < all.size(); ++k, ++it) {
      auto copy = it;
      auto assigned = sums.begin();
      assigned = copy;
      auto moved = std::move(copy);
      std::size_t seen = k;
      for (; moved != std::default_sentinel && seen < k + 3; ++moved, ++seen) {
        ASSERT_EQ(as_list(*moved), all[seen]);
      }
      EXPECT_EQ(seen, std::min(k + 3, all.size()));
      EXPECT_EQ(as_list(*assigned), all[k]);
      EXPECT_EQ(as_list(*it), all[k]);
    }
    EXPECT_TRUE(it == std::default_sentinel);
  }
}

TEST(CombinationSumStorage, AVisitorMayUseTheObject) {
  const combination_sums<int> sums(one_to(15), 15);
  const auto all = textbook_unlimited(one_to(15), 15);
  std::size_t k = 0;
  sums.for_each([&](std::span<const int> one) {
    EXPECT_EQ(sums.rank(one), k);
    EXPECT_EQ(sums.unrank(k), as_list(one));
    EXPECT_EQ(
        sums.for_each([&](std::span<const int> other) { return !std::ranges::equal(one, other); }),
        k + 1);
    EXPECT_EQ(as_list(one), all[k]) << "still there";
    ++k;
  });
  EXPECT_EQ(k, all.size());
}

TEST(CombinationSumStorage, AVisitorMayThrow) {
  for (const int last : {4, 15}) {
    const combination_sums<int> sums(one_to(last), 15);
    std::size_t seen = 0;
    EXPECT_THROW(sums.for_each([&](auto) {
      if (++seen == 3) throw std::runtime_error("enough");
    }),
                 std::runtime_error);
    EXPECT_EQ(disagreement(sums, textbook_unlimited(one_to(last), 15)), "");
  }
}

TEST(CombinationSumStorage, SeveralThreadsUseOneObject) {
  const combination_sums<int> sums(one_to(14), 14);
  const auto expected = textbook_unlimited(one_to(14), 14);
  std::vector<std::string> said(4);
  std::vector<std::thread> threads;
  for (std::string& one : said) {
    threads.emplace_back([&] {
      const auto copy = sums;
      one = disagreement(sums, expected) + disagreement(copy, expected);
    });
  }
  for (std::thread& one : threads) one.join();
  EXPECT_EQ(said, std::vector<std::string>(4));
}

}  // namespace

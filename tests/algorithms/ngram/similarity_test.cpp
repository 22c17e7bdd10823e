#include "gavel/ngram/similarity.hpp"  // first: proves it is self-contained

#include <gtest/gtest.h>  // before rapidcheck/gtest.h, which does not include it
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <set>
#include <stdexcept>
#include <string>

#include "support/ngram_oracle.hpp"

namespace {

using gavel::cosine_similarity;
using gavel::dice_similarity;
using gavel::gram_collection;
using gavel::jaccard_similarity;
using gavel::ngram_distance;
using gavel::ngram_similarity_options;

/// The four measures from two maps of counts, gram by gram over their union.
struct measures {
  std::uint64_t distance = 0;
  double dice = 1;
  double jaccard = 1;
  double cosine = 1;
};

measures measures_of(const std::string& a, const std::string& b, std::size_t n,
                     const ngram_similarity_options& options) {
  auto counts_a = gavel::testing::grams_of(a, n, options.unit, options.ill_formed);
  auto counts_b = gavel::testing::grams_of(b, n, options.unit, options.ill_formed);
  std::set<std::string> grams;
  for (auto* counts : {&counts_a, &counts_b}) {
    for (auto& [gram, count] : *counts) {
      if (options.collection == gram_collection::set) count = 1;
      grams.insert(gram);
    }
  }
  measures result;
  double sizes = 0, minima = 0, maxima = 0, ab = 0, aa = 0, bb = 0;
  for (const std::string& gram : grams) {
    const std::uint64_t x = counts_a[gram];
    const std::uint64_t y = counts_b[gram];
    result.distance += std::max(x, y) - std::min(x, y);
    sizes += static_cast<double>(x + y);
    minima += static_cast<double>(std::min(x, y));
    maxima += static_cast<double>(std::max(x, y));
    ab += static_cast<double>(x * y);
    aa += static_cast<double>(x * x);
    bb += static_cast<double>(y * y);
  }
  if (sizes > 0) {
    result.dice = 2 * minima / sizes;
    result.jaccard = minima / maxima;
    result.cosine = ab > 0 ? ab / std::sqrt(aa) / std::sqrt(bb) : 0;
  }
  return result;
}

rc::Gen<ngram_similarity_options> similarity_options() {
  return rc::gen::map(
      rc::gen::pair(gavel::testing::any_unit(),
                    rc::gen::element(gram_collection::multiset, gram_collection::set)),
      [](const auto& drawn) {
        return ngram_similarity_options{.unit = drawn.first,
                                        .collection = drawn.second,
                                        .ill_formed = gavel::ill_formed_utf8::replace};
      });
}

// Edges -------------------------------------------------------------------------------------------

TEST(NgramSimilarity, OfNightAndNacht) {
  // ni ig gh ht, na ac ch ht
  EXPECT_EQ(ngram_distance("night", "nacht", 2), 6U);
  EXPECT_DOUBLE_EQ(dice_similarity("night", "nacht", 2), 0.25);
  EXPECT_DOUBLE_EQ(jaccard_similarity("night", "nacht", 2), 1.0 / 7);
  EXPECT_DOUBLE_EQ(cosine_similarity("night", "nacht", 2), 0.25);
}

TEST(NgramSimilarity, AgreesWithPgTrgm) {
  // similarity() of PostgreSQL 15's pg_trgm, which pads each lower-cased word by two and one
  // spaces.
  const ngram_similarity_options sets{.unit = gavel::ngram_unit::code_point,
                                      .collection = gram_collection::set};
  EXPECT_FLOAT_EQ(static_cast<float>(jaccard_similarity("  night ", "  nacht ", 3, sets)), 0.2F);
  EXPECT_FLOAT_EQ(static_cast<float>(jaccard_similarity("  aaaa ", "  aa ", 3, sets)), 0.75F);
  EXPECT_FLOAT_EQ(static_cast<float>(jaccard_similarity("  \xC3\xBC"
                                                        "ber ",
                                                        "  uber ", 3, sets)),
                  0.25F);
}

TEST(NgramSimilarity, CountsRepeatsOnlyInMultisets) {
  const ngram_similarity_options sets{.collection = gram_collection::set};
  EXPECT_EQ(ngram_distance("aaaa", "aa", 1), 2U);
  EXPECT_EQ(ngram_distance("aaaa", "aa", 1, sets), 0U);
  EXPECT_DOUBLE_EQ(dice_similarity("aaaa", "aa", 1), 4.0 / 6);
  EXPECT_DOUBLE_EQ(jaccard_similarity("aaaa", "aa", 1), 0.5);
  EXPECT_EQ(dice_similarity("aaaa", "aa", 1, sets), 1);
  EXPECT_EQ(cosine_similarity("aaab", "ab", 1, sets), 1);
}

TEST(NgramSimilarity, WithoutGramsIsOneOrZero) {
  for (auto* measure : {&dice_similarity, &jaccard_similarity, &cosine_similarity}) {
    EXPECT_EQ((*measure)("", "", 1, {}), 1);
    EXPECT_EQ((*measure)("a", "b", 2, {}), 1);  // both shorter than a gram
    EXPECT_EQ((*measure)("abc", "a", 2, {}), 0);
    EXPECT_EQ((*measure)("a", "abc", 2, {}), 0);
    EXPECT_THROW((void)(*measure)("a", "b", 0, {}), std::invalid_argument);
    EXPECT_THROW((void)(*measure)("a", "\xFF", 1, {.unit = gavel::ngram_unit::code_point}),
                 std::invalid_argument);
  }
  EXPECT_EQ(ngram_distance("a", "b", 2), 0U);
  EXPECT_EQ(ngram_distance("abc", "a", 2), 2U);
  EXPECT_THROW((void)ngram_distance("a", "b", 0), std::invalid_argument);
}

// Oracle ------------------------------------------------------------------------------------------

RC_GTEST_PROP(NgramSimilarity, AgreesWithTheDefinition, ()) {
  const auto n = *gavel::testing::window_size().as("n");
  const auto options = *similarity_options();
  const auto a = *gavel::testing::repetitive_text().as("a");
  const auto b = *gavel::testing::repetitive_text().as("b");
  const measures expected = measures_of(a, b, n, options);
  RC_CLASSIFY(0 < expected.dice && expected.dice < 1, "some grams in common");
  const auto near = [](double x, double y) { return std::abs(x - y) <= 1e-12; };
  RC_ASSERT(ngram_distance(a, b, n, options) == expected.distance);
  RC_ASSERT(near(dice_similarity(a, b, n, options), expected.dice));
  RC_ASSERT(near(jaccard_similarity(a, b, n, options), expected.jaccard));
  RC_ASSERT(near(cosine_similarity(a, b, n, options), expected.cosine));
}

// Laws --------------------------------------------------------------------------------------------

RC_GTEST_PROP(NgramSimilarity, IsSymmetricAndFromZeroToOne, ()) {
  const auto n = *gavel::testing::window_size().as("n");
  const auto options = *similarity_options();
  const auto a = *gavel::testing::repetitive_text().as("a");
  const auto b = *gavel::testing::repetitive_text().as("b");
  for (auto* measure : {&dice_similarity, &jaccard_similarity, &cosine_similarity}) {
    const double found = (*measure)(a, b, n, options);
    RC_ASSERT(0 <= found);
    RC_ASSERT(found <= 1);
    RC_ASSERT((*measure)(b, a, n, options) == found);
    RC_ASSERT((*measure)(a, a, n, options) == 1);
  }
  RC_ASSERT(ngram_distance(a, b, n, options) == ngram_distance(b, a, n, options));
  RC_ASSERT(ngram_distance(a, a, n, options) == 0U);
}

RC_GTEST_PROP(NgramSimilarity, DistanceKeepsTheTriangleInequality, ()) {
  const auto n = *gavel::testing::window_size().as("n");
  const auto options = *similarity_options();
  const auto a = *gavel::testing::repetitive_text().as("a");
  const auto b = *gavel::testing::repetitive_text().as("b");
  const auto c = *gavel::testing::repetitive_text().as("c");
  RC_ASSERT(ngram_distance(a, c, n, options) <=
            ngram_distance(a, b, n, options) + ngram_distance(b, c, n, options));
}

RC_GTEST_PROP(NgramSimilarity, OneEditMovesTheDistanceByTwoNAtMost, ()) {
  const auto n = *gavel::testing::window_size().as("n");
  const auto text = *rc::gen::suchThat(gavel::testing::repetitive_text(), [](const std::string& s) {
                       return !s.empty();
                     }).as("text");
  const auto at = *rc::gen::inRange<std::size_t>(0, text.size()).as("at");
  std::string replaced = text;
  replaced[at] = 'z';
  std::string erased = text;
  erased.erase(at, 1);
  RC_ASSERT(ngram_distance(text, replaced, n) <= 2 * n);
  RC_ASSERT(ngram_distance(text, erased, n) <= 2 * n);
}

}  // namespace

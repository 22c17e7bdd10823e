// gavel/ngram/similarity.hpp - how alike two texts are, by the n-grams they share.
//
// Method      the texts' grams as multisets A and B, or as sets. The n-gram (q-gram) distance is
//             Ukkonen's: Approximate string-matching with q-grams and maximal matches, Theoretical
//             Computer Science 92 (1992).
// Complexity  expected O(|a| + |b|) time and space, but see gavel/ngram/counter.hpp on long grams.
// Constraints n >= 1. Only grams are compared: texts shorter than n have none, and two texts
//             without grams are alike (similarity 1, distance 0), whatever they are.
// Reference   problems/ngram_counting (statement, data, submissions)
// Tests       tests/algorithms/ngram_test.cpp
// Bench       bench/algorithms/ngram_bench.cpp
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "gavel/ngram/counter.hpp"
#include "gavel/ngram/units.hpp"

namespace gavel {

/// Whether a gram that occurs several times counts so often, or once.
enum class gram_collection { multiset, set };

struct ngram_similarity_options {
  ngram_unit unit = ngram_unit::byte;
  gram_collection collection = gram_collection::multiset;
  ill_formed_utf8 ill_formed = ill_formed_utf8::reject;
};

namespace detail::ngram {

/// |A|, |B|, |A and B| (minima of the counts), and the products of the count vectors.
struct overlap {
  std::uint64_t size_a = 0;
  std::uint64_t size_b = 0;
  std::uint64_t common = 0;
  double a_times_a = 0;
  double b_times_b = 0;
  double a_times_b = 0;

  [[nodiscard]] bool both_empty() const noexcept { return size_a == 0 && size_b == 0; }
};

[[nodiscard]] inline overlap overlap_of(std::string_view a, std::string_view b, std::size_t n,
                                        const ngram_similarity_options& options) {
  ngram_counter counts_a(n, options.unit, options.ill_formed);
  ngram_counter counts_b(n, options.unit, options.ill_formed);
  counts_a.add(a);
  counts_b.add(b);
  const auto times = [&](std::uint64_t count) {
    return options.collection == gram_collection::set ? std::min<std::uint64_t>(count, 1) : count;
  };
  overlap result;
  counts_a.for_each([&](std::string_view gram, std::uint64_t count) {
    const std::uint64_t in_a = times(count);
    const std::uint64_t in_b = times(counts_b.count(gram));
    result.size_a += in_a;
    result.common += std::min(in_a, in_b);
    result.a_times_a += static_cast<double>(in_a) * static_cast<double>(in_a);
    result.a_times_b += static_cast<double>(in_a) * static_cast<double>(in_b);
  });
  counts_b.for_each([&](std::string_view, std::uint64_t count) {
    result.size_b += times(count);
    result.b_times_b += static_cast<double>(times(count)) * static_cast<double>(times(count));
  });
  return result;
}

[[nodiscard]] inline double quotient(std::uint64_t a, std::uint64_t b) noexcept {
  return static_cast<double>(a) / static_cast<double>(b);
}

}  // namespace detail::ngram

/// The n-gram distance: the sum over all grams of the difference of their counts,
/// |A| + |B| - 2 |A and B|. A pseudometric: symmetric, with the triangle inequality, and 0 for
/// equal texts, but also for some different ones. An edit of one unit changes at most n grams, so
/// the distance is at most 2 n times the edit distance. This and the functions below throw
/// std::invalid_argument when n is 0, or as ngram_counter::add does when a text is not UTF-8 but
/// should be.
///
///     gavel::ngram_distance("night", "nacht", 2) == 6
[[nodiscard]] inline std::uint64_t ngram_distance(std::string_view a, std::string_view b,
                                                  std::size_t n,
                                                  const ngram_similarity_options& options = {}) {
  const auto grams = detail::ngram::overlap_of(a, b, n, options);
  return (grams.size_a - grams.common) + (grams.size_b - grams.common);
}

/// Dice's coefficient 2 |A and B| / (|A| + |B|), from 0 to 1; 1 when there are no grams.
[[nodiscard]] inline double dice_similarity(std::string_view a, std::string_view b, std::size_t n,
                                            const ngram_similarity_options& options = {}) {
  const auto grams = detail::ngram::overlap_of(a, b, n, options);
  if (grams.both_empty()) return 1;
  return detail::ngram::quotient(2 * grams.common, grams.size_a + grams.size_b);
}

/// Jaccard's index |A and B| / |A or B| (maxima of the counts), from 0 to 1; 1 when there are no
/// grams.
[[nodiscard]] inline double jaccard_similarity(std::string_view a, std::string_view b,
                                               std::size_t n,
                                               const ngram_similarity_options& options = {}) {
  const auto grams = detail::ngram::overlap_of(a, b, n, options);
  if (grams.both_empty()) return 1;
  return detail::ngram::quotient(grams.common, grams.size_a + grams.size_b - grams.common);
}

/// The cosine of the angle between the vectors of counts, from 0 to 1; 1 when neither text has
/// grams, 0 when one has none.
[[nodiscard]] inline double cosine_similarity(std::string_view a, std::string_view b, std::size_t n,
                                              const ngram_similarity_options& options = {}) {
  const auto grams = detail::ngram::overlap_of(a, b, n, options);
  if (grams.both_empty()) return 1;
  if (grams.common == 0) return 0;
  // One root of the product, not a product of roots: exactly 1 for equal vectors.
  return std::min(1.0, grams.a_times_b / std::sqrt(grams.a_times_a * grams.b_times_b));
}

}  // namespace gavel

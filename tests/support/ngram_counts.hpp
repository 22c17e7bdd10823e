// tests/support/ngram_counts.hpp - counts as the tests compare them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "gavel/ngram/counter.hpp"
#include "support/ngram_oracle.hpp"

namespace gavel::testing {

/// What the counter says it has counted, gram by gram.
inline gram_counts counts_of(const ngram_counter& counter) {
  gram_counts result;
  counter.for_each([&](std::string_view gram, std::uint64_t count) {
    if (!result.emplace(gram, count).second) throw std::logic_error("a gram is visited twice");
  });
  return result;
}

inline std::uint64_t total_of(const gram_counts& counts) {
  std::uint64_t total = 0;
  for (const auto& [gram, count] : counts) total += count;
  return total;
}

/// The defined order, from the bytes as numbers.
inline std::vector<ngram_count> in_order(const gram_counts& counts, std::uint64_t threshold) {
  std::vector<ngram_count> result;
  for (const auto& [gram, count] : counts)
    if (count >= threshold) result.push_back({gram, count});
  std::sort(result.begin(), result.end(), [](const ngram_count& a, const ngram_count& b) {
    if (a.count != b.count) return a.count > b.count;
    const std::vector<unsigned char> left(a.gram.begin(), a.gram.end());
    const std::vector<unsigned char> right(b.gram.begin(), b.gram.end());
    return left < right;
  });
  return result;
}

}  // namespace gavel::testing

// gavel/ngram/counter.hpp - exact counts of the n-grams of texts.
//
// Method      slide a window of n units over each text and count every gram (gavel/ngram/
//             unit_grams.hpp says how); filter by a threshold to the key grams, the features by
//             which texts are then described.
// Complexity  expected O(1) a unit while n units fit in 64 bits (8 bytes, 3 code points, 2 words);
//             beyond that O(n) more each time a gram is met again. Memory a distinct gram: 32 to
//             64 bytes, or 40 to 80 bytes and its text; for one or two bytes 512 KiB in all.
// Constraints n >= 1; counts are 64-bit. No gram crosses the border of two texts.
// Reference   problems/ngram_counting (statement, data, submissions)
// Tests       tests/algorithms/ngram_test.cpp
// Bench       bench/algorithms/ngram_bench.cpp
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gavel/ngram/unit_grams.hpp"
#include "gavel/ngram/unit_reader.hpp"
#include "gavel/ngram/units.hpp"

namespace gavel {

/// A gram and how often it occurs.
struct ngram_count {
  std::string gram;
  std::uint64_t count = 0;

  friend bool operator==(const ngram_count&, const ngram_count&) = default;
};

namespace detail::ngram {

/// The defined order: more frequent first, then bytewise (std::string compares unsigned bytes).
[[nodiscard]] inline bool before(const ngram_count& a, const ngram_count& b) {
  return a.count != b.count ? a.count > b.count : a.gram < b.gram;
}

}  // namespace detail::ngram

/// Counts the n-grams of texts. A text of L units has max(0, L - n + 1) grams.
///
///     gavel::ngram_counter bigrams(2);
///     bigrams.add("abracadabra");
///     bigrams.count("ab") == 2 && bigrams.total() == 10 && bigrams.distinct() == 7
///     for (const auto& [gram, count] : bigrams.filter(2)) ...   // ab 2, br 2, ra 2
class ngram_counter {
 public:
  /// Throws std::invalid_argument when n is 0. `ill_formed` matters to code points only.
  explicit ngram_counter(std::size_t n, ngram_unit unit = ngram_unit::byte,
                         ill_formed_utf8 ill_formed = ill_formed_utf8::reject)
      : n_(check(n)),
        unit_(unit),
        ill_formed_(ill_formed),
        bytes_(n, 8),
        numbers_(n, unit == ngram_unit::code_point ? 21 : 32),
        reader_(unit, ill_formed) {}

  [[nodiscard]] std::size_t n() const noexcept { return n_; }
  [[nodiscard]] ngram_unit unit() const noexcept { return unit_; }

  /// Counts a whole text. Ends a text begun by append().
  /// Throws std::invalid_argument, naming the byte, when the text is read by code points, is not
  /// UTF-8 and ill-formed input is rejected; and as end_text() does, about the text that append()
  /// began. Either way nothing of `text` is counted, and no text is open: after a complaint about
  /// the earlier text, add `text` again.
  void add(std::string_view text) {
    end_text();
    reader_.check(text, true);
    append_checked(text);
    end_text();
  }

  /// Counts a text piece by piece: it may be cut anywhere, in the middle of a word or of a UTF-8
  /// sequence too. What is not complete yet (a word, a sequence) is counted when it is.
  /// Throws as add() does: then nothing of the piece is counted.
  void append(std::string_view piece) {
    reader_.check(piece, false);
    append_checked(piece);
  }

  /// Ends the text of append(). Throws std::invalid_argument when it ends within a UTF-8 sequence
  /// and ill-formed input is rejected; the text is ended all the same.
  void end_text() {
    if (unit_ == ngram_unit::byte) return bytes_.end_text();
    reader_.finish([this](std::span<const std::uint32_t> units) {
      numbers_.append(units);
      numbers_.end_text();
    });
  }

  /// Adds the counts of `other`; a text that either of them has begun stays as it is.
  /// Throws std::invalid_argument when n or the units differ, std::overflow_error when the total
  /// would not fit in 64 bits; then nothing is added.
  void merge(const ngram_counter& other) {
    if (other.n_ != n_ || other.unit_ != unit_)
      throw std::invalid_argument("ngram_counter: merge of counters with different grams");
    if (other.total() > std::numeric_limits<std::uint64_t>::max() - total())
      throw std::overflow_error("ngram_counter: merge needs more than 64 bits for the total");
    if (&other == this) return merge(ngram_counter(other));
    const auto same = [](auto unit) { return unit; };
    bytes_.merge(other.bytes_, same);
    if (unit_ == ngram_unit::word) {
      const std::vector<std::uint32_t> here = reader_.learn(other.reader_);
      numbers_.merge(other.numbers_, [&](std::uint32_t word) { return here[word]; });
    } else {
      numbers_.merge(other.numbers_, same);
    }
  }

  /// The number of grams counted.
  [[nodiscard]] std::uint64_t total() const noexcept { return bytes_.total() + numbers_.total(); }

  /// The number of different grams.
  [[nodiscard]] std::size_t distinct() const noexcept {
    return bytes_.distinct() + numbers_.distinct();
  }

  /// How often `gram` was counted; 0 for what is no gram of n units.
  [[nodiscard]] std::uint64_t count(std::string_view gram) const {
    if (unit_ == ngram_unit::byte)
      return gram.size() == n_ ? bytes_.count(detail::ngram::as_bytes(gram)) : 0;
    const auto units = reader_.units_of(gram);
    return units && units->size() == n_ ? numbers_.count(*units) : 0;
  }

  /// Calls visit(gram, count) for each distinct gram, in no particular order; `gram` is a
  /// std::string_view valid during the call.
  template <typename Visit>
  void for_each(const Visit& visit) const {
    std::string text;
    bytes_.for_each([&](std::span<const unsigned char> gram, std::uint64_t count) {
      text.assign(gram.begin(), gram.end());
      visit(std::string_view(text), count);
    });
    numbers_.for_each([&](std::span<const std::uint32_t> gram, std::uint64_t count) {
      reader_.write(text, gram);
      visit(std::string_view(text), count);
    });
  }

  /// The key grams: those counted at least `threshold` times (0 and 1 keep all), the more frequent
  /// first, then in bytewise order. O(d log d) for d of them.
  [[nodiscard]] std::vector<ngram_count> filter(std::uint64_t threshold) const {
    std::vector<ngram_count> kept;
    for_each([&](std::string_view gram, std::uint64_t count) {
      if (count >= threshold) kept.push_back({std::string(gram), count});
    });
    std::sort(kept.begin(), kept.end(), detail::ngram::before);
    return kept;
  }

  /// All grams in that order.
  [[nodiscard]] std::vector<ngram_count> sorted() const { return filter(0); }

  /// The first k of them, or all when there are fewer. O(d log k) for d distinct grams.
  [[nodiscard]] std::vector<ngram_count> top(std::size_t k) const {
    std::vector<ngram_count> heap;  // the best k so far, the worst of them in front
    if (k == 0) return heap;
    for_each([&](std::string_view gram, std::uint64_t count) {
      if (heap.size() == k) {
        if (count < heap.front().count) return;
        ngram_count candidate{std::string(gram), count};
        if (!detail::ngram::before(candidate, heap.front())) return;
        std::pop_heap(heap.begin(), heap.end(), detail::ngram::before);
        heap.back() = std::move(candidate);
      } else {
        heap.push_back({std::string(gram), count});
      }
      std::push_heap(heap.begin(), heap.end(), detail::ngram::before);
    });
    std::sort_heap(heap.begin(), heap.end(), detail::ngram::before);
    return heap;
  }

  /// Describes `text` by the key grams: element i is how often key_grams[i] occurs in it. The text
  /// is read as this counter reads texts; what this counter has counted does not matter.
  [[nodiscard]] std::vector<std::uint64_t> vector(std::string_view text,
                                                  std::span<const ngram_count> key_grams) const {
    return counts_in(text, key_grams,
                     [](const ngram_count& key) -> std::string_view { return key.gram; });
  }

  /// Same, for grams without counts.
  [[nodiscard]] std::vector<std::uint64_t> vector(std::string_view text,
                                                  std::span<const std::string> key_grams) const {
    return counts_in(text, key_grams, [](std::string_view key) { return key; });
  }

 private:
  [[nodiscard]] static std::size_t check(std::size_t n) {
    if (n == 0) throw std::invalid_argument("ngram_counter: n must be at least 1, found 0");
    return n;
  }

  template <typename Key, typename Gram>
  [[nodiscard]] std::vector<std::uint64_t> counts_in(std::string_view text,
                                                     std::span<const Key> key_grams,
                                                     const Gram& gram) const {
    ngram_counter counts(n_, unit_, ill_formed_);
    counts.add(text);
    std::vector<std::uint64_t> result;
    result.reserve(key_grams.size());
    for (const Key& key : key_grams) result.push_back(counts.count(gram(key)));
    return result;
  }

  void append_checked(std::string_view text) {
    if (unit_ == ngram_unit::byte) return bytes_.append(detail::ngram::as_bytes(text));
    reader_.read(text, [this](std::span<const std::uint32_t> units) { numbers_.append(units); });
  }

  std::size_t n_;
  ngram_unit unit_;
  ill_formed_utf8 ill_formed_;
  // One of the two is used: bytes_ for bytes, numbers_ for code points and numbers of words.
  detail::ngram::unit_grams<unsigned char> bytes_;
  detail::ngram::unit_grams<std::uint32_t> numbers_;
  detail::ngram::unit_reader reader_;
};

}  // namespace gavel

// gavel/ngram/unit_grams.hpp - counts of the windows of n units in a stream of numbers.
//
// Method      n units that fit in 64 bits are packed into one key, the first unit highest: up to
//             16 bits index an array once the text is long enough to pay for it, more go to a hash
//             table. Longer windows are found by a rolling hash modulo 2^61 - 1 (Karp and Rabin)
//             and always compared, so the counts are exact whatever the text.
// Complexity  expected O(1) a window, and O(n) more where a window that does not fit in 64 bits
//             is met again.
// Constraints n >= 1; a unit is below 2^bits; counts are 64-bit. Needs the 128-bit integers of g++
//             and clang.
// Reference   problems/ngram_counting (statement, data, submissions)
// Tests       tests/algorithms/ngram_test.cpp
// Bench       bench/algorithms/ngram_bench.cpp
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "gavel/ngram/tables.hpp"

namespace gavel::detail::ngram {

/// Polynomial hashes modulo the prime 2^61 - 1.
struct rolling_hash {
  static constexpr std::uint64_t modulus = (std::uint64_t{1} << 61) - 1;
  static constexpr std::uint64_t base = 0x1B7C5A93D4E06F1ULL;

  [[nodiscard]] static constexpr std::uint64_t reduce(std::uint64_t x) noexcept {
    return x >= modulus ? x - modulus : x;
  }

  [[nodiscard]] static constexpr std::uint64_t times(std::uint64_t a, std::uint64_t b) noexcept {
    const uint128 product = static_cast<uint128>(a) * b;
    return reduce((static_cast<std::uint64_t>(product) & modulus) +
                  static_cast<std::uint64_t>(product >> 61));
  }

  [[nodiscard]] static constexpr std::uint64_t power(std::uint64_t exponent) noexcept {
    std::uint64_t result = 1;
    for (std::uint64_t square = base; exponent != 0; exponent >>= 1, square = times(square, square))
      if (exponent & 1U) result = times(result, square);
    return result;
  }

  [[nodiscard]] static constexpr std::uint64_t push(std::uint64_t hash,
                                                    std::uint64_t unit) noexcept {
    return reduce(times(hash, base) + unit);
  }
};

/// Counts the n-grams of texts whose units are numbers below 2^bits.
template <typename Unit>
class unit_grams {
 public:
  unit_grams(std::size_t n, unsigned bits)
      : n_(n),
        bits_(bits),
        packs_(n <= 64 / bits),
        mask_(packs_ && n * bits < 64 ? (std::uint64_t{1} << (n * bits)) - 1 : ~std::uint64_t{0}),
        leading_(packs_ ? 0 : rolling_hash::power(n)),
        sequences_(n) {}

  /// Continues the current text by `units`.
  void append(std::span<const Unit> units) {
    if (packs_) {
      append_packed(units);
    } else {
      append_sequences(units);
    }
  }

  /// The next unit begins another text: no window spans both.
  void end_text() noexcept {
    filled_ = 0;
    pending_.clear();
    done_ = 0;
    start_ = 0;
    sequences_.begin_text();
  }

  /// The count of `gram`, which has n units.
  [[nodiscard]] std::uint64_t count(std::span<const Unit> gram) const {
    if (!packs_) return sequences_.count(gram.data(), mix(hash_of(gram.data())));
    const std::uint64_t key = pack(gram);
    return direct_.empty() ? packed_.count(key) : direct_[static_cast<std::size_t>(key)];
  }

  [[nodiscard]] std::uint64_t total() const noexcept { return total_; }

  [[nodiscard]] std::size_t distinct() const noexcept {
    if (!packs_) return sequences_.size();
    if (direct_.empty()) return packed_.size();
    return direct_.size() -
           static_cast<std::size_t>(std::count(direct_.begin(), direct_.end(), std::uint64_t{0}));
  }

  /// Calls `visit(gram, count)` for each distinct gram, a span of n units valid during the call.
  template <typename Visit>
  void for_each(const Visit& visit) const {
    if (!packs_) {
      sequences_.for_each([&](std::size_t offset, std::uint64_t count) {
        visit(sequences_.pool().subspan(offset, n_), count);
      });
      return;
    }
    for_each_key([&](std::uint64_t key, std::uint64_t count) {
      std::array<Unit, most_units> units{};
      for (std::size_t i = n_; i > 0; --i, key >>= bits_)
        units[i - 1] = static_cast<Unit>(key & unit_mask());
      visit(std::span<const Unit>(units.data(), n_), count);
    });
  }

  /// Adds the counts of `other`, whose unit u is called translate(u) here. The current text goes
  /// on as if nothing had happened.
  template <typename Translate>
  void merge(const unit_grams& other, const Translate& translate) {
    if (packs_) {
      std::array<Unit, most_units> units{};
      other.for_each([&](std::span<const Unit> gram, std::uint64_t count) {
        std::transform(gram.begin(), gram.end(), units.begin(), translate);
        add_key(pack({units.data(), n_}), count);
      });
    } else {
      std::vector<Unit> pool(other.sequences_.pool().size());
      std::transform(other.sequences_.pool().begin(), other.sequences_.pool().end(), pool.begin(),
                     translate);
      sequences_.begin_text();
      other.sequences_.for_each([&](std::size_t offset, std::uint64_t count) {
        const Unit* window = pool.data() + offset;
        sequences_.add(window, mix(hash_of(window)), offset, count);
      });
      sequences_.begin_text();
    }
    total_ += other.total_;
  }

 private:
  static constexpr std::size_t most_units = 64 / 8;  // of a packed gram: bits are 8 or more

  [[nodiscard]] std::uint64_t unit_mask() const noexcept { return (std::uint64_t{1} << bits_) - 1; }

  [[nodiscard]] std::uint64_t pack(std::span<const Unit> gram) const noexcept {
    std::uint64_t key = 0;
    for (const Unit unit : gram) key = (key << bits_) | unit;
    return key;
  }

  void add_key(std::uint64_t key, std::uint64_t weight) {
    if (direct_.empty()) {
      packed_.add(key, weight);
    } else {
      direct_[static_cast<std::size_t>(key)] += weight;
    }
  }

  template <typename Visit>
  void for_each_key(const Visit& visit) const {
    packed_.for_each(visit);
    for (std::size_t key = 0; key < direct_.size(); ++key) {
      if (direct_[key] != 0) visit(std::uint64_t{key}, direct_[key]);
    }
  }

  /// An array of all keys costs its size to clear and to read, so the text must be of that order.
  void use_direct_if_it_pays(std::size_t more) {
    if (!direct_.empty() || n_ * bits_ > 16 || (total_ + more) < (mask_ + 1) / 16) return;
    std::vector<std::uint64_t> counts(static_cast<std::size_t>(mask_) + 1);
    packed_.for_each([&](std::uint64_t key, std::uint64_t count) {
      counts[static_cast<std::size_t>(key)] = count;
    });
    direct_ = std::move(counts);
    packed_ = packed_table{};
  }

  void append_packed(std::span<const Unit> units) {
    std::size_t i = 0;
    for (; i < units.size() && filled_ + 1 < n_; ++i, ++filled_) key_ = (key_ << bits_) | units[i];
    use_direct_if_it_pays(units.size());
    total_ += units.size() - i;
    if (!direct_.empty()) {
      for (; i < units.size(); ++i) ++direct_[static_cast<std::size_t>(next_key(units[i]))];
      return;
    }
    std::array<std::uint64_t, 32> keys{};
    while (i < units.size()) {
      const std::size_t batch = std::min(keys.size(), units.size() - i);
      for (std::size_t j = 0; j < batch; ++j) keys[j] = next_key(units[i + j]);
      packed_.add_batch(std::span(keys).first(batch));
      i += batch;
    }
  }

  [[nodiscard]] std::uint64_t next_key(Unit unit) noexcept {
    key_ = ((key_ << bits_) | unit) & mask_;
    return key_;
  }

  [[nodiscard]] std::uint64_t hash_of(const Unit* window) const noexcept {
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < n_; ++i) hash = rolling_hash::push(hash, window[i]);
    return hash;
  }

  void append_sequences(std::span<const Unit> units) {
    const std::size_t block = std::max<std::size_t>(n_, 1 << 16);
    while (!units.empty()) {
      const std::size_t taken = std::min(block, units.size());
      pending_.insert(pending_.end(), units.begin(),
                      units.begin() + static_cast<std::ptrdiff_t>(taken));
      units = units.subspan(taken);
      count_pending();
      // Keep what later windows need, and the unit that the hash lets go next.
      if (done_ > block) {
        pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(done_ - 1));
        start_ += done_ - 1;
        done_ = 1;
      }
    }
  }

  void count_pending() {
    const Unit* text = pending_.data();
    for (; done_ < pending_.size() && pending_.size() - done_ >= n_; ++done_) {
      if (done_ == 0) {
        hash_ = hash_of(text);
      } else {
        const std::uint64_t out = rolling_hash::times(leading_, text[done_ - 1]);
        const std::uint64_t in = rolling_hash::push(hash_, text[done_ - 1 + n_]);
        hash_ = rolling_hash::reduce(in + rolling_hash::modulus - out);
      }
      sequences_.add(text + done_, mix(hash_), start_ + done_, 1);
      ++total_;
    }
  }

  std::size_t n_;
  unsigned bits_;
  bool packs_;             // n units fit in 64 bits
  std::uint64_t mask_;     // of the n units of a key
  std::uint64_t leading_;  // base^n: the weight of the unit that leaves the window
  std::uint64_t total_ = 0;

  std::vector<std::uint64_t> direct_;  // by key; empty until it pays
  packed_table packed_;
  sequence_table<Unit> sequences_;

  std::uint64_t key_ = 0;      // the last units of the current text,
  std::size_t filled_ = 0;     // and how many of the first n - 1 have come
  std::vector<Unit> pending_;  // the same for sequences: units from start_ on,
  std::size_t start_ = 0;
  std::size_t done_ = 0;    // how many windows of pending_ are counted,
  std::uint64_t hash_ = 0;  // and the hash of the last of them
};

}  // namespace gavel::detail::ngram

// gavel/ngram/tables.hpp - the hash tables below the n-gram counter.
//
// Method      open addressing with linear probing, a power of two of slots, at most half full.
//             packed_table maps 64-bit keys; sequence_table maps sequences of n units, kept in one
//             pool where neighbouring windows overlap, and compares them unit by unit, so that two
//             sequences with one hash stay two; word_table numbers words.
// Complexity  expected O(1) a packed key or word byte; a sequence is compared in O(n) when it is
//             met again. Memory for d distinct keys: packed 32 to 64 bytes each; sequences 40 to 80
//             bytes each (entries grow by doubling) and at most min(n d, length of text) units.
// Constraints fewer than 2^32 distinct sequences or words (std::length_error). The hash is fixed:
//             results never depend on it, but an adversary who knows it can make it slow.
// Reference   problems/ngram_counting (statement, data, submissions)
// Tests       tests/algorithms/ngram_test.cpp
// Bench       bench/algorithms/ngram_bench.cpp
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gavel::detail::ngram {

__extension__ using uint128 = unsigned __int128;

/// A hash whose low and high bits depend on every bit of `x`: both halves of the product with an
/// odd constant (2^64 divided by the golden ratio), folded together.
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t x) noexcept {
  const uint128 product = static_cast<uint128>(x) * 0x9E3779B97F4A7C15ULL;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// The number of slots, a power of two, that holds `size` keys at most half full.
[[nodiscard]] constexpr std::size_t slots_for(std::size_t size) noexcept {
  std::size_t slots = 16;
  while (slots / 2 < size) slots *= 2;
  return slots;
}

/// Counts of 64-bit keys.
class packed_table {
 public:
  /// Adds 1 to the count of each key. Big tables live outside the caches, so it asks for all the
  /// slots before it counts into them: call it with a few dozen keys.
  void add_batch(std::span<const std::uint64_t> keys) {
    reserve_more(keys.size());
    for (const std::uint64_t key : keys) __builtin_prefetch(&slots_[home(key)], 1);
    for (const std::uint64_t key : keys) add_within(key, 1);
  }

  /// Adds `weight` > 0 to the count of `key`.
  void add(std::uint64_t key, std::uint64_t weight) {
    reserve_more(1);
    add_within(key, weight);
  }

  [[nodiscard]] std::uint64_t count(std::uint64_t key) const noexcept {
    return slots_.empty() ? 0 : slots_[find(key)].count;
  }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  template <typename Visit>
  void for_each(const Visit& visit) const {
    for (const slot& here : slots_) {
      if (here.count != 0) visit(here.key, here.count);
    }
  }

 private:
  struct slot {
    std::uint64_t key = 0;
    std::uint64_t count = 0;  // 0: the slot is free
  };

  void reserve_more(std::size_t more) {
    if (size_ + more <= slots_.size() / 2) return;
    std::vector<slot> old(slots_for(size_ + more));
    old.swap(slots_);
    for (const slot& from : old) {
      if (from.count != 0) slots_[find(from.key)] = from;
    }
  }

  void add_within(std::uint64_t key, std::uint64_t weight) noexcept {
    slot& here = slots_[find(key)];
    if (here.count == 0) {
      here.key = key;
      ++size_;
    }
    here.count += weight;
  }

  [[nodiscard]] std::size_t home(std::uint64_t key) const noexcept {
    return static_cast<std::size_t>(mix(key)) & (slots_.size() - 1);
  }

  /// The slot of `key`, or the free slot where it belongs.
  [[nodiscard]] std::size_t find(std::uint64_t key) const noexcept {
    std::size_t i = home(key);
    while (slots_[i].count != 0 && slots_[i].key != key) i = (i + 1) & (slots_.size() - 1);
    return i;
  }

  std::vector<slot> slots_;
  std::size_t size_ = 0;
};

/// Slots that hold the number of an entry kept elsewhere, with 32 bits of its hash.
class number_table {
 public:
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  /// The number stored with `hash` for which `equal(number)` holds, or none.
  template <typename Equal>
  [[nodiscard]] std::uint32_t find(std::uint64_t hash, const Equal& equal) const {
    if (slots_.empty()) return none;
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = hash & mask; slots_[i].number != none; i = (i + 1) & mask) {
      if (slots_[i].tag == tag(hash) && equal(slots_[i].number)) return slots_[i].number;
    }
    return none;
  }

  /// Makes room for the number `size`; `hash_of(number)` gives the hashes of those before it.
  template <typename Hash>
  void reserve_one_more(std::size_t size, const Hash& hash_of) {
    if (size >= none) throw std::length_error("n-gram table: 2^32 - 1 distinct keys at most");
    if (size + 1 <= slots_.size() / 2) return;
    slots_.assign(slots_for(size + 1), slot{});
    for (std::size_t i = 0; i < size; ++i) put(hash_of(i), i);
  }

  void put(std::uint64_t hash, std::size_t number) noexcept {
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = hash & mask;
    while (slots_[i].number != none) i = (i + 1) & mask;
    slots_[i] = {tag(hash), static_cast<std::uint32_t>(number)};
  }

 private:
  struct slot {
    std::uint32_t tag = 0;
    std::uint32_t number = none;
  };

  [[nodiscard]] static std::uint32_t tag(std::uint64_t hash) noexcept {
    return static_cast<std::uint32_t>(hash >> 32);
  }

  std::vector<slot> slots_;
};

/// Counts of sequences of n units.
template <typename Unit>
class sequence_table {
 public:
  explicit sequence_table(std::size_t n) : n_(n) {}

  /// Adds `weight` to the count of the n units from `window`, which stand at `position` of the
  /// text. Positions of one text ascend; what a window shares with the last one that was new is
  /// not stored again.
  void add(const Unit* window, std::uint64_t hash, std::size_t position, std::uint64_t weight) {
    const std::uint32_t number = find(window, hash);
    if (number != number_table::none) {
      entries_[number].count += weight;
      return;
    }
    const std::size_t shared = position < pool_end_ ? pool_end_ - position : 0;
    pool_.insert(pool_.end(), window + shared, window + n_);
    pool_end_ = position + n_;
    const std::size_t size = entries_.size();
    numbers_.reserve_one_more(size, [this](std::size_t i) { return entries_[i].hash; });
    entries_.push_back({hash, weight, pool_.size() - n_});
    numbers_.put(hash, size);
  }

  /// The next window belongs to another text: it shares nothing with the last one.
  void begin_text() noexcept { pool_end_ = 0; }

  [[nodiscard]] std::uint64_t count(const Unit* window, std::uint64_t hash) const {
    const std::uint32_t number = find(window, hash);
    return number == number_table::none ? 0 : entries_[number].count;
  }

  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

  /// The stored text, and by `visit(offset, count)` where each sequence stands in it, ascending.
  [[nodiscard]] std::span<const Unit> pool() const noexcept { return pool_; }

  template <typename Visit>
  void for_each(const Visit& visit) const {
    for (const entry& here : entries_) visit(here.offset, here.count);
  }

 private:
  struct entry {
    std::uint64_t hash;
    std::uint64_t count;
    std::size_t offset;
  };

  [[nodiscard]] std::uint32_t find(const Unit* window, std::uint64_t hash) const {
    return numbers_.find(hash, [&](std::uint32_t number) {
      return std::equal(window, window + n_, pool_.data() + entries_[number].offset);
    });
  }

  std::size_t n_;
  std::vector<Unit> pool_;
  std::vector<entry> entries_;
  number_table numbers_;
  std::size_t pool_end_ = 0;  // position in the text of the pool's end; 0: of no text
};

/// Numbers words 0, 1, 2, ... in the order in which they are first met.
class word_table {
 public:
  static constexpr std::uint32_t none = number_table::none;

  [[nodiscard]] std::uint32_t find(std::string_view word) const {
    return find(word, hash_of(word));
  }

  std::uint32_t find_or_add(std::string_view word) {
    const std::uint64_t hash = hash_of(word);
    const std::uint32_t found = find(word, hash);
    if (found != none) return found;
    const std::size_t number = size();
    numbers_.reserve_one_more(number, [this](std::size_t i) { return hash_of((*this)[i]); });
    pool_.append(word);
    ends_.push_back(pool_.size());
    numbers_.put(hash, number);
    return static_cast<std::uint32_t>(number);
  }

  [[nodiscard]] std::string_view operator[](std::size_t number) const {
    const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
    return std::string_view(pool_).substr(begin, ends_[number] - begin);
  }

  [[nodiscard]] std::size_t size() const noexcept { return ends_.size(); }

 private:
  [[nodiscard]] static std::uint64_t hash_of(std::string_view word) {
    return mix(std::hash<std::string_view>{}(word));
  }

  [[nodiscard]] std::uint32_t find(std::string_view word, std::uint64_t hash) const {
    return numbers_.find(hash, [&](std::uint32_t number) { return (*this)[number] == word; });
  }

  std::string pool_;
  std::vector<std::size_t> ends_;
  number_table numbers_;
};

}  // namespace gavel::detail::ngram

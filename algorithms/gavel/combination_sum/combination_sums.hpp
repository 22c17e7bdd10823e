// gavel/combination_sum/combination_sums.hpp - the combinations as a lazy range, by number, at
// random.
//
// Method      the tables of the neighbouring headers behind one class.
// Complexity  see gavel/combination_sum.hpp and each member.
// Constraints see gavel/combination_sum.hpp.
// Reference   problems/combination_sum, problems/combination_sum_unique
// Tests       tests/algorithms/combination_sum_test.cpp
// Bench       bench/algorithms/combination_sum_bench.cpp
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <ranges>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "gavel/combination_sum/counting.hpp"
#include "gavel/combination_sum/enumeration.hpp"
#include "gavel/combination_sum/items.hpp"
#include "gavel/combination_sum/reachability.hpp"
#include "gavel/concepts.hpp"

namespace gavel {

/// The combinations of `candidates` that sum to `target`, each a non-decreasing sequence, in
/// lexicographic order (the order of the textbook's depth-first search). With reuse::once equal
/// combinations are one, so the zeros among the candidates give one combination for each number of
/// zeros. Target 0 and positive candidates: just the empty combination.
///
/// The object does not change once it is built: several threads may use it. Copies are cheap and
/// share the tables.
///
///     for (auto combination : gavel::combination_sums<int>(std::vector{2, 3, 5}, 8)) ...
template <integer T>
class combination_sums {
  struct tables;

 public:
  /// Walks through the combinations; keeps what it needs alive. `*it` is a std::span<const T> that
  /// is valid until the next `++it`.
  class iterator {
   public:
    using iterator_concept = std::input_iterator_tag;
    using value_type = std::span<const T>;
    using difference_type = std::ptrdiff_t;

    [[nodiscard]] std::span<const T> operator*() const noexcept { return walk_.current(); }
    iterator& operator++() {
      at_end_ = !walk_.next();
      return *this;
    }
    void operator++(signed) { ++*this; }  // not `int`, which some contest code redefines
    [[nodiscard]] friend bool operator==(const iterator& it, std::default_sentinel_t) noexcept {
      return it.at_end_;
    }

   private:
    friend combination_sums;
    explicit iterator(std::shared_ptr<const tables> of)
        : tables_(std::move(of)), walk_(tables_->items, tables_->sums), at_end_(!walk_.next()) {}

    std::shared_ptr<const tables> tables_;
    detail::combination_sum::enumerator<T> walk_;
    bool at_end_;
  };

  /// Builds the table of reachable sums. Throws std::invalid_argument, which names the element, for
  /// a candidate below 1 with reuse::unlimited, and std::length_error, which names the numbers, for
  /// a table beyond options.table_limit. A table is needed only when the sums alone do not show
  /// that there is no combination; candidates beyond the target take no room in it.
  combination_sums(std::span<const T> candidates, T target, combination_sum_options options = {})
      : tables_(std::make_shared<const tables>(candidates, target, options)) {}

  /// A lazy input range; every call starts anew.
  [[nodiscard]] iterator begin() const { return iterator(tables_); }
  [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

  /// Calls `visit(std::span<const T>)` for each combination until it returns false (a void `visit`
  /// sees them all). Returns the number of calls.
  template <typename Visit>
  std::uint64_t for_each(Visit&& visit) const {
    detail::combination_sum::enumerator<T> walk(tables_->items, tables_->sums);
    std::uint64_t calls = 0;
    while (walk.next()) {
      ++calls;
      if constexpr (std::is_void_v<std::invoke_result_t<Visit&, std::span<const T>>>) {
        visit(walk.current());
      } else if (!visit(walk.current())) {
        break;
      }
    }
    return calls;
  }

  /// How many there are, in O(n t) time. Count is an integral type, unsigned __int128, or a number
  /// type of yours with Count(0), Count(1) and +=. Throws std::overflow_error when a built-in Count
  /// cannot hold the number, std::length_error when its O(t) table exceeds options.table_limit.
  template <typename Count = std::uint64_t>
  [[nodiscard]] Count count() const {
    return detail::combination_sum::count_combinations<Count>(tables_->items, tables_->limit,
                                                              "combination_sums::count");
  }

  /// Whether there is any; O(1).
  [[nodiscard]] bool any() const noexcept {
    const auto& items = tables_->items;
    return items.possible() && tables_->sums.contains(0, 0, items.goal());
  }

  /// The first one, if there is any.
  [[nodiscard]] std::optional<std::vector<T>> first() const {
    detail::combination_sum::enumerator<T> walk(tables_->items, tables_->sums);
    if (!walk.next()) return std::nullopt;
    return std::vector<T>(walk.current().begin(), walk.current().end());
  }

  /// The k-th one, from 0, in O(n + length) time. The first call of unrank, rank or sample counts
  /// in 8 (n + 1) (t + 1) bytes: std::length_error beyond options.table_limit, std::overflow_error
  /// when there are 2^64 combinations or more. Throws std::out_of_range when k >= count().
  [[nodiscard]] std::vector<T> unrank(std::uint64_t k) const {
    const auto& counts = tables_->counts();
    if (k >= counts.total()) {
      throw std::out_of_range("combination_sums::unrank: " + std::to_string(k) + " of " +
                              std::to_string(counts.total()) + " combinations");
    }
    return counts.combination(k);
  }

  /// The number k for which unrank(k) is `combination`, in O(length log n) time. Throws
  /// std::invalid_argument when it is not one of the combinations (or not sorted).
  [[nodiscard]] std::uint64_t rank(std::span<const T> combination) const {
    return tables_->counts().rank(combination);
  }

  /// One of the combinations, each with the same probability, if there is any. Takes the low bits
  /// of the generator's values as they come and rejects numbers that are too large, so that the
  /// same generator gives the same sample with every standard library.
  template <std::uniform_random_bit_generator Generator>
  [[nodiscard]] std::optional<std::vector<T>> sample(Generator& generator) const {
    const auto& counts = tables_->counts();
    if (counts.total() == 0) return std::nullopt;
    return counts.combination(detail::combination_sum::random_below(generator, counts.total()));
  }

  /// All of them.
  [[nodiscard]] std::vector<std::vector<T>> to_vectors() const {
    std::vector<std::vector<T>> out;
    for_each([&](std::span<const T> one) { out.emplace_back(one.begin(), one.end()); });
    return out;
  }

 private:
  struct tables {
    tables(std::span<const T> candidates, T target, const combination_sum_options& options)
        : items(candidates, target, options),
          sums(items, options.table_limit),
          limit(options.table_limit) {}

    /// Built on first use: most callers never need it, and it is the largest table.
    [[nodiscard]] const detail::combination_sum::suffix_counts<T>& counts() const {
      const std::lock_guard lock(mutex);
      if (!built) {
        // Saturated counts would give wrong ranks, so first see that the number fits.
        static_cast<void>(detail::combination_sum::count_combinations<std::uint64_t>(
            items, limit, "combination_sums"));
        built.emplace(items, limit);
      }
      return *built;
    }

    detail::combination_sum::item_list<T> items;
    detail::combination_sum::reachability sums;
    std::size_t limit;
    mutable std::mutex mutex;
    mutable std::optional<detail::combination_sum::suffix_counts<T>> built;
  };

  std::shared_ptr<const tables> tables_;
};

template <std::ranges::contiguous_range Range>
combination_sums(const Range&, std::ranges::range_value_t<Range>, combination_sum_options = {})
    -> combination_sums<std::ranges::range_value_t<Range>>;

}  // namespace gavel

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
#include <type_traits>
#include <utility>
#include <vector>

#include "gavel/combination_sum/combination_list.hpp"
#include "gavel/combination_sum/counting.hpp"
#include "gavel/combination_sum/enumeration.hpp"
#include "gavel/combination_sum/items.hpp"
#include "gavel/combination_sum/ranking.hpp"
#include "gavel/combination_sum/small_search.hpp"
#include "gavel/concepts.hpp"

namespace gavel {

namespace detail::combination_sum {

/// A value that is made when it is first asked for, and shared by the copies made after that.
template <typename Value>
class made_once {
 public:
  made_once() = default;
  made_once(const made_once& other) : value_(other.peek()) {}
  made_once& operator=(const made_once& other) {
    auto value = other.peek();
    const std::lock_guard lock(mutex_);
    value_ = std::move(value);
    return *this;
  }
  ~made_once() = default;

  template <typename Make>
  [[nodiscard]] const Value& get(const Make& make) const {
    const std::lock_guard lock(mutex_);
    if (!value_) value_ = make();
    return *value_;
  }

 private:
  [[nodiscard]] std::shared_ptr<const Value> peek() const {
    const std::lock_guard lock(mutex_);
    return value_;
  }

  mutable std::mutex mutex_;
  mutable std::shared_ptr<const Value> value_;
};

}  // namespace detail::combination_sum

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
  using tables = detail::combination_sum::search_tables<T>;
  using enumerator = detail::combination_sum::enumerator<T>;

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
      at_end_ = !walk_.run(tables_, [](std::span<const T>) { return false; });
      return *this;
    }
    void operator++(signed) { ++*this; }  // not `int`, which some contest code redefines
    [[nodiscard]] friend bool operator==(const iterator& it, std::default_sentinel_t) noexcept {
      return it.at_end_;
    }

   private:
    friend combination_sums;
    explicit iterator(const tables& of) : tables_(of), walk_(tables_) { ++*this; }

    tables tables_;
    enumerator walk_;
    bool at_end_ = false;
  };

  /// Each candidate is used as options.mode says. Throws std::invalid_argument, which names the
  /// element, for a candidate below 1 with reuse::unlimited, and std::length_error when target and
  /// negative candidates span more than 64 bits. Beyond options.table_limit a smaller table takes
  /// the place of the usual one; if no exact one fits, there may be dead ends, so that the time
  /// between two combinations can be exponential in the number of candidates.
  combination_sums(std::span<const T> candidates, T target, combination_sum_options options = {})
      : tables_(candidates, target, options), limit_(options.table_limit) {}

  /// The same for pairs of a value and how often it may be used; SIZE_MAX: as often as you like,
  /// for positive values. Numbers of equal values add up. options.mode has no meaning here.
  combination_sums(std::span<const std::pair<T, std::size_t>> candidates, T target,
                   combination_sum_options options = {})
      : tables_(candidates, target, options), limit_(options.table_limit) {}

  /// A lazy input range; every call starts anew.
  [[nodiscard]] iterator begin() const { return iterator(tables_); }
  [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

  /// Calls `visit(std::span<const T>)` for each combination until it returns false (a void `visit`
  /// sees them all). Returns the number of calls.
  template <typename Visit>
  std::uint64_t for_each(Visit&& visit) const {
    std::uint64_t calls = 0;
    const auto one_more = [&](std::span<const T> one) {
      ++calls;
      if constexpr (std::is_void_v<std::invoke_result_t<Visit&, std::span<const T>>>) {
        visit(one);
        return true;
      } else {
        return static_cast<bool>(visit(one));
      }
    };
    if (detail::combination_sum::is_small(tables_)) {
      detail::combination_sum::search_small(tables_, one_more);
    } else {
      enumerator walk(tables_);
      walk.run(tables_, one_more);
    }
    return calls;
  }

  /// How many there are, in O(n t) time. Count is an integral type, unsigned __int128, or a number
  /// type of yours with Count(0), Count(1) and +=. Throws std::overflow_error when a built-in Count
  /// cannot hold the number, std::length_error when its O(t) table exceeds options.table_limit
  /// (for_each counts one by one).
  template <typename Count = std::uint64_t>
  [[nodiscard]] Count count() const {
    return detail::combination_sum::count_combinations<Count>(tables_.items, limit_,
                                                              "combination_sums::count");
  }

  /// Whether there is any; O(1) when the table is exact.
  [[nodiscard]] bool any() const {
    const auto& items = tables_.items;
    if (!items.possible() || !tables_.sums.contains(0, 0, items.goal())) return false;
    return tables_.sums.exact() ||
           enumerator(tables_).run(tables_, [](std::span<const T>) { return false; });
  }

  /// The first one, if there is any.
  [[nodiscard]] std::optional<std::vector<T>> first() const {
    enumerator walk(tables_);
    if (!walk.run(tables_, [](std::span<const T>) { return false; })) return std::nullopt;
    return std::vector<T>(walk.current().begin(), walk.current().end());
  }

  /// Numbers for the combinations in the type Count; keep it, as building it takes O(n t) time and
  /// n t counts of space, of which options.table_limit is the limit (std::length_error).
  template <typename Count = std::uint64_t>
  [[nodiscard]] combination_ranking<T, Count> ranking() const {
    return combination_ranking<T, Count>(tables_.items, limit_);
  }

  /// The k-th one, from 0. The first call of unrank, rank or sample builds a ranking() and keeps
  /// it: std::length_error when it is too large, std::overflow_error when there are 2^64
  /// combinations or more. Throws std::out_of_range when k >= count().
  [[nodiscard]] std::vector<T> unrank(std::uint64_t k) const { return kept_ranking().unrank(k); }

  /// The same into `out`, whose memory is used again.
  void unrank(std::uint64_t k, std::vector<T>& out) const { kept_ranking().unrank(k, out); }

  /// The number k for which unrank(k) is `combination`, in O(length log n) time. Throws
  /// std::invalid_argument when it is not one of the combinations (or not sorted).
  [[nodiscard]] std::uint64_t rank(std::span<const T> combination) const {
    return kept_ranking().rank(combination);
  }

  /// One of the combinations, each with the same probability, if there is any: see
  /// combination_ranking::sample.
  template <std::uniform_random_bit_generator Generator>
  [[nodiscard]] std::optional<std::vector<T>> sample(Generator& generator) const {
    return kept_ranking().sample(generator);
  }

  /// All of them. What they take is found first, by counting or by walking through them.
  [[nodiscard]] std::vector<std::vector<T>> to_vectors() const {
    std::vector<std::vector<T>> out;
    const auto take = [&](std::span<const T> one) {
      out.emplace_back(one.begin(), one.end());
      return true;
    };
    if (detail::combination_sum::is_small(tables_)) {
      out.reserve(static_cast<std::size_t>(for_each([](std::span<const T>) {})));
      detail::combination_sum::search_small(tables_, take);
      return out;
    }
    enumerator walk(tables_);
    out.reserve(static_cast<std::size_t>(how_many(walk)));
    walk.begin(tables_);
    walk.run(tables_, take);
    return out;
  }

  /// All of them in two arrays, which is faster and takes less room; walks through them twice.
  [[nodiscard]] combination_list<T> to_flat() const {
    std::size_t combinations = 0;
    std::size_t elements = 0;
    const auto count = [&](std::span<const T> one) {
      ++combinations;
      elements += one.size();
      return true;
    };
    combination_list<T> out;
    const auto take = [&](std::span<const T> one) {
      out.values.insert(out.values.end(), one.begin(), one.end());
      out.offsets.push_back(out.values.size());
      return true;
    };
    const auto make_room = [&] {
      out.offsets.reserve(combinations + 1);
      out.values.reserve(elements);
    };
    if (detail::combination_sum::is_small(tables_)) {
      detail::combination_sum::search_small(tables_, count);
      make_room();
      detail::combination_sum::search_small(tables_, take);
      return out;
    }
    enumerator walk(tables_);
    walk.run(tables_, count);
    make_room();
    walk.begin(tables_);
    walk.run(tables_, take);
    return out;
  }

 private:
  /// Counts in a table when that takes less time than a walk through them, which shows in the walk.
  [[nodiscard]] std::uint64_t how_many(enumerator& walk) const {
    namespace impl = detail::combination_sum;
    const auto& items = tables_.items;
    const std::uint64_t amounts =
        impl::saturating_multiply(impl::saturating_add(items.goal(), 1), items.parts().layers);
    const bool fits = amounts <= limit_ / (3 * impl::counters<std::uint64_t>::bytes_each);
    const std::uint64_t most =
        fits ? impl::saturating_multiply(items.size(), amounts) / 4 : impl::no_limit;
    std::uint64_t seen = 0;
    const bool more = walk.run(tables_, [&](std::span<const T>) { return ++seen < most; });
    return more ? count() : seen;
  }

  [[nodiscard]] const combination_ranking<T>& kept_ranking() const {
    return ranking_.get([this] {
      return std::shared_ptr<const combination_ranking<T>>(
          new combination_ranking<T>(tables_.items, limit_));
    });
  }

  tables tables_;
  std::size_t limit_;
  detail::combination_sum::made_once<combination_ranking<T>> ranking_;
};

template <std::ranges::contiguous_range Range>
requires integer<std::ranges::range_value_t<Range>> combination_sums(
    const Range&, std::ranges::range_value_t<Range>, combination_sum_options = {})
->combination_sums<std::ranges::range_value_t<Range>>;

template <std::ranges::contiguous_range Range, integer T>
requires std::same_as<std::ranges::range_value_t<Range>, std::pair<T, std::size_t>>
combination_sums(const Range&, T, combination_sum_options = {})
->combination_sums<T>;

}  // namespace gavel

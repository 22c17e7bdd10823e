// gavel/combination_sum/ranking.hpp - the combinations by number, and at random.
//
// Method      for every item, layer and amount the number of ways to complete a prefix (dynamic
//             programming); a rank is a sum of differences of such counts. How often a reusable
//             item comes next is found by doubling and halving the step.
// Complexity  goal t, n items, l layers: O(l n t) time and space to build. Then O(length log n) for a
//             rank, O(n + d log length + length) for a combination with d different values.
// Constraints as combination_sum/items.hpp; std::overflow_error when the count does not fit.
// Reference   problems/combination_sum, problems/combination_sum_unique
// Tests       tests/algorithms/combination_sum_test.cpp
// Bench       bench/algorithms/combination_sum_bench.cpp
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "gavel/combination_sum/counting.hpp"
#include "gavel/combination_sum/items.hpp"
#include "gavel/concepts.hpp"

namespace gavel {

namespace detail::combination_sum {

/// `bits` random bits, 1 to 64, from any engine; the same ones with every standard library.
template <std::uniform_random_bit_generator Generator>
[[nodiscard]] std::uint64_t random_bits(Generator& generator, unsigned bits) {
  constexpr auto range = static_cast<std::uint64_t>(Generator::max() - Generator::min());
  constexpr unsigned whole =
      static_cast<unsigned>(std::bit_width(range)) - ((range & (range + 1)) == 0 ? 0 : 1);
  std::uint64_t out = 0;
  for (unsigned have = 0; have < bits;) {
    const auto drawn = static_cast<std::uint64_t>(generator() - Generator::min());
    if constexpr (whole < 64) {
      if (drawn >> whole != 0) continue;  // beyond the greatest power of two
    }
    const unsigned wanted = std::min(whole, bits - have);
    out |= (wanted == 64 ? drawn : drawn & ((std::uint64_t{1} << wanted) - 1)) << have;
    have += wanted;
  }
  return out;
}

/// A number below `bound`, every one equally likely; bound is at least 1.
template <typename Count, std::uniform_random_bit_generator Generator>
[[nodiscard]] Count random_below(Generator& generator, Count bound) {
  unsigned bits = 0;
  for (Count left = bound - 1; left != 0; left = static_cast<Count>(left >> 1)) ++bits;
  while (true) {
    Count drawn = static_cast<Count>(random_bits(generator, std::min(bits, 64U)));
    if constexpr (sizeof(Count) > 8) {
      if (bits > 64) drawn |= static_cast<Count>(random_bits(generator, bits - 64)) << 64;
    }
    if (drawn < bound) return drawn;
  }
}

}  // namespace detail::combination_sum

/// Numbers for the combinations of a combination_sums, from 0 in its order; made by
/// combination_sums::ranking. Count is an integral type, unsigned __int128, or a number type of
/// yours with Count(0), Count(1), +=, -= and <. It does not change once it is built.
template <integer T, typename Count = std::uint64_t>
class combination_ranking {
 public:
  /// How many combinations there are.
  [[nodiscard]] const Count& size() const noexcept { return total_; }

  /// Writes combination number k to `out`, which is emptied before. Throws std::out_of_range when
  /// there is none.
  void unrank(Count k, std::vector<T>& out) const {
    if (!(k < total_)) {
      throw std::out_of_range("combination_sums: there is no combination" + number(k) +
                              ", counted from 0");
    }
    out.clear();
    std::size_t i = 0;
    std::uint64_t missing = items_.missing();
    while (true) {
      const std::size_t layer = items_.parts().of_length(out.size());
      if (complete(layer, missing)) {
        if (!(Count(0) < k)) return;
        k -= Count(1);
      }
      const Count from_here = ways(layer, i, missing);
      const bool positive = i >= items_.nonpositive();  // then all counts lie in one row
      const Count* const row = positive ? counts_.data() + cell(layer, 0, missing) : nullptr;
      std::size_t j = i;  // the combinations that go on below item j come before those beyond it
      Count before = Count(0);
      while (true) {
        const std::size_t next = items_[j].next;
        Count below = from_here;
        below -= positive ? row[next] : ways(layer, next, missing);
        if (k < below) break;
        before = below;
        j = next;
      }
      k -= before;
      const detail::combination_sum::item<T>& it = items_[j];
      const std::size_t times = it.after == j ? copies(layer, j, missing, k) : 1;
      out.insert(out.end(), times, it.value);
      missing -= static_cast<std::uint64_t>(it.value) * times;
      i = it.after;
    }
  }

  [[nodiscard]] std::vector<T> unrank(const Count& k) const {
    std::vector<T> out;
    unrank(k, out);
    return out;
  }

  /// The number k for which unrank(k) is `combination`. Throws std::invalid_argument when it is not
  /// one of the combinations (or not sorted).
  [[nodiscard]] Count rank(std::span<const T> combination) const {
    Count before = Count(0);
    std::size_t i = 0;
    std::uint64_t missing = items_.missing();
    bool valid = items_.possible();
    for (std::size_t length = 0; valid && length < combination.size(); ++length) {
      const std::size_t layer = items_.parts().of_length(length);
      const std::size_t j = find(i, combination[length]);
      valid = j < items_.size() && items_.parts().after(layer) < items_.parts().layers;
      if (!valid) break;
      before += ways(layer, i, missing);
      before -= ways(layer, j, missing);
      if (complete(layer, missing)) before += Count(1);
      missing -= static_cast<std::uint64_t>(items_[j].value);
      i = items_[j].after;
      valid = Count(0) < ways(items_.parts().of_length(length + 1), i, missing);
    }
    if (!valid || !complete(items_.parts().of_length(combination.size()), missing)) {
      throw std::invalid_argument("combination_sums::rank: not one of the combinations");
    }
    return before;
  }

  /// One of the combinations, each with the same probability, if there is any. Takes the low bits
  /// of the generator's values as they come and rejects numbers that are too large, so that the
  /// same generator gives the same sample with every standard library.
  template <std::uniform_random_bit_generator Generator>
  requires detail::combination_sum::is_built_in<Count>
  [[nodiscard]] std::optional<std::vector<T>> sample(Generator& generator) const {
    if (total_ == 0) return std::nullopt;
    return unrank(detail::combination_sum::random_below<Count>(generator, total_));
  }

 private:
  template <integer>
  friend class combination_sums;

  combination_ranking(const detail::combination_sum::item_list<T>& items, std::size_t limit)
      : items_(items), total_(Count(0)) {
    namespace impl = detail::combination_sum;
    if (!items.possible()) return;
    // Lost counts would give wrong ranks, so first see that the number fits.
    if constexpr (impl::is_built_in<Count>) {
      static_cast<void>(impl::count_combinations<Count>(items, limit, "combination_sums"));
    }
    const impl::part_layers& parts = items.parts();
    const std::uint64_t cells = impl::saturating_multiply(
        impl::saturating_multiply(impl::saturating_add(items.goal(), 1), items.size() + 1),
        parts.layers);
    impl::expect_table_fits("combination_sums", items.size(), items.goal(), parts.layers,
                            impl::saturating_multiply(cells, sizeof(Count)), limit);
    counts_.assign(static_cast<std::size_t>(cells), Count(0));
    for (std::uint64_t amount = 0; amount <= items.goal(); ++amount) {
      for (std::size_t layer = parts.layers; layer-- > 0;) fill(layer, amount);
    }
    total_ = ways(0, 0, items.missing());
  }

  void fill(std::size_t layer, std::uint64_t amount) {
    const std::size_t above = items_.parts().after(layer);
    Count* const row = counts_.data() + cell(layer, 0, amount);
    if (amount == 0 && items_.parts().accepts(layer)) row[items_.size()] = Count(1);
    for (std::size_t i = items_.size(); i-- > 0;) {
      const detail::combination_sum::item<T>& it = items_[i];
      const std::uint64_t skip = items_.skip(i);
      if (amount >= skip) row[i] = counts_[cell(layer, it.next, amount - skip)];
      if (above < items_.parts().layers && amount >= it.take()) {
        add(row[i], counts_[cell(above, it.after, amount - it.take())]);
      }
    }
  }

  /// What does not fit wraps round: no combination meets it, as the number of them all fits.
  static void add(Count& sum, const Count& more) {
    if constexpr (detail::combination_sum::is_built_in<Count>) {
      static_cast<void>(__builtin_add_overflow(sum, more, &sum));
    } else {
      sum += more;
    }
  }

  [[nodiscard]] std::string number(const Count& k) const {
    if constexpr (std::is_integral_v<Count>) {
      return " " + std::to_string(k) + " among " + std::to_string(total_);
    } else {
      return " of that number";
    }
  }

  /// How many of item j come next in the k-th combination that goes on with it; at least 1.
  [[nodiscard]] std::size_t copies(std::size_t layer, std::size_t j, std::uint64_t missing,
                                   const Count& k) const {
    const std::uint64_t size = items_[j].magnitude;
    const std::uint64_t most = missing / size;
    const auto reached = [&](std::uint64_t times) {
      const detail::combination_sum::part_layers& parts = items_.parts();
      const std::size_t length = layer + static_cast<std::size_t>(times);
      if (times > most || (!parts.open && length >= parts.layers)) return false;
      return k < ways(parts.of_length(length), j, missing - times * size);
    };
    std::uint64_t step = 1;
    while (reached(2 * step)) step *= 2;
    std::uint64_t times = step;
    while (step > 1) {
      step /= 2;
      if (reached(times + step)) times += step;
    }
    return static_cast<std::size_t>(times);
  }

  /// Item i or the first one after it with this value; size() when there is none.
  [[nodiscard]] std::size_t find(std::size_t i, T value) const {
    const auto items = items_.items();
    const auto found = std::lower_bound(
        items.begin() + static_cast<std::ptrdiff_t>(i), items.end(), value,
        [](const detail::combination_sum::item<T>& a, T b) { return a.value < b; });
    if (found == items.end() || found->value != value) return items.size();
    return static_cast<std::size_t>(found - items.begin());
  }

  [[nodiscard]] bool complete(std::size_t layer, std::uint64_t missing) const noexcept {
    return missing == 0 && items_.parts().accepts(layer);
  }

  [[nodiscard]] std::size_t cell(std::size_t layer, std::size_t i,
                                 std::uint64_t amount) const noexcept {
    const std::size_t row = static_cast<std::size_t>(amount) * items_.parts().layers + layer;
    return row * (items_.size() + 1) + i;
  }

  [[nodiscard]] const Count& ways(std::size_t layer, std::size_t i,
                                  std::uint64_t missing) const noexcept {
    const std::uint64_t amount = missing + items_.owed(i);
    return amount <= items_.goal() && !counts_.empty() ? counts_[cell(layer, i, amount)] : none_;
  }

  detail::combination_sum::item_list<T> items_;
  Count total_;
  Count none_ = Count(0);
  std::vector<Count> counts_;
};

}  // namespace gavel

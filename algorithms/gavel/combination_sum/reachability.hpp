// gavel/combination_sum/reachability.hpp - which amounts the items from i on can make.
//
// Method      the smallest of these that fits into the limit, the fastest first.
//             rows: one bit set of amounts for each item and layer, from the last item to the
//             first, row(i) = row(next(i)) << skip(i) | row(after(i)) << take(i), 64 amounts a
//             step. tops: for each amount the last i from which it can still be made (the sets of
//             later items are parts of the sets of earlier ones). residues: all items reusable; for
//             each item and residue modulo the last value the smallest amount (S. Boecker, Z.
//             Liptak, A fast and simple algorithm for the money changing problem, Algorithmica 48,
//             2007). sums: tops of the amounts that can be made only, for as many of the last items
//             as fit; before them just bounds by total, divisor and least value (E. Horowitz, S.
//             Sahni, Computing partitions with applications to the knapsack problem, J. ACM 21,
//             1974).
// Complexity  goal t, n items, l layers. rows: O(l n t / 64) time, l (n + 1) (t + 1) bits. tops:
//             O(n t) time, 4 (t + 1) bytes. residues: n times the last value, 8 bytes each. sums:
//             16 bytes for each amount, at most the limit. A question: O(1), sums O(log n).
// Constraints as combination_sum/items.hpp.
// Reference   problems/combination_sum, problems/combination_sum_unique
// Tests       tests/algorithms/combination_sum_test.cpp
// Bench       bench/algorithms/combination_sum_bench.cpp
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <numeric>
#include <vector>

#include "gavel/combination_sum/bit_rows.hpp"
#include "gavel/combination_sum/items.hpp"
#include "gavel/combination_sum/storage.hpp"
#include "gavel/concepts.hpp"

namespace gavel::detail::combination_sum {

/// What a table of amounts may be; see the head of this file.
enum class table_kind : unsigned char { none, rows, tops, residues, sums };

class reachability {
 public:
  template <integer T>
  reachability(const item_list<T>& items, std::size_t limit) {
    if (!items.possible()) return;
    const part_layers& parts = items.parts();
    const std::uint64_t row_words = saturating_multiply(
        saturating_multiply(parts.layers, items.size() + 1), items.goal() / 64 + 1);
    if (items.size() == 0 || row_words <= limit / sizeof(std::uint64_t)) {
      kind_ = table_kind::rows;
      rows_ = bit_rows(items, static_cast<std::size_t>(row_words));
    } else {
      far_ = std::make_shared<const far_tables>(items, limit);
      kind_ = far_->kind;
    }
  }

  [[nodiscard]] table_kind kind() const noexcept { return kind_; }

  /// Calls question(table), which asks many times what contains() tells once.
  template <typename Question>
  [[nodiscard]] auto with_table(const Question& question) const {
    return far_ == nullptr ? question(rows_) : question(*far_);
  }

  /// Whether the items from i on can make `amount` (at most the goal) from this layer. When the
  /// table is not exact, "yes" means only that nothing speaks against it.
  [[nodiscard]] bool contains(std::size_t layer, std::size_t i,
                              std::uint64_t amount) const noexcept {
    return with_table([&](const auto& table) { return table.contains(layer, i, amount); });
  }

  /// One word for each item: goals below 64 and any length.
  [[nodiscard]] bool in_words() const noexcept {
    return kind_ == table_kind::rows && rows_.in_words();
  }
  [[nodiscard]] const bit_rows& rows() const noexcept { return rows_; }

  [[nodiscard]] bool exact() const noexcept { return far_ == nullptr || far_->exact; }

 private:
  /// What is used where the rows would be too large.
  struct far_tables {
    struct bounds {
      std::uint64_t total;    // of all that can be taken; no_limit when some item is reusable
      std::uint64_t divisor;  // of every amount
      std::uint64_t least;    // smallest magnitude that is not zero
    };
    struct reached {
      std::uint64_t amount;
      std::uint32_t top;
    };
    static constexpr std::uint32_t never = 0xFFFF'FFFF;

    template <integer T>
    far_tables(const item_list<T>& items, std::size_t limit) : parts(items.parts()) {
      const std::uint64_t last = items[items.size() - 1].magnitude;
      modulus = last;
      set_bounds(items);
      bool reusable = items.nonpositive() == 0;
      for (const auto& it : items.items()) {
        reusable = reusable && it.after < it.next;
      }
      const std::uint64_t cells = saturating_add(items.goal(), 1);
      if (cells <= limit / sizeof(std::uint32_t)) {
        kind = table_kind::tops;
        tops.assign(static_cast<std::size_t>(cells), never);
        set_tops(items);
      } else if (reusable && saturating_multiply(last, items.size()) <= limit / sizeof(last)) {
        kind = table_kind::residues;
        set_residues(items);
      } else {
        kind = table_kind::sums;
        set_sums(items, limit);
      }
      exact = parts.any_length() && known_from == 0;
    }

    [[nodiscard]] bool contains(std::size_t layer, std::size_t i,
                                std::uint64_t amount) const noexcept {
      return lengths_allow(layer, i, amount) && makes(i, amount);
    }

    /// At least and at most so many further parts, of values from this item's to the last one's.
    [[nodiscard]] bool lengths_allow(std::size_t layer, std::size_t i,
                                     std::uint64_t amount) const noexcept {
      if (parts.any_length() || i < first_positive) return true;
      const std::uint64_t fewest = layer < parts.least ? parts.least - layer : 0;
      if (amount == 0) return fewest == 0;
      if (saturating_multiply(fewest, i < limits.size() ? limits[i].least : no_limit) > amount) {
        return false;
      }
      return parts.open || amount <= saturating_multiply(parts.layers - 1 - layer, modulus);
    }

    [[nodiscard]] bool makes(std::size_t i, std::uint64_t amount) const noexcept {
      if (amount == 0) return true;
      if (i >= limits.size()) return false;
      if (kind == table_kind::tops) {
        const std::uint32_t top = tops[static_cast<std::size_t>(amount)];
        return top != never && top >= i;
      }
      const bounds& of = limits[i];
      if (amount > of.total || amount < of.least || amount % of.divisor != 0) return false;
      if (kind == table_kind::residues) {
        return residues[i * modulus + amount % modulus] <= amount;
      }
      if (i < known_from) return true;
      const auto found = std::lower_bound(
          sums.begin(), sums.end(), amount,
          [](const reached& a, std::uint64_t wanted) { return a.amount < wanted; });
      return found != sums.end() && found->amount == amount && found->top >= i;
    }

    template <integer T>
    void set_bounds(const item_list<T>& items) {
      first_positive = items.nonpositive();
      limits.resize(items.size());
      bounds of{0, 0, no_limit};
      for (std::size_t i = items.size(); i-- > 0;) {
        const std::uint64_t size = items[i].magnitude;
        of.total = items[i].after == i ? no_limit : saturating_add(of.total, size);
        of.divisor = std::gcd(of.divisor, size);
        if (size > 0) of.least = std::min(of.least, size);
        limits[i] = of;
        if (of.divisor == 0) limits[i].divisor = 1;
      }
    }

    template <integer T>
    void set_tops(const item_list<T>& items) {
      tops[0] = static_cast<std::uint32_t>(items.size());
      items.for_each_value(
          [&](std::uint64_t size, std::uint32_t first, std::uint32_t end, std::uint64_t copies) {
            if (size == 0) return true;
            for (std::size_t amount = size; amount < tops.size(); ++amount) {
              const std::uint32_t below = tops[amount - size];
              if (tops[amount] != never || below == never) continue;
              const std::uint64_t used = below >= end ? 1 : end - below + std::uint64_t{1};
              if (copies == no_limit) {
                tops[amount] = first;
              } else if (used <= copies) {
                tops[amount] = static_cast<std::uint32_t>(end - used);
              }
            }
            return true;
          });
    }

    /// residues[i * modulus + r]: the smallest amount that the items from i on make and that leaves
    /// r; no_limit if there is none. One walk round each cycle of "add the value, modulo".
    template <integer T>
    void set_residues(const item_list<T>& items) {
      const auto m = static_cast<std::size_t>(modulus);
      residues.assign(items.size() * m, no_limit);
      residues[(items.size() - 1) * m] = 0;
      for (std::size_t i = items.size() - 1; i-- > 0;) {
        std::uint64_t* const row = residues.data() + i * m;
        std::copy_n(row + m, m, row);
        const std::uint64_t size = items[i].magnitude;
        const auto cycles = static_cast<std::size_t>(std::gcd(size, modulus));
        for (std::size_t start = 0; start < cycles; ++start) {
          std::size_t at = start;
          std::size_t from = start;  // the smallest one of the cycle is right already
          for (std::size_t k = 0; k < m / cycles; ++k) {
            if (row[at] < row[from]) from = at;
            at = static_cast<std::size_t>((at + size) % modulus);
          }
          if (row[from] == no_limit) continue;
          at = from;
          for (std::size_t k = 1; k < m / cycles; ++k) {
            const auto to = static_cast<std::size_t>((at + size) % modulus);
            row[to] = std::min(row[to], saturating_add(row[at], size));
            at = to;
          }
        }
      }
    }

    template <integer T>
    void set_sums(const item_list<T>& items, std::size_t limit) {
      const std::size_t most = std::max<std::size_t>(limit / sizeof(reached), 1);
      sums = {{0, static_cast<std::uint32_t>(items.size())}};
      known_from = items.size();
      const bool all = items.for_each_value([&](std::uint64_t size, std::uint32_t first,
                                                std::uint32_t end, std::uint64_t copies) {
        if (size == 0) return true;
        std::vector<reached> more;
        std::size_t old = 0;   // place in `sums`
        std::size_t back = 0;  // place in `more`: of the next amount that one copy is added to
        while (old < sums.size() || back < more.size()) {
          const bool add = size <= items.goal() && back < more.size() &&
                           more[back].amount <= items.goal() - size &&
                           (old == sums.size() || more[back].amount + size < sums[old].amount);
          if (!add) {
            if (old == sums.size()) break;
            if (back < more.size() && more[back].amount + size == sums[old].amount) ++back;
            more.push_back(sums[old++]);
          } else {
            const reached& from = more[back++];
            const std::uint64_t used = from.top >= end ? 1 : end - from.top + std::uint64_t{1};
            if (used <= copies) {
              more.push_back({from.amount + size,
                              copies == no_limit ? first : static_cast<std::uint32_t>(end - used)});
            }
          }
          if (more.size() > most) return false;
        }
        sums.swap(more);
        known_from = first;
        return true;
      });
      if (all) known_from = 0;  // also before items of value zero
    }

    part_layers parts;
    table_kind kind = table_kind::none;
    bool exact = false;
    std::uint64_t modulus = 0;  // the largest value
    std::size_t first_positive = 0;
    std::size_t known_from = 0;  // sums: only bounds for the items before this one
    std::vector<bounds> limits;
    std::vector<std::uint32_t> tops;
    std::vector<std::uint64_t> residues;
    std::vector<reached> sums;
  };

  table_kind kind_ = table_kind::none;
  bit_rows rows_;
  std::shared_ptr<const far_tables> far_;
};

}  // namespace gavel::detail::combination_sum

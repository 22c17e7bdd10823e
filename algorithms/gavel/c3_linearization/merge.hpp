// gavel/c3_linearization/merge.hpp - the merge at the heart of C3, in linear time.
//
// Part of gavel/c3_linearization.hpp, which says how it works.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "gavel/c3_linearization/error.hpp"

namespace gavel::detail::c3_linearization {

using list = std::span<const class_id>;
inline constexpr std::uint32_t none = 0xFFFFFFFF;

/// A set of numbers below `size` whose smallest is found in O(log64 size): a tree of bits in which
/// a word of one level is a bit of the next.
class number_set {
 public:
  void reset(std::size_t size) {
    levels_.clear();
    do {
      size = (size + 63) / 64;
      levels_.emplace_back(size);
    } while (size > 1);
  }
  [[nodiscard]] bool empty() const { return levels_.back().front() == 0; }
  void insert(std::size_t number) {
    for (auto& level : levels_) {
      level[number / 64] |= std::uint64_t{1} << (number % 64);
      number /= 64;
    }
  }
  std::size_t pop_smallest() {
    std::size_t number = 0;
    for (std::size_t i = levels_.size(); i-- > 0;) {
      number = number * 64 + static_cast<std::size_t>(std::countr_zero(levels_[i][number]));
    }
    std::size_t rest = number;
    for (auto& level : levels_) {
      level[rest / 64] &= ~(std::uint64_t{1} << (rest % 64));
      if (level[rest / 64] != 0) break;
      rest /= 64;
    }
    return number;
  }

 private:
  std::vector<std::vector<std::uint64_t>> levels_;
};

/// The merge. Keeps its tables between calls, all zero or `none`, so that a call costs what its
/// lists cost and not what the hierarchy does.
class merger {
 public:
  /// Makes room for the ids below `n`.
  void reserve(std::size_t n) {
    behind_.resize(n, 0);
    earliest_.resize(n, 0);
    first_led_.resize(n, none);
  }

  /// The first of `bases` that occurs again later on, as CPython reports it.
  [[nodiscard]] std::optional<class_id> first_duplicate(list bases) {
    std::optional<class_id> found;
    for (std::size_t i = bases.size(); i-- > 0;) {
      if (behind_[bases[i]]++ != 0) found = bases[i];
    }
    for (const class_id base : bases) behind_[base] = 0;
    return found;
  }

  /// Appends the merge of `lists` to `out`; they must not be empty nor repeat an element. False
  /// when they contradict each other: `stuck_heads` then says where.
  bool merge(std::span<const list> lists, std::vector<class_id>& out) {
    // All that may throw comes first: the tables must be clean even after std::bad_alloc.
    std::size_t total = out.size();
    for (const list items : lists) total += items.size();
    out.reserve(total);
    position_.assign(lists.size(), 0);
    next_led_.assign(lists.size(), none);
    free_.reset(lists.size());

    for (const list items : lists) {
      for (std::size_t i = 1; i < items.size(); ++i) ++behind_[items[i]];
    }
    // Looking through a few lists is faster than keeping a set of them, but costs O(k) a class.
    const bool done = lists.size() <= 64 ? scan(lists, out) : sort_topologically(lists, out);
    if (!done) clean_up(lists);
    return done;
  }

  /// After a merge of `lists` has failed: the class that each list is stuck at, in the order of the
  /// lists, each class once.
  [[nodiscard]] std::vector<class_id> stuck_heads(std::span<const list> lists) {
    std::vector<class_id> heads;
    heads.reserve(lists.size());
    for (std::size_t i = 0; i < lists.size(); ++i) {
      if (at_end(lists, i)) continue;
      const class_id head = lists[i][position_[i]];
      if (behind_[head]++ == 0) heads.push_back(head);
    }
    for (const class_id head : heads) behind_[head] = 0;
    return heads;
  }

 private:
  [[nodiscard]] bool at_end(std::span<const list> lists, std::size_t i) const {
    return position_[i] == lists[i].size();
  }

  /// Moves list `i` past its head; the new head is behind nothing any more in this list.
  void advance(std::span<const list> lists, std::size_t i) {
    ++position_[i];
    if (!at_end(lists, i)) --behind_[lists[i][position_[i]]];
  }

  bool scan(std::span<const list> lists, std::vector<class_id>& out) {
    for (;;) {
      bool done = true;
      std::size_t i = 0;
      for (; i < lists.size(); ++i) {
        if (at_end(lists, i)) continue;
        if (behind_[lists[i][position_[i]]] == 0) break;
        done = false;
      }
      if (i == lists.size()) return done;
      const class_id next = lists[i][position_[i]];
      out.push_back(next);
      for (; i < lists.size(); ++i) {
        if (!at_end(lists, i) && lists[i][position_[i]] == next) advance(lists, i);
      }
    }
  }

  bool sort_topologically(std::span<const list> lists, std::vector<class_id>& out) {
    for (std::size_t i = lists.size(); i-- > 0;) {
      for (const class_id item : lists[i]) earliest_[item] = static_cast<std::uint32_t>(i);
    }
    for (std::size_t i = 0; i < lists.size(); ++i) lead(lists, i);
    std::size_t finished = 0;
    while (!free_.empty()) {
      // A free class leads every list that holds it, so also the earliest.
      const std::size_t earliest = free_.pop_smallest();
      const class_id next = lists[earliest][position_[earliest]];
      out.push_back(next);
      for (std::uint32_t i = std::exchange(first_led_[next], none); i != none;) {
        const std::uint32_t following = next_led_[i];
        advance(lists, i);
        if (at_end(lists, i)) {
          ++finished;
        } else {
          lead(lists, i);
        }
        i = following;
      }
    }
    return finished == lists.size();
  }

  /// Enters list `i` under its head, and the head as free if it is.
  void lead(std::span<const list> lists, std::size_t i) {
    const class_id head = lists[i][position_[i]];
    next_led_[i] = std::exchange(first_led_[head], static_cast<std::uint32_t>(i));
    if (behind_[head] == 0) free_.insert(earliest_[head]);
  }

  void clean_up(std::span<const list> lists) {
    for (std::size_t i = 0; i < lists.size(); ++i) {
      for (const class_id item : lists[i].subspan(position_[i])) {
        behind_[item] = 0;
        first_led_[item] = none;
      }
    }
  }

  std::vector<std::size_t> position_;     // of each list's head
  std::vector<std::uint32_t> behind_;     // by class: how many lists hold it behind their head
  std::vector<std::uint32_t> earliest_;   // by class: the first list that holds it
  std::vector<std::uint32_t> first_led_;  // by class: a list with it at its head,
  std::vector<std::uint32_t> next_led_;   // by list: and another one with the same head
  number_set free_;                       // `earliest_` of the free classes
};

}  // namespace gavel::detail::c3_linearization

// gavel/combination_sum/enumeration.hpp - the combinations one by one, without dead ends.
//
// Method      depth first over the sorted items. The items that may come next are the bits of a
//             mask, found in the reachability table once and then kept in a cache, so every visited
//             prefix begins a combination (if the table is exact). An item that makes the sum
//             complete is kept apart from the mask: it is the largest one and needs no step of its
//             own. Only prefixes with another branch left are on the stack.
// Complexity  O(1) amortised for each element written while the masks are in the cache; a mask
// costs
//             a table look-up for each item. O(longest combination) space and a cache of at most
//             2 MiB, which grows as it is needed.
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
#include <span>
#include <stdexcept>
#include <string>

#include "gavel/combination_sum/items.hpp"
#include "gavel/combination_sum/mask_cache.hpp"
#include "gavel/combination_sum/reachability.hpp"
#include "gavel/combination_sum/storage.hpp"
#include "gavel/concepts.hpp"

namespace gavel::detail::combination_sum {

/// What a walk looks at and does not change.
template <integer T>
struct search_tables {
  template <typename Candidate>
  search_tables(std::span<const Candidate> candidates, T target,
                const combination_sum_options& options)
      : items(candidates, target, options),
        sums(items, options.table_limit),
        longest(options.table_limit / sizeof(T)) {}

  item_list<T> items;
  reachability sums;
  std::size_t longest;  // combination that can be made
};

/// Walks through the combinations in lexicographic order. The tables must be the same each time.
template <integer T>
class enumerator {
 public:
  explicit enumerator(const search_tables<T>& tables)
      : wide_(!tables.items.parts().any_length() ||
              tables.items.size() - tables.items.nonpositive() > 64),
        cache_(tables.items) {
    begin(tables);
  }

  /// To the place before the first combination.
  void begin(const search_tables<T>& tables) {
    prefixes_.resize(0);
    open_.resize(0);
    if (!tables.items.possible() || !tables.sums.contains(0, 0, tables.items.goal())) return;
    chosen_.resize(8);
    prefixes_.push_back({tables.items.missing(), 0});
    phase_ = phase::enter;
  }

  /// Calls visit(std::span<const T>) for each further combination until it returns false; that one
  /// is current() then. Returns false when there are no more.
  template <typename Visit>
  bool run(const search_tables<T>& tables, const Visit& visit) {
    while (!prefixes_.empty() || phase_ == phase::walk) {
      if (phase_ == phase::walk) {
        if (wide_ ? walk_wide(tables, visit) : walk(tables, visit)) return true;
        phase_ = phase::extend;
        prefixes_.pop_back();
      } else if (step(tables)) {
        length_ = prefixes_.size() - 1;
        if (!visit(current())) return true;
      }
    }
    return false;
  }

  [[nodiscard]] std::span<const T> current() const noexcept { return {chosen_.data(), length_}; }

 private:
  /// The prefixes of zero and negative elements; each is followed first by longer ones, then by
  /// positive elements.
  struct prefix {
    std::uint64_t missing = 0;  // modulo 2^64
    std::size_t scan = 0;       // the items from here on may come next
  };
  enum class phase : unsigned char { enter, extend, walk };

  /// A prefix of `length` elements and the positive items that may follow it: those of one mask
  /// word and, with `last`, the one that makes the sum complete.
  struct branch {
    std::uint64_t mask;
    std::uint64_t pairs;  // the items of the mask after which just one more follows
    std::uint64_t rest;
    std::size_t length;
    std::size_t word;
    bool last;
  };

  /// Goes on with the last prefix; true when it is itself a combination, seen for the first time.
  bool step(const search_tables<T>& tables) {
    const item_list<T>& items = tables.items;
    prefix& top = prefixes_.back();
    const std::size_t length = prefixes_.size() - 1;
    const std::size_t layer = items.parts().of_length(length);
    if (phase_ == phase::enter) {
      phase_ = phase::extend;
      if (top.missing == 0 && items.parts().accepts(layer)) return true;
    }
    const std::size_t above = items.parts().after(layer);
    if (above == items.parts().layers) {
      prefixes_.pop_back();
      return false;
    }
    while (top.scan < items.nonpositive()) {
      const item<T>& it = items[top.scan];
      const std::uint64_t missing = top.missing - static_cast<std::uint64_t>(it.value);
      const std::uint64_t open = missing + items.owed(it.after);
      top.scan = it.next;
      if (open > items.goal() || !tables.sums.contains(above, it.after, open)) continue;
      make_room(tables, length + 1);
      chosen_[length] = it.value;
      prefixes_.push_back({missing, it.after});
      phase_ = phase::enter;
      return false;
    }
    begin_walk(tables, top.missing, length, layer);
    return false;
  }

  /// To the combinations that end in positive elements only.
  void begin_walk(const search_tables<T>& tables, std::uint64_t rest, std::size_t length,
                  std::size_t layer) {
    const item_list<T>& items = tables.items;
    const std::size_t first = items.nonpositive();
    if (rest == 0 || rest > items.goal() || first == items.size() ||
        !tables.sums.contains(layer, first, rest)) {
      prefixes_.pop_back();
      return;
    }
    make_room(tables, length + 2);
    phase_ = phase::walk;
    cache_.begin();
    if (wide_) {
      open_.push_back(next_branch(tables, first, rest, length));
    } else {
      const mask_entry& of = cache_.only(items, tables.sums, rest);
      open_.push_back({of.mask & cache_.firsts(0), of.pairs, rest, length, 0, of.leaf_end > 0});
    }
  }

  /// With at most 64 positive items and no limits on the length. True when `visit` stopped it.
  template <typename Visit>
  bool walk(const search_tables<T>& tables, const Visit& visit) {
    const item<T>* const positive = tables.items.items().data() + tables.items.nonpositive();
    while (!open_.empty()) {
      // Not one object: a copy in memory costs more than the step itself.
      auto [mask, pairs, rest, length, word, last] = open_.back();
      open_.pop_back();
      while (true) {
        const std::uint64_t deep = mask & ~pairs;
        const std::uint64_t first = deep & (0 - deep);
        const std::uint64_t at = finish_pairs(positive, mask & (first - 1), rest, length, visit);
        if (at != 0) {
          mask = (at & (at - 1)) | (mask & ~(first - 1));
          open_.push_back({mask, pairs, rest, length, 0, last});
          return true;
        }
        if (deep == 0) break;
        mask &= ~(first ^ (first - 1));
        const item<T>& it = positive[lowest_bit(first)];
        chosen_[length] = it.value;
        const mask_entry& below = cache_.only(tables.items, tables.sums, rest - it.magnitude);
        const std::uint64_t next = below.mask & it.follow;
        const bool leaf = below.leaf_end > it.after;
        make_room(tables, length + 3);
        if ((next & ~below.pairs) != 0) {
          if (mask != 0 || last) open_.push_back({mask, pairs, rest, length, 0, last});
          mask = next;
          pairs = below.pairs;
          rest = below.rest;
          last = leaf;
          ++length;
          continue;
        }
        const std::uint64_t end = finish_pairs(positive, next, below.rest, length + 1, visit);
        if (end != 0 || (leaf && !finish(length + 1, below.rest, visit))) {
          open_.push_back({mask, pairs, rest, length, 0, last});
          if (end != 0) {
            open_.push_back({end & (end - 1), below.pairs, below.rest, length + 1, 0, leaf});
          }
          return true;
        }
      }
      if (last && !finish(length, rest, visit)) return true;
    }
    return false;
  }

  /// The combinations that end with an item of the mask and one more element. Returns the mask from
  /// the item on at which `visit` stopped it, or 0.
  template <typename Visit>
  [[nodiscard]] std::uint64_t finish_pairs(const item<T>* positive, std::uint64_t mask,
                                           std::uint64_t rest, std::size_t length,
                                           const Visit& visit) {
    for (; mask != 0; mask &= mask - 1) {
      const item<T>& it = positive[lowest_bit(mask)];
      chosen_[length] = it.value;
      if (!finish(length + 1, rest - it.magnitude, visit)) break;
    }
    return mask;
  }

  /// A combination whose last element is `rest`.
  template <typename Visit>
  [[nodiscard]] bool finish(std::size_t length, std::uint64_t rest, const Visit& visit) {
    chosen_[length] = static_cast<T>(rest);
    if (visit(std::span<const T>(chosen_.data(), length + 1))) return true;
    length_ = length + 1;
    return false;
  }

  /// What may follow a prefix when the positive items from this one on may be used.
  [[nodiscard]] branch next_branch(const search_tables<T>& tables, std::size_t from,
                                   std::uint64_t rest, std::size_t length) {
    const item_list<T>& items = tables.items;
    const std::size_t layer = items.parts().of_length(length);
    const std::size_t bit = from - items.nonpositive();
    const bool last = cache_.summary(items, tables.sums, rest, layer).leaf_end > from;
    branch out{0, 0, rest, length, bit / 64, last};
    if (from == items.size()) return out;
    const std::uint64_t here = std::uint64_t{1} << (bit % 64);
    out.mask = cache_.word(items, tables.sums, rest, layer, out.word) & (0 - here) &
               (cache_.firsts(out.word) | here);
    find_word(tables, out);
    return out;
  }

  /// Goes on to the next word of the mask that is not zero, if this one is.
  void find_word(const search_tables<T>& tables, branch& from) {
    if (from.mask != 0) return;
    const std::size_t layer = tables.items.parts().of_length(from.length);
    const std::uint64_t words = cache_.summary(tables.items, tables.sums, from.rest, layer).mask;
    while (from.mask == 0 && (from.word = cache_.next_word(words, from.word)) < cache_.words()) {
      from.mask = cache_.word(tables.items, tables.sums, from.rest, layer, from.word) &
                  cache_.firsts(from.word);
    }
  }

  /// With any number of items and limits on the length. True when `visit` stopped it.
  template <typename Visit>
  bool walk_wide(const search_tables<T>& tables, const Visit& visit) {
    while (!open_.empty()) {
      branch at = open_.back();
      open_.pop_back();
      while (at.mask != 0) {
        const std::size_t i = tables.items.nonpositive() + at.word * 64 + lowest_bit(at.mask);
        const item<T>& it = tables.items[i];
        at.mask &= at.mask - 1;
        find_word(tables, at);
        make_room(tables, at.length + 2);
        chosen_[at.length] = it.value;
        const branch below = next_branch(tables, it.after, at.rest - it.magnitude, at.length + 1);
        if (below.mask != 0) {
          if (at.mask != 0 || at.last) open_.push_back(at);
          at = below;
        } else if (below.last && !finish(below.length, below.rest, visit)) {
          open_.push_back(at);
          return true;
        }
      }
      if (at.last && !finish(at.length, at.rest, visit)) return true;
    }
    return false;
  }

  void make_room(const search_tables<T>& tables, std::size_t length) {
    if (length > chosen_.size()) [[unlikely]]
      make_more_room(tables, length);
  }
  void make_more_room(const search_tables<T>& tables, std::size_t length) {
    if (length > 64 && length > tables.longest) {
      throw std::length_error("combination_sums: a combination of " + std::to_string(length) +
                              " elements or more; the limit on tables allows " +
                              std::to_string(tables.longest));
    }
    chosen_.resize(std::max(length, std::min(2 * length, tables.longest)));
  }

  bool wide_;
  phase phase_ = phase::enter;
  mask_cache cache_;
  growing_array<prefix, 4> prefixes_;
  growing_array<branch, 16> open_;
  growing_array<T, 32> chosen_;
  std::size_t length_ = 0;
};

}  // namespace gavel::detail::combination_sum

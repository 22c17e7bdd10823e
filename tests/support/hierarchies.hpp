// Class hierarchies for the tests of gavel/c3_linearization.hpp: the orders by definition, and
// generators. Included after <gtest/gtest.h>.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <vector>

#include <rapidcheck.h>

#include "gavel/c3_linearization/error.hpp"

namespace gavel::testing {

using bases_of = std::vector<std::vector<class_id>>;
using class_error = linearization_error<class_id>;

struct orders_and_errors {
  std::vector<std::vector<class_id>> orders;
  std::vector<std::optional<class_error>> errors;
};

inline void keep_first(std::vector<class_id>& order, class_id c) {
  if (std::find(order.begin(), order.end(), c) == order.end()) order.push_back(c);
}

/// The merge as the papers and manuals have it: of the first list whose head is in no list's tail,
/// take the head, strike it out everywhere, begin again. What is stuck stays in `lists`.
inline std::vector<class_id> merge_by_definition(std::vector<std::deque<class_id>>& lists) {
  std::vector<class_id> merged;
  for (;;) {
    std::optional<class_id> good;
    for (const auto& list : lists) {
      if (list.empty() || good) continue;
      const bool in_a_tail = std::any_of(lists.begin(), lists.end(), [&](const auto& other) {
        return !other.empty() &&
               std::find(other.begin() + 1, other.end(), list.front()) != other.end();
      });
      if (!in_a_tail) good = list.front();
    }
    if (!good) return merged;
    merged.push_back(*good);
    for (auto& list : lists) {
      if (!list.empty() && list.front() == *good) list.pop_front();
    }
  }
}

/// Defines the next class, with these bases.
inline void define(orders_and_errors& so_far, const std::vector<class_id>& bases) {
  const auto c = static_cast<class_id>(so_far.orders.size());
  std::optional<class_error> error;
  for (const class_id base : bases) {
    if (error) break;
    if (base >= c) {
      error = class_error{linearization_fault::unknown_base, c, base, {}};
    } else if (so_far.errors[base]) {
      error = class_error{linearization_fault::invalid_base, c, base, {}};
    }
  }
  for (const class_id base : bases) {
    if (!error && std::count(bases.begin(), bases.end(), base) > 1) {
      error = class_error{linearization_fault::duplicate_base, c, base, {}};
    }
  }
  std::vector<class_id> order;
  if (!error) {
    std::vector<std::deque<class_id>> lists;
    for (const class_id base : bases) {
      lists.emplace_back(so_far.orders[base].begin(), so_far.orders[base].end());
    }
    lists.emplace_back(bases.begin(), bases.end());
    order = merge_by_definition(lists);
    order.insert(order.begin(), c);
    std::vector<class_id> heads;
    for (const auto& list : lists) {
      if (!list.empty()) keep_first(heads, list.front());
    }
    if (!heads.empty()) {
      error = class_error{linearization_fault::inconsistent, c, heads.front(), heads};
      order.clear();
    }
  }
  so_far.orders.push_back(order);
  so_far.errors.push_back(error);
}

inline orders_and_errors linearize_by_definition(const bases_of& bases) {
  orders_and_errors result;
  for (const auto& own : bases) define(result, own);
  return result;
}

/// Depth first, left to right, the first occurrence counts.
inline void classic_by_definition(const bases_of& bases, class_id c, std::vector<class_id>& order) {
  keep_first(order, c);
  for (const class_id base : bases[c]) classic_by_definition(bases, base, order);
}

/// All paths level by level, the first occurrence counts.
inline std::vector<class_id> breadth_first_by_definition(const bases_of& bases, class_id c) {
  std::vector<class_id> order;
  for (std::vector<class_id> level{c}; !level.empty();) {
    std::vector<class_id> next;
    for (const class_id x : level) {
      keep_first(order, x);
      next.insert(next.end(), bases[x].begin(), bases[x].end());
    }
    level = next;
  }
  return order;
}

/// Python 2.2's conservative merge, step by step: the first class on the left that is also on the
/// right; what the right has before it is inserted before it, without what the left has anyway.
inline std::vector<class_id> python22_by_definition(const bases_of& bases, class_id c) {
  std::vector<class_id> left{c};
  const auto index = [](const std::vector<class_id>& list, class_id x) {
    return static_cast<std::size_t>(std::find(list.begin(), list.end(), x) - list.begin());
  };
  for (const class_id base : bases[c]) {
    auto right = python22_by_definition(bases, base);
    for (std::size_t i = 0; i < left.size();) {
      const std::size_t j = index(right, left[i]);
      if (j == right.size()) {
        ++i;
        continue;
      }
      std::vector<class_id> inserted;
      for (std::size_t k = 0; k < j; ++k) {
        if (index(left, right[k]) == left.size()) inserted.push_back(right[k]);
      }
      left.insert(left.begin() + static_cast<std::ptrdiff_t>(i), inserted.begin(), inserted.end());
      right.erase(right.begin(), right.begin() + static_cast<std::ptrdiff_t>(j) + 1);
      i = 0;
    }
    left.insert(left.end(), right.begin(), right.end());
  }
  return left;
}

/// Calls visit(bases) for every hierarchy of n classes in which class i lists any of the classes
/// below it, each at most once, in any order: 1, 2, 10, 160, 10400 for n = 1 .. 5.
template <typename Visit>
void for_each_hierarchy(std::size_t n, const Visit& visit, bases_of& bases) {
  if (bases.size() == n) {
    visit(bases);
    return;
  }
  const auto c = static_cast<class_id>(bases.size());
  bases.emplace_back();
  const auto extend = [&](const auto& self) -> void {
    for_each_hierarchy(n, visit, bases);
    for (class_id base = 0; base < c; ++base) {
      const auto& own = bases[c];
      if (std::find(own.begin(), own.end(), base) != own.end()) continue;
      bases[c].push_back(base);
      self(self);
      bases[c].pop_back();
    }
  };
  extend(extend);
  bases.pop_back();
}

/// Builds a hierarchy of raw numbers: a class takes its bases from the last six that have an order,
/// in the sequence in which the numbers happen to come, so that contradictions are common. With
/// `faults` a number now and then makes a base unknown, invalid or a duplicate.
inline bases_of hierarchy_from(const std::vector<std::vector<std::uint16_t>>& raw, bool faults) {
  bases_of bases;
  orders_and_errors so_far;
  std::vector<class_id> valid;
  for (const auto& numbers : raw) {
    const auto c = static_cast<class_id>(bases.size());
    auto& own = bases.emplace_back();
    for (const std::uint16_t number : numbers) {
      const std::size_t rest = number / 64;
      if (own.size() == 5) break;
      if (faults && number % 64 == 0) {
        own.push_back(static_cast<class_id>(rest % (c + 2)));
      } else if (faults && number % 64 == 1 && !own.empty()) {
        own.push_back(own[rest % own.size()]);
      } else if (!valid.empty()) {
        keep_first(own, valid[valid.size() - 1 - rest % std::min<std::size_t>(valid.size(), 6)]);
      }
    }
    define(so_far, own);
    if (!so_far.errors.back()) valid.push_back(c);
  }
  return bases;
}

inline rc::Gen<bases_of> hierarchies(bool faults) {
  using numbers = std::vector<std::uint16_t>;
  const auto number = rc::gen::inRange<std::uint16_t>(0, 65535);
  const auto few = rc::gen::resize(4, rc::gen::container<numbers>(number));
  return rc::gen::map(
      rc::gen::container<std::vector<numbers>>(few),
      [faults](const std::vector<numbers>& raw) { return hierarchy_from(raw, faults); });
}

}  // namespace gavel::testing

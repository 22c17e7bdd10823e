// gavel/c3_linearization/linearize.hpp - the orders of all classes, or of one by several rules.
//
// Part of gavel/c3_linearization.hpp, which says how classes are numbered.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "gavel/c3_linearization/error.hpp"
#include "gavel/c3_linearization/merge.hpp"
#include "gavel/contract.hpp"

namespace gavel {

/// The orders of all classes. Of each class c there is either `orders[c]`, which begins with c, or
/// `errors[c]`; `orders[c]` is then empty.
struct linearization {
  std::vector<std::vector<class_id>> orders;
  std::vector<std::optional<linearization_error<class_id>>> errors;
};

/// The order of one class, or why it has none; `order` is then empty.
struct class_linearization {
  std::vector<class_id> order;
  std::optional<linearization_error<class_id>> error;
};

/// Rules for the order of a class and its ancestors.
enum class order : std::uint8_t {
  c3,             ///< Python since 2.3
  classic,        ///< classic classes of Python 2: depth first, the first occurrence counts
  python22,       ///< Python 2.2 as it was implemented: base after base, never a contradiction
  breadth_first,  ///< what C3 is sometimes taken for: level by level, the first occurrence counts
};

namespace detail::c3_linearization {

using error = linearization_error<class_id>;
using bases_of = std::vector<std::vector<class_id>>;

/// The first of `bases` that is not defined before `derived`, or is but has no order.
template <typename IsValid>
std::optional<error> missing_base(class_id derived, list bases, const IsValid& is_valid) {
  for (const class_id base : bases) {
    if (base >= derived) return error{linearization_fault::unknown_base, derived, base, {}};
    if (!is_valid(base)) return error{linearization_fault::invalid_base, derived, base, {}};
  }
  return std::nullopt;
}

/// Writes the C3 order of `derived` to `out`, or says why there is none. `parents[i]` is the order
/// of `bases[i]`; `parents` is used up.
inline std::optional<error> c3_order(class_id derived, list bases, std::vector<list>& parents,
                                     merger& merge, std::vector<class_id>& out) {
  out.assign(1, derived);
  if (bases.empty()) return std::nullopt;
  if (bases.size() == 1) {
    out.insert(out.end(), parents[0].begin(), parents[0].end());
    return std::nullopt;
  }
  if (const auto duplicate = merge.first_duplicate(bases)) {
    return error{linearization_fault::duplicate_base, derived, *duplicate, {}};
  }
  parents.push_back(bases);
  if (merge.merge(parents, out)) return std::nullopt;
  auto heads = merge.stuck_heads(parents);
  const class_id first = heads.front();
  return error{linearization_fault::inconsistent, derived, first, std::move(heads)};
}

/// Weaves `parent` into `out`, as Python 2.2 did: in front of a class that both have goes what
/// `parent` has before it and `out` lacks; what is left of `parent` goes to the end.
inline void weave(std::vector<class_id>& out, list parent, std::vector<std::uint32_t>& place) {
  constexpr std::uint32_t only_out = none - 1;  // `place`: of a class in `parent`, or one of these
  for (const class_id c : out) place[c] = only_out;
  std::vector<bool> shared(parent.size());
  for (std::size_t i = 0; i < parent.size(); ++i) {
    shared[i] = place[parent[i]] == only_out;
    place[parent[i]] = static_cast<std::uint32_t>(i);
  }
  std::vector<class_id> woven;
  std::size_t used = 0;
  const auto use_up_to = [&](std::size_t end) {
    for (; used < end; ++used) {
      if (!shared[used]) woven.push_back(parent[used]);
    }
  };
  for (const class_id c : out) {
    if (place[c] != only_out) use_up_to(place[c] + 1);
    woven.push_back(c);
  }
  use_up_to(parent.size());
  for (const class_id c : woven) place[c] = none;
  out = std::move(woven);
}

/// The classes that `derived` reaches through known bases, and itself.
inline std::vector<bool> ancestors(const bases_of& bases, class_id derived) {
  std::vector<bool> reached(std::size_t{derived} + 1);
  reached[derived] = true;
  for (class_id c = derived + 1; c-- > 0;) {
    if (!reached[c]) continue;
    for (const class_id base : bases[c]) {
      if (base < c) reached[base] = true;
    }
  }
  return reached;
}

/// The order of `derived` by a rule that makes it of the bases' orders: `combine(c, parents, out)`
/// writes that of c, or says why there is none. Of the ancestors with a single base no order is
/// kept: it is the class and its base's order, and long chains would need quadratic memory.
template <typename Combine>
class_linearization combined_order(const bases_of& bases, class_id derived, Combine combine) {
  const auto needed = ancestors(bases, derived);
  std::vector<bool> valid(needed.size());
  std::vector<std::vector<class_id>> kept(needed.size());
  const auto order_of = [&](class_id c) {
    std::vector<class_id> result;
    for (; bases[c].size() == 1; c = bases[c][0]) result.push_back(c);
    result.insert(result.end(), kept[c].begin(), kept[c].end());
    return result;
  };
  class_linearization result;
  for (class_id c = 0; c <= derived; ++c) {
    if (!needed[c]) continue;
    result.error = missing_base(c, bases[c], [&](class_id base) { return valid[base]; });
    if (!result.error && (bases[c].size() != 1 || c == derived)) {
      std::vector<std::vector<class_id>> parents;
      for (const class_id base : bases[c]) parents.push_back(order_of(base));
      std::vector<list> lists(parents.begin(), parents.end());
      result.error = combine(c, lists, kept[c]);
    }
    valid[c] = !result.error;
  }
  if (!result.error) result.order = std::move(kept[derived]);
  return result;
}

/// The order in which a walk from `derived` first meets each ancestor: depth first with the bases
/// from left to right, or breadth first.
inline class_linearization walked_order(const bases_of& bases, class_id derived, bool depth_first) {
  const auto needed = ancestors(bases, derived);
  std::vector<bool> valid(needed.size());
  class_linearization result;
  for (class_id c = 0; c <= derived; ++c) {
    if (!needed[c]) continue;
    result.error = missing_base(c, bases[c], [&](class_id base) { return valid[base]; });
    valid[c] = !result.error;
  }
  if (result.error) return result;

  std::vector<bool> met(needed.size());
  std::vector<class_id> waiting{derived};  // a stack, or a queue whose front is `next`
  for (std::size_t next = 0; depth_first ? !waiting.empty() : next < waiting.size();) {
    const class_id c = depth_first ? waiting.back() : waiting[next++];
    if (depth_first) waiting.pop_back();
    if (met[c]) continue;
    met[c] = true;
    result.order.push_back(c);
    if (depth_first) {
      waiting.insert(waiting.end(), bases[c].rbegin(), bases[c].rend());
    } else {
      waiting.insert(waiting.end(), bases[c].begin(), bases[c].end());
    }
  }
  return result;
}

}  // namespace detail::c3_linearization

/// Returns the C3 order of every class; class i is derived from the classes `bases[i]`, in that
/// order. An error of one class does not touch the others, save those derived from it. Of several
/// faults the first in CPython's order counts: unknown and invalid bases from left to right, then
/// duplicates, then contradictions.
///
/// O(sum of T) time as in the header's first lines; memory for all the orders.
///
///     const auto found = gavel::linearize({{}, {0}, {0}, {1, 2}});  // O; A(O); B(O); C(A, B)
///     found.orders[3]  // 3, 1, 2, 0
[[nodiscard]] inline linearization linearize(const std::vector<std::vector<class_id>>& bases) {
  namespace impl = detail::c3_linearization;
  GAVEL_EXPECTS(bases.size() < impl::none);
  linearization result;
  result.orders.resize(bases.size());
  result.errors.resize(bases.size());
  impl::merger merge;
  merge.reserve(bases.size());
  std::vector<impl::list> parents;
  std::vector<class_id> order_of_c;
  for (class_id c = 0; c < bases.size(); ++c) {
    auto& error = result.errors[c];
    error = impl::missing_base(c, bases[c], [&](class_id base) { return !result.errors[base]; });
    if (error) continue;
    parents.assign(bases[c].size(), {});
    for (std::size_t i = 0; i < parents.size(); ++i) parents[i] = result.orders[bases[c][i]];
    error = impl::c3_order(c, bases[c], parents, merge, order_of_c);
    if (!error) result.orders[c] = order_of_c;
  }
  return result;
}

/// Returns the order of `derived` alone, by `rule`. Only c3 refuses duplicate bases and
/// contradictions; an unknown base is an error of the class that lists it by every rule.
///
/// Looks at the ancestors only. classic and breadth_first take O(n + number of bases); c3 and
/// python22 merge for each ancestor of several bases, and take linear time and memory on chains.
[[nodiscard]] inline class_linearization linearize_one(
    const std::vector<std::vector<class_id>>& bases, class_id derived, order rule = order::c3) {
  namespace impl = detail::c3_linearization;
  GAVEL_EXPECTS(bases.size() < impl::none);
  GAVEL_EXPECTS(derived < bases.size());
  if (rule == order::classic) return impl::walked_order(bases, derived, true);
  if (rule == order::breadth_first) return impl::walked_order(bases, derived, false);
  if (rule == order::python22) {
    std::vector<std::uint32_t> place(bases.size(), impl::none);
    return impl::combined_order(bases, derived,
                                [&](class_id c, const std::vector<impl::list>& parents, auto& out) {
                                  out.assign(1, c);
                                  for (const auto parent : parents) impl::weave(out, parent, place);
                                  return std::optional<impl::error>();
                                });
  }
  impl::merger merge;
  merge.reserve(bases.size());
  return impl::combined_order(bases, derived,
                              [&](class_id c, std::vector<impl::list>& parents, auto& out) {
                                return impl::c3_order(c, bases[c], parents, merge, out);
                              });
}

}  // namespace gavel

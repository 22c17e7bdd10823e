// Oracles for combination sums: definitions and textbook methods that share no code with the
// header, and one comparison of every member of combination_sums with a list.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <set>
#include <span>
#include <string>
#include <vector>

#include <rapidcheck.h>

#include "gavel/combination_sum.hpp"

namespace gavel::testing {

using list = std::vector<int>;
using lists = std::vector<list>;

/// The textbook's depth-first search: sorted different candidates, each again and again.
inline void search_unlimited(const list& sorted, std::size_t start, int rest, list& chosen,
                             lists& out) {
  if (rest == 0) out.push_back(chosen);
  for (std::size_t i = start; i < sorted.size() && sorted[i] <= rest; ++i) {
    chosen.push_back(sorted[i]);
    search_unlimited(sorted, i, rest - sorted[i], chosen, out);
    chosen.pop_back();
  }
}

inline lists textbook_unlimited(const list& candidates, int target) {
  const std::set<int> different(candidates.begin(), candidates.end());
  list chosen;
  lists out;
  search_unlimited({different.begin(), different.end()}, 0, target, chosen, out);
  return out;
}

/// The definition of reuse::once: all 2^n selections, each sorted, equal ones once, in order.
template <typename T>
std::vector<std::vector<T>> all_selections(std::vector<T> candidates, T target) {
  std::sort(candidates.begin(), candidates.end());
  std::set<std::vector<T>> found;
  for (std::uint32_t selected = 0; selected >> candidates.size() == 0; ++selected) {
    std::vector<T> one;
    __extension__ __int128 sum = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      if ((selected >> i & 1) == 0) continue;
      one.push_back(candidates[i]);
      sum += candidates[i];
    }
    if (sum == target) found.insert(one);
  }
  return {found.begin(), found.end()};
}

template <typename T>
std::vector<std::vector<T>> of_length(const std::vector<std::vector<T>>& all_lengths,
                                      std::size_t least, std::size_t most) {
  std::vector<std::vector<T>> out;
  for (const auto& one : all_lengths) {
    if (least <= one.size() && one.size() <= most) out.push_back(one);
  }
  return out;
}

/// Number of multisets by its own dynamic programming: one value after the other.
inline std::uint64_t count_by_table(const list& sorted, int target, bool once) {
  std::vector<std::uint64_t> ways(static_cast<std::size_t>(target) + 1, 0);
  ways[0] = 1;
  for (std::size_t i = 0; i < sorted.size();) {
    std::size_t next = i;
    while (next < sorted.size() && sorted[next] == sorted[i]) ++next;
    auto more = ways;
    for (int total = 0; total <= target; ++total) {
      for (int copies = 1; copies * sorted[i] <= total; ++copies) {
        if (once && static_cast<std::size_t>(copies) > next - i) break;
        more[static_cast<std::size_t>(total)] +=
            ways[static_cast<std::size_t>(total - copies * sorted[i])];
      }
    }
    ways = more;
    i = next;
  }
  return ways.back();
}

/// Says what differs; empty when every member of `sums` agrees with the list.
template <typename T>
std::string disagreement(const combination_sums<T>& sums,
                         const std::vector<std::vector<T>>& expected) {
  if (sums.to_vectors() != expected) return "to_vectors";
  std::vector<std::vector<T>> visited;
  sums.for_each([&](std::span<const T> one) { visited.emplace_back(one.begin(), one.end()); });
  if (visited != expected) return "for_each";
  const auto flat = sums.to_flat();
  if (flat.size() != expected.size() || flat.empty() != expected.empty()) return "to_flat";
  for (std::size_t i = 0; i < flat.size(); ++i) {
    if (!std::ranges::equal(flat[i], expected[i])) return "to_flat " + std::to_string(i);
  }
  if (sums.count() != expected.size()) return "count";
  if (sums.any() != !expected.empty()) return "any";
  if (sums.first().has_value() != !expected.empty()) return "first";
  if (!expected.empty() && *sums.first() != expected.front()) return "first";
  std::size_t k = 0;
  for (const auto one : sums) {
    if (k == expected.size() || !std::ranges::equal(one, expected[k])) return "range";
    if (sums.unrank(k) != expected[k]) return "unrank " + std::to_string(k);
    if (sums.rank(expected[k]) != k) return "rank " + std::to_string(k);
    ++k;
  }
  return k == expected.size() ? "" : "range";
}

/// At most `most` values from low to high, both included.
inline rc::Gen<list> small_values(int low, int high, std::size_t most) {
  return rc::gen::map(rc::gen::container<list>(rc::gen::inRange(low, high + 1)), [most](list one) {
    if (one.size() > most) one.resize(most);
    return one;
  });
}

/// A number type of a user: whole numbers modulo a prime.
struct modular {
  explicit modular(std::uint64_t of) : value(of % 998'244'353) {}
  modular& operator+=(const modular& other) {
    value = (value + other.value) % 998'244'353;
    return *this;
  }
  std::uint64_t value;
};

/// The argument is made and forgotten.
template <typename T>
void ignore(T&&) {}

template <typename Exception, typename F>
std::string message_of(F&& f) {
  try {
    ignore(f());
  } catch (const Exception& e) {
    return e.what();
  }
  return "nothing was thrown";
}

inline list as_list(std::span<const int> one) { return {one.begin(), one.end()}; }

inline list one_to(int last) {
  list out(static_cast<std::size_t>(last));
  std::iota(out.begin(), out.end(), 1);
  return out;
}

}  // namespace gavel::testing

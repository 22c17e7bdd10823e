// Oracles for combination sums: definitions and textbook methods that share no code with the
// header, and one comparison of every member of combination_sums with a list.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <span>
#include <string>
#include <utility>
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

/// Values and how often each may be used; as_often_as_you_like for no limit.
template <typename T>
using repeated = std::vector<std::pair<T, std::size_t>>;
inline constexpr auto as_often_as_you_like = std::numeric_limits<std::size_t>::max();

__extension__ using exact_sum = __int128;

template <typename T>
void choose_copies(const std::vector<std::pair<T, std::size_t>>& sorted, std::size_t i,
                   exact_sum missing, std::vector<T>& chosen, std::set<std::vector<T>>& found) {
  if (i == sorted.size()) {
    if (missing == 0) found.insert(chosen);
    return;
  }
  const auto [value, copies] = sorted[i];
  const std::size_t before = chosen.size();
  for (std::size_t used = 0;; ++used) {
    choose_copies(sorted, i + 1, missing, chosen, found);
    if (used == copies || (value > 0 && missing < value)) break;
    chosen.push_back(value);
    missing -= value;
  }
  chosen.resize(before);
}

/// The definition of multiplicities: so many copies of the first value, so many of the second, ...
template <typename T>
std::vector<std::vector<T>> all_multisets(const repeated<T>& candidates, T target) {
  std::map<T, std::size_t> copies;
  for (const auto& [value, times] : candidates) {
    std::size_t& of = copies[value];
    of = times > as_often_as_you_like - of ? as_often_as_you_like : of + times;
  }
  std::vector<T> chosen;
  std::set<std::vector<T>> found;
  choose_copies<T>({copies.begin(), copies.end()}, 0, target, chosen, found);
  return {found.begin(), found.end()};
}

/// Different values, each at most once: the sums of one half against those of the other.
template <typename T>
std::vector<std::vector<T>> meet_in_the_middle(const std::vector<T>& different, T target) {
  struct half_sum {
    exact_sum sum;
    std::uint32_t selected;
  };
  const auto smaller = [](const half_sum& a, const half_sum& b) { return a.sum < b.sum; };
  const auto sums_of = [&](std::size_t begin, std::size_t end) {
    std::vector<half_sum> sums{{0, 0}};
    for (std::size_t i = begin; i < end; ++i) {
      std::vector<half_sum> with = sums;
      for (half_sum& one : with) {
        one.sum += different[i];
        one.selected |= std::uint32_t{1} << (i - begin);
      }
      std::vector<half_sum> both(2 * sums.size());
      std::merge(sums.begin(), sums.end(), with.begin(), with.end(), both.begin(), smaller);
      sums.swap(both);
    }
    return sums;
  };
  const std::size_t middle = different.size() / 2;
  const auto low = sums_of(0, middle);
  const auto high = sums_of(middle, different.size());
  std::vector<std::vector<T>> found;
  std::size_t end = high.size();  // low goes up, so the other half goes down
  for (const half_sum& a : low) {
    while (end > 0 && high[end - 1].sum > target - a.sum) --end;
    for (std::size_t k = end; k > 0 && high[k - 1].sum == target - a.sum; --k) {
      std::vector<T> one;
      for (std::size_t i = 0; i < different.size(); ++i) {
        const auto selected = i < middle ? a.selected >> i : high[k - 1].selected >> (i - middle);
        if ((selected & 1) != 0) one.push_back(different[i]);
      }
      std::sort(one.begin(), one.end());
      found.push_back(one);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// Says what differs; empty when every member that lists combinations agrees with the list.
template <typename T>
std::string listing_disagreement(const combination_sums<T>& sums,
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
  if (sums.any() != !expected.empty()) return "any";
  if (sums.first().has_value() != !expected.empty()) return "first";
  if (!expected.empty() && *sums.first() != expected.front()) return "first";
  std::size_t k = 0;
  for (const auto one : sums) {
    if (k == expected.size() || !std::ranges::equal(one, expected[k])) return "range";
    ++k;
  }
  return k == expected.size() ? "" : "range";
}

/// The same for every member of `sums`.
template <typename T>
std::string disagreement(const combination_sums<T>& sums,
                         const std::vector<std::vector<T>>& expected) {
  const std::string listing = listing_disagreement(sums, expected);
  if (!listing.empty()) return listing;
  if (sums.count() != expected.size()) return "count";
  std::vector<T> again;
  for (std::size_t k = 0; k < expected.size(); ++k) {
    sums.unrank(k, again);
    if (again != expected[k] || sums.unrank(k) != again) return "unrank " + std::to_string(k);
    if (sums.rank(expected[k]) != k) return "rank " + std::to_string(k);
  }
  return "";
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

/// Another one: numbers below 2^256, with no more than a ranking asks for.
struct number_256 {
  explicit number_256(std::uint64_t of) : words{of, 0, 0, 0} {}
  number_256& operator+=(const number_256& other) {
    bool carry = false;
    for (std::size_t i = 0; i < 4; ++i) {
      const std::uint64_t sum = words[i] + other.words[i];
      const bool over = sum < words[i] || (carry && sum + 1 == 0);
      words[i] = sum + (carry ? 1 : 0);
      carry = over;
    }
    return *this;
  }
  number_256& operator-=(const number_256& other) {
    bool borrow = false;
    for (std::size_t i = 0; i < 4; ++i) {
      const std::uint64_t was = words[i];
      words[i] = was - other.words[i] - (borrow ? 1 : 0);
      borrow = was < other.words[i] || (borrow && was == other.words[i]);
    }
    return *this;
  }
  friend bool operator<(const number_256& a, const number_256& b) {
    for (std::size_t i = 4; i-- > 0;) {
      if (a.words[i] != b.words[i]) return a.words[i] < b.words[i];
    }
    return false;
  }
  friend bool operator==(const number_256&, const number_256&) = default;
  std::array<std::uint64_t, 4> words;
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

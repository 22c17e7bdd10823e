#include "gavel/c3_linearization.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

using gavel::class_id;
using ids = std::vector<class_id>;
using hierarchy = std::vector<ids>;  // the bases of each class

// Yardstick 1, the merge as most tutorials have it: the lists are copied, heads are struck out at
// the front, and each candidate is looked for in every tail.
bool merge_copies(std::vector<ids> lists, ids& out) {
  for (;;) {
    lists.erase(std::remove(lists.begin(), lists.end(), ids{}), lists.end());
    if (lists.empty()) return true;
    const auto good = std::find_if(lists.begin(), lists.end(), [&](const ids& list) {
      return std::none_of(lists.begin(), lists.end(), [&](const ids& other) {
        return std::find(other.begin() + 1, other.end(), list.front()) != other.end();
      });
    });
    if (good == lists.end()) return false;
    const class_id next = good->front();
    out.push_back(next);
    for (ids& list : lists) {
      if (list.front() == next) list.erase(list.begin());
    }
  }
}

// Yardstick 2, CPython's method: the lists stay, an array holds the position of each head.
bool merge_positions(const std::vector<ids>& lists, ids& out) {
  std::vector<std::size_t> position(lists.size());
  const auto in_a_tail = [&](class_id candidate) {
    for (std::size_t j = 0; j < lists.size(); ++j) {
      for (std::size_t p = position[j] + 1; p < lists[j].size(); ++p) {
        if (lists[j][p] == candidate) return true;
      }
    }
    return false;
  };
  for (;;) {
    std::size_t empty = 0;
    std::size_t i = 0;
    for (; i < lists.size(); ++i) {
      if (position[i] == lists[i].size()) {
        ++empty;
      } else if (!in_a_tail(lists[i][position[i]])) {
        break;
      }
    }
    if (i == lists.size()) return empty == lists.size();
    const class_id next = lists[i][position[i]];
    out.push_back(next);
    for (std::size_t j = 0; j < lists.size(); ++j) {
      if (position[j] < lists[j].size() && lists[j][position[j]] == next) ++position[j];
    }
  }
}

/// All orders by one of the yardsticks; a class of one base copies, as ours does.
template <typename Merge>
std::vector<ids> linearize_with(const hierarchy& bases, Merge merge) {
  std::vector<ids> orders(bases.size());
  for (class_id c = 0; c < bases.size(); ++c) {
    auto& order = orders[c];
    order.push_back(c);
    if (bases[c].size() == 1) {
      const auto& only = orders[bases[c][0]];
      order.insert(order.end(), only.begin(), only.end());
      continue;
    }
    std::vector<ids> lists;
    for (const class_id base : bases[c]) lists.push_back(orders[base]);
    lists.push_back(bases[c]);
    if (!merge(std::move(lists), order)) order.clear();
  }
  return orders;
}

// ---- hierarchies

// A root, k classes, and one derived from them all.
hierarchy wide(std::size_t k) {
  hierarchy bases(k + 1, ids{0});
  bases[0].clear();
  auto& last = bases.emplace_back(k);
  std::iota(last.begin(), last.end(), 1U);
  return bases;
}

// n diamonds, each on top of the one before.
hierarchy ladder(std::size_t n) {
  hierarchy bases{{}};
  for (class_id below = 0; below < 3 * n; below += 3) {
    bases.insert(bases.end(), {{below}, {below}, {below + 1, below + 2}});
  }
  return bases;
}

// k bases that wait for a chain of k classes to end; each has a chain of k below it.
hierarchy evil(std::size_t k) {
  hierarchy bases{{}};
  const auto add = [&bases](const ids& own) {
    bases.push_back(own);
    return static_cast<class_id>(bases.size() - 1);
  };
  const auto add_chain = [&](class_id base) {
    for (std::size_t i = 0; i < k; ++i) base = add({base});
    return base;
  };
  const class_id below = add_chain(0);
  ids waiting;
  for (std::size_t i = 1; i < k; ++i) waiting.push_back(add({below}));
  const class_id above = add_chain(add(waiting));
  ids own;
  for (const class_id x : waiting) own.push_back(add({x}));
  own.push_back(add({above}));
  add(own);
  return bases;
}

// Up to three bases each of the 30 classes before that have an order, the youngest first.
hierarchy random(std::size_t n) {
  std::mt19937_64 engine(20261120);  // fixed: runs must be comparable
  gavel::hierarchy classes;
  hierarchy bases;
  while (bases.size() < n) {
    ids own;
    for (std::size_t wanted = engine() % 4; wanted > 0 && !bases.empty(); --wanted) {
      const std::size_t window = std::min<std::size_t>(bases.size(), 30);
      own.push_back(static_cast<class_id>(bases.size() - 1 - engine() % window));
    }
    std::sort(own.rbegin(), own.rend());
    own.erase(std::unique(own.begin(), own.end()), own.end());
    if (classes.add("c", {own.begin(), own.end()})) bases.push_back(own);
  }
  return bases;
}

void bm_gavel(benchmark::State& state, const hierarchy& bases) {
  for (auto _ : state) benchmark::DoNotOptimize(gavel::linearize(bases).orders);
}

void bm_positions(benchmark::State& state, const hierarchy& bases) {
  for (auto _ : state) benchmark::DoNotOptimize(linearize_with(bases, merge_positions));
}

void bm_copies(benchmark::State& state, const hierarchy& bases) {
  for (auto _ : state) benchmark::DoNotOptimize(linearize_with(bases, merge_copies));
}

// bm_gavel/wide/1000 and so on; the smoke test runs .../small and .../1024.
[[maybe_unused]] const bool registered = [] {
  const auto enter = [](const std::string& name, const hierarchy& bases, bool yardsticks = true) {
    benchmark::RegisterBenchmark(("bm_gavel/" + name).c_str(), bm_gavel, bases);
    if (!yardsticks) return;
    benchmark::RegisterBenchmark(("bm_positions/" + name).c_str(), bm_positions, bases);
    benchmark::RegisterBenchmark(("bm_copies/" + name).c_str(), bm_copies, bases);
  };
  enter("wide/small", wide(70));
  enter("wide/1000", wide(1000));
  enter("wide/65536", wide(65536), false);  // the yardsticks are cubic: hours
  enter("ladder/small", ladder(10));
  enter("ladder/300", ladder(300));
  enter("evil/small", evil(10));
  enter("evil/100", evil(100));
  enter("random/1024", random(1024));
  enter("random/3000", random(3000));
  return true;
}();

}  // namespace

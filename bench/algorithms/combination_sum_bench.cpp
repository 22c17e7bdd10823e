#include "gavel/combination_sum.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace {

struct search {
  std::string name;
  std::vector<int> candidates;
  int target;
  gavel::reuse mode;
};

std::vector<int> arithmetic(int first, int last, int step) {
  std::vector<int> out;
  for (int value = first; value <= last; value += step) out.push_back(value);
  return out;
}

/// Fixed: runs must be comparable. Raw engine values: distributions differ between libraries.
std::vector<int> random_values(std::size_t n, int low, int high) {
  std::mt19937_64 engine(20261120);
  std::vector<int> out(n);
  const auto width = static_cast<std::uint64_t>(high - low) + 1;
  for (int& value : out) value = low + static_cast<int>(engine() % width);
  return out;
}

std::vector<int> with(std::vector<int> values, int one_more) {
  values.push_back(one_more);
  return values;
}

/// Each value from first to last, `times` times.
std::vector<int> repeated(int first, int last, int times) {
  std::vector<int> out;
  for (int value = first; value <= last; ++value)
    out.insert(out.end(), static_cast<std::size_t>(times), value);
  return out;
}

/// What every solution on the web does: sorted candidates, stop at the first that is too large.
/// `visit` takes the combination; the textbook's own version copies it into a vector of vectors.
template <gavel::reuse Mode, typename Visit>
void textbook(std::span<const int> sorted, std::size_t start, int rest, std::vector<int>& chosen,
              const Visit& visit) {
  if (rest == 0) {
    visit(chosen);
    return;
  }
  for (std::size_t i = start; i < sorted.size() && sorted[i] <= rest; ++i) {
    if (Mode == gavel::reuse::once && i > start && sorted[i] == sorted[i - 1]) continue;
    chosen.push_back(sorted[i]);
    textbook<Mode>(sorted, Mode == gavel::reuse::once ? i + 1 : i, rest - sorted[i], chosen, visit);
    chosen.pop_back();
  }
}

template <typename Visit>
void textbook(const search& of, const Visit& visit) {
  std::vector<int> sorted = of.candidates;
  std::sort(sorted.begin(), sorted.end());
  std::vector<int> chosen;
  if (of.mode == gavel::reuse::once) {
    textbook<gavel::reuse::once>(sorted, 0, of.target, chosen, visit);
  } else {
    textbook<gavel::reuse::unlimited>(sorted, 0, of.target, chosen, visit);
  }
}

/// All partitions of n into ascending parts, each step O(1) amortised: J. Kelleher, B. O'Sullivan,
/// Generating All Partitions: A Comparison Of Two Encodings, 2009 (AccelAsc). The last two parts of
/// a partition are x and y with x <= y: moving one from y to x gives the next ones at once.
template <typename Visit>
void partitions(int n, const Visit& visit) {
  std::vector<int> parts(static_cast<std::size_t>(n) + 1);
  const auto part = [&](std::size_t i) -> int& { return parts[i]; };
  std::size_t last = 1;  // parts[0 .. last) stand; part `last` is free
  int y = n - 1;
  while (last != 0) {
    --last;
    int x = part(last) + 1;
    for (; 2 * x <= y; y -= x) part(last++) = x;
    for (; x <= y; ++x, --y) {
      part(last) = x;
      part(last + 1) = y;
      visit(std::span<const int>(parts.data(), last + 2));
    }
    part(last) = x + y;
    y = part(last) - 1;
    visit(std::span<const int>(parts.data(), last + 1));
  }
}

gavel::combination_sums<int> sums_of(const search& of) {
  return {of.candidates, of.target, {.mode = of.mode}};
}

/// A sum that depends on the order and on every element, and the number of combinations.
struct summary {
  std::uint64_t combinations = 0;
  std::uint64_t mixed = 0;
  void add(std::span<const int> one) {
    ++combinations;
    for (const int value : one) mixed = mixed * 1'000'003 + static_cast<std::uint64_t>(value);
    mixed = mixed * 1'000'003 + one.size();
  }
  friend bool operator==(const summary&, const summary&) = default;
};

template <typename Range>
summary summary_of(const Range& combinations) {
  summary out;
  for (const auto& one : combinations) out.add(one);
  return out;
}

/// Whether `found` is what the textbook finds, in its order; else the benchmark is an error.
bool is_right(benchmark::State& state, const search& of, const summary& found) {
  summary expected;
  textbook(of, [&](const std::vector<int>& one) { expected.add(one); });
  if (found == expected) return true;
  state.SkipWithError("not the combinations of the textbook");
  return false;
}

// Building the tables is part of what is timed, as it is of what a caller waits for.
void bm_visitor(benchmark::State& state, const search& of) {
  summary all;
  sums_of(of).for_each([&](std::span<const int> one) { all.add(one); });
  if (!is_right(state, of, all)) return;
  std::uint64_t found = 0;
  for (auto _ : state) {
    std::uint64_t elements = 0;
    found = sums_of(of).for_each([&](std::span<const int> one) { elements += one.size(); });
    benchmark::DoNotOptimize(elements);
  }
  state.counters["combinations"] = static_cast<double>(found);
}

void bm_textbook_visitor(benchmark::State& state, const search& of) {
  std::uint64_t found = 0;
  for (auto _ : state) {
    std::uint64_t elements = 0;
    found = 0;
    textbook(of, [&](const std::vector<int>& one) {
      ++found;
      elements += one.size();
    });
    benchmark::DoNotOptimize(elements);
  }
  state.counters["combinations"] = static_cast<double>(found);
}

void bm_partitions(benchmark::State& state, const search& of) {
  summary all;
  partitions(of.target, [&](std::span<const int> one) { all.add(one); });
  if (!is_right(state, of, all)) return;
  std::uint64_t found = 0;
  for (auto _ : state) {
    std::uint64_t elements = 0;
    found = 0;
    partitions(of.target, [&](std::span<const int> one) {
      ++found;
      elements += one.size();
    });
    benchmark::DoNotOptimize(elements);
  }
  state.counters["combinations"] = static_cast<double>(found);
}

void bm_to_vectors(benchmark::State& state, const search& of) {
  if (!is_right(state, of, summary_of(sums_of(of).to_vectors()))) return;
  for (auto _ : state) benchmark::DoNotOptimize(sums_of(of).to_vectors());
}

void bm_to_flat(benchmark::State& state, const search& of) {
  const auto flat = sums_of(of).to_flat();
  summary all;
  for (std::size_t i = 0; i < flat.size(); ++i) all.add(flat[i]);
  if (!is_right(state, of, all)) return;
  for (auto _ : state) benchmark::DoNotOptimize(sums_of(of).to_flat());
}

void bm_textbook_to_vectors(benchmark::State& state, const search& of) {
  for (auto _ : state) {
    std::vector<std::vector<int>> out;
    textbook(of, [&](const std::vector<int>& one) { out.push_back(one); });
    benchmark::DoNotOptimize(out);
  }
}

void bm_range(benchmark::State& state, const search& of) {
  summary all;
  for (const auto one : sums_of(of)) all.add(one);
  if (!is_right(state, of, all)) return;
  for (auto _ : state) {
    std::uint64_t elements = 0;
    for (const auto one : sums_of(of)) elements += one.size();
    benchmark::DoNotOptimize(elements);
  }
}

void bm_count(benchmark::State& state, const search& of) {
  std::uint64_t expected = 0;
  textbook(of, [&](const std::vector<int>&) { ++expected; });
  if (gavel::combination_sum_count(of.candidates, of.target, of.mode) != expected) {
    state.SkipWithError("not as many as the textbook finds");
    return;
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(gavel::combination_sum_count(of.candidates, of.target, of.mode));
  }
}

/// Into a vector that is used again; `elements` tells how long the combinations are on average.
void bm_unrank(benchmark::State& state, const search& of) {
  const auto sums = sums_of(of);
  std::vector<int> out;
  std::uint64_t k = 0;
  summary all;
  for (const std::uint64_t total = sums.count(); k < total; ++k) {
    sums.unrank(k, out);
    all.add(out);
  }
  if (!is_right(state, of, all)) return;
  std::mt19937_64 engine(1);
  std::uint64_t elements = 0;
  for (auto _ : state) {
    sums.unrank(engine() % k, out);
    benchmark::DoNotOptimize(out.data());
    elements += out.size();
  }
  state.counters["elements"] =
      benchmark::Counter(static_cast<double>(elements), benchmark::Counter::kAvgIterations);
}

const std::vector<search>& searches() {
  using enum gavel::reuse;
  static const std::vector<search> all_searches{
      {"leetcode_39/small", {2, 3, 6, 7}, 7, unlimited},
      {"leetcode_40/small", {10, 1, 2, 7, 6, 1, 5}, 8, once},
      {"coins_100/small", {1, 5, 10, 25, 50, 100}, 100, unlimited},
      {"coins_400", {1, 5, 10, 25, 50, 100}, 400, unlimited},
      {"coins_500", {1, 5, 10, 25, 50, 100}, 500, unlimited},
      {"partitions_50", arithmetic(1, 50, 1), 50, unlimited},
      {"partitions_60", arithmetic(1, 60, 1), 60, unlimited},
      {"20_to_49_target_300", arithmetic(20, 49, 1), 300, unlimited},
      {"even_odd_target_81", arithmetic(2, 80, 2), 81, unlimited},
      {"six_primes_target_3001", {97, 101, 103, 107, 109, 113}, 3001, unlimited},
      {"eight_of_97_to_139_target_1999", {97, 101, 103, 107, 109, 113, 127, 139}, 1999, unlimited},
      {"once_distinct_parts_60_target_90", arithmetic(1, 60, 1), 90, once},
      {"once_1_to_20_three_times_target_60", repeated(1, 20, 3), 60, once},
      {"200_candidates_target_360", arithmetic(60, 259, 1), 360, unlimited},
      {"partitions_9/small", arithmetic(1, 9, 1), 9, unlimited},
      {"once_100_in_1_to_50_target_30", random_values(100, 1, 50), 30, once},
      {"once_60_in_1_to_20_target_60", random_values(60, 1, 20), 60, once},
      {"once_28_even_and_odd_target", with(arithmetic(7002, 14000, 250), 9999), 100001, once},
  };
  return all_searches;
}

const bool registered = [] {
  using bench_function = void (*)(benchmark::State&, const search&);
  const std::vector<std::pair<std::string, bench_function>> ways{
      {"visitor/", bm_visitor},       {"textbook_visitor/", bm_textbook_visitor},
      {"to_vectors/", bm_to_vectors}, {"textbook_to_vectors/", bm_textbook_to_vectors},
      {"to_flat/", bm_to_flat},       {"range/", bm_range},
      {"count/", bm_count},
  };
  for (const search& of : searches()) {
    for (const auto& [way, function] : ways) {
      const bench_function run = function;
      benchmark::RegisterBenchmark((way + of.name).c_str(),
                                   [run, &of](benchmark::State& state) { run(state, of); });
    }
  }
  for (const search& of : searches()) {
    if (of.name.starts_with("partitions_")) {
      benchmark::RegisterBenchmark(("kelleher_visitor/" + of.name).c_str(),
                                   [&of](benchmark::State& state) { bm_partitions(state, of); });
    }
    if (of.name.starts_with("coins_") || of.name == "20_to_49_target_300") {
      benchmark::RegisterBenchmark(("unrank/" + of.name).c_str(),
                                   [&of](benchmark::State& state) { bm_unrank(state, of); });
    }
  }
  return true;
}();

}  // namespace

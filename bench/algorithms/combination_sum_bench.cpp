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

gavel::combination_sums<int> sums_of(const search& of) {
  return {of.candidates, of.target, {.mode = of.mode}};
}

// Building the tables is part of what is timed, as it is of what a caller waits for.
void bm_visitor(benchmark::State& state, const search& of) {
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

void bm_to_vectors(benchmark::State& state, const search& of) {
  for (auto _ : state) benchmark::DoNotOptimize(sums_of(of).to_vectors());
}

void bm_textbook_to_vectors(benchmark::State& state, const search& of) {
  for (auto _ : state) {
    std::vector<std::vector<int>> out;
    textbook(of, [&](const std::vector<int>& one) { out.push_back(one); });
    benchmark::DoNotOptimize(out);
  }
}

void bm_range(benchmark::State& state, const search& of) {
  for (auto _ : state) {
    std::uint64_t elements = 0;
    for (const auto one : sums_of(of)) elements += one.size();
    benchmark::DoNotOptimize(elements);
  }
}

void bm_count(benchmark::State& state, const search& of) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(gavel::combination_sum_count(of.candidates, of.target, of.mode));
  }
}

void bm_unrank(benchmark::State& state, const search& of) {
  const auto sums = sums_of(of);
  const std::uint64_t total = sums.count();
  std::mt19937_64 engine(1);
  for (auto _ : state) benchmark::DoNotOptimize(sums.unrank(engine() % total));
}

const std::vector<search>& searches() {
  using enum gavel::reuse;
  static const std::vector<search> all_searches{
      {"leetcode_39/small", {2, 3, 6, 7}, 7, unlimited},
      {"leetcode_40/small", {10, 1, 2, 7, 6, 1, 5}, 8, once},
      {"coins_100/small", {1, 5, 10, 25, 50, 100}, 100, unlimited},
      {"coins_500", {1, 5, 10, 25, 50, 100}, 500, unlimited},
      {"partitions_50", arithmetic(1, 50, 1), 50, unlimited},
      {"20_to_49_target_300", arithmetic(20, 49, 1), 300, unlimited},
      {"even_odd_target_81", arithmetic(2, 80, 2), 81, unlimited},
      {"six_primes_target_3001", {97, 101, 103, 107, 109, 113}, 3001, unlimited},
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
      {"range/", bm_range},           {"count/", bm_count},
  };
  for (const search& of : searches()) {
    for (const auto& [way, function] : ways) {
      const bench_function run = function;
      benchmark::RegisterBenchmark((way + of.name).c_str(),
                                   [run, &of](benchmark::State& state) { run(state, of); });
    }
  }
  for (const search& of : {searches()[2], searches()[3], searches()[5]}) {
    benchmark::RegisterBenchmark(("unrank/" + of.name).c_str(),
                                 [of](benchmark::State& state) { bm_unrank(state, of); });
  }
  return true;
}();

}  // namespace

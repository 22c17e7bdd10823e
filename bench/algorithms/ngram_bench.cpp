#include "gavel/ngram.hpp"

#include <benchmark/benchmark.h>

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace {

/// Words drawn from a list by Zipf's rule, now and then a new word or a phrase again: repeats as
/// natural text does (few frequent grams, a long tail), and needs no file.
std::string generated_text(std::size_t size) {
  std::mt19937_64 engine(20261120);  // fixed: runs must be comparable
  const auto word = [&engine] {
    std::string letters;
    for (std::size_t length = 1 + engine() % 8; length > 0; --length) {
      // the minimum of two draws prefers the first letters of the list
      const std::size_t at = std::min(engine() % 26, engine() % 26);
      letters += "etaoinshrdlcumwfgypbvkjxqz"[at];
    }
    return letters;
  };
  std::vector<std::string> words(50000);
  for (std::string& entry : words) entry = word();
  std::string text;
  while (text.size() < size) {
    if (engine() % 16 == 0 && text.size() > 1000) {
      const std::size_t from = engine() % (text.size() - 100);
      text += text.substr(from, 16 + engine() % 64);
      continue;
    }
    const double x = static_cast<double>(engine() >> 11) * 0x1p-53;
    const auto rank = static_cast<std::size_t>(std::pow(static_cast<double>(words.size()), x)) - 1;
    text += engine() % 256 == 0 ? word() : words[rank];
    text += engine() % 12 == 0 ? ". " : " ";
  }
  text.resize(size);
  return text;
}

const std::string& text_of(std::size_t size) {
  static std::map<std::size_t, std::string> texts;
  auto& text = texts[size];
  if (text.empty()) text = generated_text(size);
  return text;
}

/// Runs `count(text, n)`, which returns the number of distinct grams, for n = range(0) and a text
/// of range(1) bytes.
template <typename Count>
void measure(benchmark::State& state, const Count& count) {
  const auto n = static_cast<std::size_t>(state.range(0));
  const std::string& text = text_of(static_cast<std::size_t>(state.range(1)));
  std::size_t distinct = 0;
  for (auto _ : state) {
    distinct = count(text, n);
    benchmark::DoNotOptimize(distinct);
  }
  state.SetBytesProcessed(state.iterations() * state.range(1));
  state.counters["distinct"] = static_cast<double>(distinct);
}

void bm_ngram_counter(benchmark::State& state) {
  measure(state, [](std::string_view text, std::size_t n) {
    gavel::ngram_counter counter(n);
    counter.add(text);
    return counter.distinct();
  });
}

/// The textbook: one std::string a window.
template <typename Map>
void bm_substrings(benchmark::State& state) {
  measure(state, [](std::string_view text, std::size_t n) {
    Map counts;
    for (std::size_t i = 0; i + n <= text.size(); ++i) ++counts[std::string(text.substr(i, n))];
    return counts.size();
  });
}

/// Views into the text instead, where it outlives the table.
void bm_boost_flat_map_of_views(benchmark::State& state) {
  measure(state, [](std::string_view text, std::size_t n) {
    boost::unordered_flat_map<std::string_view, std::uint64_t> counts;
    for (std::size_t i = 0; i + n <= text.size(); ++i) ++counts[text.substr(i, n)];
    return counts.size();
  });
}

/// The window in one 64-bit key, n <= 8.
template <typename Map>
void bm_packed(benchmark::State& state) {
  measure(state, [](std::string_view text, std::size_t n) {
    Map counts;
    const std::uint64_t mask = n < 8 ? (std::uint64_t{1} << (8 * n)) - 1 : ~std::uint64_t{0};
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      key = ((key << 8) | static_cast<unsigned char>(text[i])) & mask;
      if (i + 1 >= n) ++counts[key];
    }
    return counts.size();
  });
}

void bm_ngram_counter_of_code_points(benchmark::State& state) {
  measure(state, [](std::string_view text, std::size_t n) {
    gavel::ngram_counter counter(n, gavel::ngram_unit::code_point);
    counter.add(text);
    return counter.distinct();
  });
}

void bm_ngram_counter_of_words(benchmark::State& state) {
  measure(state, [](std::string_view text, std::size_t n) {
    gavel::ngram_counter counter(n, gavel::ngram_unit::word);
    counter.add(text);
    return counter.distinct();
  });
}

void bm_substrings_of_words(benchmark::State& state) {
  measure(state, [](std::string_view text, std::size_t n) {
    std::unordered_map<std::string, int> counts;
    const auto words = gavel::split_words(text);
    for (std::size_t i = 0; i + n <= words.size(); ++i) {
      std::string gram;
      for (std::size_t j = i; j < i + n; ++j) (gram += ' ') += words[j];
      ++counts[gram];
    }
    return counts.size();
  });
}

void bm_key_grams(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  gavel::ngram_counter counter(n);
  counter.add(text_of(static_cast<std::size_t>(state.range(1))));
  for (auto _ : state) benchmark::DoNotOptimize(counter.filter(2));
}

void bm_dice_similarity(benchmark::State& state) {
  const std::string& text = text_of(static_cast<std::size_t>(2 * state.range(0)));
  const auto half = static_cast<std::size_t>(state.range(0));
  const std::string a = text.substr(0, half);
  const std::string b = text.substr(half);
  for (auto _ : state) benchmark::DoNotOptimize(gavel::dice_similarity(a, b, 3));
  state.SetBytesProcessed(state.iterations() * 2 * state.range(0));
}

constexpr std::int64_t small = 1024;
constexpr std::int64_t large = std::int64_t{4} << 20;

void sizes(benchmark::internal::Benchmark* bench) {
  for (const std::int64_t n : {1, 2, 3, 4, 8, 16}) bench->Args({n, small})->Args({n, large});
}

void packed_sizes(benchmark::internal::Benchmark* bench) {
  for (const std::int64_t n : {1, 2, 3, 4, 8}) bench->Args({n, small})->Args({n, large});
}

void few_sizes(benchmark::internal::Benchmark* bench) {
  for (const std::int64_t n : {1, 2, 3}) bench->Args({n, small})->Args({n, large});
}

using unordered_substrings = std::unordered_map<std::string, int>;
using ordered_substrings = std::map<std::string, int>;
using unordered_keys = std::unordered_map<std::uint64_t, std::uint64_t>;
using boost_keys = boost::unordered_flat_map<std::uint64_t, std::uint64_t>;

BENCHMARK(bm_ngram_counter)->Apply(sizes);
BENCHMARK_TEMPLATE(bm_substrings, unordered_substrings)->Apply(sizes);
BENCHMARK_TEMPLATE(bm_substrings, ordered_substrings)->Apply(sizes);
BENCHMARK_TEMPLATE(bm_packed, unordered_keys)->Apply(packed_sizes);
BENCHMARK_TEMPLATE(bm_packed, boost_keys)->Apply(packed_sizes);
BENCHMARK(bm_boost_flat_map_of_views)->Args({8, small})->Args({8, large});
BENCHMARK(bm_boost_flat_map_of_views)->Args({16, small})->Args({16, large});
BENCHMARK(bm_ngram_counter_of_code_points)->Apply(few_sizes);
BENCHMARK(bm_ngram_counter_of_words)->Apply(few_sizes);
BENCHMARK(bm_substrings_of_words)->Apply(few_sizes);
BENCHMARK(bm_key_grams)->Args({3, small})->Args({3, large});
BENCHMARK(bm_dice_similarity)->Arg(16)->Arg(small);

}  // namespace

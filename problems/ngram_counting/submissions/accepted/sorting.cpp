// Another method, without a hash: sort the windows, then equal grams are neighbours.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <numeric>
#include <string_view>
#include <vector>

#include "problems/ngram_counting/instance.hpp"

int main() {
  std::ios::sync_with_stdio(false);
  const auto problem = problems::ngram_counting::read(std::cin);
  const std::string_view text = problem.text;
  const std::size_t n = problem.n;
  std::vector<std::uint32_t> windows(text.size() < n ? 0 : text.size() - n + 1);
  std::iota(windows.begin(), windows.end(), 0U);
  const auto gram = [&](std::uint32_t at) { return text.substr(at, n); };
  std::sort(windows.begin(), windows.end(),
            [&](std::uint32_t a, std::uint32_t b) { return gram(a) < gram(b); });

  problems::ngram_counting::answer answer;
  answer.windows = windows.size();
  std::vector<std::pair<std::uint64_t, std::uint32_t>> key_grams;  // count, where
  for (std::size_t i = 0, next = 0; i < windows.size(); i = next) {
    while (next < windows.size() && gram(windows[next]) == gram(windows[i])) ++next;
    ++answer.distinct;
    if (next - i >= problem.threshold) key_grams.emplace_back(next - i, windows[i]);
  }
  // They are in the order of their bytes already: a stable sort keeps that among equals.
  std::stable_sort(key_grams.begin(), key_grams.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  answer.key_grams = key_grams.size();
  for (std::size_t i = 0; i < key_grams.size() && i < problem.shown; ++i)
    answer.first.emplace_back(gram(key_grams[i].second), key_grams[i].first);
  write(std::cout, answer);
}

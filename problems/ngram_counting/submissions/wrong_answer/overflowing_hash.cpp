// Why it is here: a rolling hash modulo 2^64, never compared; 20-thue-morse has collisions.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <string>
#include <unordered_map>
#include <vector>

#include "problems/ngram_counting/instance.hpp"

int main() {
  std::ios::sync_with_stdio(false);
  const auto problem = problems::ngram_counting::read(std::cin);
  const std::string& text = problem.text;
  const std::size_t n = problem.n;
  constexpr std::uint64_t base = 1000003;
  std::uint64_t leading = 1;
  for (std::size_t i = 0; i < n; ++i) leading *= base;

  std::unordered_map<std::uint64_t, std::size_t> number;  // of a hash
  std::vector<std::pair<std::string, std::uint64_t>> counts;
  std::uint64_t hash = 0;
  for (std::size_t end = 1; end <= text.size(); ++end) {
    hash = hash * base + static_cast<unsigned char>(text[end - 1]);
    if (end > n) hash -= leading * static_cast<unsigned char>(text[end - n - 1]);
    if (end < n) continue;
    const auto [at, fresh] = number.emplace(hash, counts.size());
    if (fresh) counts.emplace_back(text.substr(end - n, n), 0);
    ++counts[at->second].second;
  }
  problems::ngram_counting::answer answer;
  for (const auto& [gram, count] : counts) {
    answer.windows += count;
    ++answer.distinct;
    if (count >= problem.threshold) answer.first.emplace_back(gram, count);
  }
  std::sort(answer.first.begin(), answer.first.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  answer.key_grams = answer.first.size();
  if (answer.first.size() > problem.shown) answer.first.resize(problem.shown);
  write(std::cout, answer);
}

// Why it is here: orders bytes as char, from -128 to 127; 11-around-128 has both kinds.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <map>
#include <string>

#include "problems/ngram_counting/instance.hpp"

int main() {
  std::ios::sync_with_stdio(false);
  const auto problem = problems::ngram_counting::read(std::cin);
  std::map<std::string, std::uint64_t> counts;
  for (std::size_t i = 0; i + problem.n <= problem.text.size(); ++i)
    ++counts[problem.text.substr(i, problem.n)];
  problems::ngram_counting::answer answer;
  for (const auto& [gram, count] : counts) {
    answer.windows += count;
    ++answer.distinct;
    if (count >= problem.threshold) answer.first.emplace_back(gram, count);
  }
  std::sort(answer.first.begin(), answer.first.end(), [](const auto& a, const auto& b) {
    if (a.second != b.second) return a.second > b.second;
    return std::lexicographical_compare(
        a.first.begin(), a.first.end(), b.first.begin(), b.first.end(),
        [](char x, char y) { return static_cast<signed char>(x) < static_cast<signed char>(y); });
  });
  answer.key_grams = answer.first.size();
  if (answer.first.size() > problem.shown) answer.first.resize(problem.shown);
  write(std::cout, answer);
}

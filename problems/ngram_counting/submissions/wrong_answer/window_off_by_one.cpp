// Why it is here: the last window is left out; 03-exactly-n has no other.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <string>
#include <unordered_map>

#include "problems/ngram_counting/instance.hpp"

int main() {
  std::ios::sync_with_stdio(false);
  const auto problem = problems::ngram_counting::read(std::cin);
  std::unordered_map<std::string, std::uint64_t> counts;
  for (std::size_t i = 0; i + problem.n < problem.text.size(); ++i)
    ++counts[problem.text.substr(i, problem.n)];
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

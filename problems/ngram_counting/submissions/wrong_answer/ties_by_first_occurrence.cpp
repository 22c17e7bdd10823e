// Why it is here: equally frequent grams stay in the order of the text; 14-ties cuts the list among
// them.
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
  std::unordered_map<std::string, std::size_t> where;
  std::vector<std::pair<std::string, std::uint64_t>> counts;
  for (std::size_t i = 0; i + problem.n <= problem.text.size(); ++i) {
    const std::string gram = problem.text.substr(i, problem.n);
    const auto [at, fresh] = where.emplace(gram, counts.size());
    if (fresh) counts.emplace_back(gram, 0);
    ++counts[at->second].second;
  }
  problems::ngram_counting::answer answer;
  for (const auto& [gram, count] : counts) {
    answer.windows += count;
    ++answer.distinct;
    if (count >= problem.threshold) answer.first.emplace_back(gram, count);
  }
  std::stable_sort(answer.first.begin(), answer.first.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  answer.key_grams = answer.first.size();
  if (answer.first.size() > problem.shown) answer.first.resize(problem.shown);
  write(std::cout, answer);
}

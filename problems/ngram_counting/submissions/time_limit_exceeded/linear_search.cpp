// Why it is here: looks for each gram among all before it; 32-largest has 500000 of them.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <string_view>
#include <vector>

#include "problems/ngram_counting/instance.hpp"

int main() {
  std::ios::sync_with_stdio(false);
  const auto problem = problems::ngram_counting::read(std::cin);
  const std::string_view text = problem.text;
  std::vector<std::pair<std::string_view, std::uint64_t>> counts;
  for (std::size_t i = 0; i + problem.n <= text.size(); ++i) {
    const std::string_view gram = text.substr(i, problem.n);
    std::size_t at = 0;
    while (at < counts.size() && counts[at].first != gram) ++at;
    if (at == counts.size()) counts.emplace_back(gram, 0);
    ++counts[at].second;
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

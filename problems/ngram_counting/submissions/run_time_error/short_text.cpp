// Why it is here: L - n + 1 wraps around; 02-shorter-than-n asks for 2^64 - 2044 windows.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "problems/ngram_counting/instance.hpp"

int main() {
  std::ios::sync_with_stdio(false);
  const auto problem = problems::ngram_counting::read(std::cin);
  const std::size_t windows = problem.text.size() - problem.n + 1;
  std::vector<std::string> grams;
  grams.reserve(windows);  // std::length_error
  for (std::size_t i = 0; i < windows; ++i) grams.push_back(problem.text.substr(i, problem.n));
  std::map<std::string, std::uint64_t> counts;
  for (const std::string& gram : grams) ++counts[gram];
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

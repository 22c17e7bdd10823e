// The library's solution.  Nothing but reading, the call, and writing.
#include <iostream>

#include "gavel/ngram/counter.hpp"
#include "problems/ngram_counting/instance.hpp"

int main() {
  std::ios::sync_with_stdio(false);
  const auto problem = problems::ngram_counting::read(std::cin);
  gavel::ngram_counter counter(problem.n);
  counter.add(problem.text);
  const auto key_grams = counter.filter(problem.threshold);
  problems::ngram_counting::answer answer{
      counter.total(), counter.distinct(), key_grams.size(), {}};
  for (std::size_t i = 0; i < key_grams.size() && i < problem.shown; ++i)
    answer.first.emplace_back(key_grams[i].gram, key_grams[i].count);
  write(std::cout, answer);
}

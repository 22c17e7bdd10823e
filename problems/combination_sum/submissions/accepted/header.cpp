// Why it is here: the library's answer; visits no prefix that cannot be completed.
#include <iostream>

#include "gavel/combination_sum.hpp"
#include "problems/combination_sum/instance.hpp"

int main() {
  std::ios::sync_with_stdio(false);
  const auto in = problems::combination_sum::read(std::cin);
  const gavel::combination_sums<int> sums(in.candidates, in.target);
  problems::combination_sum::answer out;
  out.count = sums.count();
  for (auto it = sums.begin(); it != sums.end() && out.first.size() < in.listed; ++it) {
    out.first.emplace_back((*it).begin(), (*it).end());
  }
  write(std::cout, out);
}

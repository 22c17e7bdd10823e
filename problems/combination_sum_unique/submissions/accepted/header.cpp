// Why it is here: the library's answer; visits no prefix that cannot be completed.
#include <iostream>

#include "gavel/combination_sum.hpp"
#include "problems/combination_sum_unique/instance.hpp"

int main() {
  std::ios::sync_with_stdio(false);
  const auto in = problems::combination_sum_unique::read(std::cin);
  const gavel::combination_sums<int> sums(in.elements, in.target, {.mode = gavel::reuse::once});
  problems::combination_sum_unique::answer out;
  out.count = sums.count();
  for (auto it = sums.begin(); it != sums.end() && out.first.size() < in.listed; ++it) {
    out.first.emplace_back((*it).begin(), (*it).end());
  }
  write(std::cout, out);
}

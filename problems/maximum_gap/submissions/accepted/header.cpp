// The library's solution: reading, the call, writing.
#include <iostream>

#include "gavel/maximum_gap.hpp"
#include "problems/maximum_gap/instance.hpp"

int main() {
  std::ios::sync_with_stdio(false);
  const auto problem = problems::maximum_gap::read(std::cin);
  std::cout << gavel::maximum_gap(problem.values) << '\n';
}

// Why it is here: it compares neighbours in the order of the input: secret/10-random-small.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>

#include "problems/maximum_gap/instance.hpp"

int main() {
  std::ios::sync_with_stdio(false);
  const auto values = problems::maximum_gap::read(std::cin).values;
  std::int64_t best = 0;
  for (std::size_t i = 1; i < values.size(); ++i) {
    best = std::max(best, std::abs(std::int64_t{values[i]} - values[i - 1]));
  }
  std::cout << best << '\n';
}

// Why it is here: as unsigned numbers, the negative values come after all others:
// secret/10-random-small.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <vector>

#include "problems/maximum_gap/instance.hpp"

int main() {
  std::ios::sync_with_stdio(false);
  const auto read = problems::maximum_gap::read(std::cin).values;
  std::vector<std::uint32_t> values(read.begin(), read.end());
  std::sort(values.begin(), values.end());
  std::uint32_t best = 0;
  for (std::size_t i = 1; i < values.size(); ++i) best = std::max(best, values[i] - values[i - 1]);
  std::cout << best << '\n';
}

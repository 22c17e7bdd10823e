// Why it is here: the gap of secret/05-extremes does not fit into an int.
#include <algorithm>
#include <cstddef>
#include <iostream>

#include "problems/maximum_gap/instance.hpp"

int main() {
  std::ios::sync_with_stdio(false);
  auto values = problems::maximum_gap::read(std::cin).values;
  std::sort(values.begin(), values.end());
  int best = 0;
  for (std::size_t i = 1; i < values.size(); ++i) {
    // Subtracted as unsigned so that it wraps the same way with every compiler.
    best = std::max(best, static_cast<int>(static_cast<unsigned>(values[i]) -
                                           static_cast<unsigned>(values[i - 1])));
  }
  std::cout << best << '\n';
}

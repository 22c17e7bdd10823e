// Why it is here: it takes for granted that there is a first value: secret/01-empty.
#include <algorithm>
#include <cstdint>
#include <iostream>

#include "problems/maximum_gap/instance.hpp"

int main() {
  std::ios::sync_with_stdio(false);
  auto values = problems::maximum_gap::read(std::cin).values;
  std::sort(values.begin(), values.end());
  std::int64_t previous = values.at(0);
  std::int64_t best = 0;
  for (const auto value : values) {
    best = std::max(best, value - previous);
    previous = value;
  }
  std::cout << best << '\n';
}

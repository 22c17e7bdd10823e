// Why it is here: quadratic time: secret/30-largest-random.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <utility>

#include "problems/maximum_gap/instance.hpp"

int main() {
  std::ios::sync_with_stdio(false);
  auto values = problems::maximum_gap::read(std::cin).values;
  for (std::size_t end = values.size(); end > 1; --end) {
    for (std::size_t i = 1; i < end; ++i) {
      if (values[i] < values[i - 1]) std::swap(values[i], values[i - 1]);
    }
  }
  std::int64_t best = 0;
  for (std::size_t i = 1; i < values.size(); ++i) {
    best = std::max(best, std::int64_t{values[i]} - values[i - 1]);
  }
  std::cout << best << '\n';
}

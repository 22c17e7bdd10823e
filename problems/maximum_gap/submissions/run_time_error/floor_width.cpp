// Why it is here: the width is rounded down, so there are more buckets than it made:
// secret/12-mean-gap-below-two.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <limits>
#include <vector>

#include "problems/maximum_gap/instance.hpp"

int main() {
  std::ios::sync_with_stdio(false);
  const auto values = problems::maximum_gap::read(std::cin).values;
  if (values.size() < 2) {
    std::cout << "0\n";
    return 0;
  }
  std::int64_t low = std::numeric_limits<std::int64_t>::max();
  std::int64_t high = std::numeric_limits<std::int64_t>::min();
  for (const auto value : values) {
    low = std::min<std::int64_t>(low, value);
    high = std::max<std::int64_t>(high, value);
  }
  const auto gaps = static_cast<std::int64_t>(values.size()) - 1;
  const std::int64_t width = std::max<std::int64_t>((high - low) / gaps, 1);
  std::vector<std::int64_t> lowest(values.size() + 1, high + 1);
  std::vector<std::int64_t> highest(values.size() + 1, low - 1);
  for (const auto value : values) {
    const auto i = static_cast<std::size_t>((value - low) / width);
    lowest.at(i) = std::min<std::int64_t>(lowest.at(i), value);
    highest.at(i) = std::max<std::int64_t>(highest.at(i), value);
  }
  std::int64_t best = 0;
  std::int64_t previous = low;
  for (std::size_t i = 0; i < lowest.size(); ++i) {
    if (highest[i] < lowest[i]) continue;
    best = std::max(best, lowest[i] - previous);
    previous = highest[i];
  }
  std::cout << best << '\n';
}

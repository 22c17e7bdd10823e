// Why it is here: the range of the values of secret/20-random-wide does not fit into an int,
// although every gap does; it comes out negative and is taken for no range at all.
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
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  // Subtracted as unsigned so that it wraps the same way with every compiler.
  const auto range = static_cast<int>(static_cast<unsigned>(*high) - static_cast<unsigned>(*low));
  if (range <= 0) {
    std::cout << "0\n";
    return 0;
  }
  const auto gaps = static_cast<int>(values.size()) - 1;
  const int width = (range - 1) / gaps + 1;
  const auto count = static_cast<std::size_t>(range / width) + 1;
  std::vector<std::int32_t> lowest(count, std::numeric_limits<std::int32_t>::max());
  std::vector<std::int32_t> highest(count, std::numeric_limits<std::int32_t>::min());
  for (const auto value : values) {
    const auto i = static_cast<std::size_t>((value - *low) / width);
    lowest[i] = std::min(lowest[i], value);
    highest[i] = std::max(highest[i], value);
  }
  int best = 0;
  int previous = *low;
  for (std::size_t i = 0; i < count; ++i) {
    if (highest[i] < lowest[i]) continue;
    best = std::max(best, lowest[i] - previous);
    previous = highest[i];
  }
  std::cout << best << '\n';
}

// Why it is here: a bit for every number between the smallest and the largest value is 512 MiB
// where the values lie far apart: secret/05-extremes, secret/20-random-wide.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <vector>

#include "problems/maximum_gap/instance.hpp"

int main() {
  std::ios::sync_with_stdio(false);
  const auto values = problems::maximum_gap::read(std::cin).values;
  if (values.empty()) {
    std::cout << "0\n";
    return 0;
  }
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  std::vector<bool> present(static_cast<std::size_t>(std::int64_t{*high} - *low) + 1, false);
  for (const auto value : values)
    present[static_cast<std::size_t>(std::int64_t{value} - *low)] = true;
  std::size_t best = 0;
  std::size_t previous = 0;
  for (std::size_t place = 0; place < present.size(); ++place) {
    if (!present[place]) continue;
    best = std::max(best, place - previous);
    previous = place;
  }
  std::cout << best << '\n';
}

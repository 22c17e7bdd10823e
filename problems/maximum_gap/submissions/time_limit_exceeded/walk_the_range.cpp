// Why it is here: it looks up every number between the smallest and the largest value, so its time
// depends on the range and not on n: secret/05-extremes, secret/20-random-wide.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <unordered_set>

#include "problems/maximum_gap/instance.hpp"

int main() {
  std::ios::sync_with_stdio(false);
  const auto values = problems::maximum_gap::read(std::cin).values;
  if (values.empty()) {
    std::cout << "0\n";
    return 0;
  }
  const std::unordered_set<std::int64_t> present(values.begin(), values.end());
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  std::int64_t best = 0;
  std::int64_t previous = *low;
  for (std::int64_t place = *low; place <= *high; ++place) {
    if (!present.contains(place)) continue;
    best = std::max(best, place - previous);
    previous = place;
  }
  std::cout << best << '\n';
}

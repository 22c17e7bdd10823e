// Why it is here: a bucket sort whose buckets are sorted by insertion is fast while the values are
// spread evenly, and quadratic where most of them share a bucket: secret/32-largest-clusters.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <utility>
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
  const auto count = static_cast<std::int64_t>(values.size());
  const std::int64_t width = (std::int64_t{*high} - *low) / count + 1;
  std::vector<std::vector<std::int32_t>> buckets(values.size());
  for (const auto value : values) {
    auto& bucket = buckets[static_cast<std::size_t>((std::int64_t{value} - *low) / width)];
    bucket.push_back(value);
    for (std::size_t i = bucket.size() - 1; i > 0 && bucket[i] < bucket[i - 1]; --i) {
      std::swap(bucket[i], bucket[i - 1]);
    }
  }
  std::int64_t best = 0;
  std::int64_t previous = *low;
  for (const auto& bucket : buckets) {
    for (const auto value : bucket) {
      best = std::max(best, value - previous);
      previous = value;
    }
  }
  std::cout << best << '\n';
}

// clusters <n> <count> <width> <seed>: n values in `count` clusters that are `width` wide and lie
// anywhere in the 32-bit range, so that nearly all buckets are empty.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <limits>
#include <random>
#include <vector>

#include "problems/maximum_gap/instance.hpp"

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "usage: clusters <n> <count> <width> <seed>\n";
    return 2;
  }
  std::mt19937_64 engine(std::strtoull(argv[4], nullptr, 10));
  const std::uint64_t width = std::strtoull(argv[3], nullptr, 10);
  std::vector<std::int64_t> starts(std::strtoull(argv[2], nullptr, 10));
  for (auto& start : starts) start = static_cast<std::int32_t>(engine() >> 32);
  problems::maximum_gap::instance problem;
  problem.values.resize(std::strtoull(argv[1], nullptr, 10));
  for (auto& value : problem.values) {
    const std::int64_t start = starts[engine() % starts.size()];
    const std::int64_t place = start + static_cast<std::int64_t>(engine() % width);
    value = static_cast<std::int32_t>(
        std::min<std::int64_t>(place, std::numeric_limits<std::int32_t>::max()));
  }
  write(std::cout, problem);
}

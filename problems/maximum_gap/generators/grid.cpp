// grid <n> <first> <step> <wide> <seed>: n values at equal distances from `first` on, but one unit
// more between number `wide` and the next (counted from 1; 0: nowhere), in random order. Every gap
// but that one is smaller than the mean gap, so it is easily lost in a bucket that is a little too
// wide.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <utility>

#include "problems/maximum_gap/instance.hpp"

int main(int argc, char** argv) {
  if (argc != 6) {
    std::cerr << "usage: grid <n> <first> <step> <wide> <seed>\n";
    return 2;
  }
  const std::size_t n = std::strtoull(argv[1], nullptr, 10);
  const std::int64_t step = std::atoll(argv[3]);
  const std::size_t wide = std::strtoull(argv[4], nullptr, 10);
  problems::maximum_gap::instance problem;
  std::int64_t place = std::atoll(argv[2]);
  for (std::size_t i = 1; i <= n; ++i) {
    problem.values.push_back(static_cast<std::int32_t>(place));
    place += i == wide ? step + 1 : step;
  }
  // Not std::shuffle: it differs between standard libraries.
  std::mt19937_64 engine(std::strtoull(argv[5], nullptr, 10));
  for (std::size_t i = n; i > 1; --i) {
    std::swap(problem.values[i - 1], problem.values[engine() % i]);
  }
  write(std::cout, problem);
}

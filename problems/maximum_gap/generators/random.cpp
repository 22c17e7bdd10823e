// random <n> <low> <high> <seed>: n values, uniform in [low, high].
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>

#include "problems/maximum_gap/instance.hpp"

int main(int argc, char** argv) {
  if (argc != 5 || std::atoll(argv[3]) < std::atoll(argv[2])) {
    std::cerr << "usage: random <n> <low> <high> <seed>, low <= high\n";
    return 2;
  }
  const std::int64_t low = std::atoll(argv[2]);
  const std::int64_t high = std::atoll(argv[3]);
  const auto choices = static_cast<std::uint64_t>(high - low + 1);
  // Raw values of the engine: the distributions differ between standard libraries.
  std::mt19937_64 engine(std::strtoull(argv[4], nullptr, 10));
  problems::maximum_gap::instance problem;
  problem.values.resize(std::strtoull(argv[1], nullptr, 10));
  for (auto& value : problem.values) {
    value = static_cast<std::int32_t>(low + static_cast<std::int64_t>(engine() % choices));
  }
  write(std::cout, problem);
}

// random <n> <low> <high> <target> <m> <seed>: n elements in [low, high]; values may be repeated.
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>

#include "problems/combination_sum_unique/instance.hpp"

int main(int argc, char** argv) {
  if (argc != 7) {
    std::cerr << "usage: random <n> <low> <high> <target> <m> <seed>\n";
    return 2;
  }
  const auto low = std::atoll(argv[2]);
  const auto width = static_cast<std::uint64_t>(std::atoll(argv[3]) - low) + 1;
  std::mt19937_64 engine(std::strtoull(argv[6], nullptr, 10));
  problems::combination_sum_unique::instance out;
  out.target = std::atoi(argv[4]);
  out.listed = std::strtoull(argv[5], nullptr, 10);
  out.elements.resize(std::strtoull(argv[1], nullptr, 10));
  // Raw values: what a distribution makes of them differs between standard libraries.
  for (int& value : out.elements) {
    value = static_cast<int>(low + static_cast<long long>(engine() % width));
  }
  write(std::cout, out);
}

// progression <n> <first> <step> <extra> <target> <m> <seed>: the n elements first, first + step,
// ..., with the last one replaced by `extra` unless that is 0; in an order that the seed decides.
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <utility>

#include "problems/combination_sum_unique/instance.hpp"

int main(int argc, char** argv) {
  if (argc != 8) {
    std::cerr << "usage: progression <n> <first> <step> <extra> <target> <m> <seed>\n";
    return 2;
  }
  problems::combination_sum_unique::instance out;
  out.target = std::atoi(argv[5]);
  out.listed = std::strtoull(argv[6], nullptr, 10);
  const int n = std::atoi(argv[1]);
  for (int i = 0; i < n; ++i) {
    out.elements.push_back(std::atoi(argv[2]) + i * std::atoi(argv[3]));
  }
  if (std::atoi(argv[4]) != 0) out.elements.back() = std::atoi(argv[4]);
  std::mt19937_64 engine(std::strtoull(argv[7], nullptr, 10));
  for (std::size_t i = out.elements.size(); i > 1; --i) {
    std::swap(out.elements[i - 1], out.elements[engine() % i]);
  }
  write(std::cout, out);
}

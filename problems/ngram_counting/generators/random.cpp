// random <length> <n> <threshold> <shown> <low> <high> <seed>: bytes, uniform in [low, high].
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>

#include "problems/ngram_counting/instance.hpp"

int main(int argc, char** argv) {
  if (argc != 8) {
    std::cerr << "usage: random <length> <n> <threshold> <shown> <low> <high> <seed>\n";
    return 2;
  }
  const auto number = [argv](int i) { return std::strtoull(argv[i], nullptr, 10); };
  problems::ngram_counting::instance out{std::string(number(1), '\0'), number(2), number(3),
                                         number(4)};
  const auto low = number(5);
  const auto values = number(6) - low + 1;
  std::mt19937_64 engine(number(7));
  // not uniform_int_distribution: its results differ between standard libraries
  for (char& byte : out.text) byte = static_cast<char>(low + engine() % values);
  write(std::cout, out);
}

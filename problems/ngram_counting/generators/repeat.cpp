// repeat <length> <n> <threshold> <shown> <hexadecimal bytes>: the bytes, again and again.
#include <cstdlib>
#include <iostream>

#include "problems/ngram_counting/instance.hpp"

int main(int argc, char** argv) {
  if (argc != 6 || argv[5][0] == '\0') {
    std::cerr << "usage: repeat <length> <n> <threshold> <shown> <hexadecimal bytes>\n";
    return 2;
  }
  const auto number = [argv](int i) { return std::strtoull(argv[i], nullptr, 10); };
  const std::string period = problems::ngram_counting::from_hex(argv[5]);
  problems::ngram_counting::instance out{std::string(number(1), '\0'), number(2), number(3),
                                         number(4)};
  for (std::size_t i = 0; i < out.text.size(); ++i) out.text[i] = period[i % period.size()];
  write(std::cout, out);
}

// thue_morse <length> <n> <threshold> <shown> <zero> <one>: byte i is <zero> where i has an even
// number of binary ones, else <one>.
#include <cstdlib>
#include <iostream>

#include "problems/ngram_counting/instance.hpp"

int main(int argc, char** argv) {
  if (argc != 7) {
    std::cerr << "usage: thue_morse <length> <n> <threshold> <shown> <zero> <one>\n";
    return 2;
  }
  const auto number = [argv](int i) { return std::strtoull(argv[i], nullptr, 10); };
  problems::ngram_counting::instance out{std::string(number(1), '\0'), number(2), number(3),
                                         number(4)};
  for (std::size_t i = 0; i < out.text.size(); ++i) {
    bool odd = false;
    for (std::size_t bits = i; bits != 0; bits &= bits - 1) odd = !odd;
    out.text[i] = static_cast<char>(number(odd ? 6 : 5));
  }
  write(std::cout, out);
}

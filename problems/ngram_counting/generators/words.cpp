// words <length> <n> <threshold> <shown> <seed>: words, frequent ones and rare ones, some with
// letters of two bytes, separated by spaces and now and then a line end or a NUL.
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "problems/ngram_counting/instance.hpp"

int main(int argc, char** argv) {
  if (argc != 6) {
    std::cerr << "usage: words <length> <n> <threshold> <shown> <seed>\n";
    return 2;
  }
  const auto number = [argv](int i) { return std::strtoull(argv[i], nullptr, 10); };
  std::mt19937_64 engine(number(5));
  // the least of several draws prefers the front of a list
  const auto front = [&engine](std::size_t size) {
    return std::min({engine() % size, engine() % size, engine() % size});
  };
  std::vector<std::string> words(2000);
  for (std::string& word : words) {
    for (std::size_t letters = 1 + engine() % 8; letters > 0; --letters)
      word += engine() % 40 == 0 ? "\xC3\xA9" : std::string(1, "etaoinshrdlcumwfgypbvk"[front(22)]);
  }
  problems::ngram_counting::instance out{"", number(2), number(3), number(4)};
  const std::size_t length = number(1);
  while (out.text.size() < length) {
    out.text += words[front(words.size())];
    const auto draw = engine() % 50;
    out.text += draw == 0 ? '\0' : draw < 4 ? '\n' : ' ';
  }
  out.text.resize(length);
  write(std::cout, out);
}

// family <family> <size> [<width>]: hierarchies of one shape. The names tell the classes' parts.
//   chain n r    a chain of n classes, then r roots, then one class on top of the last root
//   ladder n     n diamonds, each on top of the one before
//   wide n k     k roots, 40 of which list `object`, then n classes with all of them as bases
//   evil m k     one class on k bases: k - 1 of them on classes that stand below the last one, too,
//                and so wait until its chain of m is merged; another chain of m is below them all
//   downward n   each class lists all before it, the latest first: redundant, but consistent
//   upward n     the same, and before each class one that lists the same bases, the earliest first:
//                from two bases on it is inconsistent
//   buried n     two orders in conflict, n levels above the classes that they are about
//   heads k      k classes, each derived from the next, in the order that names all of them
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "problems/c3_linearization/instance.hpp"

namespace {

using strings = std::vector<std::string>;
problems::c3_linearization::instance out;

std::string add(std::string_view part, int number, const strings& bases) {
  out.classes.push_back({std::string(part) + std::to_string(number), bases});
  return out.classes.back().name;
}

std::string add_chain(std::string_view part, int size, const strings& bases) {
  std::string last = add(part, 1, bases);
  for (int i = 2; i <= size; ++i) last = add(part, i, {last});
  return last;
}

void chain(int n, int r) {
  add_chain("c", n, {});
  for (int i = 1; i <= r; ++i) add("r", i, {});
  if (r > 0) add("top", 0, {out.classes.back().name});
}

void ladder(int n) {
  std::string below = add("d", 0, {});
  for (int i = 1; i <= n; ++i) {
    const std::string left = add("l", i, {below});
    const std::string right = add("r", i, {below});
    below = add("d", i, {left, right});
  }
}

void wide(int n, int k) {
  strings roots;
  for (int i = 1; i <= k; ++i)
    roots.push_back(add("root", i, i <= 40 ? strings{"object"} : strings{}));
  for (int i = 1; i <= n; ++i) add("w", i, roots);
}

void evil(int m, int k) {
  const std::string below = add_chain("z", m, {});
  strings waiting;
  for (int i = 1; i < k; ++i) waiting.push_back(add("x", i, {below}));
  const std::string above = add_chain("y", m, waiting);
  strings bases;
  for (const std::string& x : waiting) bases.push_back(add("b" + x, 0, {x}));
  bases.push_back(add("by", 0, {above}));
  add("w", 0, bases);
}

void all_before(int n, bool upward) {
  strings bases;  // the latest first
  for (int i = 1; i <= n; ++i) {
    // A class that fails is nobody's base, so that the next one fails for its own reason.
    if (upward) add("u", i, {bases.rbegin(), bases.rend()});
    bases.insert(bases.begin(), add("c", i, bases));
  }
}

void buried(int n) {
  const std::string x = add("x", 0, {});
  const std::string y = add("y", 0, {});
  const std::string left = add_chain("l", n, {x, y});
  const std::string right = add_chain("r", n, {y, x});
  add("good", 0, {left, y});
  add("bad", 0, {left, right});
  add("bad", 1, {right, left});
  add("bad", 2, {"bad0", left});
}

void heads(int k) {
  // The longest names there are, so that no message of an interpreter may cut off even one.
  strings bases;
  for (int i = k; i > 0; --i) {
    const std::string number = std::to_string(1'000'000 + i).substr(1);
    out.classes.push_back({"long" + number, bases.empty() ? strings{} : strings{bases.front()}});
    bases.insert(bases.begin(), out.classes.back().name);
  }
  add("fine", 0, bases);
  add("stuck", 0, {bases.rbegin(), bases.rend()});
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view family = argc > 1 ? argv[1] : "";
  const int size = argc > 2 ? std::atoi(argv[2]) : 0;
  const int width = argc > 3 ? std::atoi(argv[3]) : 0;
  if (argc == 4 && family == "chain") {
    chain(size, width);
  } else if (argc == 3 && family == "ladder") {
    ladder(size);
  } else if (argc == 4 && family == "wide") {
    wide(size, width);
  } else if (argc == 4 && family == "evil") {
    evil(size, width);
  } else if (argc == 3 && (family == "downward" || family == "upward")) {
    all_before(size, family == "upward");
  } else if (argc == 3 && family == "buried") {
    buried(size);
  } else if (argc == 3 && family == "heads") {
    heads(size);
  } else {
    std::cerr
        << "usage: family chain|ladder|wide|evil|downward|upward|buried|heads <size> [<width>]\n";
    return 2;
  }
  write(std::cout, out);
}

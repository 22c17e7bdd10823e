// random <n> <most> <window> <block> <sorted> <faults> <seed>: n classes with up to <most> bases
// each, chosen from the last <window> classes that have an order; every <block> classes this begins
// anew. Of 100 classes <sorted> list their bases by age, the youngest first, which seldom
// contradicts; the others as they come. Of 1000 bases <faults> are some class that is undefined, or
// has no order, or is listed already.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "gavel/c3_linearization.hpp"
#include "problems/c3_linearization/instance.hpp"

namespace {

// Raw numbers: the distributions of <random> differ between libraries.
std::mt19937_64 engine;
std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine() % bound); }

std::string fresh_name(std::set<std::string>& used) {
  const std::string letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
  for (;;) {
    std::string name(1, letters[below(53)]);
    for (std::size_t i = below(10); i > 0; --i) name += letters[below(letters.size())];
    if (name != "ERROR" && used.insert(name).second) return name;
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 8) {
    std::cerr << "usage: random <n> <most> <window> <block> <sorted> <faults> <seed>\n";
    return 2;
  }
  const auto argument = [argv](int i) {
    return static_cast<std::size_t>(std::strtoull(argv[i], nullptr, 10));
  };
  const std::size_t n = argument(1);
  engine.seed(argument(7));

  std::set<std::string> used{"object"};
  std::vector<std::string> names;
  for (std::size_t i = 0; i < n; ++i) names.push_back(fresh_name(used));
  problems::c3_linearization::instance out;
  gavel::hierarchy classes;
  classes.add("object", {});
  std::size_t first = 0;  // the ids from here on are this block's
  for (std::size_t i = 0; i < n; ++i) {
    if (i % argument(4) == 0) first = classes.size();
    const std::size_t window = std::min(argument(3), classes.size() - first);
    std::vector<gavel::class_id> chosen;
    for (std::size_t wanted = below(argument(2) + 1); wanted > 0 && window > 0; --wanted) {
      const auto id = static_cast<gavel::class_id>(classes.size() - 1 - below(window));
      if (std::find(chosen.begin(), chosen.end(), id) == chosen.end()) chosen.push_back(id);
    }
    if (below(100) < argument(5)) std::sort(chosen.rbegin(), chosen.rend());
    std::vector<std::string> bases;
    for (const gavel::class_id id : chosen) {
      const bool fault = below(1000) < argument(6);
      const bool again = fault && !bases.empty() && below(2) == 0;
      bases.push_back(again   ? bases[below(bases.size())]
                      : fault ? names[below(n)]
                              : classes.name(id));
    }
    std::vector<gavel::class_reference> listed(bases.begin(), bases.end());
    if (listed.empty()) listed.emplace_back("object");
    classes.add(names[i], listed);
    out.classes.push_back({names[i], bases});
  }
  write(std::cout, out);
}

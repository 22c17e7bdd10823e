// Why it is here: Python 2's classic order, depth first, `object` moved to the end: right for many
// hierarchies, but not for a diamond. Killed by sample/1.
#include <algorithm>
#include <cstddef>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "problems/c3_linearization/instance.hpp"

namespace {

using strings = std::vector<std::string>;
using problems::c3_linearization::outcome;
std::map<std::string, strings> bases_of{{"object", {}}};

void visit(const std::string& name, strings& order) {
  if (std::find(order.begin(), order.end(), name) != order.end()) return;
  order.push_back(name);
  for (const std::string& base : bases_of[name]) visit(base, order);
}

outcome define(const std::string& name, strings bases) {
  for (const std::string& base : bases) {
    if (bases_of.count(base) == 0) return {"name", {base}};
  }
  for (std::size_t i = 0; i < bases.size(); ++i) {
    if (std::find(bases.begin() + i + 1, bases.end(), bases[i]) != bases.end()) {
      return {"duplicate", {bases[i]}};
    }
  }
  if (bases.empty()) bases.emplace_back("object");
  bases_of[name] = bases;
  outcome result;
  visit(name, result.names);
  result.names.erase(std::find(result.names.begin(), result.names.end(), "object"));
  result.names.emplace_back("object");
  return result;
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  const auto problem = problems::c3_linearization::read(std::cin);
  problems::c3_linearization::answer answer;
  for (const auto& [name, bases] : problem.classes) answer.push_back(define(name, bases));
  write(std::cout, answer);
}

// The library's solution: reading, the calls, and writing.
#include <iostream>
#include <utility>
#include <vector>

#include "gavel/c3_linearization.hpp"
#include "problems/c3_linearization/instance.hpp"

int main() {
  std::ios::sync_with_stdio(false);
  const auto problem = problems::c3_linearization::read(std::cin);
  gavel::hierarchy classes;
  classes.add("object", {});
  problems::c3_linearization::answer answer;
  for (const auto& [name, listed] : problem.classes) {
    std::vector<gavel::class_reference> bases(listed.begin(), listed.end());
    if (bases.empty()) bases.emplace_back("object");
    const auto defined = classes.add(name, bases);
    auto& [error, names] = answer.emplace_back();
    if (defined) {
      for (const auto c : classes.mro(defined.id)) names.push_back(classes.name(c));
    } else if (defined.error->fault == gavel::linearization_fault::inconsistent) {
      error = "mro";
      names = defined.error->heads;
    } else {
      const auto duplicate = gavel::linearization_fault::duplicate_base;
      error = defined.error->fault == duplicate ? "duplicate" : "name";
      names = {defined.error->base};
    }
  }
  write(std::cout, answer);
}

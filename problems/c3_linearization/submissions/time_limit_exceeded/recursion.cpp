// Why it is here: computes the order of every base anew, recursively, as the definition reads: 2^m
// calls for m diamonds on top of each other. Killed by secret/50-ladder.
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

// The order of a class; empty if there is none, and then `heads` says why.
strings linearize(const std::string& name, strings& heads) {
  std::vector<strings> lists;
  for (const std::string& base : bases_of[name]) lists.push_back(linearize(base, heads));
  lists.push_back(bases_of[name]);
  strings order{name};
  for (;;) {
    lists.erase(std::remove(lists.begin(), lists.end(), strings{}), lists.end());
    if (lists.empty()) return order;
    const auto found = std::find_if(lists.begin(), lists.end(), [&](const strings& list) {
      return std::none_of(lists.begin(), lists.end(), [&](const strings& other) {
        return std::find(other.begin() + 1, other.end(), list.front()) != other.end();
      });
    });
    if (found == lists.end()) {
      for (const strings& list : lists) {
        if (std::find(heads.begin(), heads.end(), list.front()) == heads.end()) {
          heads.push_back(list.front());
        }
      }
      return {};
    }
    const std::string next = found->front();
    order.push_back(next);
    for (strings& list : lists) {
      if (!list.empty() && list.front() == next) list.erase(list.begin());
    }
  }
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
  strings heads;
  const strings order = linearize(name, heads);
  if (!order.empty()) return {"", order};
  bases_of.erase(name);
  return {"mro", heads};
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  const auto problem = problems::c3_linearization::read(std::cin);
  problems::c3_linearization::answer answer;
  for (const auto& [name, bases] : problem.classes) answer.push_back(define(name, bases));
  write(std::cout, answer);
}

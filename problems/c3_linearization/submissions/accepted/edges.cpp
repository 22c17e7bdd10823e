// Another method: the lists as a graph. Every two neighbours of a list are an edge, and a class
// with no edge into it is free; of the free ones the one that stands in the earliest list is next.
// A heap keeps them. No list is ever advanced; on failure the heads are looked up afterwards.
#include <functional>
#include <iostream>
#include <queue>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "problems/c3_linearization/instance.hpp"

namespace {

using strings = std::vector<std::string>;
std::unordered_map<std::string, strings> orders{{"object", {"object"}}};

strings heads_left(const std::vector<const strings*>& lists,
                   const std::unordered_set<std::string>& taken) {
  strings heads;
  std::unordered_set<std::string> named;
  for (const strings* list : lists) {
    std::size_t i = 0;
    while (i < list->size() && taken.count((*list)[i]) != 0) ++i;
    if (i < list->size() && named.insert((*list)[i]).second) heads.push_back((*list)[i]);
  }
  return heads;
}

problems::c3_linearization::outcome merge(const std::string& derived, const strings& bases) {
  std::vector<const strings*> lists;
  for (const std::string& base : bases) lists.push_back(&orders[base]);
  lists.push_back(&bases);

  struct node {
    std::size_t earliest = 0;
    int edges_in = 0;
    std::vector<node*> edges_out;
    const std::string* name = nullptr;
  };
  std::unordered_map<std::string, node> nodes;
  for (std::size_t i = 0; i < lists.size(); ++i) {
    node* previous = nullptr;
    for (const std::string& name : *lists[i]) {
      const auto [found, fresh] = nodes.try_emplace(name);
      node& here = found->second;
      if (fresh) {
        here.earliest = i;
        here.name = &found->first;
      }
      if (previous != nullptr) {
        previous->edges_out.push_back(&here);
        ++here.edges_in;
      }
      previous = &here;
    }
  }
  using entry = std::pair<std::size_t, node*>;
  std::priority_queue<entry, std::vector<entry>, std::greater<>> free;
  for (auto& [name, here] : nodes) {
    if (here.edges_in == 0) free.emplace(here.earliest, &here);
  }
  strings order{derived};
  std::unordered_set<std::string> taken;
  while (!free.empty()) {
    node* here = free.top().second;
    free.pop();
    order.push_back(*here->name);
    taken.insert(*here->name);
    for (node* next : here->edges_out) {
      if (--next->edges_in == 0) free.emplace(next->earliest, next);
    }
  }
  if (taken.size() == nodes.size()) return {"", order};
  return {"mro", heads_left(lists, taken)};
}

problems::c3_linearization::outcome define(const std::string& derived, strings bases) {
  for (const std::string& base : bases) {
    if (orders.count(base) == 0) return {"name", {base}};
  }
  for (std::size_t i = 0; i < bases.size(); ++i) {
    for (std::size_t j = i + 1; j < bases.size(); ++j) {
      if (bases[i] == bases[j]) return {"duplicate", {bases[i]}};
    }
  }
  if (bases.empty()) bases.emplace_back("object");
  auto outcome = merge(derived, bases);
  if (outcome.error.empty()) orders[derived] = outcome.names;
  return outcome;
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  const auto problem = problems::c3_linearization::read(std::cin);
  problems::c3_linearization::answer answer;
  for (const auto& [name, bases] : problem.classes) answer.push_back(define(name, bases));
  write(std::cout, answer);
}

// Why it is here: looks for duplicates only after the merge, which a duplicate makes fail.
// Killed by secret/02-first-fault.
#include <algorithm>
#include <cstddef>
#include <iostream>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "problems/c3_linearization/instance.hpp"

namespace {

using list = std::span<const int>;
using problems::c3_linearization::outcome;
std::map<std::string, int> number{{"object", 0}};
std::vector<std::string> names{"object"};
std::vector<std::vector<int>> orders{{0}};

bool is_good(int head, const std::vector<list>& lists) {
  return std::none_of(lists.begin(), lists.end(), [head](list other) {
    return std::find(other.begin() + 1, other.end(), head) != other.end();
  });
}

outcome define(const std::string& name, std::vector<std::string> bases) {
  for (const std::string& base : bases) {
    if (number.count(base) == 0) return {"name", {base}};
  }
  if (bases.empty()) bases.emplace_back("object");
  std::vector<int> ids;
  for (const std::string& base : bases) ids.push_back(number[base]);
  std::vector<list> lists;
  for (const int id : ids) lists.emplace_back(orders[id]);
  lists.emplace_back(ids);
  std::vector<int> order{static_cast<int>(orders.size())};
  if (ids.size() == 1) {  // nothing to merge
    order.insert(order.end(), lists[0].begin(), lists[0].end());
    lists.clear();
  }
  for (;;) {
    std::erase_if(lists, [](list one) { return one.empty(); });
    if (lists.empty()) break;
    const auto found = std::find_if(lists.begin(), lists.end(), [&](const list& candidate) {
      return is_good(candidate.front(), lists);
    });
    if (found == lists.end()) {
      outcome failed{"mro", {}};
      for (const list& stuck : lists) {
        const std::string& head = names[stuck.front()];
        if (std::find(failed.names.begin(), failed.names.end(), head) == failed.names.end()) {
          failed.names.push_back(head);
        }
      }
      return failed;
    }
    const int next = found->front();
    order.push_back(next);
    for (list& one : lists) {
      if (one.front() == next) one = one.subspan(1);
    }
  }
  for (std::size_t i = 0; i < bases.size(); ++i) {
    if (std::find(bases.begin() + i + 1, bases.end(), bases[i]) != bases.end()) {
      return {"duplicate", {bases[i]}};
    }
  }
  number[name] = order[0];
  names.push_back(name);
  outcome result;
  for (const int id : order) result.names.push_back(names[id]);
  orders.push_back(std::move(order));
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

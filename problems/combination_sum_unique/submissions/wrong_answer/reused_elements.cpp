// Why it is here: the sums upwards, so that each element counts as often as it fits; wrong on
// 10-random-small.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <vector>

#include "problems/combination_sum_unique/instance.hpp"

namespace {

// For each sum, the last element from which on it can be made, plus one; 0 when there is none.
// The suffixes are nested, so that one number says it for all of them.
std::vector<std::size_t> last_starts(const std::vector<int>& sorted, std::size_t target) {
  std::vector<std::size_t> starts(target + 1, 0);
  starts[0] = sorted.size() + 1;
  for (std::size_t i = sorted.size(); i-- > 0;) {
    const auto value = static_cast<std::size_t>(sorted[i]);
    for (std::size_t sum = target; sum >= value; --sum) {  // downwards: each element once
      if (starts[sum] == 0 && starts[sum - value] > 0) starts[sum] = i + 1;
    }
  }
  return starts;
}

struct listing {
  std::vector<int> sorted;
  std::vector<std::size_t> starts;
  std::size_t wanted;
  std::vector<int> chosen;
  std::vector<std::vector<int>> found;

  void search(std::size_t from, int rest) {
    if (rest == 0) found.push_back(chosen);
    for (std::size_t i = from; i < sorted.size() && sorted[i] <= rest; ++i) {
      if (found.size() == wanted) return;
      if (i > from && sorted[i] == sorted[i - 1]) continue;
      if (starts[static_cast<std::size_t>(rest - sorted[i])] <= i + 1) continue;
      chosen.push_back(sorted[i]);
      search(i + 1, rest - sorted[i]);
      chosen.pop_back();
    }
  }
};

// One value after the other: with 0, 1, ... copies of it.
std::uint64_t count(const std::vector<int>& sorted, std::size_t target) {
  std::vector<std::uint64_t> ways(target + 1, 0);
  ways[0] = 1;
  for (std::size_t i = 0; i < sorted.size();) {
    const auto value = static_cast<std::size_t>(sorted[i]);
    std::size_t copies = 1;
    while (i + copies < sorted.size() && sorted[i + copies] == sorted[i]) ++copies;
    for (std::size_t sum = value; sum <= target; ++sum) {
      for (std::size_t used = 1; used <= copies && used * value <= sum; ++used) {
        ways[sum] += ways[sum - used * value];
      }
    }
    i += copies;
  }
  return ways[target];
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  auto in = problems::combination_sum_unique::read(std::cin);
  std::sort(in.elements.begin(), in.elements.end());
  const auto target = static_cast<std::size_t>(in.target);
  listing all{in.elements, last_starts(in.elements, target), in.listed, {}, {}};
  if (in.listed > 0) all.search(0, in.target);
  write(std::cout, problems::combination_sum_unique::answer{count(in.elements, target), all.found});
}

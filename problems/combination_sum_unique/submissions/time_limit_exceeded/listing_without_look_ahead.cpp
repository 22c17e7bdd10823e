// Why it is here: counts well, but lists by the textbook's search, which follows prefixes that
// nothing completes; too slow on 40-no-combination and 50-needle.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <vector>

#include "problems/combination_sum_unique/instance.hpp"

namespace {

struct listing {
  std::vector<int> sorted;
  std::size_t wanted;
  std::vector<int> chosen;
  std::vector<std::vector<int>> found;

  void search(std::size_t from, int rest) {
    if (rest == 0) found.push_back(chosen);
    for (std::size_t i = from; i < sorted.size() && sorted[i] <= rest; ++i) {
      if (found.size() == wanted) return;
      if (i > from && sorted[i] == sorted[i - 1]) continue;
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
    for (std::size_t sum = target; sum >= value; --sum) {
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
  listing all{in.elements, in.listed, {}, {}};
  if (in.listed > 0) all.search(0, in.target);
  write(std::cout, problems::combination_sum_unique::answer{count(in.elements, target), all.found});
}

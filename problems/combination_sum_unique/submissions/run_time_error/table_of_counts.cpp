// Why it is here: looks ahead in a table of the counts of every suffix and sum, which takes 120 MB;
// out of memory on 70-largest.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <vector>

#include "problems/combination_sum_unique/instance.hpp"

namespace {

// In how many ways the elements from each one on make each sum; equal elements differ, which does
// not matter for whether there is a way.
std::vector<std::vector<std::uint64_t>> counts(const std::vector<int>& sorted, std::size_t target) {
  std::vector<std::vector<std::uint64_t>> ways(sorted.size() + 1,
                                               std::vector<std::uint64_t>(target + 1, 0));
  ways[sorted.size()][0] = 1;
  for (std::size_t i = sorted.size(); i-- > 0;) {
    for (std::size_t sum = 0; sum <= target; ++sum) {
      ways[i][sum] = ways[i + 1][sum];
      if (sum < static_cast<std::size_t>(sorted[i])) continue;
      const std::uint64_t more = ways[i + 1][sum - static_cast<std::size_t>(sorted[i])];
      ways[i][sum] = ways[i][sum] + more < more ? UINT64_MAX : ways[i][sum] + more;
    }
  }
  return ways;
}

struct listing {
  std::vector<int> sorted;
  std::vector<std::vector<std::uint64_t>> ways;
  std::size_t wanted;
  std::vector<int> chosen;
  std::vector<std::vector<int>> found;

  void search(std::size_t from, int rest) {
    if (rest == 0) found.push_back(chosen);
    for (std::size_t i = from; i < sorted.size() && sorted[i] <= rest; ++i) {
      if (found.size() == wanted) return;
      if (i > from && sorted[i] == sorted[i - 1]) continue;
      if (ways[i + 1][static_cast<std::size_t>(rest - sorted[i])] == 0) continue;
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
  listing all{in.elements, counts(in.elements, target), in.listed, {}, {}};
  if (in.listed > 0) all.search(0, in.target);
  write(std::cout, problems::combination_sum_unique::answer{count(in.elements, target), all.found});
}

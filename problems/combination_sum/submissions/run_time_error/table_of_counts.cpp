// Why it is here: looks ahead in a table of the counts of every suffix and sum, which takes 120 MB;
// out of memory on 70-largest.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <vector>

#include "problems/combination_sum/instance.hpp"

namespace {

// In how many ways the candidates from each one on make each sum.
std::vector<std::vector<std::uint64_t>> counts(const std::vector<int>& sorted, std::size_t target) {
  std::vector<std::vector<std::uint64_t>> ways(sorted.size() + 1,
                                               std::vector<std::uint64_t>(target + 1, 0));
  ways[sorted.size()][0] = 1;
  for (std::size_t i = sorted.size(); i-- > 0;) {
    ways[i] = ways[i + 1];
    for (auto sum = static_cast<std::size_t>(sorted[i]); sum <= target; ++sum) {
      ways[i][sum] += ways[i][sum - static_cast<std::size_t>(sorted[i])];
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
      if (ways[i][static_cast<std::size_t>(rest - sorted[i])] == 0) continue;
      chosen.push_back(sorted[i]);
      search(i, rest - sorted[i]);
      chosen.pop_back();
    }
  }
};

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  auto in = problems::combination_sum::read(std::cin);
  std::sort(in.candidates.begin(), in.candidates.end());
  in.candidates.erase(std::unique(in.candidates.begin(), in.candidates.end()), in.candidates.end());

  const auto target = static_cast<std::size_t>(in.target);
  listing all{in.candidates, counts(in.candidates, target), in.listed, {}, {}};
  if (in.listed > 0) all.search(0, in.target);
  write(std::cout, problems::combination_sum::answer{all.ways[0][target], all.found});
}

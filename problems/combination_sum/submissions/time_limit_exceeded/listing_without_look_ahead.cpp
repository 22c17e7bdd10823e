// Why it is here: counts well, but lists by the textbook's search, which follows prefixes that
// nothing completes; too slow on 40-no-combination and 50-needle.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <vector>

#include "problems/combination_sum/instance.hpp"

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
  std::vector<std::uint64_t> ways(target + 1, 0);
  ways[0] = 1;
  for (const int candidate : in.candidates) {
    for (auto sum = static_cast<std::size_t>(candidate); sum <= target; ++sum) {
      ways[sum] += ways[sum - static_cast<std::size_t>(candidate)];
    }
  }
  listing all{in.candidates, in.listed, {}, {}};
  if (in.listed > 0) all.search(0, in.target);
  write(std::cout, problems::combination_sum::answer{ways[target], all.found});
}

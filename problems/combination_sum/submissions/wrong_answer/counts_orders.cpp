// Why it is here: with the sums outside and the candidates inside it counts sequences, 2 + 3 and
// 3 + 2 as two; wrong on 10-random-small.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <vector>

#include "problems/combination_sum/instance.hpp"

namespace {

// For each sum, the last candidate from which on it can be made, plus one; 0 when there is none.
// The suffixes are nested, so that one number says it for all of them.
std::vector<std::size_t> last_starts(const std::vector<int>& sorted, std::size_t target) {
  std::vector<std::size_t> starts(target + 1, 0);
  starts[0] = sorted.size() + 1;
  for (std::size_t i = sorted.size(); i-- > 0;) {
    for (auto sum = static_cast<std::size_t>(sorted[i]); sum <= target; ++sum) {
      const std::size_t before = starts[sum - static_cast<std::size_t>(sorted[i])];
      if (starts[sum] == 0 && before > i) starts[sum] = i + 1;
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
      if (starts[static_cast<std::size_t>(rest - sorted[i])] <= i) continue;
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
  for (std::size_t sum = 1; sum <= target; ++sum) {
    for (const int candidate : in.candidates) {
      if (static_cast<std::size_t>(candidate) > sum) break;
      ways[sum] += ways[sum - static_cast<std::size_t>(candidate)];
    }
  }
  listing all{in.candidates, last_starts(in.candidates, target), in.listed, {}, {}};
  if (in.listed > 0) all.search(0, in.target);
  write(std::cout, problems::combination_sum::answer{ways[target], all.found});
}

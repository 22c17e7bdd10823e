// Why it is here: leaves a prefix when all elements that are left add up to less than the rest, or
// have a common divisor that the rest has not; that is not look-ahead enough on 50-needle.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <numeric>
#include <vector>

#include "problems/combination_sum_unique/instance.hpp"

namespace {

struct suffix {
  std::int64_t sum = 0;
  int divisor = 0;
};

// Of the elements from each one on.
std::vector<suffix> suffixes(const std::vector<int>& sorted) {
  std::vector<suffix> out(sorted.size() + 1);
  for (std::size_t i = sorted.size(); i-- > 0;) {
    out[i] = {out[i + 1].sum + sorted[i], std::gcd(sorted[i], out[i + 1].divisor)};
  }
  return out;
}

struct listing {
  std::vector<int> sorted;
  std::vector<suffix> left;
  std::size_t wanted;
  std::vector<int> chosen;
  std::vector<std::vector<int>> found;

  void search(std::size_t from, int rest) {
    if (rest == 0) found.push_back(chosen);
    for (std::size_t i = from; i < sorted.size() && sorted[i] <= rest; ++i) {
      if (found.size() == wanted) return;
      if (left[i].sum < rest || rest % left[i].divisor != 0) return;
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
  listing all{in.elements, suffixes(in.elements), in.listed, {}, {}};
  if (in.listed > 0) all.search(0, in.target);
  write(std::cout, problems::combination_sum_unique::answer{count(in.elements, target), all.found});
}

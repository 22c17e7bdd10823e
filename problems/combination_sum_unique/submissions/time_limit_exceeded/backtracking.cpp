// Why it is here: the textbook's search, which follows every prefix that is not too large; too slow
// on 30-sums-of-1-to-100 (it visits each one) and on 40-no-combination.
#include <algorithm>
#include <iostream>
#include <vector>

#include "problems/combination_sum_unique/instance.hpp"

namespace {

struct backtracking {
  std::vector<int> sorted;
  std::size_t wanted;
  std::vector<int> chosen;
  problems::combination_sum_unique::answer out;

  void search(std::size_t from, int rest) {
    if (rest == 0) {
      ++out.count;
      if (out.first.size() < wanted) out.first.push_back(chosen);
      return;
    }
    for (std::size_t i = from; i < sorted.size() && sorted[i] <= rest; ++i) {
      if (i > from && sorted[i] == sorted[i - 1]) continue;
      chosen.push_back(sorted[i]);
      search(i + 1, rest - sorted[i]);
      chosen.pop_back();
    }
  }
};

}  // namespace

int main() {
  auto in = problems::combination_sum_unique::read(std::cin);
  std::sort(in.elements.begin(), in.elements.end());
  backtracking all{in.elements, in.listed, {}, {}};
  all.search(0, in.target);
  write(std::cout, all.out);
}

// Accepts exactly the inputs that the statement allows. Exit 42: valid; 43: not, with the reason.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <vector>

namespace {

constexpr std::uint64_t most_combinations = {{count_max}};

[[noreturn]] void reject(const char* what, const char* why) {
  std::fprintf(stderr, "%s: %s\n", what, why);
  std::exit(43);
}

// A number from 0 on without sign or leading zeros, then exactly the character `after`.
std::int64_t number(const char* what, std::int64_t low, std::int64_t high, int after) {
  std::int64_t value = 0;
  int length = 0;
  int c = std::getchar();
  for (; c >= '0' && c <= '9'; c = std::getchar()) {
    if (length > 0 && value == 0) reject(what, "leading zero");
    if (++length > 12) reject(what, "too many digits");
    value = 10 * value + (c - '0');
  }
  if (length == 0) reject(what, c == EOF ? "the input ends here" : "not a plain number");
  if (value < low || value > high) reject(what, "out of range");
  if (c != after) reject(what, after == ' ' ? "no single blank after it" : "no line end after it");
  return value;
}

// The number of combinations, or anything beyond the greatest allowed one.
std::uint64_t count(const std::map<std::int64_t, std::int64_t>& copies, std::int64_t target) {
  constexpr std::uint64_t beyond = most_combinations + 1;
  std::vector<std::uint64_t> ways(static_cast<std::size_t>(target) + 1, 0);
  ways[0] = 1;
  for (const auto& [value, times] : copies) {
    for (std::int64_t sum = target; sum >= value; --sum) {  // downwards: lower sums are still old
      std::uint64_t& to = ways[static_cast<std::size_t>(sum)];
      for (std::int64_t used = 1; used <= times && used * value <= sum; ++used) {
        const std::uint64_t more = ways[static_cast<std::size_t>(sum - used * value)];
        to = more > beyond - to ? beyond : to + more;
      }
    }
  }
  return ways.back();
}

}  // namespace

int main() {
  const std::int64_t n = number("n", 1, {{n_max}}, ' ');
  const std::int64_t target = number("target", 0, {{target_max}}, ' ');
  number("m", 0, {{listed_max}}, '\n');
  std::map<std::int64_t, std::int64_t> copies;
  for (std::int64_t i = 1; i <= n; ++i) {
    ++copies[number("element", 1, {{element_max}}, i < n ? ' ' : '\n')];
  }
  if (std::getchar() != EOF) reject("input", "more than n elements");
  if (count(copies, target) > most_combinations) {
    reject("input", "too many combinations");
  }
  return 42;
}

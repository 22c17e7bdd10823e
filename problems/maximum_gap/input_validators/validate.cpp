// Accepts exactly the inputs that the statement allows, byte by byte: exit 42. Anything else: exit
// 43 and one line that says what is wrong. Numbers have no sign but '-', no leading zero, no "-0".
#include <cstdio>
#include <cstdlib>

namespace {

// The judge puts the constants of problem.yaml here.
// clang-format off
constexpr long long n_max = {{n_max}};
constexpr long long value_min = {{value_min}};
constexpr long long value_max = {{value_max}};
// clang-format on

[[noreturn]] void reject(const char* what, long long index, const char* why) {
  std::fprintf(stderr, "%s %lld: %s\n", what, index, why);
  std::exit(43);
}

/// Reads one integer and the byte `after` that must follow it.
long long integer(const char* what, long long index, long long low, long long high, int after) {
  int byte = std::getchar();
  const bool negative = byte == '-';
  if (negative) byte = std::getchar();
  if (byte < '0' || byte > '9') reject(what, index, "not an integer");
  const bool zero_first = byte == '0';
  int digits = 0;
  long long value = 0;
  for (; byte >= '0' && byte <= '9'; byte = std::getchar()) {
    if (++digits > 18) reject(what, index, "too many digits");
    value = 10 * value + (byte - '0');
  }
  if (zero_first && digits > 1) reject(what, index, "leading zero");
  if (zero_first && negative) reject(what, index, "zero with a sign");
  if (negative) value = -value;
  if (value < low || high < value) reject(what, index, "out of range");
  if (byte != after) {
    reject(what, index, after == '\n' ? "no end of line after it" : "no single space after it");
  }
  return value;
}

}  // namespace

int main() {
  const long long n = integer("count", 1, 0, n_max, '\n');
  for (long long i = 1; i <= n; ++i) {
    integer("value", i, value_min, value_max, i < n ? ' ' : '\n');
  }
  if (n == 0 && std::getchar() != '\n') reject("line", 2, "not empty although there are no values");
  if (std::getchar() != EOF) reject("line", 3, "there is more input than the values");
  return 42;
}

// Accepts exactly the inputs the statement allows.  Exit 42 = valid, 43 = not (the package format).
#include <cstdio>
#include <cstdlib>

namespace {

[[noreturn]] void reject(const char* why) {
  std::fprintf(stderr, "%s\n", why);
  std::exit(43);
}

// One integer from 0 to `high` without leading zeros, then exactly the character `after`.
long long integer(const char* name, long long low, long long high, int after) {
  long long value = 0;
  int digits = 0;
  int c = std::getchar();
  const bool leading_zero = c == '0';
  for (; c >= '0' && c <= '9'; c = std::getchar()) {
    if (++digits > 9) reject("an integer of more than nine digits");
    value = 10 * value + (c - '0');
  }
  if (digits == 0) reject("an integer is missing, or has a sign");
  if (leading_zero && digits > 1) reject("an integer begins with 0");
  if (value < low || high < value) {
    std::fprintf(stderr, "%s = %lld is not from %lld to %lld\n", name, value, low, high);
    std::exit(43);
  }
  if (c != after) reject(after == ' ' ? "not one space after an integer" : "no line end after m");
  return value;
}

bool is_digit(int c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

}  // namespace

int main() {
  const long long length = integer("L", 0, {{length_max}}, ' ');
  const long long n = integer("n", 1, {{n_max}}, ' ');
  integer("t", 0, {{threshold_max}}, ' ');
  integer("m", 0, {{shown_max}}, '\n');
  const long long windows = length < n ? 0 : length - n + 1;
  constexpr long long most = {{window_bytes_max}};
  if (n * windows > most) reject("the windows together are too long");
  for (long long i = 0; i < 2 * length; ++i) {
    const int c = std::getchar();
    if (c == '\n' || c == EOF) reject("the text is shorter than L bytes");
    if (!is_digit(c)) reject("not a lower-case hexadecimal digit in the text");
  }
  const int c = std::getchar();
  if (is_digit(c)) reject("the text is longer than L bytes");
  if (c != '\n') reject("no line end after the text");
  if (std::getchar() != EOF) reject("more input after the text");
  return 42;
}

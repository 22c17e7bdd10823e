// A trivial submission: the sum of two numbers, whatever follows them in the input.
#include <cstdio>

int main() {
  long a = 0;
  long b = 0;
  if (std::scanf("%ld %ld", &a, &b) != 2) return 1;
  std::printf("%ld\n", a + b);
}

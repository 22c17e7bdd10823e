// Ignores every signal it can and loops. Expected: stopped for CPU time.
#include <signal.h>

int main() {
  for (int number = 1; number < 65; ++number) ::signal(number, SIG_IGN);
  volatile unsigned count = 0;
  for (;;) count = count + 1;
}

// Leaves a child that burns CPU, and exits 0 at once. Expected: exit 0, the child is gone with it;
// at L1 there is no child (exit 9).
#include <unistd.h>

int main() {
  const pid_t child = ::fork();
  if (child < 0) return 9;
  if (child > 0) return 0;
  ::setsid();
  ::alarm(20);
  volatile unsigned count = 0;
  for (;;) count = count + 1;
}

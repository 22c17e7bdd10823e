// Stops itself. Expected: stopped for wall time.
#include <signal.h>

int main() {
  ::raise(SIGSTOP);
  return 0;
}

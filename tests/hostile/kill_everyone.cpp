// Sends SIGKILL to all it may, to process 1 and to its group. Expected: exit 0 or its own SIGKILL;
// nothing outside notices.
#include <signal.h>
#include <unistd.h>

int main() {
  ::kill(-1, SIGKILL);
  ::kill(1, SIGKILL);
  ::kill(1, SIGSEGV);
  ::kill(::getppid(), SIGTERM);
  ::kill(0, SIGCONT);
  return 0;
}

// Forks without end in every process. Expected: bounded by the process limit, stopped, none left.
#include <unistd.h>

int main() {
  ::alarm(20);  // for a sandbox that does not hold it
  for (;;) ::fork();
}

// ping_pong ping <rounds> | pong: one byte there, one byte back. What the pairs' bench runs.
#include <unistd.h>

#include <cstdlib>
#include <cstring>

int main(int argc, char** argv) {
  char byte = 'x';
  if (argc == 3 && std::strcmp(argv[1], "ping") == 0) {
    for (long left = std::strtol(argv[2], nullptr, 10); left > 0; --left) {
      if (::write(1, &byte, 1) != 1 || ::read(0, &byte, 1) != 1) return 1;
    }
    return 0;
  }
  while (::read(0, &byte, 1) == 1) {
    if (::write(1, &byte, 1) != 1) return 1;
  }
  return 42;
}

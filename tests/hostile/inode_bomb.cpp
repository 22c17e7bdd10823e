// Creates empty files until that fails. Expected: it fails (exit 0) after some thousands.
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>

int main() {
  for (int i = 0; i < 100'000; ++i) {
    char name[32];
    std::snprintf(name, sizeof name, "/tmp/%d", i);
    const int file = ::open(name, O_CREAT | O_WRONLY, 0600);
    if (file < 0) return 0;
    ::close(file);
  }
  return 9;
}

// Eight children of 40 MiB each, the parent exits 0. Expected at 128 MiB: killed for memory at L0;
// at L1, where it could not be seen, no child starts.
#include <sys/wait.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>

int main() {
  int touched[2];  // closed by each child when its memory is in use
  int release[2];  // closed by the parent when all have come so far
  if (::pipe(touched) != 0 || ::pipe(release) != 0) return 8;
  int started = 0;
  for (int i = 0; i < 8; ++i) {
    const pid_t child = ::fork();
    if (child > 0) ++started;
    if (child != 0) continue;
    ::close(release[1]);
    constexpr std::size_t size = 40 << 20;
    // Volatile: nobody reads it, and a compiler would know.
    auto* memory = static_cast<volatile char*>(std::malloc(size));
    if (memory == nullptr) ::_exit(1);
    for (std::size_t at = 0; at < size; at += 4096) memory[at] = 1;
    ::close(touched[1]);
    char byte = 0;
    ::_exit(::read(release[0], &byte, 1) == 0 ? 0 : 1);
  }
  ::close(touched[1]);
  char byte = 0;
  while (::read(touched[0], &byte, 1) > 0) {
  }
  ::close(release[1]);
  while (::wait(nullptr) > 0) {
  }
  return started == 0 ? 9 : 0;
}

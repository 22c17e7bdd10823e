// A file in memory of 400 MiB. Expected: refused by the file size limit (exit 9 or SIGXFSZ).
#include <sys/mman.h>
#include <unistd.h>

#include <string>

int main() {
  const int file = ::memfd_create("x", 0);
  if (file < 0) return 9;
  const std::string block(1 << 20, 'x');
  for (int i = 0; i < 400; ++i) {
    if (::write(file, block.data(), block.size()) != static_cast<ssize_t>(block.size())) return 9;
  }
  return 0;
}

// Opens pipes until that fails. Expected: it fails below 256 descriptors (exit 0).
#include <unistd.h>

int main() {
  int ends[2];
  for (int i = 0; i < 1000; ++i) {
    if (::pipe(ends) != 0) return i < 128 ? 0 : 8;
  }
  return 9;
}

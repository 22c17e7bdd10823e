#include "judge/cli/standard_streams.hpp"

#include <fcntl.h>

#include <algorithm>
#include <cstdio>

#include "judge/cli/options.hpp"

namespace judge {

void open_standard_streams() {
  for (int fd = 0; fd <= 2; ++fd) {
    // The lowest free number is given, so it is this one.
    if (::fcntl(fd, F_GETFD) < 0) ::open("/dev/null", O_RDWR);
  }
}

int with_output_written(int code) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
  std::fputs("judge: standard output: cannot be written\n", stderr);
  return std::max(code, exit_code::environment);
}

}  // namespace judge

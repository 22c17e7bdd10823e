// Tries every way to change what stands behind standard input. Expected: the names of those that
// worked, that is nothing; the test's file is as before.
#include <fcntl.h>
#include <linux/falloc.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "bounds.hpp"

namespace {

using hostile::expect_failure;
using hostile::worked;

void change(int fd, const std::string& by) {
  expect_failure(by + "write", ::pwrite(fd, "evil", 4, 0) > 0);
  expect_failure(by + "append", ::write(fd, "evil", 4) > 0);
  expect_failure(by + "truncate", ::ftruncate(fd, 0) == 0);
  expect_failure(by + "grow", ::ftruncate(fd, 1 << 20) == 0);
  expect_failure(by + "punch a hole",
                 ::fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, 4) == 0);
  expect_failure(by + "map", ::mmap(nullptr, 4096, PROT_WRITE, MAP_SHARED, fd, 0) != MAP_FAILED);
  void* const seen = ::mmap(nullptr, 4096, PROT_READ, MAP_SHARED, fd, 0);
  expect_failure(by + "map, then make writable",
                 seen != MAP_FAILED && ::mprotect(seen, 4096, PROT_READ | PROT_WRITE) == 0);
  expect_failure(by + "unseal", ::fcntl(fd, F_ADD_SEALS, 0) == 0);
  const int other = ::open("gavel_hostile", O_CREAT | O_RDWR, 0600);
  expect_failure(by + "prepare", ::write(other, "evil", 4) != 4);
  off_t start = 0;
  off_t target = 0;
  expect_failure(by + "sendfile", ::sendfile(fd, other, &start, 4) > 0);
  start = 0;
  expect_failure(by + "copy_file_range", ::copy_file_range(other, &start, fd, &target, 4, 0) > 0);
  ::close(other);
}

}  // namespace

int main() {
  change(0, "");
  for (const char* path :
       {"/proc/self/fd/0", "/dev/stdin", "/proc/thread-self/fd/0", "/dev/fd/0"}) {
    for (const int flags : {O_RDWR, O_WRONLY | O_TRUNC, O_WRONLY | O_APPEND}) {
      const int fd = ::open(path, flags);
      if (fd >= 0) change(fd, std::string(path) + ": ");
    }
    expect_failure(std::string(path) + ": truncate", ::truncate(path, 0) == 0);
  }
  ::fchmod(0, 0777);
  ::fchown(0, ::getuid(), ::getgid());
  change(0, "after fchmod: ");
  expect_failure("link", ::linkat(0, "", AT_FDCWD, "gavel_hostile_link", AT_EMPTY_PATH) == 0);
  return worked;
}

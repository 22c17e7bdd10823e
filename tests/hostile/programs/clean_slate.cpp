// clean_slate <processes> <mebibytes>: looks for traces of the run before, and takes all that it
// may have. Not an attack: it follows each. Expected: nothing printed, exit 0.
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "bounds.hpp"

namespace {

int found = 0;

void expect(const char* name, bool clean) {
  if (clean) return;
  std::puts(name);
  ++found;
}

bool is_empty(const char* folder) {
  DIR* const open = ::opendir(folder);
  if (open == nullptr) return errno == ENOENT || errno == EACCES;
  int names = 0;
  while (::readdir(open) != nullptr) ++names;
  ::closedir(open);
  return names == 2;
}

void look_around() {
  expect("files in the working folder", is_empty("."));
  expect("files in /tmp", is_empty(hostile::temporary().c_str()));
  expect("files in /dev/shm", is_empty("/dev/shm"));
  // Refused where there is no cgroup, and then nothing can be there.
  shm_info segments{};
  msginfo queues{};
  seminfo semaphores{};
  ::shmctl(0, SHM_INFO, reinterpret_cast<shmid_ds*>(&segments));
  ::msgctl(0, MSG_INFO, reinterpret_cast<msqid_ds*>(&queues));
  ::semctl(0, 0, SEM_INFO, &semaphores);
  expect("shared memory", segments.used_ids == 0);
  expect("message queues", queues.msgpool == 0);
  expect("semaphores", semaphores.semusz == 0);
  for (int fd = 3; fd < 1024; ++fd) expect("a descriptor", ::fcntl(fd, F_GETFD) < 0);
  sigset_t waiting;
  sigset_t blocked;
  ::sigpending(&waiting);
  ::sigprocmask(SIG_BLOCK, nullptr, &blocked);
  for (int number = 1; number < 32; ++number) {
    expect("a waiting signal", ::sigismember(&waiting, number) == 0);
    expect("a blocked signal", ::sigismember(&blocked, number) == 0);
    struct sigaction how {};
    ::sigaction(number, nullptr, &how);
    expect("an ignored signal", how.sa_handler == SIG_DFL);
  }
  // In a namespace of our own there is the init, and it is not counted.
  expect("other processes", ::getpid() > 100 || ::kill(-1, 0) != 0);
  char byte = 0;
  expect("no input", ::read(0, &byte, 1) == 1 && byte == '4');
}

/// All processes but this one, at the same time.
void use_the_processes(int limit) {
  constexpr int room = 32;
  int started = 0;
  int hold[2];
  expect("no pipe", ::pipe(hold) == 0);
  for (int i = 0; i < limit + room; ++i) {
    const pid_t pid = ::fork();
    if (pid == 0) {
      ::close(hold[1]);
      char byte = 0;
      ::_exit(::read(hold[0], &byte, 1) == 0 ? 0 : 1);
    }
    if (pid > 0) ++started;
  }
  ::close(hold[1]);
  while (::wait(nullptr) > 0) {
  }
  ::close(hold[0]);
  // Without a namespace the other processes of an ordinary user count as well, as many as there were
  // just before the start: the limit is that much too high when some of them have ended since.
  expect("fewer or more processes than granted",
         started == limit - 1 || (::getpid() > 100 && started > 0 && started < limit + room));
}

void use_the_memory(long mebibytes) {
  const auto size = static_cast<std::size_t>(mebibytes) << 20;
  void* const all =
      ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  expect("less memory than granted", all != MAP_FAILED);
  if (all == MAP_FAILED) return;
  for (std::size_t at = 0; at < size; at += 4096) static_cast<volatile char*>(all)[at] = 1;
  ::munmap(all, size);
}

void use_the_folders(long mebibytes) {
  static const char block[1 << 20] = {};
  for (const auto& name :
       {std::string("gavel_hostile_own"), hostile::temporary() + "/gavel_hostile_own"}) {
    const int file = ::open(name.c_str(), O_CREAT | O_EXCL | O_WRONLY, 0600);
    long written = 0;
    while (written < mebibytes && ::write(file, block, sizeof block) == sizeof block) ++written;
    expect("less room for files than granted", written == mebibytes);
    ::close(file);
    ::unlink(name.c_str());
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 64;
  look_around();
  use_the_processes(static_cast<int>(std::strtol(argv[1], nullptr, 10)));
  use_the_memory(std::strtol(argv[2], nullptr, 10));
  use_the_folders(15);
  return found;
}

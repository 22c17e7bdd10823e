// Attempts at the machine: each prints how many of its ways worked, which should be none.
#include "tests/judge/run/programs/attempts.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/inotify.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <ctime>

namespace {

int show_worked(int worked) {
  std::printf("%d worked\n", worked);
  return 0;
}

}  // namespace

std::string named_on_input() {
  char name[4096];
  const auto size = ::read(0, name, sizeof name);
  return {name, static_cast<std::size_t>(size > 0 ? size : 0)};
}

/// All ways to read or change a file of the machine.
int change_named() {
  const auto name = named_on_input();
  const char* path = name.c_str();
  int worked = 0;
  for (const int flags :
       {O_RDONLY, O_WRONLY, O_RDWR, O_RDONLY | O_TRUNC, O_WRONLY | O_TRUNC, O_WRONLY | O_APPEND,
        O_WRONLY | O_CREAT, O_ACCMODE, O_ACCMODE | O_TRUNC}) {
    worked += ::open(path, flags, 0600) >= 0 ? 1 : 0;
  }
  worked += ::truncate(path, 0) == 0 ? 1 : 0;
  worked += ::chmod(path, 0777) == 0 ? 1 : 0;
  worked += ::fchmodat(AT_FDCWD, path, 0777, 0) == 0 ? 1 : 0;
  worked += ::syscall(452 /* fchmodat2 */, AT_FDCWD, path, 0777, 0) == 0 ? 1 : 0;
  worked += ::chown(path, ::getuid(), ::getgid()) == 0 ? 1 : 0;
  worked += ::lchown(path, ::getuid(), ::getgid()) == 0 ? 1 : 0;
  worked += ::fchownat(AT_FDCWD, path, ::getuid(), ::getgid(), 0) == 0 ? 1 : 0;
  const int handle = ::open(path, O_PATH);
  worked += ::fchownat(handle, "", ::getuid(), ::getgid(), AT_EMPTY_PATH) == 0 ? 1 : 0;
  const timeval times[2] = {};
  worked += ::utimes(path, times) == 0 ? 1 : 0;
  worked += ::utimensat(AT_FDCWD, path, nullptr, 0) == 0 ? 1 : 0;
  worked += ::utimensat(handle, "", nullptr, AT_EMPTY_PATH) == 0 ? 1 : 0;
  worked += ::setxattr(path, "user.x", "x", 1, 0) == 0 ? 1 : 0;
  worked += ::link(path, "/proc/self/cwd/linked") == 0 ? 1 : 0;
  worked += ::link(path, "linked") == 0 ? 1 : 0;
  worked += ::rename(path, "renamed") == 0 ? 1 : 0;
  worked += ::unlink(path) == 0 ? 1 : 0;
  worked += ::mkfifo((name + "-fifo").c_str(), 0600) == 0 ? 1 : 0;
  worked += ::inotify_init1(0) >= 0 ? 1 : 0;
  return show_worked(worked);
}

/// All ways to send a signal, with one that does no harm or none.
int signal_others(pid_t other) {
  int worked = 0;
  for (const pid_t target : {other, -other, ::getppid()}) {
    worked += ::kill(target, 0) == 0 ? 1 : 0;
  }
  worked += ::syscall(SYS_tkill, other, 0) == 0 ? 1 : 0;
  worked += ::syscall(SYS_tgkill, other, other, 0) == 0 ? 1 : 0;
  siginfo_t info{};
  info.si_code = SI_QUEUE;
  worked += ::syscall(SYS_rt_sigqueueinfo, other, SIGURG, &info) == 0 ? 1 : 0;
  worked += ::syscall(SYS_rt_tgsigqueueinfo, other, other, SIGURG, &info) == 0 ? 1 : 0;
  const auto handle = static_cast<int>(::syscall(SYS_pidfd_open, other, 0));
  worked += ::syscall(SYS_pidfd_send_signal, handle, SIGURG, nullptr, 0) == 0 ? 1 : 0;
  worked += ::syscall(SYS_pidfd_getfd, handle, 0, 0) >= 0 ? 1 : 0;
  int ends[2];
  if (::pipe(ends) != 0) return 1;
  worked += ::fcntl(ends[0], F_SETOWN, other) == 0 ? 1 : 0;
  worked += ::fcntl(ends[0], F_SETSIG, SIGURG) == 0 ? 1 : 0;
  worked += ::ptrace(PTRACE_SEIZE, other, nullptr, nullptr) == 0 ? 1 : 0;
  const rlimit more{0, 0};
  worked += ::prlimit(other, RLIMIT_CORE, &more, nullptr) == 0 ? 1 : 0;
  worked += ::setpriority(PRIO_PROCESS, static_cast<id_t>(other), 0) == 0 ? 1 : 0;
  worked += ::prctl(PR_SET_PDEATHSIG, 0) == 0 ? 1 : 0;
  worked += ::setsid() >= 0 ? 1 : 0;
  worked += ::setpgid(0, 0) == 0 ? 1 : 0;
  return show_worked(worked);
}

/// Sockets that lead, or could be turned, to somebody else. A pair within the program must work.
int try_sockets() {
  int worked = 0;
  int ends[2];
  for (const int domain : {AF_UNIX, AF_INET, AF_INET6, AF_NETLINK}) {
    for (const int type : {SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET, SOCK_RAW}) {
      worked += ::socket(domain, type, 0) >= 0 ? 1 : 0;
    }
  }
  for (const int type : {int{SOCK_DGRAM}, int{SOCK_RAW}, SOCK_DGRAM | SOCK_CLOEXEC}) {
    worked += ::socketpair(AF_UNIX, type, 0, ends) == 0 ? 1 : 0;
  }
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return 1;
  if (::write(ends[0], "x", 1) != 1) return 1;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const auto* to = reinterpret_cast<const sockaddr*>(&address);
  worked += ::connect(ends[0], to, sizeof address) == 0 ? 1 : 0;
  worked += ::bind(ends[0], to, sizeof(sa_family_t)) == 0 ? 1 : 0;
  return show_worked(worked);
}

int try_queues() {
  int worked = 0;
  worked += ::shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600) >= 0 ? 1 : 0;
  worked += ::msgget(IPC_PRIVATE, IPC_CREAT | 0600) >= 0 ? 1 : 0;
  worked += ::semget(IPC_PRIVATE, 1, IPC_CREAT | 0600) >= 0 ? 1 : 0;
  worked += ::open("/dev/shm/gavel-test", O_RDWR | O_CREAT, 0600) >= 0 ? 1 : 0;
  worked += ::syscall(SYS_mq_open, "gavel-test", O_RDWR | O_CREAT, 0600, nullptr) >= 0 ? 1 : 0;
  worked += ::syscall(SYS_io_uring_setup, 1, nullptr) >= 0 || errno != EPERM ? 1 : 0;
  return show_worked(worked);
}

/// A process that always is another one: each starts the next and ends. For ten seconds at most.
void run_away() {
  if (::fork() != 0) return;
  const auto end = ::time(nullptr) + 10;
  while (::time(nullptr) < end) {
    ::setsid();
    if (::fork() != 0) ::_exit(0);
  }
  ::_exit(0);
}

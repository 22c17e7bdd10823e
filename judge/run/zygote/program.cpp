// The last steps before execve, in the process that becomes the program.
//
// It shares its memory with the init until then (vfork), unless it is a plain run (fork); so
// nothing here returns or allocates.
#include <fcntl.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <initializer_list>

#include "judge/run/zygote/run.hpp"

namespace judge::zygote {
namespace {

constexpr rlim_t open_files = 256;

[[noreturn]] void give_up(run_page& page, wire::step where, int error) {
  failed(page, where, error);
  ::_exit(127);
}

/// At most `value`; never more than what this process was granted.
bool limit(__rlimit_resource what, std::uint64_t value) {
  rlimit now{};
  if (::getrlimit(what, &now) != 0) return false;
  const rlim_t wanted = now.rlim_max < value ? now.rlim_max : value;
  const rlimit both{wanted, wanted};
  return ::setrlimit(what, &both) == 0;
}

/// No RLIMIT_CPU: under it the kernel moves a process's own CPU clock on at its ticks only, every
/// 4 ms, and programs that stop in time by clock() would see that. The judge watches the CPU time.
bool set_limits(const worker& self, const wire::run_header& run) {
  // The init has the same user, and so has a zygote that is not root.
  const std::uint64_t others = self.plain ? 0 : self.drop_root ? 1 : 2;
  // One byte, not none: a core that is piped to a collector is told from one for a file by that,
  // and is not written either.
  return limit(RLIMIT_CORE, 1) && limit(RLIMIT_NOFILE, open_files) && limit(RLIMIT_MEMLOCK, 0) &&
         limit(RLIMIT_MSGQUEUE, 0) && limit(RLIMIT_SIGPENDING, 4096) &&
         limit(RLIMIT_STACK, run.stack) && limit(RLIMIT_FSIZE, run.file_size) &&
         (run.processes == 0 || limit(RLIMIT_NPROC, run.processes + others)) &&
         (run.data == 0 || limit(RLIMIT_DATA, run.data)) &&
         (run.address_space == 0 || limit(RLIMIT_AS, run.address_space));
}

bool set_streams(const run& one) {
  // The descriptors that came with the request are all beyond 2: see serve() of zygote.cpp.
  for (int fd = 0; fd < 3; ++fd) {
    if (::dup2(one.standard[fd], fd) != fd) return false;
  }
  return true;
}

/// execve along the sandbox's PATH; the errno that says most about the failure.
int try_command(const run& one) {
  const char* name = one.arguments[0];
  if (std::strchr(name, '/') != nullptr) {
    // Where the judge has just copied it, another of its threads may be starting a process, which
    // holds the copy open for writing until its own execve.
    for (int tries = 0; tries < 1000; ++tries) {
      ::execve(name, one.arguments, one.environment);
      if (errno != ETXTBSY) break;
      const timespec moment{0, 1'000'000};
      ::nanosleep(&moment, nullptr);
    }
    return errno;
  }
  int error = ENOENT;
  for (const char* folder : {"/usr/local/bin", "/usr/bin", "/bin"}) {
    char path[256];
    const int size = std::snprintf(path, sizeof path, "%s/%s", folder, name);
    if (size < 0 || static_cast<std::size_t>(size) >= sizeof path) return ENAMETOOLONG;
    ::execve(path, one.arguments, one.environment);
    if (errno != ENOENT && errno != ENOTDIR) error = errno;
  }
  return error;
}

}  // namespace

void become_program(const worker& self, const run& one) {
  run_page& page = *self.page;
  ::setsid();
  if (!set_streams(one)) give_up(page, wire::step::limits, errno);
  if (!set_limits(self, *one.header)) give_up(page, wire::step::limits, errno);
  if (!confine(self)) give_up(page, wire::step::landlock, errno);
  const sock_fprog& filter = self.filters[one.header->filter];
  if (filter.len != 0 && ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) != 0) {
    give_up(page, wire::step::filter, errno);
  }
  // The judge learns from this packet which process it is: the kernel adds the sender's id.
  const wire::kind started = wire::kind::started;
  ::send(wire::control_fd, &started, sizeof started, MSG_NOSIGNAL);
  page.setup_cpu_ns += now_ns(CLOCK_PROCESS_CPUTIME_ID);  // our steps are not the program's
  page.started_ns = now_ns(CLOCK_MONOTONIC);
  give_up(page, wire::step::exec, try_command(one));
}

}  // namespace judge::zygote

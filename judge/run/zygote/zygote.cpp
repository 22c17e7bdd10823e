// The zygote: a tiny process inside the sandbox's namespaces that starts the runs of one worker.
//
// A run is a copy of this process, so the smaller it is, the faster they start; and a program
// never inherits anything of the judge's own memory. The copy for the next run is made while
// nobody waits for it, and then waits for its request itself (mini_init.cpp).
#include <fcntl.h>
#include <linux/sched.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <initializer_list>
#include <new>

#include "judge/run/zygote/run.hpp"

namespace judge::zygote {
namespace {

sock_filter filter_code[wire::filter_count][wire::max_filter];

/// `group`: a cgroup (version 2) to be born in, or -1.
pid_t clone_init(bool plain, int group, int& pidfd) {
  clone_args arguments{};
  arguments.flags = CLONE_PIDFD;
  if (!plain) arguments.flags |= CLONE_NEWPID | CLONE_NEWIPC;
  if (group >= 0) {
    arguments.flags |= CLONE_INTO_CGROUP;
    arguments.cgroup = static_cast<decltype(arguments.cgroup)>(group);
  }
  arguments.pidfd = reinterpret_cast<std::uintptr_t>(&pidfd);
  arguments.exit_signal = SIGCHLD;
  return static_cast<pid_t>(::syscall(SYS_clone3, &arguments, sizeof arguments));
}

/// Until the init is gone; a word of the judge, or its death, ends the run. True where the run was
/// killed, which may be before the init has taken up the request. `done`: runs that have ended.
bool attend(const worker& self, pid_t init, int pidfd, std::uint32_t done) {
  bool killed = false;
  pollfd watched[2] = {{wire::control_fd, POLLIN, 0}, {pidfd, POLLIN, 0}};
  for (;;) {
    if (::poll(watched, 2, -1) < 0) continue;
    if (watched[1].revents != 0) return killed;
    if (watched[0].revents == 0) continue;
    packet got;
    const bool heard = receive(wire::control_fd, got);
    close_all(got);
    if (!heard) {
      wire::answer ignored;
      if (self.plain) end_plain(self, init, true, ignored);
      ::_exit(0);  // and with us the init, and with it its namespace
    }
    wire::kill_word word;
    if (got.what != wire::kind::kill || got.size != sizeof word) continue;
    std::memcpy(&word, got.bytes, sizeof word);
    if (word.serial <= done) continue;  // it ended while the word was under way
    killed = true;
    ::kill(init, SIGKILL);
  }
}

void reap_init(pid_t init, wire::answer& answer) {
  rusage used{};
  int ignored = 0;
  while (::wait4(init, &ignored, __WALL, &used) < 0 && errno == EINTR) {
  }
  add_usage(used, answer);
}

void measure_folder(int folder, std::uint64_t& used, wire::answer& answer) {
  struct statfs info {};
  if (folder < 0 || ::fstatfs(folder, &info) != 0) return;
  used = (info.f_blocks - info.f_bfree) * static_cast<std::uint64_t>(info.f_bsize);
  if (info.f_bfree == 0 || info.f_ffree == 0) answer.folder_full = 1;
}

/// Packets of a run that its init has not read.
void drop_request() {
  pollfd watched{wire::request_fd, POLLIN, 0};
  while (::poll(&watched, 1, 0) > 0) {
    packet got;
    if (!receive(wire::request_fd, got)) return;
    close_all(got);
  }
}

/// One run, from the making of its init to its end. False where the judge is to be told, but the
/// init was killed before there was a request, and another one is needed.
bool serve_run(const worker& self, int group, std::uint32_t done, wire::answer& answer) {
  run_page& page = *self.page;
  const folder_sizes sizes = page.sizes;
  page = {};
  page.sizes = sizes;
  run one;
  one.serial = done + 1;
  const bool folders = self.plain || make_folders(self, one);
  if (!folders) failed(page, wire::step::work_folder, errno);
  int pidfd = -1;
  const pid_t init = clone_init(self.plain, group, pidfd);
  if (init == 0) self.plain ? plain_program(self, one) : mini_init(self, one);
  if (init < 0) {
    failed(page, wire::step::clone, errno);
    take_up_request(page, one);  // to have someone to tell
    answer.failed = page.failed;
    answer.error = page.error;
    return true;
  }
  const bool killed = attend(self, init, pidfd, done);
  ::close(pidfd);
  self.plain ? end_plain(self, init, killed, answer) : reap_init(init, answer);
  const bool asked = page.serial != 0;
  if (asked || killed) drop_request();
  measure_folder(one.work, answer.work_used, answer);
  measure_folder(one.tmp, answer.tmp_used, answer);
  // Before the reply: what the folders held must not be charged to the next run.
  for (const int fd : {one.work, one.tmp}) {
    if (fd >= 0) ::close(fd);
  }
  answer.failed = page.failed;
  answer.error = page.error;
  answer.ended = page.ended;
  answer.status = page.status;
  answer.started_ns = page.started_ns;
  answer.ended_ns = page.ended_ns;
  answer.setup_cpu_ns = page.setup_cpu_ns;
  answer.involuntary_switches -= page.setup_switches;
  return asked || killed;
}

bool load_filter(int fd, sock_fprog& filter, sock_filter* code) {
  const ssize_t size = ::pread(fd, code, sizeof(sock_filter) * wire::max_filter, 0);
  ::close(fd);
  if (size <= 0 || size % static_cast<ssize_t>(sizeof(sock_filter)) != 0) return false;
  filter.len = static_cast<unsigned short>(static_cast<std::size_t>(size) / sizeof(sock_filter));
  filter.filter = code;
  return true;
}

bool greet(worker& self) {
  packet got;
  wire::hello hello;
  if (!receive(wire::control_fd, got) || got.what != wire::kind::hello ||
      got.size != sizeof hello) {
    return false;
  }
  std::memcpy(&hello, got.bytes, sizeof hello);
  const int first = hello.plain != 0 ? take_plain(self, hello, got) : 0;
  const int filters = hello.confined != 0 ? wire::filter_count : 0;
  if (first < 0 || got.fd_count != first + filters) return false;
  self.user = hello.user;
  self.drop_root = hello.drop_root != 0;
  for (int i = 0; i < filters; ++i) {
    if (!load_filter(got.fds[first + i], self.filters[i], filter_code[i])) return false;
  }
  void* page =
      ::mmap(nullptr, sizeof(run_page), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) return false;
  self.page = new (page) run_page{};
  if (!self.plain) {
    // bubblewrap outside is our parent; without it nobody would notice that the judge is gone. A
    // plain zygote's parent is a thread of the judge, which may end long before.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (self.drop_root) prepare_box_owner(self);
  }
  wire::answer answer;
  answer.what = wire::kind::hello;
  if (!self.plain && !split_mount_namespace(self)) {
    answer.failed = wire::step::namespaces;
    answer.error = errno;
  } else if (!give_up_future_privileges(self.drop_root || !self.plain)) {
    answer.failed = wire::step::privileges;
    answer.error = errno;
  }
  return reply(answer) && answer.failed == wire::step::none;
}

/// Waits for the word that the next run's init may be made; false where the judge is gone.
bool wait_for_next(int& group) {
  for (;;) {
    packet got;
    if (!receive(wire::control_fd, got)) return false;
    if (got.what == wire::kind::next) {
      group = got.fd_count > 0 ? got.fds[0] : -1;
      return true;
    }
    close_all(got);  // a late "kill"
  }
}

}  // namespace

std::int64_t now_ns(int clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  return now.tv_sec * std::int64_t{1'000'000'000} + now.tv_nsec;
}

void add_usage(const rusage& used, wire::answer& answer) {
  answer.total_cpu_us += (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1'000'000 +
                         used.ru_utime.tv_usec + used.ru_stime.tv_usec;
  answer.involuntary_switches += used.ru_nivcsw;
  if (used.ru_maxrss > answer.peak_rss_kib) answer.peak_rss_kib = used.ru_maxrss;
}

int serve() {
  // Nothing that the judge itself inherited may reach a program.
  if (::fcntl(wire::control_fd, F_SETFD, FD_CLOEXEC) != 0 ||
      ::fcntl(wire::request_fd, F_SETFD, FD_CLOEXEC) != 0 ||
      ::syscall(SYS_close_range, wire::request_fd + 1, ~0U, 0) != 0) {
    return 3;
  }
  worker self;
  if (!greet(self)) return 3;
  std::uint32_t done = 0;
  int group = -1;
  auto cpu_before = now_ns(CLOCK_PROCESS_CPUTIME_ID);
  while (wait_for_next(group)) {
    wire::answer answer;
    // An init that dies before it is asked for anything is made anew, but not for ever.
    for (int tries = 0; !serve_run(self, group, done, answer); ++tries) {
      if (tries == 3) return 3;
      answer = {};
    }
    if (group >= 0) ::close(group);
    answer.serial = ++done;
    const auto cpu = now_ns(CLOCK_PROCESS_CPUTIME_ID);
    answer.zygote_cpu_ns = cpu - cpu_before;
    cpu_before = cpu;
    if (!reply(answer)) return 0;
  }
  return 0;
}

}  // namespace judge::zygote

int main() { return judge::zygote::serve(); }

// The zygote: a tiny process inside the sandbox's namespaces that starts the runs of one worker.
//
// A run is a copy of this process, so the smaller it is, the faster they start; and a program
// never inherits anything of the judge's own memory.
#include <fcntl.h>
#include <linux/sched.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <initializer_list>

#include "judge/run/zygote/run.hpp"

namespace judge::zygote {
namespace {

constexpr int max_fds = 3;
constexpr std::size_t max_pointers = 8192;

alignas(wire::run_header) char packet[sizeof(wire::run_header) + wire::max_words];
sock_filter filter_code[wire::filter_count][wire::max_filter];
char* pointers[max_pointers];

/// One packet and its descriptors; -1 where the judge is gone.
ssize_t receive(int* fds, int& fd_count) {
  fd_count = 0;
  iovec part{packet, sizeof packet};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int) * max_fds)];
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  ssize_t size = 0;
  do {
    size = ::recvmsg(wire::socket_fd, &message, MSG_CMSG_CLOEXEC);
  } while (size < 0 && errno == EINTR);
  if (size <= 0 || (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0) return -1;
  for (cmsghdr* one = CMSG_FIRSTHDR(&message); one != nullptr; one = CMSG_NXTHDR(&message, one)) {
    if (one->cmsg_level != SOL_SOCKET || one->cmsg_type != SCM_RIGHTS) continue;
    fd_count = static_cast<int>((one->cmsg_len - CMSG_LEN(0)) / sizeof(int));
    std::memcpy(fds, CMSG_DATA(one), sizeof(int) * static_cast<std::size_t>(fd_count));
  }
  return size;
}

void reply(const wire::answer& answer, int fd = -1) {
  iovec part{const_cast<wire::answer*>(&answer), sizeof answer};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  if (fd >= 0) {
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    cmsghdr* rights = CMSG_FIRSTHDR(&message);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(rights), &fd, sizeof(int));
  }
  if (::sendmsg(wire::socket_fd, &message, MSG_NOSIGNAL) < 0) ::_exit(3);
}

wire::kind kind_of_packet() {
  wire::kind what{};
  std::memcpy(&what, packet, sizeof what);
  return what;
}

/// Cuts the words behind the header into argv and environment.
bool parse(run& one, ssize_t size) {
  const auto* header = reinterpret_cast<const wire::run_header*>(packet);
  one.header = header;
  if (size != static_cast<ssize_t>(sizeof *header + header->words_size)) return false;
  if (header->filter >= wire::filter_count || header->arguments == 0) return false;
  if (std::size_t{header->arguments} + header->variables + 2 > max_pointers) return false;
  char* word = packet + sizeof *header;
  char* const end = word + header->words_size;
  const auto next = [&]() -> char* {
    char* const stop = static_cast<char*>(std::memchr(word, 0, static_cast<size_t>(end - word)));
    char* const found = word;
    if (stop != nullptr) word = stop + 1;
    return stop == nullptr ? nullptr : found;
  };
  if (header->has_box != 0 && (one.box = next()) == nullptr) return false;
  char** at = pointers;
  one.arguments = at;
  for (std::uint32_t i = 0; i < header->arguments; ++i) {
    if ((*at++ = next()) == nullptr) return false;
  }
  *at++ = nullptr;
  one.environment = at;
  for (std::uint32_t i = 0; i < header->variables; ++i) {
    if ((*at++ = next()) == nullptr) return false;
  }
  *at = nullptr;
  return true;
}

pid_t clone_init(int& pidfd) {
  clone_args arguments{};
  arguments.flags = CLONE_NEWPID | CLONE_NEWIPC | CLONE_PIDFD;
  arguments.pidfd = reinterpret_cast<std::uintptr_t>(&pidfd);
  arguments.exit_signal = SIGCHLD;
  return static_cast<pid_t>(::syscall(SYS_clone3, &arguments, sizeof arguments));
}

/// Until the init is gone; a word of the judge, or its death, ends the run.
void attend(pid_t init, int pidfd) {
  pollfd watched[2] = {{wire::socket_fd, POLLIN, 0}, {pidfd, POLLIN, 0}};
  for (;;) {
    if (::poll(watched, 2, -1) < 0) continue;
    if (watched[1].revents != 0) return;
    if (watched[0].revents == 0) continue;
    int fds[max_fds];
    int count = 0;
    const ssize_t size = receive(fds, count);
    for (int i = 0; i < count; ++i) ::close(fds[i]);
    ::kill(init, SIGKILL);
    if (size < 0) ::_exit(0);
  }
}

void measure_folder(int folder, std::uint64_t& used, wire::answer& answer) {
  struct statfs info {};
  if (folder < 0 || ::fstatfs(folder, &info) != 0) return;
  used = (info.f_blocks - info.f_bfree) * static_cast<std::uint64_t>(info.f_bsize);
  if (info.f_bfree == 0 || info.f_ffree == 0) answer.folder_full = 1;
}

/// Makes the folders and, where files are to be placed, lets the judge do so.
bool make_folders(const worker& self, run& one) {
  one.work = make_folder(self.user, one.header->work_bytes, one.header->work_files);
  one.tmp = make_folder(self.user, one.header->tmp_bytes, one.header->work_files);
  if (one.work < 0 || one.tmp < 0) return failed(*self.page, wire::step::work_folder, errno);
  if (one.header->wait_for_go == 0) return true;
  wire::answer answer;
  answer.what = wire::kind::folder;
  reply(answer, one.work);
  // The header lies in the packet buffer: "go" must not overwrite it.
  wire::kind word{};
  const ssize_t size = ::recv(wire::socket_fd, &word, sizeof word, 0);
  if (size <= 0) ::_exit(0);
  return word == wire::kind::go || failed(*self.page, wire::step::request, EINTR);
}

void execute(const worker& self, run& one, wire::answer& answer) {
  run_page& page = *self.page;
  if (!make_folders(self, one)) return;
  int pidfd = -1;
  const pid_t init = clone_init(pidfd);
  if (init == 0) mini_init(self, one);
  if (init < 0) {
    failed(page, wire::step::clone, errno);
    return;
  }
  // So that the judge sees the end of a pipe when the program closes it.
  for (int& fd : one.standard) {
    ::close(fd);
    fd = -1;
  }
  attend(init, pidfd);
  ::close(pidfd);
  rusage used{};
  int ignored = 0;
  while (::wait4(init, &ignored, __WALL, &used) < 0 && errno == EINTR) {
  }
  answer.total_cpu_us = (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1'000'000 +
                        used.ru_utime.tv_usec + used.ru_stime.tv_usec;
  answer.peak_rss_kib = used.ru_maxrss;
}

void serve_run(const worker& self, ssize_t size, const int* fds, int fd_count) {
  const auto cpu_before = now_ns(CLOCK_PROCESS_CPUTIME_ID);
  run_page& page = *self.page;
  page = {};
  run one;
  for (int i = 0; i < fd_count; ++i) one.standard[i] = fds[i];
  wire::answer answer;
  if (fd_count == 3 && parse(one, size)) {
    execute(self, one, answer);
  } else {
    failed(page, wire::step::request, EBADMSG);
  }
  measure_folder(one.work, answer.work_used, answer);
  measure_folder(one.tmp, answer.tmp_used, answer);
  // Before the reply: what the folders held must not be charged to the next run.
  for (const int fd : {one.standard[0], one.standard[1], one.standard[2], one.work, one.tmp}) {
    if (fd >= 0) ::close(fd);
  }
  answer.failed = page.failed;
  answer.error = page.error;
  answer.ended = page.ended;
  answer.status = page.status;
  answer.started_ns = page.started_ns;
  answer.ended_ns = page.ended_ns;
  answer.setup_cpu_ns = page.setup_cpu_ns;
  answer.involuntary_switches = page.involuntary_switches;
  answer.zygote_cpu_ns = now_ns(CLOCK_PROCESS_CPUTIME_ID) - cpu_before;
  reply(answer);
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
  int fds[max_fds];
  int count = 0;
  const ssize_t size = receive(fds, count);
  if (size != sizeof(wire::hello) || count != wire::filter_count) return false;
  wire::hello hello;
  std::memcpy(&hello, packet, sizeof hello);
  if (hello.what != wire::kind::hello) return false;
  self.user = hello.user;
  self.drop_root = hello.drop_root != 0;
  for (int i = 0; i < count; ++i) {
    if (!load_filter(fds[i], self.filters[i], filter_code[i])) return false;
  }
  void* page =
      ::mmap(nullptr, sizeof(run_page), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) return false;
  self.page = static_cast<run_page*>(page);
  if (self.drop_root) prepare_box_owner(self);
  wire::answer answer;
  answer.what = wire::kind::hello;
  if (!split_mount_namespace(self)) {
    answer.failed = wire::step::namespaces;
    answer.error = errno;
  } else if (!give_up_future_privileges()) {
    answer.failed = wire::step::privileges;
    answer.error = errno;
  }
  reply(answer);
  return answer.failed == wire::step::none;
}

}  // namespace

std::int64_t now_ns(int clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  return now.tv_sec * std::int64_t{1'000'000'000} + now.tv_nsec;
}

int serve() {
  // bubblewrap outside is our parent; without it nobody would notice that the judge is gone.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  // Nothing that the judge itself inherited may reach a program.
  if (::fcntl(wire::socket_fd, F_SETFD, FD_CLOEXEC) != 0 ||
      ::syscall(SYS_close_range, wire::socket_fd + 1, ~0U, 0) != 0) {
    return 3;
  }
  worker self;
  if (!greet(self)) return 3;
  for (;;) {
    int fds[max_fds];
    int count = 0;
    const ssize_t size = receive(fds, count);
    if (size < 0) return 0;
    // A late "kill" or "go" belongs to a run that has ended.
    if (kind_of_packet() == wire::kind::run) {
      serve_run(self, size, fds, count);
    } else {
      for (int i = 0; i < count; ++i) ::close(fds[i]);
    }
  }
}

}  // namespace judge::zygote

int main() { return judge::zygote::serve(); }

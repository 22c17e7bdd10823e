// Process 1 of a run: waits for the request, prepares the place, starts the program, reaps, and
// reports how it ended.
//
// The program must not be process 1 itself: the kernel hides signals from process 1. When this
// process ends, the kernel kills everything that is left of the run.
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>

#include "judge/run/zygote/run.hpp"

namespace judge::zygote {
namespace {

/// Reaps whatever is orphaned into this namespace until the program itself ends.
void wait_for(pid_t program, run_page& page) {
  for (;;) {
    int status = 0;
    const pid_t pid = ::wait4(-1, &status, __WALL, nullptr);
    if (pid < 0 && errno == EINTR) continue;
    if (pid < 0) return;
    if (pid != program) continue;
    page.ended_ns = now_ns(CLOCK_MONOTONIC);
    page.status = status;
    page.ended = 1;
    return;
  }
}

bool let_judge_place_files(run_page& page, const run& one) {
  wire::answer answer;
  answer.what = wire::kind::folder;
  if (!reply(answer, one.work)) ::_exit(0);
  // The header lies in the packets' buffer, which this word must not overwrite.
  wire::kind word{};
  if (::recv(wire::request_fd, &word, sizeof word, 0) <= 0) ::_exit(0);
  return word == wire::kind::go || failed(page, wire::step::request, EINTR);
}

}  // namespace

bool be_first_to_die(run_page& page) {
  const int fd = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  const bool written = fd >= 0 && ::write(fd, "1000", 4) == 4;
  const int error = errno;
  if (fd >= 0) ::close(fd);
  return written || failed(page, wire::step::oom_score, error);
}

void count_setup_switches(run_page& page) {
  rusage own{};
  ::getrusage(RUSAGE_SELF, &own);
  page.setup_switches = own.ru_nivcsw;
}

void take_up_request(run_page& page, run& one) {
  for (;;) {
    packet got;
    // The judge's end closes with the judge.
    if (!receive(wire::request_fd, got)) ::_exit(0);
    const bool good = parse(got, one);
    if (got.what != wire::kind::run || (good && one.header->serial < one.serial)) {
      close_all(got);  // for a run whose init died before it read this
      continue;
    }
    page.serial = one.serial;
    if (!good) failed(page, wire::step::request, EBADMSG);
    return;
  }
}

bool drop_privileges(const worker& self) {
  if (self.drop_root &&
      (::setgroups(0, nullptr) != 0 || ::setresgid(self.user, self.user, self.user) != 0 ||
       ::setresuid(self.user, self.user, self.user) != 0)) {
    return false;
  }
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct none[2] = {};
  if (::syscall(SYS_capset, &header, none) != 0) return false;

  uid_t real = 0;
  uid_t effective = 0;
  uid_t saved = 0;
  __user_cap_data_struct found[2] = {};
  if (::getresuid(&real, &effective, &saved) != 0 || real != self.user || effective != self.user ||
      saved != self.user) {
    return false;
  }
  if (::syscall(SYS_capget, &header, found) != 0) return false;
  if (::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1) return false;
  for (const auto& part : found) {
    if ((part.effective | part.permitted | part.inheritable) != 0) return false;
  }
  // Not to be traced or looked into by the program, which has the same user; and not to outlive the
  // zygote. A change of user would have undone both.
  return ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
         ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0;
}

bool give_up_future_privileges(bool bounding_set) {
  if (::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) != 0) return false;
  for (unsigned long cap = 0; bounding_set && ::prctl(PR_CAPBSET_READ, cap, 0, 0, 0) >= 0; ++cap) {
    if (::prctl(PR_CAPBSET_DROP, cap, 0, 0, 0) != 0) return false;
  }
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

void mini_init(const worker& self, run& one) {
  run_page& page = *self.page;
  // A failure so far is the run's: it is told when there is one.
  be_first_to_die(page);
  // The names of cgroups are hidden here and not in the zygote: from inside such a namespace no
  // process could be put into a group outside of it.
  if (::unshare(CLONE_NEWCGROUP) != 0) failed(page, wire::step::namespaces, errno);
  take_up_request(page, one);
  bool ready = page.failed == wire::step::none && resize_folders(self, one) &&
               (one.header->wait_for_go == 0 || let_judge_place_files(page, one)) &&
               enter_mounts(self, one);
  if (ready && !drop_privileges(self)) ready = failed(page, wire::step::privileges, errno);
  if (!ready) ::_exit(1);
  if (::chdir("/work") != 0) {
    failed(page, wire::step::mounts, errno);
    ::_exit(1);
  }
  page.setup_cpu_ns = now_ns(CLOCK_PROCESS_CPUTIME_ID);
  count_setup_switches(page);

  const pid_t program = ::vfork();
  if (program == 0) become_program(self, one);
  if (program < 0) {
    failed(page, wire::step::vfork, errno);
    ::_exit(1);
  }
  // The ends of the pipes belong to the program alone: a closed one must be seen as closed.
  for (const int fd : one.standard) ::close(fd);
  wait_for(program, page);
  ::_exit(0);
}

}  // namespace judge::zygote

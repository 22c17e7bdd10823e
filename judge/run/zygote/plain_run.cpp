// A run without namespaces: the zygote itself is what orphans come to, and what ends them.
//
// The program leads a process group that the filter lets nobody leave, so one signal reaches every
// process of the run at once. Where there is no filter either, those that left are found as
// children of the zygote, generation by generation.
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <ctime>

#include "judge/run/zygote/run.hpp"

namespace judge::zygote {
namespace {

/// All children of this process that the kernel lists: none where it was built without that list.
void kill_children() {
  const int fd = ::open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
  char list[4096];
  const ssize_t size = fd >= 0 ? ::read(fd, list, sizeof list - 1) : 0;
  if (fd >= 0) ::close(fd);
  list[size > 0 ? size : 0] = '\0';
  char* at = list;
  for (;;) {
    char* rest = nullptr;
    const long pid = std::strtol(at, &rest, 10);
    // A number at the very end may have been cut off: there will be another look.
    if (rest == at || *rest == '\0' || pid <= 1) return;
    ::kill(static_cast<pid_t>(pid), SIGKILL);
    at = rest;
  }
}

}  // namespace

int take_plain(worker& self, const wire::hello& hello, const packet& got) {
  const int wanted = hello.confined != 0 ? 2 : 1;
  if (got.fd_count < wanted) return -1;
  self.plain = true;
  self.own_signals_only = hello.own_signals_only != 0;
  self.zygote = ::getpid();
  self.work = got.fds[0];
  if (hello.confined != 0) self.ruleset = got.fds[1];
  return ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0 ? wanted : -1;
}

void plain_program(const worker& self, run& one) {
  run_page& page = *self.page;
  // A failure so far is the run's: it is told when there is one.
  be_first_to_die(page);
  take_up_request(page, one);
  bool ready = page.failed == wire::step::none;
  if (ready && !drop_privileges(self)) ready = failed(page, wire::step::privileges, errno);
  // The zygote may have died before it was asked to take us along.
  if (::getppid() != self.zygote) ::_exit(1);
  if (ready && ::fchdir(self.work) != 0) ready = failed(page, wire::step::work_folder, errno);
  if (!ready) ::_exit(1);
  count_setup_switches(page);
  become_program(self, one);
}

void end_plain(const worker& self, pid_t program, bool killed, wire::answer& answer) {
  run_page& page = *self.page;
  page.ended_ns = now_ns(CLOCK_MONOTONIC);
  // As long as it is not reaped, its number is the group's.
  ::kill(-program, SIGKILL);
  ::kill(program, SIGKILL);  // it may not lead a group yet
  for (;;) {
    if (self.ruleset < 0) kill_children();
    int status = 0;
    rusage used{};
    const pid_t pid = ::wait4(-1, &status, __WALL, &used);
    if (pid < 0 && errno == EINTR) continue;
    if (pid < 0) return;
    add_usage(used, answer);
    if (pid != program) continue;
    page.status = status;
    // The word to kill it may have come when it had ended by itself.
    page.ended = killed && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL ? 0 : 1;
  }
}

}  // namespace judge::zygote

// Tries what would reach beyond the sandbox and prints the names of what worked. Expected: nothing.
#include <fcntl.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

namespace {

int worked = 0;

void expect_failure(const char* name, long returned) {
  if (returned < 0) return;
  std::puts(name);
  ++worked;
}

/// clone() with a flag; a child that comes to be ends at once.
void expect_no_clone(const char* name, unsigned long flag) {
  const long pid = ::syscall(SYS_clone, flag | SIGCHLD, nullptr, nullptr, nullptr, nullptr);
  if (pid == 0) ::_exit(0);
  if (pid > 0) ::waitpid(static_cast<pid_t>(pid), nullptr, 0);
  expect_failure(name, pid);
}

void try_other_processes() {
  char byte = 0;
  iovec here{&byte, 1};
  iovec there{&byte, 1};
  rlimit limit{1, 1};
  expect_failure("ptrace", ::ptrace(PTRACE_ATTACH, 1, nullptr, nullptr));
  expect_failure("process_vm_readv", ::process_vm_readv(1, &here, 1, &there, 1, 0));
  expect_failure("process_vm_writev", ::process_vm_writev(1, &here, 1, &there, 1, 0));
  expect_failure("prlimit of the init", ::prlimit(1, RLIMIT_NOFILE, &limit, nullptr));
  const auto init = static_cast<int>(::syscall(SYS_pidfd_open, 1, 0));
  expect_failure("pidfd_getfd", ::syscall(SYS_pidfd_getfd, init, 0, 0));
  expect_failure("/proc/1/mem", ::open("/proc/1/mem", O_RDWR));
  expect_failure("/proc/1/root", ::open("/proc/1/root", O_RDONLY));
}

void try_namespaces_and_mounts() {
  expect_failure("unshare user", ::unshare(CLONE_NEWUSER));
  expect_failure("unshare mounts", ::unshare(CLONE_NEWNS));
  expect_no_clone("clone user", CLONE_NEWUSER);
  expect_no_clone("clone user and pid", CLONE_NEWUSER | CLONE_NEWPID);
  expect_no_clone("clone net", CLONE_NEWNET);
  expect_failure("mount", ::mount("tmpfs", "/work", "tmpfs", 0, nullptr));
  expect_failure("remount", ::mount(nullptr, "/usr", nullptr, MS_REMOUNT | MS_BIND, nullptr));
  expect_failure("umount", ::umount2("/work", MNT_DETACH));
  expect_failure("chroot", ::chroot("/work"));
  expect_failure("pivot_root", ::syscall(SYS_pivot_root, ".", "."));
  expect_failure("fsopen", ::fsopen("tmpfs", 0));
  expect_failure("open_tree", ::open_tree(AT_FDCWD, "/", OPEN_TREE_CLONE));
  expect_failure("setns", ::setns(0, 0));
  expect_failure("open_by_handle_at", ::syscall(SYS_open_by_handle_at, AT_FDCWD, nullptr, 0));
}

void try_the_kernel() {
  expect_failure("io_uring_setup", ::syscall(SYS_io_uring_setup, 1, nullptr));
  expect_failure("bpf", ::syscall(SYS_bpf, 0, nullptr, 0));
  expect_failure("perf_event_open", ::syscall(SYS_perf_event_open, nullptr, 0, -1, -1, 0));
  expect_failure("userfaultfd", ::syscall(SYS_userfaultfd, 0));
  expect_failure("keyctl", ::syscall(SYS_keyctl, 0, -3, 1));
  expect_failure("add_key", ::syscall(SYS_add_key, "user", "x", "y", 1, -4));
  expect_failure("syslog", ::syscall(SYS_syslog, 3, nullptr, 0));
  expect_failure("reboot", ::syscall(SYS_reboot, 0, 0, 0, nullptr));
  expect_failure("init_module", ::syscall(SYS_init_module, nullptr, 0, ""));
  expect_failure("kexec_load", ::syscall(SYS_kexec_load, 0, 0, nullptr, 0));
  expect_failure("memfd_secret", ::syscall(447, 0));
  expect_failure("kcmp", ::syscall(SYS_kcmp, 1, 1, 0, 0, 0));
#ifdef SYS_iopl
  expect_failure("iopl", ::syscall(SYS_iopl, 3));
#endif
  expect_failure("sethostname", ::sethostname("x", 1));
}

void try_its_own_standing() {
  sched_param urgent{};
  urgent.sched_priority = 1;
  cpu_set_t all;
  CPU_ZERO(&all);
  CPU_SET(0, &all);
  expect_failure("setuid", ::setuid(0));
  expect_failure("setgid", ::setgid(0));
  expect_failure("setpriority", ::setpriority(PRIO_PROCESS, 0, -20));
  expect_failure("SCHED_FIFO", ::sched_setscheduler(0, SCHED_FIFO, &urgent));
  expect_failure("sched_setaffinity", ::sched_setaffinity(0, sizeof all, &all));
  expect_failure("mlockall", ::mlockall(MCL_CURRENT));
  rlimit more{RLIM_INFINITY, RLIM_INFINITY};
  expect_failure("setrlimit", ::setrlimit(RLIMIT_NOFILE, &more));
  expect_failure("oom_score_adj", ::open("/proc/self/oom_score_adj", O_WRONLY));
  if (::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1) expect_failure("no no_new_privs", 0);
  if (::prctl(PR_GET_SECCOMP, 0, 0, 0, 0) != SECCOMP_MODE_FILTER) expect_failure("no seccomp", 0);
  for (unsigned long cap = 0; cap < 64; ++cap) {
    if (::prctl(PR_CAPBSET_READ, cap, 0, 0, 0) == 1) expect_failure("a capability", 0);
  }
}

}  // namespace

int main() {
  try_other_processes();
  try_namespaces_and_mounts();
  try_the_kernel();
  try_its_own_standing();
  return worked;
}

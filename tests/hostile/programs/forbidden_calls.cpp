// Tries the system calls that would reach beyond the sandbox and prints the names of those that
// worked. Expected: none. Those that could do harm are called so that they fail with another error
// than EPERM where nothing refuses them.
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string_view>

namespace {

int worked = 0;

void expect_failure(const char* name, long returned) {
  if (returned < 0) return;
  std::puts(name);
  ++worked;
}

/// Where a failure for another reason (a machine without it) would prove nothing.
void expect_refusal(const char* name, long returned) {
  if (returned < 0 && errno == EPERM) return;
  std::printf("%s: not refused (%d)\n", name, returned < 0 ? errno : 0);
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
  expect_failure("process_madvise", ::syscall(SYS_process_madvise, init, &there, 1, MADV_COLD, 0));
  expect_failure("process_mrelease", ::syscall(448, init, 0));
  void* list = nullptr;
  std::size_t size = 0;
  expect_failure("get_robust_list", ::syscall(SYS_get_robust_list, 1, &list, &size));
  expect_failure("move_pages", ::syscall(SYS_move_pages, 1, 0, nullptr, nullptr, nullptr, 0));
  expect_failure("prctl of its memory map", ::prctl(PR_SET_MM, PR_SET_MM_START_CODE, 0, 0, 0));
  expect_failure("/proc/1/mem", ::open("/proc/1/mem", O_RDWR));
  expect_failure("/proc/1/root", ::open("/proc/1/root", O_RDONLY));
}

void try_namespaces_and_mounts() {
  expect_failure("unshare user", ::unshare(CLONE_NEWUSER));
  expect_failure("unshare mounts", ::unshare(CLONE_NEWNS));
  expect_no_clone("clone user", CLONE_NEWUSER);
  expect_no_clone("clone user and pid", CLONE_NEWUSER | CLONE_NEWPID);
  expect_no_clone("clone net", CLONE_NEWNET);
  const char* const nowhere = "/gavel_hostile/nowhere";
  expect_refusal("mount", ::mount("tmpfs", nowhere, "tmpfs", 0, nullptr));
  expect_refusal("remount", ::mount(nullptr, nowhere, nullptr, MS_REMOUNT | MS_BIND, nullptr));
  expect_refusal("umount", ::umount2(nowhere, MNT_DETACH));
  expect_refusal("chroot", ::chroot(nowhere));
  expect_refusal("pivot_root", ::syscall(SYS_pivot_root, nowhere, nowhere));
  expect_failure("fsopen", ::fsopen("tmpfs", 0));
  expect_failure("open_tree", ::open_tree(AT_FDCWD, "/", OPEN_TREE_CLONE));
  expect_failure("setns", ::setns(0, 0));
  expect_failure("name_to_handle_at", ::syscall(SYS_name_to_handle_at, 0, "", nullptr, nullptr, 0));
  expect_refusal("open_tree_attr", ::syscall(467, AT_FDCWD, "/", 0, nullptr, 0));
  expect_refusal("statmount", ::syscall(457, nullptr, nullptr, 0, 0));
  expect_refusal("listmount", ::syscall(458, nullptr, nullptr, 0, 0));
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
  expect_failure("request_key", ::syscall(SYS_request_key, "user", "x", "y", 0));
  expect_failure("fanotify_init", ::syscall(SYS_fanotify_init, 0, 0));
  expect_failure("memfd_secret", ::syscall(447, 0));
  expect_failure("quotactl", ::syscall(SYS_quotactl, 0, "/", 0, nullptr));
  expect_failure("swapon", ::syscall(SYS_swapon, "/gavel_hostile", 0));
  expect_failure("acct", ::syscall(SYS_acct, "/gavel_hostile/x"));
  const timespec no_time{0, -1};
  expect_refusal("clock_settime", ::syscall(SYS_clock_settime, CLOCK_REALTIME, &no_time));
  expect_refusal("adjtimex", ::syscall(SYS_adjtimex, nullptr));
  expect_refusal("io_setup", ::syscall(SYS_io_setup, 0, nullptr));
  expect_refusal("core scheduling", ::prctl(62 /* PR_SCHED_CORE */, 1, 0, 0, 0));
  // Pages of a pool that no limit of memory counts.
  void* const huge = ::mmap(nullptr, 2 << 20, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, -1, 0);
  expect_refusal("MAP_HUGETLB", huge == MAP_FAILED ? -1 : 0);
  expect_refusal("MFD_HUGETLB", ::memfd_create("x", MFD_HUGETLB));
  expect_refusal("SHM_HUGETLB", ::shmget(IPC_PRIVATE, 2 << 20, SHM_HUGETLB | 0600));
  expect_failure("kcmp", ::syscall(SYS_kcmp, 1, 1, 0, 0, 0));
#ifdef SYS_iopl
  expect_failure("iopl", ::syscall(SYS_iopl, 3));
#endif
  expect_refusal("sethostname", ::syscall(SYS_sethostname, nullptr, 1000));
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
  expect_failure("personality", ::syscall(SYS_personality, 0x0400000 /* READ_IMPLIES_EXEC */));
  expect_failure("ioprio_set", ::syscall(SYS_ioprio_set, 1, 0, 1 << 13));
  expect_failure("sched_setattr", ::syscall(SYS_sched_setattr, 0, &urgent, 0));
  expect_failure("sched_setaffinity", ::sched_setaffinity(0, sizeof all, &all));
  expect_failure("mlockall", ::mlockall(MCL_CURRENT));
  rlimit more{RLIM_INFINITY, RLIM_INFINITY};
  for (int what = 0; what < RLIM_NLIMITS; ++what) {
    rlimit has{};
    ::getrlimit(static_cast<__rlimit_resource>(what), &has);
    if (has.rlim_max == RLIM_INFINITY) continue;
    expect_failure("setrlimit", ::setrlimit(static_cast<__rlimit_resource>(what), &more));
  }
  // A core of length 0 would still be piped to whoever collects cores on this machine.
  const rlimit none{0, 0};
  expect_refusal("RLIMIT_CORE", ::setrlimit(RLIMIT_CORE, &none));
  const int score = ::open("/proc/self/oom_score_adj", O_WRONLY);
  expect_failure("oom_score_adj", score < 0 ? -1 : ::write(score, "-1000", 5));
  if (::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1) expect_failure("no no_new_privs", 0);
  if (::prctl(PR_GET_SECCOMP, 0, 0, 0, 0) != SECCOMP_MODE_FILTER) expect_failure("no seccomp", 0);
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct has[2] = {};
  ::syscall(SYS_capget, &header, has);
  for (const auto& part : has) {
    expect_failure("a capability",
                   (part.effective | part.permitted | part.inheritable) == 0 ? -1 : 0);
  }
  // Where there are no namespaces an ordinary user cannot give up what others may have.
  for (unsigned long cap = 0; cap < 64 && ::getpid() < 100; ++cap) {
    if (::prctl(PR_CAPBSET_READ, cap, 0, 0, 0) == 1) expect_failure("a capability to get", 0);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc > 1 ? argv[1] : "";
  if (what == "processes") try_other_processes();
  if (what == "mounts") try_namespaces_and_mounts();
  if (what == "kernel") try_the_kernel();
  if (what == "standing") try_its_own_standing();
  return worked;
}

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
#include <cstdlib>
#include <string>
#include <string_view>

#include "bounds.hpp"

namespace {

using hostile::expect_error;
using hostile::expect_failure;
using hostile::worked;

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
  expect_error(name, pid);
}

/// By the number of another process.
void try_process(pid_t other, const std::string& whose) {
  char byte = 0;
  iovec here{&byte, 1};
  iovec there{&byte, 1};
  rlimit limit{1, 1};
  expect_error("ptrace" + whose, ::ptrace(PTRACE_ATTACH, other, nullptr, nullptr));
  expect_error("PTRACE_SEIZE" + whose, ::ptrace(PTRACE_SEIZE, other, nullptr, nullptr));
  expect_error("process_vm_readv" + whose, ::process_vm_readv(other, &here, 1, &there, 1, 0));
  expect_error("process_vm_writev" + whose, ::process_vm_writev(other, &here, 1, &there, 1, 0));
  expect_error("prlimit" + whose, ::prlimit(other, RLIMIT_NOFILE, &limit, nullptr));
  const auto open = static_cast<int>(::syscall(SYS_pidfd_open, other, 0));
  expect_error("pidfd_getfd" + whose, ::syscall(SYS_pidfd_getfd, open, 0, 0));
  expect_error("process_madvise" + whose,
               ::syscall(SYS_process_madvise, open, &there, 1, MADV_COLD, 0));
  expect_error("process_mrelease" + whose, ::syscall(448, open, 0));
  void* list = nullptr;
  std::size_t size = 0;
  expect_error("get_robust_list" + whose, ::syscall(SYS_get_robust_list, other, &list, &size));
  expect_error("move_pages" + whose,
               ::syscall(SYS_move_pages, other, 0, nullptr, nullptr, nullptr, 0));
  for (const char* file : {"mem", "root", "fd", "environ"}) {
    const auto path = "/proc/" + std::to_string(other) + "/" + file;
    expect_error(path + whose, ::open(path.c_str(), O_RDONLY));
  }
  const auto memory = "/proc/" + std::to_string(other) + "/mem";
  expect_error(memory + whose + ": write", ::open(memory.c_str(), O_RDWR));
  // The init of a namespace of our own has our user, and hears no signal from within.
  if (other == 1 && ::getppid() == 1) return;
  for (const int number : {0, SIGCONT}) {
    const sigval with{};
    expect_error("kill" + whose, ::kill(other, number));
    // -1 would be everyone.
    if (other != 1) expect_error("kill of the group" + whose, ::kill(-other, number));
    expect_error("tgkill" + whose, ::syscall(SYS_tgkill, other, other, number));
    expect_error("sigqueue" + whose, ::sigqueue(other, number, with));
    expect_error("pidfd_send_signal" + whose,
                 ::syscall(SYS_pidfd_send_signal, open, number, nullptr, 0));
  }
}

/// What it writes there must be what it could write anyway.
void try_own_memory() {
  const int memory = ::open("/proc/self/mem", O_RDWR);
  if (memory < 0) {
    // Where there is none, or nothing of /proc may be opened.
    expect_failure("its own memory: another error", errno != ENOENT && errno != EACCES);
    return;
  }
  static volatile char own = 'x';
  const auto place = reinterpret_cast<off_t>(&own);
  const bool written = ::pwrite(memory, "y", 1, place) == 1;
  expect_failure("its own memory: not what was written", own != (written ? 'y' : 'x'));
  ::close(memory);
}

/// `judge` is its process number outside.
void try_other_processes(pid_t judge) {
  try_process(1, " of the init");
  try_process(::getppid(), " of the parent");
  try_process(judge, " of the judge");
  expect_error("kcmp", ::syscall(SYS_kcmp, ::getppid(), judge, 0, 0, 0));
  expect_error("prctl of its memory map", ::prctl(PR_SET_MM, PR_SET_MM_START_CODE, 0, 0, 0));
  try_own_memory();
}

void try_namespaces_and_mounts() {
  expect_error("unshare user", ::unshare(CLONE_NEWUSER));
  expect_error("unshare mounts", ::unshare(CLONE_NEWNS));
  expect_no_clone("clone user", CLONE_NEWUSER);
  expect_no_clone("clone user and pid", CLONE_NEWUSER | CLONE_NEWPID);
  expect_no_clone("clone net", CLONE_NEWNET);
  const char* const nowhere = "/gavel_hostile/nowhere";
  expect_refusal("mount", ::mount("tmpfs", nowhere, "tmpfs", 0, nullptr));
  expect_refusal("remount", ::mount(nullptr, nowhere, nullptr, MS_REMOUNT | MS_BIND, nullptr));
  expect_refusal("umount", ::umount2(nowhere, MNT_DETACH));
  expect_refusal("chroot", ::chroot(nowhere));
  expect_refusal("pivot_root", ::syscall(SYS_pivot_root, nowhere, nowhere));
  expect_error("fsopen", ::fsopen("tmpfs", 0));
  expect_error("open_tree", ::open_tree(AT_FDCWD, "/", OPEN_TREE_CLONE));
  expect_error("setns", ::setns(0, 0));
  expect_error("name_to_handle_at", ::syscall(SYS_name_to_handle_at, 0, "", nullptr, nullptr, 0));
  expect_refusal("open_tree_attr", ::syscall(467, AT_FDCWD, "/", 0, nullptr, 0));
  expect_refusal("statmount", ::syscall(457, nullptr, nullptr, 0, 0));
  expect_refusal("listmount", ::syscall(458, nullptr, nullptr, 0, 0));
  expect_error("open_by_handle_at", ::syscall(SYS_open_by_handle_at, AT_FDCWD, nullptr, 0));
}

void try_the_kernel() {
  expect_error("io_uring_setup", ::syscall(SYS_io_uring_setup, 1, nullptr));
  expect_error("bpf", ::syscall(SYS_bpf, 0, nullptr, 0));
  expect_error("perf_event_open", ::syscall(SYS_perf_event_open, nullptr, 0, -1, -1, 0));
  expect_error("userfaultfd", ::syscall(SYS_userfaultfd, 0));
  expect_error("keyctl", ::syscall(SYS_keyctl, 0, -3, 1));
  expect_error("add_key", ::syscall(SYS_add_key, "user", "x", "y", 1, -4));
  expect_error("syslog", ::syscall(SYS_syslog, 3, nullptr, 0));
  expect_error("reboot", ::syscall(SYS_reboot, 0, 0, 0, nullptr));
  expect_error("init_module", ::syscall(SYS_init_module, nullptr, 0, ""));
  expect_error("kexec_load", ::syscall(SYS_kexec_load, 0, 0, nullptr, 0));
  expect_error("request_key", ::syscall(SYS_request_key, "user", "x", "y", 0));
  expect_error("fanotify_init", ::syscall(SYS_fanotify_init, 0, 0));
  expect_error("memfd_secret", ::syscall(447, 0));
  expect_error("quotactl", ::syscall(SYS_quotactl, 0, "/", 0, nullptr));
  expect_error("swapon", ::syscall(SYS_swapon, "/gavel_hostile", 0));
  expect_error("acct", ::syscall(SYS_acct, "/gavel_hostile/x"));
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
  expect_error("kcmp", ::syscall(SYS_kcmp, 1, 1, 0, 0, 0));
#ifdef SYS_iopl
  expect_error("iopl", ::syscall(SYS_iopl, 3));
#endif
  expect_refusal("sethostname", ::syscall(SYS_sethostname, nullptr, 1000));
}

void try_its_own_standing() {
  sched_param urgent{};
  urgent.sched_priority = 1;
  cpu_set_t all;
  CPU_ZERO(&all);
  CPU_SET(0, &all);
  expect_error("setuid", ::setuid(0));
  expect_error("setgid", ::setgid(0));
  expect_error("setpriority", ::setpriority(PRIO_PROCESS, 0, -20));
  expect_error("SCHED_FIFO", ::sched_setscheduler(0, SCHED_FIFO, &urgent));
  expect_error("personality", ::syscall(SYS_personality, 0x0400000 /* READ_IMPLIES_EXEC */));
  expect_error("ioprio_set", ::syscall(SYS_ioprio_set, 1, 0, 1 << 13));
  expect_error("sched_setattr", ::syscall(SYS_sched_setattr, 0, &urgent, 0));
  expect_error("sched_setaffinity", ::sched_setaffinity(0, sizeof all, &all));
  expect_error("mlockall", ::mlockall(MCL_CURRENT));
  rlimit more{RLIM_INFINITY, RLIM_INFINITY};
  for (int what = 0; what < RLIM_NLIMITS; ++what) {
    rlimit has{};
    ::getrlimit(static_cast<__rlimit_resource>(what), &has);
    if (has.rlim_max == RLIM_INFINITY) continue;
    expect_error("setrlimit", ::setrlimit(static_cast<__rlimit_resource>(what), &more));
  }
  // A core of length 0 would still be piped to whoever collects cores on this machine.
  const rlimit none{0, 0};
  expect_refusal("RLIMIT_CORE", ::setrlimit(RLIMIT_CORE, &none));
  const int score = ::open("/proc/self/oom_score_adj", O_WRONLY);
  expect_error("oom_score_adj", score < 0 ? -1 : ::write(score, "-1000", 5));
  if (::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1) expect_error("no no_new_privs", 0);
  if (::prctl(PR_GET_SECCOMP, 0, 0, 0, 0) != SECCOMP_MODE_FILTER) expect_error("no seccomp", 0);
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct has[2] = {};
  ::syscall(SYS_capget, &header, has);
  for (const auto& part : has) {
    expect_error("a capability",
                 (part.effective | part.permitted | part.inheritable) == 0 ? -1 : 0);
  }
  // Where there are no namespaces an ordinary user cannot give up what others may have.
  for (unsigned long cap = 0; cap < 64 && ::getpid() < 100; ++cap) {
    if (::prctl(PR_CAPBSET_READ, cap, 0, 0, 0) == 1) expect_error("a capability to get", 0);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc > 1 ? argv[1] : "";
  if (what == "processes") {
    if (argc != 3) return 64;
    try_other_processes(static_cast<pid_t>(std::strtol(argv[2], nullptr, 10)));
  }
  if (what == "mounts") try_namespaces_and_mounts();
  if (what == "kernel") try_the_kernel();
  if (what == "standing") try_its_own_standing();
  return worked;
}

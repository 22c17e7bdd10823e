#include "judge/run/seccomp_filter.hpp"

#include <fmt/format.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <cerrno>
#include <initializer_list>
#include <memory>
#include <system_error>

namespace judge {
namespace {

/// Refused with EPERM, whatever the arguments.
constexpr auto refused = {
    // other processes
    SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev),
    SCMP_SYS(pidfd_getfd), SCMP_SYS(kcmp), SCMP_SYS(process_madvise), SCMP_SYS(move_pages),
    SCMP_SYS(migrate_pages),
    // namespaces, mounts, roots
    SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(mount), SCMP_SYS(umount), SCMP_SYS(umount2),
    SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(fsopen), SCMP_SYS(fsconfig), SCMP_SYS(fsmount),
    SCMP_SYS(fspick), SCMP_SYS(open_tree), SCMP_SYS(move_mount), SCMP_SYS(mount_setattr),
    SCMP_SYS(name_to_handle_at), SCMP_SYS(open_by_handle_at), SCMP_SYS(swapon), SCMP_SYS(swapoff),
    SCMP_SYS(quotactl), SCMP_SYS(quotactl_fd), SCMP_SYS(fanotify_init), SCMP_SYS(lookup_dcookie),
    // the machine
    SCMP_SYS(reboot), SCMP_SYS(kexec_load), SCMP_SYS(kexec_file_load), SCMP_SYS(init_module),
    SCMP_SYS(finit_module), SCMP_SYS(delete_module), SCMP_SYS(syslog), SCMP_SYS(acct),
    SCMP_SYS(iopl), SCMP_SYS(ioperm), SCMP_SYS(modify_ldt), SCMP_SYS(settimeofday), SCMP_SYS(stime),
    SCMP_SYS(clock_settime), SCMP_SYS(clock_settime64), SCMP_SYS(clock_adjtime), SCMP_SYS(adjtimex),
    SCMP_SYS(sethostname), SCMP_SYS(setdomainname), SCMP_SYS(vhangup), SCMP_SYS(nfsservctl),
    SCMP_SYS(uselib), SCMP_SYS(vm86), SCMP_SYS(vm86old),
    // keys that outlive a process, and large parts of the kernel nobody needs here
    SCMP_SYS(add_key), SCMP_SYS(request_key), SCMP_SYS(keyctl), SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd), SCMP_SYS(io_uring_setup),
    SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register), SCMP_SYS(memfd_secret),
    // how it is scheduled
    SCMP_SYS(setpriority), SCMP_SYS(nice), SCMP_SYS(sched_setscheduler), SCMP_SYS(sched_setparam),
    SCMP_SYS(sched_setattr), SCMP_SYS(sched_setaffinity), SCMP_SYS(ioprio_set),
    SCMP_SYS(set_mempolicy), SCMP_SYS(mbind)};

/// Memory that no limit of a single process sees; harmless where a cgroup counts it.
constexpr auto uncounted = {SCMP_SYS(shmget), SCMP_SYS(shmat), SCMP_SYS(msgget), SCMP_SYS(semget)};

using filter = std::unique_ptr<void, decltype(&seccomp_release)>;

/// Calls that this architecture does not have are numbered below zero: nothing to refuse.
bool refuse(const filter& rules, int call, int with = EPERM) {
  return call < 0 ||
         seccomp_rule_add(rules.get(), SCMP_ACT_ERRNO(static_cast<unsigned>(with)), call, 0) == 0;
}

bool refuse_if(const filter& rules, int call, int with, scmp_arg_cmp when) {
  return call < 0 || seccomp_rule_add(rules.get(), SCMP_ACT_ERRNO(static_cast<unsigned>(with)),
                                      call, 1, when) == 0;
}

bool refuse_namespaces(const filter& rules) {
  for (const int bit : {CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWIPC,
                        CLONE_NEWUTS, CLONE_NEWCGROUP}) {
    const auto flag = static_cast<scmp_datum_t>(bit);
    const auto when = scmp_arg_cmp{0, SCMP_CMP_MASKED_EQ, flag, flag};
    if (!refuse_if(rules, SCMP_SYS(clone), EPERM, when)) return false;
  }
  // Its flags lie in memory, where a filter cannot look; libraries fall back to clone().
  return refuse(rules, SCMP_SYS(clone3), ENOSYS);
}

bool add_rules(const filter& rules, bool processes) {
  for (const int call : refused) {
    if (!refuse(rules, call)) return false;
  }
  const auto foreign_socket = scmp_arg_cmp{0, SCMP_CMP_NE, AF_UNIX, 0};
  const auto other_process = scmp_arg_cmp{0, SCMP_CMP_NE, 0, 0};
  const auto other_personality = scmp_arg_cmp{0, SCMP_CMP_NE, 0xffffffff, 0};
  bool added = refuse_if(rules, SCMP_SYS(socket), EAFNOSUPPORT, foreign_socket) &&
               refuse_if(rules, SCMP_SYS(prlimit64), EPERM, other_process) &&
               refuse_if(rules, SCMP_SYS(personality), EPERM, other_personality) &&
               refuse_namespaces(rules);
  if (processes || !added) return added;
  const auto no_thread = scmp_arg_cmp{0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0};
  added = refuse(rules, SCMP_SYS(fork)) && refuse(rules, SCMP_SYS(vfork)) &&
          refuse_if(rules, SCMP_SYS(clone), EPERM, no_thread);
  for (const int call : uncounted) added = added && refuse(rules, call);
  return added;
}

result<unique_fd> make_filter(bool processes) {
  const filter rules(seccomp_init(SCMP_ACT_ALLOW), &seccomp_release);
  if (!rules) return environment_error("seccomp_init failed");
  // A binary tree over the numbers: the cost of a call no longer depends on its place in the list.
  if (seccomp_attr_set(rules.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) != 0 ||
      seccomp_attr_set(rules.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2) != 0 ||
      !add_rules(rules, processes)) {
    return environment_error("libseccomp refuses a rule of the sandbox");
  }
  unique_fd file(::memfd_create("gavel-seccomp", MFD_CLOEXEC));
  if (!file || seccomp_export_bpf(rules.get(), file.get()) != 0) {
    return environment_error(
        fmt::format("exporting the seccomp filter: {}", std::generic_category().message(errno)));
  }
  return file;
}

}  // namespace

result<seccomp_filters> make_seccomp_filters() {
  auto with_processes = make_filter(true);
  if (!with_processes) return std::move(with_processes).failure();
  auto threads_only = make_filter(false);
  if (!threads_only) return std::move(threads_only).failure();
  return seccomp_filters{*std::move(with_processes), *std::move(threads_only)};
}

}  // namespace judge

#include "judge/run/seccomp_filter.hpp"

#include <asm/sockios.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>

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
    SCMP_SYS(io_setup),  // the contexts of all programs of the machine come from one small pool
    // how it is scheduled
    SCMP_SYS(setpriority), SCMP_SYS(nice), SCMP_SYS(sched_setscheduler), SCMP_SYS(sched_setparam),
    SCMP_SYS(sched_setattr), SCMP_SYS(sched_setaffinity), SCMP_SYS(ioprio_set),
    SCMP_SYS(set_mempolicy), SCMP_SYS(mbind)};

/// Calls that are newer than the library, by the numbers that all architectures share: what is
/// mounted, with the paths of the host, and one more way to mount.
constexpr auto refused_by_number = {457 /* statmount */, 458 /* listmount */,
                                    467 /* open_tree_attr */};

/// Memory that no limit of a single process sees; harmless where a cgroup counts it. A page in a
/// pipe holds the whole large page that it is a part of.
constexpr auto uncounted = {SCMP_SYS(shmget), SCMP_SYS(shmat),        SCMP_SYS(msgget),
                            SCMP_SYS(semget), SCMP_SYS(memfd_create), SCMP_SYS(vmsplice)};

/// Refused besides where there are no namespaces. Landlock knows about opening, making and removing
/// files; modes, owners, times and attributes are changed by path without asking it.
constexpr auto refused_without_namespaces = {
    SCMP_SYS(chmod), SCMP_SYS(fchmodat), SCMP_SYS(chown), SCMP_SYS(chown32), SCMP_SYS(lchown),
    SCMP_SYS(lchown32), SCMP_SYS(fchownat), SCMP_SYS(utime), SCMP_SYS(utimes), SCMP_SYS(futimesat),
    SCMP_SYS(setxattr), SCMP_SYS(lsetxattr), SCMP_SYS(fsetxattr), SCMP_SYS(fremovexattr),
    SCMP_SYS(removexattr), SCMP_SYS(lremovexattr), SCMP_SYS(truncate), SCMP_SYS(truncate64),
    SCMP_SYS(inotify_init), SCMP_SYS(inotify_init1),
    // what every process of the machine shares
    SCMP_SYS(shmget), SCMP_SYS(shmat), SCMP_SYS(shmctl), SCMP_SYS(shmdt), SCMP_SYS(msgget),
    SCMP_SYS(msgctl), SCMP_SYS(msgsnd), SCMP_SYS(msgrcv), SCMP_SYS(semget), SCMP_SYS(semctl),
    SCMP_SYS(semop), SCMP_SYS(semtimedop), SCMP_SYS(semtimedop_time64), SCMP_SYS(mq_open),
    SCMP_SYS(mq_unlink), SCMP_SYS(mq_timedsend), SCMP_SYS(mq_timedsend_time64),
    SCMP_SYS(mq_timedreceive), SCMP_SYS(mq_timedreceive_time64), SCMP_SYS(mq_notify),
    SCMP_SYS(mq_getsetattr),
    // sockets by name, and other processes
    SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(pidfd_send_signal),
    // a run is one process group, so that all of it can be killed at once
    SCMP_SYS(setsid), SCMP_SYS(setpgid)};

/// The same, younger than the library; these numbers are alike on all machines. As unknown calls:
/// fchmodat2, setxattrat, removexattrat, file_setattr, process_mrelease.
constexpr auto unknown_without_namespaces = {452, 463, 466, 469, 448};

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

/// The value `wanted` of an argument's bits in `mask`.
constexpr scmp_arg_cmp bits(unsigned argument, scmp_datum_t mask, scmp_datum_t wanted) {
  return {argument, SCMP_CMP_MASKED_EQ, mask, wanted};
}

/// For what the kernel reads as 32 bits: the upper ones are the program's to choose.
constexpr scmp_arg_cmp value(unsigned argument, int wanted) {
  return bits(argument, 0xffffffff, static_cast<scmp_datum_t>(wanted));
}

constexpr scmp_arg_cmp has_flag(unsigned argument, unsigned flag) {
  return bits(argument, flag, flag);
}

bool refuse_namespaces(const filter& rules) {
  for (const int bit : {CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWIPC,
                        CLONE_NEWUTS, CLONE_NEWCGROUP}) {
    const auto when = has_flag(0, static_cast<unsigned>(bit));
    if (!refuse_if(rules, SCMP_SYS(clone), EPERM, when)) return false;
  }
  // Its flags lie in memory, where a filter cannot look; libraries fall back to clone().
  return refuse(rules, SCMP_SYS(clone3), ENOSYS);
}

bool refuse_without_namespaces(const filter& rules) {
  for (const int call : refused_without_namespaces) {
    if (!refuse(rules, call)) return false;
  }
  for (const int call : unknown_without_namespaces) {
    if (!refuse(rules, call, ENOSYS)) return false;
  }
  // Opened neither to read nor to write, which Landlock before version 3 lets pass although it may
  // cut the file; the flags of openat2 lie in memory.
  constexpr scmp_datum_t neither = O_ACCMODE;
  bool added = refuse_if(rules, SCMP_SYS(open), EACCES, bits(1, O_ACCMODE, neither)) &&
               refuse_if(rules, SCMP_SYS(openat), EACCES, bits(2, O_ACCMODE, neither)) &&
               refuse(rules, SCMP_SYS(openat2), ENOSYS) &&
               // By path; without one it is a file that was opened.
               refuse_if(rules, SCMP_SYS(utimensat), EPERM, {1, SCMP_CMP_NE, 0, 0});
  // No socket at all, and no pair whose ends could turn to another address.
  constexpr scmp_datum_t type = 0xf;
  added = added && refuse(rules, SCMP_SYS(socket), EAFNOSUPPORT) &&
          refuse_if(rules, SCMP_SYS(socketpair), EPERM, bits(1, type, SOCK_DGRAM)) &&
          refuse_if(rules, SCMP_SYS(socketpair), EPERM, bits(1, type, SOCK_RAW));
  // Signals to whom one likes, by way of a descriptor; leases, which make others wait.
  for (const int command : {F_SETOWN, F_SETOWN_EX, F_SETSIG, F_SETLEASE, F_NOTIFY}) {
    added = added && refuse_if(rules, SCMP_SYS(fcntl), EPERM, value(1, command));
  }
  for (const int command : {FIOSETOWN, SIOCSPGRP}) {
    added = added && refuse_if(rules, SCMP_SYS(ioctl), EPERM, value(1, command));
  }
  for (const unsigned bit : {04000U, 02000U}) {  // set-user-id, set-group-id
    added = added && refuse_if(rules, SCMP_SYS(fchmod), EPERM, has_flag(1, bit));
  }
  for (const int command : {PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER}) {
    added = added && refuse_if(rules, SCMP_SYS(prctl), EPERM, value(0, command));
  }
  return added;
}

/// Some of what a call can do.
bool refuse_in_part(const filter& rules) {
  constexpr int core_scheduling = 62;        // PR_SCHED_CORE: keeps others off a core
  constexpr unsigned large_segment = 04000;  // SHM_HUGETLB
  // Huge pages come from a pool that no limit of memory counts. A core of no bytes is still piped
  // to whoever collects cores: see set_limits() of zygote/program.cpp.
  return refuse_if(rules, SCMP_SYS(mmap), EPERM, has_flag(3, MAP_HUGETLB)) &&
         refuse_if(rules, SCMP_SYS(memfd_create), EPERM, has_flag(1, MFD_HUGETLB)) &&
         refuse_if(rules, SCMP_SYS(shmget), EPERM, has_flag(2, large_segment)) &&
         refuse_if(rules, SCMP_SYS(prctl), EPERM, value(0, core_scheduling)) &&
         refuse_if(rules, SCMP_SYS(setrlimit), EPERM, value(0, RLIMIT_CORE)) &&
         seccomp_rule_add(rules.get(), SCMP_ACT_ERRNO(EPERM), SCMP_SYS(prlimit64), 2,
                          value(1, RLIMIT_CORE), scmp_arg_cmp{2, SCMP_CMP_NE, 0, 0}) == 0;
}

/// What has to be refused where memory and processes are not counted.
bool refuse_uncounted(const filter& rules) {
  const auto no_thread = scmp_arg_cmp{0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0};
  bool added = refuse(rules, SCMP_SYS(fork)) && refuse(rules, SCMP_SYS(vfork)) &&
               refuse_if(rules, SCMP_SYS(clone), EPERM, no_thread) &&
               refuse_if(rules, SCMP_SYS(setsockopt), EPERM, value(2, SO_SNDBUF));
  for (const int call : uncounted) added = added && refuse(rules, call);
  return added;
}

bool add_rules(const filter& rules, bool processes, surroundings where) {
  for (const int call : refused) {
    if (!refuse(rules, call)) return false;
  }
  const auto foreign_socket = scmp_arg_cmp{0, SCMP_CMP_NE, AF_UNIX, 0};
  const auto other_process = scmp_arg_cmp{0, SCMP_CMP_NE, 0, 0};
  const auto other_personality = scmp_arg_cmp{0, SCMP_CMP_NE, 0xffffffff, 0};
  for (const int call : refused_by_number) {
    if (!refuse(rules, call)) return false;
  }
  const bool added = where == surroundings::landlock
                         ? refuse_without_namespaces(rules)
                         : refuse_if(rules, SCMP_SYS(socket), EAFNOSUPPORT, foreign_socket) &&
                               // It would make others wait who open the file.
                               refuse_if(rules, SCMP_SYS(fcntl), EPERM, value(1, F_SETLEASE));
  return added && refuse_if(rules, SCMP_SYS(socketpair), EAFNOSUPPORT, foreign_socket) &&
         refuse_if(rules, SCMP_SYS(prlimit64), EPERM, other_process) &&
         refuse_if(rules, SCMP_SYS(personality), EPERM, other_personality) &&
         refuse_in_part(rules) && refuse_namespaces(rules) &&
         (processes || refuse_uncounted(rules));
}

result<unique_fd> make_filter(bool processes, surroundings where) {
  const filter rules(seccomp_init(SCMP_ACT_ALLOW), &seccomp_release);
  if (!rules) return environment_error("seccomp_init failed");
  // A binary tree over the numbers: the cost of a call no longer depends on its place in the list.
  if (seccomp_attr_set(rules.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) != 0 ||
      seccomp_attr_set(rules.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2) != 0 ||
      !add_rules(rules, processes, where)) {
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

result<seccomp_filters> make_seccomp_filters(surroundings where) {
  auto with_processes = make_filter(true, where);
  if (!with_processes) return std::move(with_processes).failure();
  auto threads_only = make_filter(false, where);
  if (!threads_only) return std::move(threads_only).failure();
  return seccomp_filters{*std::move(with_processes), *std::move(threads_only)};
}

}  // namespace judge

#include "judge/run/probe.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>
#include <variant>

#include "judge/base/files.hpp"
#include "judge/base/text.hpp"
#include "judge/base/unique_fd.hpp"
#include "judge/run/cgroup/cgroup.hpp"
#include "judge/run/cgroup/cgroup_home.hpp"
#include "judge/run/plain/landlock.hpp"
#include "judge/run/plain/plain_place.hpp"
#include "judge/run/sandbox.hpp"
#include "judge/run/seccomp_filter.hpp"

namespace judge {
namespace fs = std::filesystem;
namespace {

std::string why(int code) { return std::generic_category().message(code); }

/// Runs `attempt` in a child, which tells an errno (0: it worked). Only system calls in there.
template <typename Attempt>
int in_child(Attempt attempt) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(attempt() & 0xff);
  int state = 0;
  if (child < 0 || ::waitpid(child, &state, 0) != child) return errno;
  return WIFEXITED(state) ? WEXITSTATUS(state) : EFAULT;
}

/// Root may do it even where others may not. Where root cannot become anybody else it is an
/// ordinary user's already. A made-up user, whose processes count for nobody else's limit. Not by
/// the C library, which would look for the judge's other threads.
void become_an_ordinary_user() {
  constexpr unsigned user = first_made_up_user;
  if (::geteuid() != 0) return;
  ::syscall(SYS_setgroups, 0, nullptr);
  ::syscall(SYS_setresgid, user, user, user);
  ::syscall(SYS_setresuid, user, user, user);
}

layer_finding user_namespaces() {
  const int code = in_child([] {
    become_an_ordinary_user();
    return ::unshare(CLONE_NEWUSER) == 0 ? 0 : errno;
  });
  if (code == 0) return {"user namespaces", true, "an ordinary user may make them"};
  std::string hint = "ask for kernel.unprivileged_userns_clone=1 and user.max_user_namespaces > 0";
  if (read_file("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")) {
    hint = "AppArmor may restrict them: an AppArmor profile for bwrap allows them";
  }
  return {"user namespaces", false, fmt::format("{}; {}", why(code), hint)};
}

/// Loads the sandbox's own filter and looks whether it refuses.
layer_finding seccomp() {
  const auto filters = make_seccomp_filters(surroundings::namespaces);
  if (!filters) return {"seccomp", false, filters.failure().message};
  std::array<sock_filter, 4096> code;
  const auto size = ::pread(filters->threads_only.get(), code.data(), sizeof code, 0);
  const sock_fprog program{
      static_cast<unsigned short>(static_cast<std::size_t>(std::max<ssize_t>(size, 0)) /
                                  sizeof(sock_filter)),
      code.data()};
  const int found = in_child([&program] {
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    if (::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) != 0) return errno;
    return ::socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EAFNOSUPPORT ? 0 : EFAULT;
  });
  if (found == 0) return {"seccomp", true, fmt::format("{} instructions", program.len)};
  return {"seccomp", false, why(found) + "; the kernel needs CONFIG_SECCOMP_FILTER"};
}

/// Makes a group, and says where.
layer_finding cgroup_version_1(const result<cgroup_places>& places) {
  const std::string name = "cgroup v1";
  const auto* v1 = places ? std::get_if<cgroup_v1_places>(&*places) : nullptr;
  if (v1 == nullptr) return {name, false, "not mounted with memory, cpuacct and pids"};
  const auto group = make_cgroup_v1(*v1, 0);
  if (!group) return {name, false, group.failure().message + "; needs root"};
  return {name, true, fmt::format("memory, cpuacct and pids can be used: {}", v1->memory.string())};
}

layer_finding cgroup_version_2(const result<cgroup_places>& places) {
  const std::string name = "cgroup v2";
  if (!places) return {name, false, places.failure().message};
  if (std::holds_alternative<cgroup_v1_places>(*places)) {
    return {name, false, "not needed: version 1 has the memory and pids controllers"};
  }
  const auto group = make_cgroup_v2(0);
  if (!group) return {name, false, group.failure().message};
  const auto& home = *cgroup_home::get();
  return {name, true,
          fmt::format("memory and pids can be used: {}{}", home.path().string(),
                      home.from_systemd() ? ", from systemd" : "")};
}

layer_finding landlock() {
  const auto version = landlock_version();
  if (version > 0) return {"Landlock", true, fmt::format("ABI {}", version)};
  return {"Landlock", false, why(errno) + "; the kernel needs 'landlock' among its lsm="};
}

/// A handler behind a pipe is started by the kernel outside of the sandbox for each crash.
layer_finding core_dumps() {
  const std::string path = "/proc/sys/kernel/core_pattern";
  const auto pattern = read_file(path);
  if (!pattern || !pattern->starts_with('|')) return {"no core handler", true, path};
  return {"no core handler", false,
          fmt::format("{} starts {} for each crash, which costs time: set it to 'core'", path,
                      printable(trimmed(pattern->substr(1))))};
}

/// A sandbox of this level, with a program in it.
layer_finding sandbox_at(isolation level) {
  layer_finding found{fmt::format("sandbox {}", short_name(level)), false, ""};
  sandbox_options options;
  options.required = level;
  options.strongest = level;
  auto started = sandbox::start(options, {});
  if (!started) {
    found.detail = started.failure().message;
    return found;
  }
  run_request request;
  request.what.name = "probe";
  request.what.command = {"/bin/sh", "-c", "! read x </etc/passwd && ! read x </proc/self/comm"};
  const auto outcome = (*started)->run(request);
  found.available = outcome && outcome->how == ending::exited && outcome->code == 0;
  found.detail = found.available ? "runs programs"
                 : outcome       ? fmt::format("the trial program ended with {}", outcome->code)
                                 : outcome.failure().message;
  return found;
}

/// bubblewrap by itself, with nothing of ours.
layer_finding bubblewrap() {
  const std::string name = "bubblewrap";
  const std::string hint = "install the package bubblewrap";
  const std::string path = std::string(std::getenv("PATH") ? std::getenv("PATH") : "/usr/bin");
  for (std::size_t at = 0; at <= path.size();) {
    const auto end = std::min(path.find(':', at), path.size());
    const auto file = fs::path(path.substr(at, end - at)) / "bwrap";
    at = end + 1;
    if (::access(file.c_str(), X_OK) != 0) continue;
    const int code = in_child([&file] {
      const unique_fd nothing(::open("/dev/null", O_RDWR));
      for (const int fd : {0, 1, 2}) ::dup2(nothing.get(), fd);
      ::execl(file.c_str(), "bwrap", "--unshare-pid", "--unshare-net", "--ro-bind", "/", "/",
              "/bin/true", nullptr);
      return errno;
    });
    if (code == 0) return {name, true, file.string()};
    return {name, false, file.string() + " is there but may not make namespaces here"};
  }
  return {name, false, "not found in PATH; " + hint};
}

}  // namespace

sandbox_report probe_sandbox() {
  const auto cgroups = find_cgroups();
  sandbox_report report;
  report.layers = {bubblewrap(),
                   user_namespaces(),
                   seccomp(),
                   cgroup_version_1(cgroups),
                   cgroup_version_2(cgroups),
                   landlock(),
                   core_dumps()};
  for (const auto level : {isolation::l0, isolation::l1, isolation::l2}) {
    auto found = sandbox_at(level);
    if (found.available && report.level == isolation::none) report.level = level;
    report.layers.push_back(std::move(found));
  }
  return report;
}

}  // namespace judge

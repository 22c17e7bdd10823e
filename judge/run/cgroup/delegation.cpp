#include "judge/run/cgroup/delegation.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "judge/base/files.hpp"
#include "judge/base/text.hpp"
#include "judge/base/unique_fd.hpp"

namespace judge {
namespace fs = std::filesystem;
namespace {

using clock = std::chrono::steady_clock;
constexpr auto patience = std::chrono::seconds(5);  // it takes some milliseconds

std::string why(int code) { return std::generic_category().message(code); }

/// The bus on which the responsible systemd listens, as an argument of busctl.
result<std::string> find_bus() {
  std::error_code failed;
  if (::geteuid() == 0) {
    if (fs::exists("/run/systemd/system", failed)) return std::string("--system");
    return environment_error("and there is no systemd to ask for another one");
  }
  const char* named = std::getenv("XDG_RUNTIME_DIR");
  const fs::path runtime =
      named != nullptr && *named != '\0' ? named : fmt::format("/run/user/{}", ::geteuid());
  if (!fs::exists(runtime / "systemd", failed)) {
    return environment_error(
        "and no systemd of this user runs that could be asked for another one: log in through "
        "PAM, or run 'loginctl enable-linger' for this user");
  }
  if (!fs::exists(runtime / "bus", failed)) {
    return environment_error(fmt::format(
        "and {} is missing, through which systemd could be asked for another one: install the "
        "package dbus-user-session and log in again",
        (runtime / "bus").string()));
  }
  return "--address=unix:path=" + (runtime / "bus").string();
}

/// What a command says on standard error, where it fails; it is killed when it takes too long.
status run_quietly(std::vector<std::string> command) {
  const unique_fd complaints(::memfd_create("gavel-busctl", MFD_CLOEXEC));
  posix_spawn_file_actions_t actions{};
  posix_spawnattr_t attributes{};
  sigset_t none;
  ::sigemptyset(&none);
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, complaints.get(), 2);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  std::vector<char*> words;
  for (auto& word : command) words.push_back(word.data());
  words.push_back(nullptr);
  pid_t pid = -1;
  const int code =
      ::posix_spawnp(&pid, words.front(), &actions, &attributes, words.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::posix_spawnattr_destroy(&attributes);
  if (code != 0) return environment_error(fmt::format("{}: {}", command.front(), why(code)));

  int state = 0;
  const auto deadline = clock::now() + patience;
  pid_t gone = 0;
  while ((gone = ::waitpid(pid, &state, WNOHANG)) == 0 && clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::microseconds(500));
  }
  if (gone == 0) {
    ::kill(pid, SIGKILL);
    ::waitpid(pid, &state, 0);
    return environment_error(command.front() + " does not come to an end");
  }
  if (WIFEXITED(state) && WEXITSTATUS(state) == 0) return done();
  std::array<char, 1000> text{};
  const auto size = ::pread(complaints.get(), text.data(), text.size(), 0);
  const auto said = trimmed({text.data(), size > 0 ? static_cast<std::size_t>(size) : 0});
  return environment_error(fmt::format("{}: {}", command.front(), printable(said, 300)));
}

/// The job that moves us runs after the answer.
status wait_for_move(const std::string& scope) {
  const auto deadline = clock::now() + patience;
  do {
    const auto groups = read_file("/proc/self/cgroup");
    if (groups && groups->find("/" + scope) != std::string::npos) return done();
    std::this_thread::sleep_for(std::chrono::microseconds(500));
  } while (clock::now() < deadline);
  return environment_error("systemd does not move this process into " + scope);
}

}  // namespace

status ask_for_delegation() {
  const auto bus = find_bus();
  if (!bus) return bus.failure();
  const auto self = std::to_string(::getpid());
  const auto scope = fmt::format("gavel-{}.scope", self);
  // Properties as the bus wants them: name, type, value. Without the last one a scope that failed
  // would stay in systemd's list and keep the name.
  auto command = words_of(fmt::format(
      "busctl --quiet call org.freedesktop.systemd1 /org/freedesktop/systemd1 "
      "org.freedesktop.systemd1.Manager StartTransientUnit ssa(sv)a(sa(sv)) {} fail 4 "
      "Description s Gavel PIDs au 1 {} Delegate b true CollectMode s inactive-or-failed 0",
      scope, self));
  command.insert(command.begin() + 1, *bus);
  auto asked = run_quietly(std::move(command));
  if (!asked) return std::move(asked).failure().in("systemd gives no other one");
  return wait_for_move(scope);
}

}  // namespace judge

#include "judge/run/launch.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "judge/base/text.hpp"
#include "judge/run/channel.hpp"
#include "judge/run/system_folders.hpp"
#include "judge/run/zygote_image.hpp"

namespace judge {
namespace fs = std::filesystem;
namespace {

constexpr int image_fd = 5;  // where the new process finds the zygote's bytes
constexpr const char* bubblewrap = "bwrap";

std::string why(int code) { return std::generic_category().message(code); }

using words = std::vector<std::string>;

void add(words& command, std::initializer_list<const char*> more) {
  command.insert(command.end(), more.begin(), more.end());
}

/// /usr, and the folders that are links into it on today's systems, as they are on the host.
void add_system_folders(words& command) {
  add(command, {"--ro-bind", "/usr", "/usr"});
  for (const char* folder : root_folders) {
    std::error_code failed;
    if (fs::is_symlink(folder, failed)) {
      const auto target = fs::read_symlink(folder, failed);
      if (!failed) add(command, {"--symlink", target.c_str(), folder});
    } else if (fs::is_directory(folder, failed)) {
      add(command, {"--ro-bind", folder, folder});
    }
  }
  add(command, {"--dir", "/etc"});
  for (const auto& path : system_settings()) {
    add(command, {"--ro-bind-try", path.c_str(), path.c_str()});
  }
}

words bubblewrap_command(unsigned user) {
  words command{bubblewrap};
  const bool root = ::geteuid() == 0;
  // As root no user namespace: bubblewrap would map root alone, and becoming another user inside
  // would fail. Listed one by one, because --unshare-all brings one along.
  if (!root) {
    const std::string name = std::to_string(user);
    add(command, {"--unshare-user", "--uid", name.c_str(), "--gid", name.c_str()});
    add(command, {"--cap-add", "ALL"});
  }
  add(command, {"--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-ipc", "--as-pid-1",
                "--hostname", "sandbox", "--clearenv"});
  add_system_folders(command);
  add(command, {"--dir", "/dev"});
  for (const char* device : shared_devices) {
    add(command, {"--dev-bind", device, device});
  }
  add(command, {"--proc", "/proc", "--dir", "/tmp", "--dir", "/work", "--dir", "/box"});
  add(command, {"--dir", "/.gavel", "--ro-bind", "/", wire::host_tree});
  const std::string image = std::to_string(image_fd);
  add(command, {"--perms", "0755", "--ro-bind-data", image.c_str(), wire::zygote_path});
  add(command, {"--remount-ro", "/", "--chdir", "/", "--", wire::zygote_path});
  return command;
}

result<unique_fd> image_file() {
  unique_fd file(::memfd_create("gavel-zygote", MFD_CLOEXEC));
  auto rest = zygote_image();
  while (file && !rest.empty()) {
    const auto written = ::write(file.get(), rest.data(), rest.size());
    if (written < 0) return environment_error("the zygote's image: " + why(errno));
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  if (!file || ::lseek(file.get(), 0, SEEK_SET) != 0) {
    return environment_error("the zygote's image: " + why(errno));
  }
  return file;
}

/// Everything the spawn needs, destroyed in one place.
struct spawn_plan {
  posix_spawn_file_actions_t actions{};
  posix_spawnattr_t attributes{};
  spawn_plan() {
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawnattr_init(&attributes);
  }
  spawn_plan(const spawn_plan&) = delete;
  spawn_plan& operator=(const spawn_plan&) = delete;
  ~spawn_plan() {
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
  }
};

result<pid_t> spawn(words command, int control, int requests, int image, int complaints) {
  spawn_plan plan;
  // Above the targets first, so that no dup2 overwrites a source.
  const unique_fd high_control(::fcntl(control, F_DUPFD_CLOEXEC, 10));
  const unique_fd high_requests(::fcntl(requests, F_DUPFD_CLOEXEC, 10));
  const unique_fd high_image(::fcntl(image, F_DUPFD_CLOEXEC, 10));
  const unique_fd high_complaints(::fcntl(complaints, F_DUPFD_CLOEXEC, 10));
  ::posix_spawn_file_actions_addopen(&plan.actions, 0, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&plan.actions, 1, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_adddup2(&plan.actions, high_complaints.get(), 2);
  ::posix_spawn_file_actions_adddup2(&plan.actions, high_control.get(), wire::control_fd);
  ::posix_spawn_file_actions_adddup2(&plan.actions, high_requests.get(), wire::request_fd);
  ::posix_spawn_file_actions_adddup2(&plan.actions, high_image.get(), image_fd);
  ::posix_spawn_file_actions_addclosefrom_np(&plan.actions, image_fd + 1);
  sigset_t none;
  sigset_t every;
  ::sigemptyset(&none);
  ::sigfillset(&every);
  ::posix_spawnattr_setsigmask(&plan.attributes, &none);
  ::posix_spawnattr_setsigdefault(&plan.attributes, &every);
  // A session of its own: Ctrl-C on the terminal is for the judge, which then ends things in order.
  ::posix_spawnattr_setflags(&plan.attributes,
                             POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
  std::vector<char*> arguments;
  for (auto& word : command) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::array<char*, 1> environment{nullptr};
  pid_t pid = -1;
  const int code = ::posix_spawnp(&pid, arguments[0], &plan.actions, &plan.attributes,
                                  arguments.data(), environment.data());
  if (code == ENOENT && command[0] == bubblewrap) {
    return environment_error("bwrap is not installed: install the package bubblewrap");
  }
  if (code != 0) return environment_error(command[0] + ": " + why(code));
  return pid;
}

std::string complaint_of(int file) {
  std::array<char, 2000> text{};
  const auto size = ::pread(file, text.data(), text.size(), 0);
  if (size <= 0) return "no reason given";
  return printable(trimmed({text.data(), static_cast<std::size_t>(size)}), 400);
}

}  // namespace

zygote_process::zygote_process(zygote_process&& other) noexcept
    : control_(std::move(other.control_)),
      requests_(std::move(other.requests_)),
      complaints_(std::move(other.complaints_)),
      child_(std::exchange(other.child_, -1)),
      zygote_(std::exchange(other.zygote_, -1)) {}

zygote_process& zygote_process::operator=(zygote_process&& other) noexcept {
  if (this != &other) {
    stop();
    control_ = std::move(other.control_);
    requests_ = std::move(other.requests_);
    complaints_ = std::move(other.complaints_);
    child_ = std::exchange(other.child_, -1);
    zygote_ = std::exchange(other.zygote_, -1);
  }
  return *this;
}

result<zygote_process> zygote_process::start_process(words command) {
  auto control = make_channel();
  if (!control) return std::move(control).failure();
  auto requests = make_channel();
  if (!requests) return std::move(requests).failure();
  auto image = image_file();
  if (!image) return std::move(image).failure();
  zygote_process made;
  made.complaints_.reset(::memfd_create("gavel-complaints", MFD_CLOEXEC));
  auto pid = spawn(std::move(command), control->theirs.get(), requests->theirs.get(), image->get(),
                   made.complaints_.get());
  if (!pid) return std::move(pid).failure();
  made.child_ = *pid;
  made.control_ = std::move(control->ours);
  made.requests_ = std::move(requests->ours);
  return made;
}

status zygote_process::greet(const wire::hello& hello, std::initializer_list<int> fds) {
  const bool sent = send_packet(control(), bytes_of(hello), fds);
  const auto reply = sent ? receive_packet_in(control(), patience) : std::nullopt;
  if (!reply) {
    stop();
    return environment_error("the sandbox does not start: " + complaint_of(complaints_.get()));
  }
  if (reply->answer.failed != wire::step::none) {
    return environment_error(fmt::format("the sandbox's zygote is not ready (step {}): {}",
                                         static_cast<unsigned>(reply->answer.failed),
                                         why(reply->answer.error)));
  }
  zygote_ = reply->sender;
  complaints_.reset();
  return done();
}

result<zygote_process> zygote_process::start(unsigned user, const seccomp_filters& filters) {
  auto made = start_process(bubblewrap_command(user));
  if (!made) return made;
  wire::hello hello;
  hello.user = user;
  hello.drop_root = ::geteuid() == 0 ? 1 : 0;
  auto greeted = made->greet(hello, {filters.with_processes.get(), filters.threads_only.get()});
  if (!greeted) return std::move(greeted).failure();
  return made;
}

result<zygote_process> zygote_process::start_plain(unsigned user,
                                                   const plain_surroundings& within) {
  auto made = start_process({fmt::format("/proc/self/fd/{}", image_fd)});
  if (!made) return made;
  wire::hello hello;
  hello.user = user;
  hello.drop_root = ::geteuid() == 0 ? 1 : 0;
  hello.plain = 1;
  hello.confined = within.filters != nullptr ? 1 : 0;
  hello.own_signals_only = within.own_signals_only ? 1 : 0;
  auto greeted =
      within.filters == nullptr
          ? made->greet(hello, {within.work})
          : made->greet(hello, {within.work, within.ruleset, within.filters->with_processes.get(),
                                within.filters->threads_only.get()});
  if (!greeted) return std::move(greeted).failure();
  return made;
}

void zygote_process::stop() {
  hang_up();
  if (child_ < 0) return;
  // The closed sockets end the zygote, and with it bubblewrap, where there is one. If not, it dies
  // with bubblewrap.
  for (int waited_ms = 0; waited_ms < 2000; ++waited_ms) {
    const pid_t gone = ::waitpid(child_, nullptr, WNOHANG);
    if (gone == child_ || (gone < 0 && errno != EINTR)) {
      child_ = -1;
      return;
    }
    ::usleep(waited_ms < 20 ? 100 : 1000);
  }
  ::kill(child_, SIGKILL);
  while (::waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
  }
  child_ = -1;
}

}  // namespace judge

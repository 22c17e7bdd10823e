#include "judge/run/plain/landlock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <system_error>
#include <vector>

#include "judge/run/system_folders.hpp"

namespace judge {
namespace fs = std::filesystem;
namespace {

// The system's header may be older than its kernel.
constexpr std::uint64_t refer = 1ULL << 13;       // since version 2
constexpr std::uint64_t truncating = 1ULL << 14;  // 3
constexpr std::uint64_t ioctl_dev = 1ULL << 15;   // 5
constexpr std::uint64_t tcp = 0b11;               // 4: bind and connect
constexpr std::uint64_t scopes = 0b11;            // 6: abstract sockets and signals

/// As the kernel has it today; an older one accepts what is zero beyond the part it knows.
struct ruleset_attributes {
  std::uint64_t files;
  std::uint64_t network;
  std::uint64_t scoped;
};

constexpr std::uint64_t read_execute =
    LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t read_write =
    LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | truncating;
/// Neither sockets nor devices.
constexpr std::uint64_t all_in_folder =
    read_execute | read_write | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
    LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_FIFO |
    LANDLOCK_ACCESS_FS_MAKE_SYM | refer;
/// What makes sense for a file; the kernel accepts no more in a rule for one.
constexpr std::uint64_t of_files = LANDLOCK_ACCESS_FS_EXECUTE | read_write | ioctl_dev;

ruleset_attributes refused_by(unsigned version) {
  constexpr std::uint64_t first = LANDLOCK_ACCESS_FS_MAKE_SYM * 2 - 1;  // all bits of version 1
  ruleset_attributes all{first, 0, 0};
  if (version >= 2) all.files |= refer;
  if (version >= 3) all.files |= truncating;
  if (version >= 4) all.network |= tcp;
  if (version >= 5) all.files |= ioctl_dev;
  if (version >= landlock_with_signals) all.scoped |= scopes;
  return all;
}

/// A ruleset that is being made, and the first failure.
class ruleset {
 public:
  explicit ruleset(const ruleset_attributes& refused)
      : files_(refused.files),
        fd_(static_cast<int>(::syscall(SYS_landlock_create_ruleset, &refused, sizeof refused, 0))) {
    if (!fd_) error_ = errno;
  }

  void allow(int opened, std::uint64_t rights) {
    struct stat info {};
    if (::fstat(opened, &info) != 0) return fail();
    if (!S_ISDIR(info.st_mode)) rights &= of_files;
    landlock_path_beneath_attr rule{};
    rule.allowed_access = rights & files_;
    rule.parent_fd = opened;
    if (::syscall(SYS_landlock_add_rule, fd_.get(), LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0) {
      fail();
    }
  }

  /// What is not there, or closed to this user, stays refused.
  void allow(const fs::path& path, std::uint64_t rights) {
    const unique_fd opened(::open(path.c_str(), O_PATH | O_CLOEXEC));
    if (opened) allow(opened.get(), rights);
  }

  result<unique_fd> take() {
    if (error_ == 0) return std::move(fd_);
    return environment_error("Landlock: " + std::generic_category().message(error_));
  }

 private:
  void fail() {
    if (error_ == 0) error_ = errno;
  }
  std::uint64_t files_;
  unique_fd fd_;
  int error_ = 0;
};

}  // namespace

unsigned landlock_version() {
  const auto version =
      ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  return version < 0 ? 0 : static_cast<unsigned>(version);
}

result<unique_fd> make_ruleset(unsigned version, const landlock_folders& folders) {
  ruleset rules(refused_by(version));
  rules.allow("/usr", read_execute);
  for (const char* folder : root_folders) rules.allow(folder, read_execute);
  for (const auto& path : system_settings()) rules.allow(path, read_execute);
  for (const char* device : shared_devices) rules.allow(device, read_write);
  rules.allow(folders.box, read_execute);
  rules.allow(folders.work, all_in_folder);
  rules.allow(folders.tmp, all_in_folder);
  return rules.take();
}

}  // namespace judge

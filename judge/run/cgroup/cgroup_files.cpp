#include "judge/run/cgroup/cgroup_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <system_error>

#include "judge/base/files.hpp"
#include "judge/base/text.hpp"

namespace judge::cgroup_files {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view prefix = "gavel-";

}  // namespace

std::string why(int code) { return std::generic_category().message(code); }

unique_fd open(int folder, const char* name, int mode) {
  return unique_fd(::openat(folder, name, mode | O_CLOEXEC));
}

std::uint64_t number(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string read_text(int fd) {
  std::array<char, 4096> buffer;
  const auto size = ::pread(fd, buffer.data(), buffer.size(), 0);
  return {buffer.data(), size < 0 ? 0 : static_cast<std::size_t>(size)};
}

std::uint64_t read_number(int fd) {
  std::array<char, 64> buffer;
  const auto size = ::pread(fd, buffer.data(), buffer.size(), 0);
  return number({buffer.data(), size < 0 ? 0 : static_cast<std::size_t>(size)});
}

std::uint64_t field(std::string_view text, std::string_view key) {
  for (const auto line : lines_of(text)) {
    if (line.starts_with(key) && line.substr(key.size()).starts_with(' ')) {
      return number(line.substr(key.size() + 1));
    }
  }
  return 0;
}

bool write_text(int fd, std::string_view text) {
  return ::pwrite(fd, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
}

bool write_number(int fd, std::uint64_t value) { return write_text(fd, std::to_string(value)); }

std::vector<pid_t> read_ids(const fs::path& list) {
  const auto text = read_file(list);
  std::vector<pid_t> found;
  if (!text) return found;
  for (const auto line : lines_of(*text)) {
    if (const auto id = static_cast<pid_t>(number(line)); id > 0) found.push_back(id);
  }
  return found;
}

std::string group_name(std::string_view purpose) {
  // Unique within the process too: several sandboxes may be open at once.
  static std::atomic<unsigned> serial{0};
  return fmt::format("{}{}-{}-{}", prefix, ::getpid(), purpose, serial++);
}

void remove_stale(const fs::path& parent) {
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(parent, failed)) {
    const auto name = entry.path().filename().string();
    if (!name.starts_with(prefix)) continue;
    const auto owner = static_cast<pid_t>(number(std::string_view(name).substr(prefix.size())));
    if (owner > 0 && ::kill(owner, 0) != 0 && errno == ESRCH) ::rmdir(entry.path().c_str());
  }
}

void remove_group(const fs::path& group) {
  for (int tries = 0; tries < 1000; ++tries) {
    if (::rmdir(group.c_str()) == 0 || errno != EBUSY) break;
    ::usleep(1000);
  }
}

}  // namespace judge::cgroup_files

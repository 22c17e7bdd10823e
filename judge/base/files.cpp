#include "judge/base/files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include "judge/base/unique_fd.hpp"

namespace judge {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t read_step = 65536;

/// "<path>: <what the system said>". A full disk or a lost permission is not the package's fault,
/// but a path that a person named is: reading is `input`, writing is `environment`.
error system_failure(const fs::path& path, int code, fault whose) {
  return {fmt::format("{}: {}", path.string(), std::generic_category().message(code)), whose};
}

status write_all(int fd, std::string_view bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const auto written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return system_failure(path, errno, fault::environment);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return done();
}

struct opened_file {
  unique_fd fd;
  std::uintmax_t size;  ///< as it claims
};

result<opened_file> open_regular(const fs::path& path) {
  // O_NONBLOCK: a FIFO in a package must not hang us before we see what it is.
  unique_fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd) return system_failure(path, errno, fault::input);
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0) return system_failure(path, errno, fault::input);
  if (!S_ISREG(info.st_mode)) return error{fmt::format("{}: not a regular file", path.string())};
  return opened_file{std::move(fd), static_cast<std::uintmax_t>(info.st_size)};
}

/// The next bytes, as many as there is room for; less at the end only.
result<std::size_t> read_block(int fd, char* to, std::size_t room, const std::string& name) {
  std::size_t have = 0;
  while (have < room) {
    const auto got = ::read(fd, to + have, room - have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_failure(name, errno, fault::input);
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  return have;
}

/// `expected` bytes or more; one more is asked for, so that the end is seen without growing.
result<std::string> read_rest(int fd, const std::string& name, std::uintmax_t limit,
                              std::size_t expected) {
  std::string bytes;
  std::size_t have = 0;
  for (;;) {
    // What a file claims as its size is not trusted: those of /proc claim to be empty.
    bytes.resize(std::max(2 * have, expected + 1));
    const auto got = read_block(fd, bytes.data() + have, bytes.size() - have, name);
    if (!got) return std::move(got).failure();
    have += *got;
    if (have > limit) return error{fmt::format("{}: more than {} bytes", name, limit)};
    if (have < bytes.size()) break;
  }
  bytes.resize(have);
  return bytes;
}

}  // namespace

result<std::string> read_file(const fs::path& path, std::uintmax_t limit) {
  const auto file = open_regular(path);
  if (!file) return file.failure();
  if (file->size > limit) {
    return error{fmt::format("{}: {} bytes, more than the {} allowed here", path.string(),
                             file->size, limit)};
  }
  const auto expected = file->size == 0 ? read_step : static_cast<std::size_t>(file->size);
  return read_rest(file->fd.get(), path.string(), limit, expected);
}

result<std::string> read_descriptor(int fd, const std::string& name, std::uintmax_t limit) {
  return read_rest(fd, name, limit, read_step);
}

status for_each_block(const fs::path& path,
                      const std::function<bool(std::string_view block)>& step) {
  const auto file = open_regular(path);
  if (!file) return file.failure();
  std::string block(read_step, '\0');
  for (;;) {
    const auto got = read_block(file->fd.get(), block.data(), block.size(), path.string());
    if (!got) return got.failure();
    const bool more = *got == block.size();
    if (*got == 0 || !step(std::string_view(block).substr(0, *got)) || !more) return done();
  }
}

status check_writable(const fs::path& path) {
  std::error_code failed;
  const auto absolute = fs::absolute(path, failed);
  if (fs::is_directory(absolute, failed)) {
    return error{fmt::format("{}: a folder, not a file that can be written", path.string())};
  }
  auto existing = absolute;
  while (!fs::exists(existing, failed) && existing.has_relative_path()) {
    existing = existing.parent_path();
  }
  if (existing != absolute && !fs::is_directory(existing, failed)) {
    return error{fmt::format("{}: {} is not a folder", path.string(), existing.string())};
  }
  if (::access(existing.c_str(), W_OK) == 0) return done();
  return system_failure(path, errno, fault::input);
}

status write_file(const fs::path& asked, std::string_view bytes, bool executable) {
  std::error_code failed;
  // A link stays a link, and a device or pipe is written to, not replaced.
  auto path = fs::is_symlink(asked, failed) ? fs::canonical(asked, failed) : asked;
  if (path.empty()) path = asked;
  const auto kind = fs::status(path, failed).type();
  if (kind != fs::file_type::regular && kind != fs::file_type::not_found) {
    const unique_fd there(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!there) return system_failure(path, errno, fault::environment);
    return write_all(there.get(), bytes, path);
  }
  failed.clear();
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), failed);
  if (failed) return system_failure(path.parent_path(), failed.value(), fault::environment);

  std::string temporary = path.string() + ".XXXXXX";
  unique_fd fd(::mkostemp(temporary.data(), O_CLOEXEC));
  if (!fd) return system_failure(path, errno, fault::environment);
  auto written = write_all(fd.get(), bytes, path);
  if (written && ::fchmod(fd.get(), executable ? 0755 : 0644) != 0) {
    written = system_failure(path, errno, fault::environment);
  }
  fd.reset();
  if (written && std::rename(temporary.c_str(), path.c_str()) != 0) {
    written = system_failure(path, errno, fault::environment);
  }
  if (!written) ::unlink(temporary.c_str());
  return written;
}

result<std::vector<fs::path>> list_folder(const fs::path& folder) {
  std::vector<fs::path> names;
  std::error_code failed;
  fs::directory_iterator at(folder, failed);
  if (failed == std::errc::no_such_file_or_directory) return names;
  for (; !failed && at != fs::directory_iterator(); at.increment(failed)) {
    names.push_back(at->path().filename());
  }
  if (failed) return system_failure(folder, failed.value(), fault::input);
  std::sort(names.begin(), names.end(),
            [](const fs::path& a, const fs::path& b) { return a.native() < b.native(); });
  return names;
}

result<std::vector<fs::path>> list_tree(const fs::path& folder) {
  std::vector<fs::path> names;
  std::error_code failed;
  fs::recursive_directory_iterator at(folder, failed);
  if (failed == std::errc::no_such_file_or_directory) return names;
  for (; !failed && at != fs::recursive_directory_iterator(); at.increment(failed)) {
    const auto kind = at->symlink_status(failed).type();
    if (failed) break;
    if (kind == fs::file_type::regular) names.push_back(at->path().lexically_relative(folder));
  }
  if (failed) return system_failure(folder, failed.value(), fault::input);
  std::sort(names.begin(), names.end(),
            [](const fs::path& a, const fs::path& b) { return a.native() < b.native(); });
  return names;
}

void remove_left_behind(const fs::path& folder, std::string_view prefix) {
  const auto names = list_folder(folder);
  if (!names) return;
  const auto yesterday = fs::file_time_type::clock::now() - std::chrono::hours(24);
  for (const auto& name : *names) {
    std::error_code failed;
    if (!name.native().starts_with(prefix)) continue;
    if (fs::last_write_time(folder / name, failed) > yesterday || failed) continue;
    fs::remove_all(folder / name, failed);
  }
}

namespace {

/// Whether a folder below the temporary one, where everybody may write, is this user's alone; it is
/// made where there is none. What others could put there would be run as built programs.
bool is_own_folder(const fs::path& folder) {
  struct stat info {};
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return false;
  return ::lstat(folder.c_str(), &info) == 0 && S_ISDIR(info.st_mode) &&
         info.st_uid == ::geteuid() && (info.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

}  // namespace

fs::path cache_folder() {
  if (const char* home = std::getenv("XDG_CACHE_HOME"); home != nullptr && *home == '/') {
    return fs::path(home) / "gavel";
  }
  if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/') {
    return fs::path(home) / ".cache" / "gavel";
  }
  std::error_code failed;
  const passwd* self = ::getpwuid(::geteuid());
  if (self != nullptr && fs::is_directory(self->pw_dir, failed)) {
    return fs::path(self->pw_dir) / ".cache" / "gavel";
  }
  const auto temporary = fs::temp_directory_path(failed);
  auto folder = (failed ? fs::path("/tmp") : temporary) / fmt::format("gavel-{}", ::geteuid());
  if (is_own_folder(folder)) return folder;
  // Another user made one of that name: a fresh one, of a name that nobody can guess.
  std::string fresh = folder.string() + "-XXXXXX";
  return ::mkdtemp(fresh.data()) != nullptr ? fs::path(fresh) : folder / "taken";
}

result<temporary_folder> temporary_folder::make(std::string_view name) {
  std::error_code failed;
  const auto parent = fs::temp_directory_path(failed);
  if (failed) return environment_error("no temporary folder: set TMPDIR to a writable one");
  std::string path = (parent / fmt::format("{}-XXXXXX", name)).string();
  if (::mkdtemp(path.data()) == nullptr) {
    return system_failure(parent, errno, fault::environment);
  }
  return temporary_folder(path);
}

temporary_folder::~temporary_folder() {
  if (path_.empty()) return;
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace judge

#include "judge/run/plain/plain_place.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <ctime>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>
#include <utility>

#include "judge/run/plain/empty_folder.hpp"

namespace judge {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view place_name = "gavel-run";
constexpr std::size_t max_copy = 1U << 30;  // at once; the kernel's bound lies a little higher

error failure(const fs::path& what) {
  return environment_error(what.string() + ": " + std::generic_category().message(errno));
}

bool lock(int folder) { return ::flock(folder, LOCK_EX | LOCK_NB) == 0; }

/// Ours, which for root are those of the users that it makes up, and nobody's any more. Whoever is
/// just about to lock his has a moment to do so.
bool is_left_behind(int folder) {
  struct stat info {};
  if (::fstat(folder, &info) != 0 || info.st_mtime + 60 > ::time(nullptr)) return false;
  const auto self = ::geteuid();
  const bool ours = self == 0 ? info.st_uid >= first_made_up_user : info.st_uid == self;
  return ours && lock(folder);
}

void remove_left_behind(const fs::path& parent) {
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(parent, failed)) {
    if (!entry.path().filename().native().starts_with(place_name)) continue;
    const unique_fd folder(
        ::open(entry.path().c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (folder && is_left_behind(folder.get()) && empty_folder(folder.get())) {
      ::rmdir(entry.path().c_str());
    }
  }
}

/// Programs are started from there, by a user whom the folders above must let through.
status check_temporary_folder(const fs::path& top, bool other_user) {
  struct statvfs system {};
  if (::statvfs(top.c_str(), &system) != 0) return failure(top);
  const auto parent = top.parent_path();
  if ((system.f_flag & ST_NOEXEC) != 0) {
    return environment_error(parent.string() +
                             ": no program may be started there (noexec): set TMPDIR to a folder "
                             "where one may");
  }
  for (auto above = parent; other_user; above = above.parent_path()) {
    struct stat info {};
    if (::stat(above.c_str(), &info) != 0) return failure(above);
    if ((info.st_mode & S_IXOTH) == 0) {
      return environment_error(above.string() +
                               ": closed to the user that programs run as: set TMPDIR to a folder "
                               "that everyone may enter, as /tmp is");
    }
    if (above == above.parent_path()) break;
  }
  return done();
}

result<unique_fd> make_folder(const fs::path& path, unsigned user) {
  if (::mkdir(path.c_str(), 0700) != 0) return failure(path);
  unique_fd folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!folder) return failure(path);
  if (user != 0 && ::fchown(folder.get(), user, user) != 0) return failure(path);
  return folder;
}

status copy_file(const fs::path& from, const fs::path& to, bool executable) {
  const unique_fd source(::open(from.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!source) return failure(from);
  const unique_fd copy(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!copy) return failure(to);
  for (;;) {
    const auto copied = ::sendfile(copy.get(), source.get(), nullptr, max_copy);
    if (copied < 0 && errno == EINTR) continue;
    if (copied < 0) return failure(from);
    if (copied == 0) break;
  }
  return ::fchmod(copy.get(), executable ? 0755 : 0644) == 0 ? done() : status(failure(to));
}

/// One entry of a box; what is neither file, folder nor link is left out.
status copy_entry(const fs::directory_entry& entry, const fs::path& to) {
  std::error_code failed;
  const auto is = entry.symlink_status(failed);
  if (is.type() == fs::file_type::symlink) {
    fs::copy_symlink(entry.path(), to, failed);
  } else if (is.type() == fs::file_type::directory) {
    if (::mkdir(to.c_str(), 0755) != 0 || ::chmod(to.c_str(), 0755) != 0) return failure(to);
  } else if (is.type() == fs::file_type::regular) {
    return copy_file(entry.path(), to, (is.permissions() & fs::perms::owner_exec) != fs::perms{});
  }
  if (failed) return environment_error(entry.path().string() + ": " + failed.message());
  return done();
}

}  // namespace

result<plain_place> plain_place::make(unsigned user) {
  auto folder = temporary_folder::make(place_name);
  if (!folder) return std::move(folder).failure();
  plain_place made(*std::move(folder));
  const auto& top = made.top();
  made.claim_.reset(::open(top.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!made.claim_ || !lock(made.claim_.get())) return failure(top);
  remove_left_behind(top.parent_path());
  if (auto checked = check_temporary_folder(top, user != 0); !checked) {
    return std::move(checked).failure();
  }
  if (user != 0 && ::chown(top.c_str(), user, user) != 0) return failure(top);
  // The box is nobody's to change where the program is another user.
  for (const auto& [fd, name, owner] :
       {std::tuple{&made.box_, "box", 0U}, std::tuple{&made.work_, "work", user},
        std::tuple{&made.tmp_, "tmp", user}}) {
    auto opened = make_folder(top / name, owner);
    if (!opened) return std::move(opened).failure();
    *fd = *std::move(opened);
  }
  return made;
}

status plain_place::fill_box(const fs::path& from) {
  if (::fchmod(box_.get(), 0755) != 0) return failure(top() / "box");
  std::error_code failed;
  fs::recursive_directory_iterator at(from, failed);
  for (; !failed && at != fs::recursive_directory_iterator(); at.increment(failed)) {
    auto copied = copy_entry(*at, top() / "box" / at->path().lexically_relative(from));
    if (!copied) return copied;
  }
  if (failed) return environment_error(from.string() + ": " + failed.message());
  return done();
}

result<std::uint64_t> plain_place::clear() {
  std::uint64_t bytes = 0;
  for (const auto* fd : {&box_, &work_, &tmp_}) {
    auto emptied = empty_folder(fd->get());
    if (!emptied) return std::move(emptied).failure().in(top().string());
    if (fd != &box_) bytes += *emptied;
  }
  return bytes;
}

std::uint64_t threads_of_user() {
  std::uint64_t count = 0;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator("/proc", failed)) {
    const std::string name = entry.path().filename();
    if (std::isdigit(static_cast<unsigned char>(name.front())) == 0) continue;
    // The folder of a process's threads has a link for each, beside its own two.
    struct stat info {};
    if (::stat((entry.path() / "task").c_str(), &info) != 0) continue;
    if (info.st_uid == ::geteuid() && info.st_nlink > 2) count += info.st_nlink - 2;
  }
  return count;
}

}  // namespace judge

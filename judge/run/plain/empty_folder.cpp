#include "judge/run/plain/empty_folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "judge/base/unique_fd.hpp"

namespace judge {
namespace {

constexpr std::uint64_t page = 4096;

error failure(const std::string& name) {
  return environment_error("removing '" + name + "': " + std::generic_category().message(errno));
}

result<std::vector<std::string>> names_in(int folder) {
  unique_fd again(::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const std::unique_ptr<DIR, int (*)(DIR*)> open(again ? ::fdopendir(again.get()) : nullptr,
                                                 &::closedir);
  if (!open) return failure(".");
  [[maybe_unused]] const int owned = again.release();  // by the stream
  std::vector<std::string> names;
  while (const dirent* found = ::readdir(open.get())) {
    const std::string name = found->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  return names;
}

class remover {
 public:
  explicit remover(int folder) : top_(folder) {}

  status remove_all() {
    for (;;) {
      const auto names = names_in(top_);
      if (!names) return names.failure();
      if (names->empty()) return done();
      for (const auto& name : *names) {
        if (auto removed = remove(top_, name); !removed) return removed;
      }
    }
  }

  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

 private:
  /// A folder of `top_` goes with all in it but its folders, which become folders of `top_`.
  status remove(int parent, const std::string& name) {
    struct stat info {};
    if (::fstatat(parent, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) return failure(name);
    if (!S_ISDIR(info.st_mode)) {
      // A file of several names counts when its last one goes.
      const auto size = static_cast<std::uint64_t>(info.st_size);
      if (S_ISREG(info.st_mode) && info.st_nlink == 1) bytes_ += (size + page - 1) / page * page;
      return ::unlinkat(parent, name.c_str(), 0) == 0 ? done() : status(failure(name));
    }
    const auto folder = opened(parent, name);
    if (!folder) return failure(name);
    if (parent != top_) return move_up(parent, name);
    const auto names = names_in(folder.get());
    if (!names) return names.failure();
    for (const auto& below : *names) {
      if (auto removed = remove(folder.get(), below); !removed) return removed;
    }
    return ::unlinkat(parent, name.c_str(), AT_REMOVEDIR) == 0 ? done() : status(failure(name));
  }

  /// The program may have closed it even to its owner. What is opened up is what was found to be a
  /// folder, never what a link of the same name leads to: that may be a file of the host.
  static unique_fd opened(int parent, const std::string& name) {
    const unique_fd found(::openat(parent, name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
    struct stat info {};
    if (!found || ::fstat(found.get(), &info) != 0) return {};
    if (!S_ISDIR(info.st_mode)) {
      errno = ENOTDIR;
      return {};
    }
    // An O_PATH descriptor has no fchmod().
    const auto path = "/proc/self/fd/" + std::to_string(found.get());
    if (::chmod(path.c_str(), 0700) != 0) return {};
    return unique_fd(::openat(found.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  }

  /// An empty folder of the new name is replaced; anything else is in the way.
  status move_up(int parent, const std::string& name) {
    for (;;) {
      const auto fresh = std::to_string(moved_++);
      if (::renameat(parent, name.c_str(), top_, fresh.c_str()) == 0) return done();
      if (errno != EEXIST && errno != ENOTEMPTY && errno != ENOTDIR) return failure(name);
    }
  }

  int top_;
  unsigned long moved_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace

result<std::uint64_t> empty_folder(int folder) {
  // Its own mode is the program's as well.
  if (::fchmod(folder, 0700) != 0) return failure(".");
  remover all(folder);
  auto removed = all.remove_all();
  if (!removed) return std::move(removed).failure();
  return all.bytes();
}

}  // namespace judge

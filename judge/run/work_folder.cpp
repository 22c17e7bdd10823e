#include "judge/run/work_folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>

namespace judge {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t page = 4096;
constexpr int max_depth = 32;               // of folders to bring back
constexpr std::size_t max_files = 4096;     // likewise
constexpr std::size_t max_copy = 1U << 30;  // at once; the kernel's bound lies a little higher

std::string why(int code) { return std::generic_category().message(code); }

error failure(const std::string& what, int code) {
  return environment_error(fmt::format("{}: {}", what, why(code)));
}

status write_all(int fd, std::string_view bytes, const std::string& name) {
  while (!bytes.empty()) {
    const auto written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failure(name, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return done();
}

/// A regular file of the host, opened for reading.
result<unique_fd> open_source(const fs::path& path) {
  unique_fd source(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat info {};
  if (!source || ::fstat(source.get(), &info) != 0) return failure(path.string(), errno);
  if (!S_ISREG(info.st_mode)) {
    return environment_error(fmt::format("{}: not a regular file", path.string()));
  }
  return source;
}

status copy_into(int fd, const content& bytes, const std::string& name) {
  if (const auto* text = std::get_if<std::string>(&bytes)) return write_all(fd, *text, name);
  const auto& path = std::get<fs::path>(bytes);
  auto source = open_source(path);
  if (!source) return std::move(source).failure();
  for (;;) {
    const auto copied = ::sendfile(fd, source->get(), nullptr, max_copy);
    if (copied < 0 && errno == EINTR) continue;
    if (copied < 0) return failure(path.string(), errno);
    if (copied == 0) return done();
  }
}

/// Never through a link, never out of the folder, never into another file system.
unique_fd open_below(int folder, const std::string& name, int flags) {
  open_how how{};
  how.flags = static_cast<decltype(how.flags)>(flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV | RESOLVE_NO_MAGICLINKS;
  return unique_fd(
      static_cast<int>(::syscall(SYS_openat2, folder, name.c_str(), &how, sizeof how)));
}

/// Relative, without "..", not empty.
bool is_plain(const std::string& name) {
  const fs::path path(name);
  return !name.empty() && path.is_relative() &&
         std::none_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".."; });
}

/// Makes a folder and those above it.
status make_folders(int folder, const fs::path& name, unsigned user) {
  fs::path so_far;
  for (const auto& part : name) {
    if (part.empty() || part == ".") continue;
    so_far /= part;
    if (::mkdirat(folder, so_far.c_str(), 0755) != 0) {
      if (errno == EEXIST) continue;
      return failure(so_far.string(), errno);
    }
    if (user != 0 && ::fchownat(folder, so_far.c_str(), user, user, AT_SYMLINK_NOFOLLOW) != 0) {
      return failure(so_far.string(), errno);
    }
  }
  return done();
}

status place_one(int folder, const placed_file& file, unsigned user) {
  const fs::path name(file.name);
  if (!is_plain(file.name) || !name.has_filename()) {
    return environment_error(fmt::format("'{}' is not a name of the work folder", file.name));
  }
  if (auto made = make_folders(folder, name.parent_path(), user); !made) return made;
  const unique_fd fd(
      ::openat(folder, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!fd) return failure(file.name, errno);
  if (auto copied = copy_into(fd.get(), file.bytes, file.name); !copied) return copied;
  if (::fchmod(fd.get(), file.executable ? 0755 : 0644) != 0) return failure(file.name, errno);
  if (user != 0 && ::fchown(fd.get(), user, user) != 0) return failure(file.name, errno);
  return done();
}

/// Collects within what is still allowed.
struct collector {
  std::uint64_t room;
  bool cut = false;
  std::vector<collected_file> files;

  void take(int folder, const std::string& entry, const std::string& name) {
    const auto fd = open_below(folder, entry, O_RDONLY);
    struct stat info {};
    if (!fd || ::fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode)) return;
    const auto size = static_cast<std::uint64_t>(info.st_size);
    if (size > room || files.size() >= max_files) {
      cut = true;
      return;
    }
    std::string bytes(size, '\0');
    std::size_t have = 0;
    while (have < size) {
      const auto got = ::read(fd.get(), bytes.data() + have, size - have);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return;
      have += static_cast<std::size_t>(got);
    }
    room -= size;
    files.push_back({name, std::move(bytes)});
  }

  void take_tree(int parent, const std::string& entry, const std::string& name, int depth) {
    auto fd = open_below(parent, entry, O_RDONLY | O_DIRECTORY);
    if (!fd) return;
    if (depth > max_depth) {
      cut = true;
      return;
    }
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(::fdopendir(fd.get()), &::closedir);
    if (!folder) return;
    const int number = fd.release();  // the stream owns it now
    while (const dirent* found = ::readdir(folder.get())) {
      const std::string below = found->d_name;
      if (below == "." || below == "..") continue;
      if (found->d_type == DT_DIR) take_tree(number, below, name + below + "/", depth + 1);
      if (found->d_type == DT_REG) take(number, below, name + below);
    }
  }
};

}  // namespace

result<unique_fd> sealed_input(const content& bytes) {
  unique_fd file(::memfd_create("input", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!file) return failure("memfd_create", errno);
  if (auto copied = copy_into(file.get(), bytes, "standard input"); !copied) {
    return std::move(copied).failure();
  }
  if (::fcntl(file.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) !=
          0 ||
      ::lseek(file.get(), 0, SEEK_SET) != 0) {
    return failure("sealing standard input", errno);
  }
  return file;
}

result<placed_size> size_of_placed(const run_request& request) {
  placed_size sum;
  for (const auto& file : request.files) {
    std::uint64_t size = 0;
    if (const auto* text = std::get_if<std::string>(&file.bytes)) {
      size = text->size();
    } else {
      const auto& path = std::get<fs::path>(file.bytes);
      std::error_code failed;
      size = fs::file_size(path, failed);
      if (failed) return failure(path.string(), failed.value());
    }
    sum.bytes += (size + page - 1) / page * page;
    sum.files +=
        1 + static_cast<std::uint64_t>(std::count(file.name.begin(), file.name.end(), '/'));
  }
  for (const auto& name : request.collect) {
    sum.files += 1 + static_cast<std::uint64_t>(std::count(name.begin(), name.end(), '/'));
  }
  return sum;
}

status place_files(int folder, const run_request& request, unsigned user) {
  for (const auto& file : request.files) {
    if (auto placed = place_one(folder, file, user); !placed) return placed;
  }
  for (const auto& name : request.collect) {
    if (!is_plain(name)) {
      return environment_error(fmt::format("'{}' is not a name of the work folder", name));
    }
    if (!name.ends_with('/')) continue;
    if (auto made = make_folders(folder, name, user); !made) return made;
  }
  return done();
}

std::vector<collected_file> collect_files(int folder, const run_request& request,
                                          std::uint64_t limit, bool& cut) {
  collector all{.room = limit, .cut = false, .files = {}};
  for (const auto& name : request.collect) {
    if (name.ends_with('/')) {
      all.take_tree(folder, name, name, 0);
    } else {
      all.take(folder, name, name);
    }
  }
  std::sort(all.files.begin(), all.files.end(),
            [](const collected_file& a, const collected_file& b) { return a.name < b.name; });
  cut = all.cut;
  return std::move(all.files);
}

}  // namespace judge

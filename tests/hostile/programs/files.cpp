// Misuse of the writable folders. Expected: bounded by size and number (no space, or SIGXFSZ), gone
// after the run; of what is to be brought back only regular files are.
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>

#include "bounds.hpp"

namespace {

using namespace hostile;  // NOLINT(google-build-using-namespace)

constexpr int most_names = 20'000;  // far beyond what a run may have

/// Writes until that fails. 400 MiB are too far.
int fill(const std::string& name, int flags) {
  const std::string block(1 << 20, 'x');
  const int file = ::open(name.c_str(), flags | O_WRONLY, 0600);
  if (file < 0) return refused;
  for (long i = 0; i < most_mebibytes; ++i) {
    if (::write(file, block.data(), block.size()) != static_cast<ssize_t>(block.size())) {
      return refused;
    }
  }
  return went_too_far;
}

/// Many files, each small enough.
int fill_with_many() {
  const std::string block(1 << 20, 'x');
  for (long i = 0; i < most_mebibytes; ++i) {
    const auto name = "gavel_hostile_" + std::to_string(i);
    const int file = ::open(name.c_str(), O_CREAT | O_WRONLY, 0600);
    if (file < 0) return refused;
    const auto written = ::write(file, block.data(), block.size());
    ::close(file);
    if (written != static_cast<ssize_t>(block.size())) return refused;
  }
  return went_too_far;
}

int fill_sparsely() {
  const int file = ::open("gavel_hostile_sparse", O_CREAT | O_RDWR, 0600);
  if (file < 0) return 65;
  ::signal(SIGXFSZ, SIG_IGN);
  if (::ftruncate(file, 1L << 40) == 0) return went_too_far;
  if (::pwrite(file, "x", 1, 1L << 40) > 0) return went_too_far;
  if (::fallocate(file, 0, 0, 1L << 30) == 0) return went_too_far;
  return 0;
}

/// One name after the other, until that fails. `make` returns below 0 when it does.
template <typename Make>
int fill_with_names(Make make) {
  for (int i = 0; i < most_names; ++i) {
    const auto name = temporary() + "/gavel_hostile_" + std::to_string(i);
    if (make(name.c_str()) < 0) return i > 5000 ? went_too_far : 0;
  }
  return went_too_far;
}

int fill_with_files() {
  return fill_with_names([](const char* name) {
    const int file = ::open(name, O_CREAT | O_WRONLY, 0600);
    return ::close(file);
  });
}

int fill_with_links() {
  const auto first = temporary() + "/gavel_hostile";
  ::close(::open(first.c_str(), O_CREAT | O_WRONLY, 0600));
  return fill_with_names([&](const char* name) { return ::link(first.c_str(), name); });
}

/// Folders in folders, without end.
int go_deep() {
  for (int i = 0; i < most_names; ++i) {
    if (::mkdir("gavel_hostile", 0700) != 0 || ::chdir("gavel_hostile") != 0) {
      return i > 5000 ? went_too_far : 0;
    }
  }
  return went_too_far;
}

/// Attributes of a file are kept outside of its size.
int fill_attributes() {
  const std::string value(60'000, 'x');
  const int file = ::open("gavel_hostile_attributes", O_CREAT | O_RDWR, 0600);
  if (file < 0) return 65;
  long held = 0;
  for (int i = 0; i < most_mebibytes * 17; ++i) {
    const auto name = "user.x" + std::to_string(i);
    if (::fsetxattr(file, name.c_str(), value.data(), value.size(), 0) != 0) break;
    held += static_cast<long>(value.size());
  }
  return held > 200L << 20 ? went_too_far : 0;
}

/// What a judge that follows links or waits for a FIFO would fall for; "out/" and "wanted" are
/// collected.
int leave_traps() {
  bool left = ::symlink("/etc/ld.so.cache", "out/link") == 0;
  left = ::symlink("/etc", "out/folder") == 0 && left;
  left = ::symlink("..", "out/up") == 0 && left;
  left = ::mkfifo("out/fifo", 0600) == 0 && left;
  left = ::symlink("/etc/ld.so.cache", "wanted") == 0 && left;
  for (const char* name : {"out/plain", "elsewhere"}) {
    const int file = ::open(name, O_WRONLY | O_CREAT, 0600);
    left = ::write(file, "mine\n", 5) == 5 && left;
    ::close(file);
  }
  left = ::link("elsewhere", "out/same") == 0 && left;
  const int sparse = ::open("out/sparse", O_WRONLY | O_CREAT, 0600);
  left = ::ftruncate(sparse, 17L << 20) == 0 && left;
  // A file of the system as a hard link of ours.
  return left && ::link("/usr/bin/env", "out/env") != 0 ? 0 : went_too_far;
}

/// The place itself is made useless.
int leave_a_closed_folder() {
  ::chmod("out", 0000);
  ::chmod(".", 0000);
  return 0;
}

/// Locks and leases on what other runs and the host have as well; the next run takes them again.
int lock_shared_files(const char* own) {
  for (const char* name : {own, "/usr/bin/env", "/dev/null"}) {
    const int file = ::open(name, O_RDONLY);
    if (file < 0) return 65;
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) return went_too_far;
    if (::fcntl(file, F_SETLEASE, F_RDLCK) == 0) return went_too_far;
  }
  return 0;
}

int attack(std::string_view what, const char* self) {
  if (what == "fill") return fill("gavel_hostile", O_CREAT);
  if (what == "fill-tmp") return fill(temporary() + "/gavel_hostile", O_CREAT);
  if (what == "fill-unnamed") return fill(temporary(), O_TMPFILE);
  if (what == "fill-with-many") return fill_with_many();
  if (what == "fill-sparsely") return fill_sparsely();
  if (what == "fill-with-files") return fill_with_files();
  if (what == "fill-with-links") return fill_with_links();
  if (what == "fill-attributes") return fill_attributes();
  if (what == "go-deep") return go_deep();
  if (what == "leave-traps") return leave_traps();
  if (what == "leave-a-closed-folder") return leave_a_closed_folder();
  if (what == "lock") return lock_shared_files(self);
  return 64;
}

}  // namespace

int main(int argc, char** argv) { return attack(argc > 1 ? argv[1] : "", argv[0]); }

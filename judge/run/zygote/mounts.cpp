// The mounts of the zygote and of a run.
//
// The zygote lives in a mount namespace that bubblewrap made. It holds the tree that programs see
// and, at wire::host_tree, the host's own tree, because a program's folder may appear after the
// zygote started. A second namespace is split off once, without the host's tree and without /proc;
// runs are copies of that one. So the host is not hidden from a program: it is not there.
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <initializer_list>

#include "judge/run/zygote/run.hpp"

namespace judge::zygote {
namespace {

constexpr std::size_t path_limit = 4096;

/// A detached mount of a fresh file system, or -1.
int mount_of(int context, unsigned attributes) {
  if (::fsconfig(context, FSCONFIG_CMD_CREATE, nullptr, nullptr, 0) != 0) return -1;
  return ::fsmount(context, FSMOUNT_CLOEXEC, attributes);
}

bool set(int context, const char* key, const char* value) {
  return ::fsconfig(context, FSCONFIG_SET_STRING, key, value, 0) == 0;
}

bool set_size(int context, std::uint64_t bytes, std::uint64_t files) {
  char size[32];
  char inodes[32];
  std::snprintf(size, sizeof size, "%llu", static_cast<unsigned long long>(bytes));
  std::snprintf(inodes, sizeof inodes, "%llu", static_cast<unsigned long long>(files));
  return set(context, "size", size) && set(context, "nr_inodes", inodes);
}

/// A detached tmpfs that belongs to `user`, or -1.
int make_folder(std::uint32_t user, std::uint64_t bytes, std::uint64_t files) {
  const int context = ::fsopen("tmpfs", FSOPEN_CLOEXEC);
  if (context < 0) return -1;
  char owner[16];
  std::snprintf(owner, sizeof owner, "%u", user);
  int folder = -1;
  if (set_size(context, bytes, files) && set(context, "uid", owner) && set(context, "gid", owner) &&
      set(context, "mode", "0700")) {
    folder = mount_of(context, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV);
  }
  ::close(context);
  return folder;
}

bool resize_folder(int folder, std::uint64_t bytes, std::uint64_t files) {
  const int context = ::fspick(folder, "", FSPICK_CLOEXEC | FSPICK_EMPTY_PATH);
  if (context < 0) return false;
  const bool resized = set_size(context, bytes, files) &&
                       ::fsconfig(context, FSCONFIG_CMD_RECONFIGURE, nullptr, nullptr, 0) == 0;
  ::close(context);
  return resized;
}

/// Process information of this run's processes only, and nothing but processes.
int make_proc() {
  const int context = ::fsopen("proc", FSOPEN_CLOEXEC);
  if (context < 0) return -1;
  int proc = -1;
  if (set(context, "subset", "pid") && set(context, "hidepid", "invisible")) {
    proc = mount_of(context, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC);
  }
  ::close(context);
  return proc;
}

/// The program's folder as a read-only mount of its own.
int clone_box(const worker& self, const char* folder) {
  char path[path_limit];
  const int size = std::snprintf(path, sizeof path, "%s%s", wire::host_tree, folder);
  if (size < 0 || static_cast<std::size_t>(size) >= sizeof path) {
    errno = ENAMETOOLONG;
    return -1;
  }
  const int box = ::open_tree(AT_FDCWD, path, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
  if (box < 0) return -1;
  struct stat info {};
  if (::fstat(box, &info) != 0) return -1;
  if (!S_ISDIR(info.st_mode)) {
    errno = ENOTDIR;
    return -1;
  }
  mount_attr attributes{};
  attributes.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV;
  if (::mount_setattr(box, "", AT_EMPTY_PATH, &attributes, sizeof attributes) != 0) return -1;
  if (self.root_is_user >= 0) {
    // Some file systems cannot do this; then the files must be readable by all.
    mount_attr owner{};
    owner.attr_set = MOUNT_ATTR_IDMAP;
    owner.userns_fd = static_cast<decltype(owner.userns_fd)>(self.root_is_user);
    ::mount_setattr(box, "", AT_EMPTY_PATH, &owner, sizeof owner);
  }
  return box;
}

bool attach(int mount, const char* path) {
  return ::move_mount(mount, "", AT_FDCWD, path, MOVE_MOUNT_F_EMPTY_PATH) == 0;
}

}  // namespace

bool split_mount_namespace(worker& self) {
  const int with_host = ::open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC);
  if (with_host < 0 || ::unshare(CLONE_NEWNS) != 0) return false;
  self.sandbox_mounts = ::open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC);
  const bool split = self.sandbox_mounts >= 0 && ::umount2(wire::host_tree, MNT_DETACH) == 0 &&
                     ::umount2(wire::zygote_path, MNT_DETACH) == 0 &&
                     ::umount2("/proc", MNT_DETACH) == 0 && ::setns(with_host, CLONE_NEWNS) == 0;
  ::close(with_host);
  return split;
}

void prepare_box_owner(worker& self) {
  // A user namespace exists as long as someone is in it, or holds it open.
  const auto inside =
      static_cast<pid_t>(::syscall(SYS_clone, static_cast<unsigned long>(CLONE_NEWUSER | SIGCHLD),
                                   nullptr, nullptr, nullptr, nullptr));
  if (inside == 0) {
    for (;;) ::pause();
  }
  if (inside < 0) return;
  char path[64];
  char map[64];
  const int size = std::snprintf(map, sizeof map, "0 %u 1", self.user);
  bool mapped = true;
  for (const char* name : {"uid_map", "gid_map"}) {
    std::snprintf(path, sizeof path, "/proc/%d/%s", inside, name);
    const int fd = ::open(path, O_WRONLY | O_CLOEXEC);
    mapped = mapped && fd >= 0 && ::write(fd, map, static_cast<std::size_t>(size)) == size;
    if (fd >= 0) ::close(fd);
  }
  std::snprintf(path, sizeof path, "/proc/%d/ns/user", inside);
  if (mapped) self.root_is_user = ::open(path, O_RDONLY | O_CLOEXEC);
  ::kill(inside, SIGKILL);
  ::waitpid(inside, nullptr, 0);
}

bool make_folders(const worker& self, run& one) {
  const folder_sizes& sizes = self.page->sizes;
  one.work = make_folder(self.user, sizes.work_bytes, sizes.files);
  one.tmp = make_folder(self.user, sizes.tmp_bytes, sizes.files);
  return one.work >= 0 && one.tmp >= 0;
}

bool resize_folders(const worker& self, const run& one) {
  run_page& page = *self.page;
  folder_sizes& now = page.sizes;
  const folder_sizes wanted{one.header->work_bytes, one.header->tmp_bytes, one.header->work_files};
  const bool resized = (now.work_bytes == wanted.work_bytes && now.files == wanted.files) ||
                       resize_folder(one.work, wanted.work_bytes, wanted.files);
  const bool both = resized && ((now.tmp_bytes == wanted.tmp_bytes && now.files == wanted.files) ||
                                resize_folder(one.tmp, wanted.tmp_bytes, wanted.files));
  if (!both) return failed(page, wire::step::work_folder, errno);
  now = wanted;
  return true;
}

bool enter_mounts(const worker& self, const run& one) {
  run_page& page = *self.page;
  // Both need what only the zygote's namespace shows: a whole /proc, and the host.
  int proc = -1;
  int box = -1;
  if (one.header->mount_proc != 0) {
    proc = make_proc();
    if (proc < 0) return failed(page, wire::step::proc, errno);
  }
  if (one.box != nullptr) {
    box = clone_box(self, one.box);
    if (box < 0) return failed(page, wire::step::box, errno);
  }
  if (::setns(self.sandbox_mounts, CLONE_NEWNS) != 0 || ::unshare(CLONE_NEWNS) != 0) {
    return failed(page, wire::step::namespaces, errno);
  }
  if ((box >= 0 && !attach(box, "/box")) || (proc >= 0 && !attach(proc, "/proc")) ||
      !attach(one.work, "/work") || !attach(one.tmp, "/tmp")) {
    return failed(page, wire::step::mounts, errno);
  }
  return true;
}

}  // namespace judge::zygote

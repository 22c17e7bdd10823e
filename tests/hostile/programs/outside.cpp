// outside <what> [words]: reaches for the host: its files, its network, its programs. Prints what
// worked. Expected: nothing.
#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <linux/vm_sockets.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "bounds.hpp"

namespace {

using hostile::expect_failure;
using hostile::worked;

/// Files of people, of the machine and of the judge; `more` are those of this very test.
void read_files(const std::vector<std::string>& more) {
  std::vector<std::string> paths{"/etc/passwd",
                                 "/etc/shadow",
                                 "/etc/hostname",
                                 "/etc/hosts",
                                 "/root",
                                 "/home",
                                 "/var",
                                 "/run",
                                 "/sys",
                                 "/sys/fs/cgroup",
                                 "/mnt",
                                 "/opt",
                                 "/boot",
                                 "/proc/1/root",
                                 "/proc/1/environ",
                                 "/proc/1/fd",
                                 "/proc/1/mem",
                                 "/proc/1/maps",
                                 "/proc/1/cmdline",
                                 "/proc/kcore",
                                 "/proc/kallsyms",
                                 "/proc/cpuinfo",
                                 "/proc/meminfo",
                                 "/proc/sys",
                                 "/proc/net/unix",
                                 "/dev/vda",
                                 "/dev/sda",
                                 "/dev/mem",
                                 "/dev/kmsg",
                                 "/dev/tty",
                                 "/dev/ptmx",
                                 "/dev/fuse",
                                 "/dev/kvm",
                                 "/dev/zero",
                                 "/dev/full",
                                 "/dev/net/tun",
                                 "/dev/console",
                                 "/dev/shm",
                                 "/.gavel/zygote",
                                 "/.gavel/host/etc",
                                 "/usr/../root",
                                 "/box/../home",
                                 "/proc/self/root/etc/passwd",
                                 "/etc/../root/.ssh"};
  paths.insert(paths.end(), more.begin(), more.end());
  for (const auto& path : paths) {
    char byte = 0;
    const int file = ::open(path.c_str(), O_RDONLY | O_NONBLOCK);
    struct stat info {};
    // An empty file that only holds a place is no success.
    if (file < 0 || ::fstat(file, &info) != 0) continue;
    expect_failure(path, S_ISDIR(info.st_mode) || ::read(file, &byte, 1) > 0);
    ::close(file);
  }
}

/// Everything above the working folder, by names and by descriptors.
void climb() {
  std::string up = ".";
  for (int i = 0; i < 20; ++i) up += "/..";
  for (const char* name : {"/home", "/root", "/etc/passwd"}) {
    expect_failure(up + name, ::open((up + name).c_str(), O_RDONLY) >= 0);
  }
  const int here = ::open(".", O_PATH | O_DIRECTORY);
  for (int i = 0, at = here; i < 20 && at >= 0; ++i) {
    at = ::openat(at, "..", O_PATH | O_DIRECTORY);
    expect_failure("openat ..", ::openat(at, "etc/passwd", O_RDONLY) >= 0);
  }
  ::symlink("/proc/1/root/etc/passwd", "gavel_hostile_link");
  expect_failure("a link out", ::open("gavel_hostile_link", O_RDONLY) >= 0);
}

void write_files(const std::vector<std::string>& more) {
  std::vector<std::string> folders{"/",      "/usr",  "/usr/bin", "/etc",      "/dev",
                                   "/proc",  "/box",  "/.gavel",  "/proc/sys", "/dev/shm",
                                   "/lib64", "/home", "/var/tmp", "/proc/self"};
  folders.insert(folders.end(), more.begin(), more.end());
  for (const auto& folder : folders) {
    const auto name = folder + "/gavel_hostile";
    expect_failure(name, ::open(name.c_str(), O_CREAT | O_WRONLY, 0600) >= 0);
    expect_failure(name, ::mkdir(name.c_str(), 0700) == 0);
    expect_failure(folder + ": unnamed", ::open(folder.c_str(), O_TMPFILE | O_WRONLY, 0600) >= 0);
  }
  for (const char* file : {"/usr/bin/env", "/proc/sys/kernel/hostname", "/proc/sysrq-trigger",
                           "/proc/kcore", "/proc/self/environ"}) {
    expect_failure(file, ::open(file, O_WRONLY) >= 0);
    expect_failure(std::string(file) + ": chmod", ::chmod(file, 0777) == 0);
    expect_failure(std::string(file) + ": unlink", ::unlink(file) == 0);
  }
  const int map = ::open("/proc/self/uid_map", O_WRONLY);
  expect_failure("uid_map", map >= 0 && ::write(map, "0 0 1", 5) > 0);
  expect_failure("mknod", ::mknod("gavel_hostile_disk", S_IFBLK | 0600, makedev(8, 0)) == 0);
  expect_failure("chown", ::chown(".", 0, 0) == 0);
}

/// Its own program, by all the names that it has.
void rewrite_itself(const char* self) {
  for (const char* name : {self, "/proc/self/exe"}) {
    expect_failure(name, ::open(name, O_RDWR) >= 0);
    expect_failure(std::string(name) + ": truncate", ::truncate(name, 0) == 0);
    expect_failure(std::string(name) + ": chmod", ::chmod(name, 04777) == 0);
  }
  expect_failure("rename", ::rename(self, "/tmp/gavel_hostile") == 0);
  expect_failure("link", ::link(self, "/tmp/gavel_hostile") == 0);
}

bool connects(int socket, const void* address, std::size_t size) {
  if (::connect(socket, static_cast<const sockaddr*>(address), static_cast<socklen_t>(size)) == 0) {
    return true;
  }
  if (errno != EINPROGRESS) return false;
  pollfd watched{socket, POLLOUT, 0};
  int error = 1;
  socklen_t length = sizeof error;
  return ::poll(&watched, 1, 300) == 1 &&
         ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &length) == 0 && error == 0;
}

void connect_to(const char* host, const char* port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(std::atoi(port)));
  ::inet_pton(AF_INET, host, &address.sin_addr);
  expect_failure(host, socket >= 0 && connects(socket, &address, sizeof address));
}

void connect_locally(const std::string& name, bool abstract) {
  for (const int kind : {SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET}) {
    const int socket = ::socket(AF_UNIX, kind, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (name.size() >= sizeof address.sun_path - 1) return;
    std::memcpy(address.sun_path + (abstract ? 1 : 0), name.data(), name.size());
    const auto size = offsetof(sockaddr_un, sun_path) + name.size() + 1;
    expect_failure(name, socket >= 0 && connects(socket, &address, size));
  }
}

/// <port on the loopback> <abstract socket> <path of a socket>, of listeners outside.
void use_the_network(const std::vector<std::string>& words) {
  connect_to("127.0.0.1", words.at(0).c_str());
  connect_to("8.8.8.8", "53");
  connect_locally(words.at(1), true);
  connect_locally(words.at(2), false);
  for (int domain = 0; domain < 48; ++domain) {
    if (domain == AF_UNIX) continue;
    for (const int kind : {SOCK_STREAM, SOCK_DGRAM, SOCK_RAW, SOCK_SEQPACKET}) {
      const auto name = "socket of family " + std::to_string(domain);
      int pair[2];
      expect_failure(name, ::socket(domain, kind, 0) >= 0);
      expect_failure(name + ", pair", ::socketpair(domain, kind, 0, pair) == 0);
    }
  }
}

/// Whether the words run as a program and end with 0.
bool runs(const std::vector<const char*>& words) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    const int null = ::open("/dev/null", O_RDWR);
    ::dup2(null, 0);
    ::dup2(null, 2);
    auto all = words;
    all.push_back(nullptr);
    ::execv(words.front(), const_cast<char**>(all.data()));
    ::_exit(127);
  }
  int status = 1;
  return pid > 0 && ::waitpid(pid, &status, 0) == pid && status == 0;
}

/// Programs that would give more than we have. That a shell runs is no harm.
void run_programs(const char* self) {
  for (const char* name : {"/bin/su", "/usr/bin/sudo", "/usr/bin/pkexec"}) {
    expect_failure(name, runs({name, "-c", "true"}));
  }
  expect_failure("mount", runs({"/bin/mount", "-t", "tmpfs", "x", "/tmp"}));
  expect_failure("unshare", runs({"/usr/bin/unshare", "-Ur", "true"}));
  expect_failure("a shell that becomes root", runs({"/bin/sh", "-c", "test $(id -u) = 0"}));
  expect_failure("a shell that reads", runs({"/bin/sh", "-c", "cat /etc/passwd"}));
  // A copy of this program as setuid of ourselves or of root.
  const int from = ::open(self, O_RDONLY);
  const int copy = ::open("gavel_hostile_copy", O_CREAT | O_WRONLY, 0700);
  while (::copy_file_range(from, nullptr, copy, nullptr, 1 << 20, 0) > 0) {
  }
  ::fchmod(copy, 06777);
  ::close(copy);
  expect_failure("setuid copy", runs({"./gavel_hostile_copy", "am-i-root"}));
}

/// Code that is in no file still runs behind the same filter.
int run_from_memory(const char* self) {
  const int from = ::open(self, O_RDONLY);
  const int copy = ::memfd_create("gavel_hostile", 0);
  if (copy < 0) return 0;
  char block[65536];
  for (ssize_t got = 0; (got = ::read(from, block, sizeof block)) > 0;) {
    if (::write(copy, block, static_cast<std::size_t>(got)) != got) return 0;
  }
  const char* words[] = {"outside", "am-i-root", nullptr};
  const char* none[] = {nullptr};
  ::syscall(SYS_execveat, copy, "", words, none, AT_EMPTY_PATH);
  return 0;
}

int am_i_root() {
  const bool root = ::getuid() == 0 || ::geteuid() == 0 || ::getgid() == 0 || ::getegid() == 0;
  const bool more = ::setuid(0) == 0 || ::syscall(SYS_unshare, 0x10000000 /* user */) == 0;
  return root || more ? 0 : 1;
}

/// Descriptors that the sandbox itself uses, and packets that it would believe.
void use_its_descriptors() {
  const std::vector<char> forged(256, 0);
  for (int fd = 3; fd < 2048; ++fd) {
    const auto name = "descriptor " + std::to_string(fd);
    expect_failure(name + ": write", ::write(fd, forged.data(), forged.size()) > 0);
    expect_failure(name + ": send", ::send(fd, forged.data(), forged.size(), MSG_DONTWAIT) > 0);
    expect_failure(name + ": stat", ::fcntl(fd, F_GETFD) >= 0);
    expect_failure(name + ": of init",
                   ::open(("/proc/1/fd/" + std::to_string(fd)).c_str(), O_RDWR) >= 0);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc > 1 ? argv[1] : "";
  const std::vector<std::string> words(argv + (argc > 2 ? 2 : argc), argv + argc);
  if (what == "am-i-root") return am_i_root();
  if (what == "read") read_files(words);
  if (what == "climb") climb();
  if (what == "write") write_files(words);
  if (what == "rewrite-itself") rewrite_itself(argv[0]);
  if (what == "network") use_the_network(words);
  if (what == "run-programs") run_programs(argv[0]);
  if (what == "run-from-memory") return run_from_memory(argv[0]);
  if (what == "descriptors") use_its_descriptors();
  return worked;
}

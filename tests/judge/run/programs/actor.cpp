// actor <what> [arguments]: a program that does one thing, for the tests of the sandbox.
// Static and without iostream, so that what is measured is what it does.
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <vector>

#include "tests/judge/run/programs/attempts.hpp"

namespace {

using arguments = std::vector<std::string>;

long number(const arguments& all, std::size_t i) {
  return std::strtol(all.at(i).c_str(), nullptr, 10);
}

[[noreturn]] void sleep_for_ever() {
  for (;;) ::pause();
}

long cpu_ms() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1'000'000;
}

void spin(long ms) {
  while (cpu_ms() < ms) {
  }
}

int echo() {
  char buffer[4096];
  for (;;) {
    const auto got = ::read(0, buffer, sizeof buffer);
    if (got <= 0) return got == 0 ? 0 : 1;
    if (::write(1, buffer, static_cast<std::size_t>(got)) != got) return 1;
  }
}

int flood(int fd, long bytes) {
  const std::string block(65536, 'x');
  while (bytes > 0) {
    const auto part = bytes < 65536 ? static_cast<std::size_t>(bytes) : block.size();
    const auto written = ::write(fd, block.data(), part);
    if (written <= 0) return 1;
    bytes -= written;
  }
  return 0;
}

/// Dirties every page; 3 where memory is refused instead.
int touch(long mebibytes) {
  const auto size = static_cast<std::size_t>(mebibytes) << 20;
  void* memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return 3;
  std::memset(memory, 1, size);
  return 0;
}

/// Prints how many of so many children could be started; they stay.
int start_children(long count) {
  long started = 0;
  for (long i = 0; i < count; ++i) {
    const pid_t pid = ::fork();
    if (pid == 0) sleep_for_ever();
    if (pid > 0) ++started;
  }
  std::printf("%ld\n", started);
  return 0;
}

int start_threads(long count) {
  long started = 0;
  for (long i = 0; i < count; ++i) {
    pthread_t thread{};
    pthread_attr_t attributes;
    ::pthread_attr_init(&attributes);
    ::pthread_attr_setstacksize(&attributes, 65536);
    const auto body = [](void*) -> void* { sleep_for_ever(); };
    if (::pthread_create(&thread, &attributes, body, nullptr) == 0) ++started;
  }
  std::printf("%ld\n", started);
  std::fflush(stdout);
  ::_exit(0);
}

/// Threads as a contestant starts them: with whatever stack the library chooses.
int start_plain_threads(long count) {
  std::vector<pthread_t> threads(static_cast<std::size_t>(count));
  for (auto& one : threads) {
    if (::pthread_create(
            &one, nullptr, [](void* with) { return with; }, nullptr) != 0)
      return 1;
  }
  for (const auto one : threads) ::pthread_join(one, nullptr);
  return 0;
}

/// One thread works, the first one waits for it.
int spin_in_a_thread(long ms) {
  pthread_t worker{};
  const auto body = [](void* time) -> void* {
    spin(*static_cast<const long*>(time));
    return nullptr;
  };
  return ::pthread_create(&worker, nullptr, body, &ms) == 0 && ::pthread_join(worker, nullptr) == 0
             ? 0
             : 1;
}

/// One child after the other works, each for its part.
int spin_in_children(long count, long ms) {
  for (long i = 0; i < count; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      spin(ms);
      ::_exit(0);
    }
    if (child < 0 || ::waitpid(child, nullptr, 0) != child) return 1;
  }
  return 0;
}

/// A process whose parent is gone, and whose end is seen by its end of a pipe alone.
int spin_in_an_orphan(long ms) {
  int ends[2];
  if (::pipe(ends) != 0) return 1;
  if (::fork() == 0) {
    if (::fork() == 0) spin(ms);
    ::_exit(0);
  }
  ::close(ends[1]);
  char byte = 0;
  return ::read(ends[0], &byte, 1) == 0 ? 0 : 1;
}

int sleep_in_threads(long count) {
  for (long i = 0; i < count; ++i) {
    pthread_t thread{};
    const auto body = [](void*) -> void* { sleep_for_ever(); };
    if (::pthread_create(&thread, nullptr, body, nullptr) != 0) return 1;
  }
  sleep_for_ever();
}

/// Uses so many mebibytes of stack.
int recurse(long depth) {
  volatile char frame[65536];
  frame[0] = static_cast<char>(depth);
  frame[sizeof frame - 1] = frame[0];
  return depth == 0 ? 0 : recurse(depth - 1) + (frame[0] - frame[sizeof frame - 1]);
}

/// Children burn CPU; nobody waits for them while they do.
int burn_in_children(long count, long ms) {
  ::signal(SIGCHLD, SIG_IGN);
  for (long i = 0; i < count; ++i) {
    if (::fork() == 0) {
      spin(ms);
      ::_exit(0);
    }
  }
  while (::wait(nullptr) > 0) {
  }
  return errno == ECHILD ? 0 : 1;
}

/// A grandchild in a session of its own, deaf to what can be ignored, with stdout open.
int leave_a_daemon() {
  if (::fork() == 0) {
    ::setsid();
    if (::fork() == 0) {
      for (int number = 1; number < 32; ++number) ::signal(number, SIG_IGN);
      sleep_for_ever();
    }
    ::_exit(0);
  }
  ::wait(nullptr);
  return 0;
}

/// Prints the error of opening a path, 0 where it opens.
int try_to_open(const std::string& path, int flags) {
  const int fd = ::open(path.c_str(), flags, 0600);
  std::printf("%d\n", fd >= 0 ? 0 : errno);
  return 0;
}

/// All ways to change what stands behind standard input; prints how many worked.
int tamper_with_input() {
  int worked = 0;
  if (::write(0, "evil", 4) > 0) ++worked;
  if (::ftruncate(0, 0) == 0) ++worked;
  for (const char* path : {"/proc/self/fd/0", "/dev/stdin", "/proc/thread-self/fd/0"}) {
    const int fd = ::open(path, O_RDWR);
    if (fd < 0) continue;
    if (::pwrite(fd, "evil", 4, 0) > 0) ++worked;
    if (::ftruncate(fd, 0) == 0) ++worked;
    if (::mmap(nullptr, 4096, PROT_WRITE, MAP_SHARED, fd, 0) != MAP_FAILED) ++worked;
  }
  std::printf("%d\n", worked);
  return 0;
}

/// Prints the errors of socket(domain) or, for the machine itself, of connect.
int try_the_network() {
  for (const int domain : {AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, 40 /* AF_VSOCK */}) {
    const int fd = ::socket(domain, SOCK_DGRAM, 0);
    std::printf("%d\n", fd >= 0 ? 0 : errno);
  }
  const int local = ::socket(AF_UNIX, SOCK_STREAM, 0);
  std::printf("unix %d\n", local >= 0 ? 0 : errno);
  return 0;
}

/// What a judge that follows links or waits for a FIFO would fall for.
int leave_traps() {
  bool left = ::symlink("/etc/ld.so.cache", "out/link") == 0;
  left = ::symlink("/etc", "out/folder") == 0 && left;
  left = ::mkfifo("out/fifo", 0600) == 0 && left;
  left = ::symlink("/etc/ld.so.cache", "wanted") == 0 && left;
  left = ::mkdir("out/below", 0700) == 0 && left;
  for (const char* name : {"out/plain", "out/below/plain"}) {
    const int fd = ::open(name, O_WRONLY | O_CREAT, 0600);
    left = ::write(fd, name, std::strlen(name)) > 0 && left;
  }
  return left ? 0 : 1;
}

int write_file(const std::string& name, long bytes) {
  const int fd = ::open(name.c_str(), O_WRONLY | O_CREAT, 0600);
  return fd < 0 ? 2 : flood(fd, bytes);
}

int open_descriptors() {
  for (int fd = 0; fd < 1024; ++fd) {
    if (::fcntl(fd, F_GETFD) >= 0) std::printf("%d\n", fd);
  }
  return 0;
}

/// The kernel remembers each name that is not there.
int look_up_names(long count) {
  for (long i = 0; i < count; ++i) {
    if (::access(("/usr/absent-" + std::to_string(i)).c_str(), F_OK) == 0) return 1;
  }
  return 0;
}

int act(const std::string& what, const arguments& with) {
  if (what == "exit") return static_cast<int>(number(with, 0));
  if (what == "raise") return ::raise(static_cast<int>(number(with, 0)));
  if (what == "abort") std::abort();
  if (what == "echo") return echo();
  if (what == "flood") return flood(static_cast<int>(number(with, 0)), number(with, 1));
  if (what == "flood-for-ever") return flood(1, 1L << 60);
  if (what == "spin") spin(number(with, 0));
  if (what == "spin-in-a-thread") return spin_in_a_thread(number(with, 0));
  if (what == "spin-in-children") return spin_in_children(number(with, 0), number(with, 1));
  if (what == "spin-in-an-orphan") return spin_in_an_orphan(number(with, 0));
  if (what == "sleep") sleep_for_ever();
  if (what == "sleep-in-threads") return sleep_in_threads(number(with, 0));
  if (what == "touch") return touch(number(with, 0));
  if (what == "look-up") return look_up_names(number(with, 0));
  if (what == "children") return start_children(number(with, 0));
  if (what == "threads") return start_threads(number(with, 0));
  if (what == "plain-threads") return start_plain_threads(number(with, 0));
  if (what == "recurse") return recurse(number(with, 0) * 16);
  if (what == "burn") return burn_in_children(number(with, 0), number(with, 1));
  if (what == "daemon") return leave_a_daemon();
  if (what == "chain" || what == "chain-and-stay") run_away();
  if (what == "chain-and-stay") sleep_for_ever();
  if (what == "change") return change_named();
  if (what == "signals") return signal_others(static_cast<pid_t>(number(with, 0)));
  if (what == "sockets") return try_sockets();
  if (what == "queues") return try_queues();
  if (what == "read") return try_to_open(with.at(0), O_RDONLY);
  if (what == "read-named") return try_to_open(named_on_input(), O_RDONLY);
  if (what == "create") return try_to_open(with.at(0), O_WRONLY | O_CREAT);
  if (what == "tamper") return tamper_with_input();
  if (what == "network") return try_the_network();
  if (what == "traps") return leave_traps();
  if (what == "write") return write_file(with.at(0), number(with, 1));
  if (what == "descriptors") return open_descriptors();
  if (what == "arguments") {
    for (const auto& one : with) ::write(1, one.c_str(), one.size() + 1);
  }
  if (what == "environment") {
    for (char** one = environ; *one != nullptr; ++one) std::puts(*one);
  }
  if (what == "identity") std::printf("%u %u %d\n", ::getuid(), ::getgid(), ::getpid());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 64;
  const arguments all(argv + 2, argv + argc);
  return act(argv[1], all);
}

// storms <what>: as many of one kernel object as there can be, or as many calls as there can be.
// Expected: bounded by a limit, nothing of it left for the next run.
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "bounds.hpp"

namespace {

using namespace hostile;  // NOLINT(google-build-using-namespace)

constexpr int most = 50'000;

/// How often `make` gives a descriptor or an id.
template <typename Make>
int count(Make make) {
  int made = 0;
  while (made < most && make() >= 0) ++made;
  return made;
}

/// A limit on open files is what all of these meet.
template <typename Make>
int descriptors(Make make) {
  return count(make) < 256 ? 0 : went_too_far;
}

int timers() {
  ::signal(SIGRTMIN, [](int) {});
  const int made = count([] {
    timer_t one{};
    sigevent event{};
    event.sigev_notify = SIGEV_SIGNAL;
    event.sigev_signo = SIGRTMIN;
    if (::timer_create(CLOCK_MONOTONIC, &event, &one) != 0) return -1;
    const itimerspec often{{0, 1'000'000}, {0, 1'000'000}};
    return ::timer_settime(one, 0, &often, nullptr);
  });
  return made < most ? 0 : went_too_far;
}

/// Signals that wait, one after the other, each with a piece of kernel memory.
int waiting_signals() {
  sigset_t all;
  ::sigfillset(&all);
  ::sigprocmask(SIG_BLOCK, &all, nullptr);
  ::signal(SIGRTMIN, SIG_DFL);
  sigval with{};
  return count([&] { return ::sigqueue(::getpid(), SIGRTMIN, with); }) < most ? 0 : went_too_far;
}

int watches() {
  const int queue = ::inotify_init1(0);
  if (queue < 0) return refused;
  const int made = count([queue] {
    static int number = 0;
    const auto name = temporary() + "/gavel_hostile_" + std::to_string(++number);
    if (::mkdir(name.c_str(), 0700) != 0) return -1;
    return ::inotify_add_watch(queue, name.c_str(), IN_ALL_EVENTS);
  });
  return made < most ? 0 : went_too_far;
}

/// epoll instances that watch each other.
int nested_polls() {
  return descriptors([] {
    static int last = -1;
    const int next = ::epoll_create1(0);
    epoll_event event{EPOLLIN | EPOLLET, {}};
    if (next >= 0 && last >= 0) ::epoll_ctl(next, EPOLL_CTL_ADD, last, &event);
    last = next;
    return next;
  });
}

int semaphores() {
  const int made = count([] { return ::semget(IPC_PRIVATE, 250, 0600); });
  ::sem_open("/gavel_hostile", O_CREAT, 0600, 1);
  return made < most ? 0 : went_too_far;
}

int queues() {
  const int made = count([] {
    static int number = 0;
    const auto name = "/gavel_hostile_" + std::to_string(++number);
    return ::mq_open(name.c_str(), O_CREAT | O_RDWR, 0600, nullptr);
  });
  return made == 0 ? 0 : went_too_far;
}

/// Contexts for asynchronous input and output are counted for the whole machine.
int asynchronous_contexts() {
  const int made = count([] {
    aio_context_t context = 0;
    return static_cast<int>(::syscall(SYS_io_setup, 1024, &context));
  });
  return made == 0 ? 0 : went_too_far;
}

/// A list of locks that leads into nowhere, for the kernel to walk when the thread ends.
int robust_list() {
  struct head {
    void* next;
    long offset;
    void* pending;
  };
  static head list{};
  list = {&list, 1L << 60, reinterpret_cast<void*>(0xdead000)};
  list.next = reinterpret_cast<void*>(reinterpret_cast<std::uintptr_t>(&list) + 8);
  ::syscall(SYS_set_robust_list, &list, sizeof list);
  return 0;
}

int maps() {
  const int made = count([] {
    static int number = 0;
    // Neighbours with different rights cannot become one.
    const int rights = ++number % 2 == 0 ? PROT_READ : PROT_NONE;
    return ::mmap(nullptr, 4096, rights, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0;
  });
  return made > 0 ? 0 : refused;
}

int locks() {
  const int file = ::open("gavel_hostile", O_CREAT | O_RDWR, 0600);
  const int made = count([file] {
    static int number = 0;
    struct flock one {};
    one.l_type = F_WRLCK;
    one.l_start = 2L * ++number;
    one.l_len = 1;
    return ::fcntl(file, F_SETLK, &one);
  });
  return made > 0 ? 0 : refused;
}

/// Opens and closes, asks all processors to take notice: no end of calls.
int calls() {
  constexpr int register_expedited = 1 << 4;
  constexpr int expedited = 1 << 3;
  ::syscall(SYS_membarrier, register_expedited, 0, 0);
  while (in_bounds()) {
    ::close(::open("/usr/bin/env", O_RDONLY));
    ::syscall(SYS_membarrier, expedited, 0, 0);
  }
  return 0;
}

/// Fresh memory given back at once, from several threads that all must hear of it.
int unmapping() {
  const auto body = [](void*) -> void* {
    while (in_bounds()) {
      void* const one = ::mmap(nullptr, 1 << 16, PROT_READ | PROT_WRITE,
                               MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
      ::munmap(one, 1 << 16);
    }
    return nullptr;
  };
  for (int i = 0; i < 3; ++i) {
    pthread_t one{};
    if (::pthread_create(&one, nullptr, body, nullptr) != 0) return refused;
  }
  body(nullptr);
  return 0;
}

int attack(std::string_view what) {
  if (what == "pipes") {
    return descriptors([] {
      int ends[2];
      return ::pipe(ends);
    });
  }
  if (what == "copies") return descriptors([] { return ::dup(0); });
  if (what == "events") return descriptors([] { return ::eventfd(0, 0); });
  if (what == "timer-descriptors") {
    return descriptors([] { return ::timerfd_create(CLOCK_MONOTONIC, 0); });
  }
  if (what == "nested-polls") return nested_polls();
  if (what == "timers") return timers();
  if (what == "waiting-signals") return waiting_signals();
  if (what == "watches") return watches();
  if (what == "semaphores") return semaphores();
  if (what == "queues") return queues();
  if (what == "asynchronous-contexts") return asynchronous_contexts();
  if (what == "robust-list") return robust_list();
  if (what == "maps") return maps();
  if (what == "locks") return locks();
  if (what == "calls") return calls();
  if (what == "unmapping") return unmapping();
  return 64;
}

}  // namespace

int main(int argc, char** argv) {
  elapsed();
  return attack(argc > 1 ? argv[1] : "");
}

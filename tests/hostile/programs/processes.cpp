// Processes beyond the limit, that outlive their run, that nobody waits for, that kill.
// Expected: bounded, counted, gone with the run; refused (exit 9) where they cannot be counted.
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <new>
#include <string_view>

#include "bounds.hpp"

namespace {

using namespace hostile;  // NOLINT(google-build-using-namespace)

std::atomic<int>* started = nullptr;  // by all processes together

pid_t start_one() {
  if (*started >= most_processes) return -1;
  const pid_t pid = ::fork();
  if (pid > 0) ++*started;
  return pid;
}

[[noreturn]] void linger() {
  sleep_within_bounds();
  ::_exit(0);
}

void ignore_all_signals() {
  for (int number = 1; number < 65; ++number) ::signal(number, SIG_IGN);
}

/// Every process forks without end.
int bomb() {
  while (in_bounds() && *started < most_processes) ::fork() > 0 ? ++*started : 0;
  return 0;
}

/// 5000 children are asked for and stay; the limit is 32 processes with this one.
int many() {
  int here = 0;
  for (int i = 0; i < 5000; ++i) {
    const pid_t pid = start_one();
    if (pid == 0) linger();
    if (pid > 0) ++here;
  }
  return here > 31 ? went_too_far : 0;
}

int threads() {
  int here = 0;
  pthread_attr_t small;
  ::pthread_attr_init(&small);
  ::pthread_attr_setstacksize(&small, 65536);
  for (int i = 0; i < most_processes; ++i) {
    pthread_t one{};
    const auto body = [](void*) -> void* { linger(); };
    if (::pthread_create(&one, &small, body, nullptr) == 0) ++here;
  }
  ::_exit(here > 31 ? went_too_far : here == 0 ? refused : 0);
}

/// One child after the other; each costs CPU to make.
int one_after_the_other() {
  for (int i = 0; i < 100'000 && in_bounds(); ++i) {
    const pid_t pid = ::fork();
    if (pid < 0) return refused;
    if (pid == 0) ::_exit(0);
    ::waitpid(pid, nullptr, 0);
  }
  return 0;
}

/// Children of our parent, whom we need not wait for.
int siblings() {
  int here = 0;
  for (int i = 0; i < 100; ++i) {
    const long pid =
        ::syscall(SYS_clone, CLONE_PARENT | SIGCHLD, nullptr, nullptr, nullptr, nullptr);
    if (pid == 0) linger();
    if (pid > 0) ++here;
  }
  return here == 0 ? refused : here > 31 ? went_too_far : 0;
}

/// In a session of its own, twice away from us, deaf, with all descriptors open.
int daemon() {
  const pid_t pid = start_one();
  if (pid < 0) return refused;
  if (pid == 0) {
    ::setsid();
    if (::fork() == 0) {
      ignore_all_signals();
      linger();
    }
    ::_exit(0);
  }
  ::waitpid(pid, nullptr, 0);
  return 0;
}

/// Orphans come to us, and we go.
int false_parent() { return ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0 ? daemon() : refused; }

int child_keeps_output_open() {
  const pid_t pid = start_one();
  if (pid == 0) linger();
  return pid < 0 ? refused : 0;
}

int orphan_burns() {
  const pid_t pid = start_one();
  if (pid == 0) {
    ::setsid();
    burn(10'000);
    ::_exit(0);
  }
  return pid < 0 ? refused : 0;
}

/// Half a second of CPU in each of four children, waited for or not.
int burn_in_children(bool wait_for_them) {
  if (!wait_for_them) ::signal(SIGCHLD, SIG_IGN);
  int here = 0;
  for (int i = 0; i < 4; ++i) {
    const pid_t pid = start_one();
    if (pid == 0) {
      burn(500);
      ::_exit(0);
    }
    if (pid > 0) ++here;
  }
  while (::wait(nullptr) > 0) {
  }
  return here == 0 ? refused : 0;
}

/// Where we see the processes of the machine, asking whether we could is enough.
int ask_for_everyone() {
  for (pid_t id = 1; id < 100'000; ++id) {
    if (id != ::getpid() && ::kill(id, 0) == 0) return went_too_far;
  }
  return 0;
}

int kill_everyone() {
  if (::getpid() > 100) return ask_for_everyone();
  for (const int number : {SIGSTOP, SIGKILL, SIGTERM, SIGCONT}) {
    ::kill(-1, number);
    ::kill(1, number);
    ::kill(::getppid(), number);
  }
  ::kill(1, SIGSEGV);
  sigval with{};
  ::sigqueue(1, SIGRTMAX, with);
  ::kill(0, SIGCONT);
  return 0;
}

/// The first thread ends, another one goes on.
void leave_a_thread(void* (*body)(void*)) {
  pthread_t one{};
  if (::pthread_create(&one, nullptr, body, nullptr) != 0) ::_exit(refused);
  ::syscall(SYS_exit, 0);  // of this thread alone
}

int attack(std::string_view what) {
  if (what == "bomb") return bomb();
  if (what == "many") return many();
  if (what == "threads") return threads();
  if (what == "one-after-the-other") return one_after_the_other();
  if (what == "siblings") return siblings();
  if (what == "daemon") return daemon();
  if (what == "false-parent") return false_parent();
  if (what == "child-keeps-output-open") return child_keeps_output_open();
  if (what == "orphan-burns") return orphan_burns();
  if (what == "burn-in-children") return burn_in_children(true);
  if (what == "burn-in-ignored-children") return burn_in_children(false);
  if (what == "kill") return kill_everyone();
  if (what == "headless-burn") {
    leave_a_thread([](void*) -> void* {
      burn(10'000);
      ::_exit(0);
    });
  }
  if (what == "headless-sleep") leave_a_thread([](void*) -> void* { linger(); });
  return 64;
}

}  // namespace

int main(int argc, char** argv) {
  void* page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) return 65;
  started = new (page) std::atomic<int>(0);
  elapsed();
  return attack(argc > 1 ? argv[1] : "");
}

// Programs that do not end, that end a little late, that sleep. Expected: a burner is stopped for
// CPU time, a sleeper by the wall clock, whatever signals they ignore or catch.
#include <linux/futex.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "bounds.hpp"

namespace {

using namespace hostile;  // NOLINT(google-build-using-namespace)

constexpr long for_ever = 10'000;

void ignore_all_signals() {
  for (int number = 1; number < 65; ++number) ::signal(number, SIG_IGN);
  sigset_t all;
  ::sigfillset(&all);
  ::sigprocmask(SIG_BLOCK, &all, nullptr);
}

int burn_in_threads() {
  for (int i = 0; i < 3; ++i) {
    pthread_t one{};
    const auto body = [](void*) -> void* {
      burn(for_ever);
      return nullptr;
    };
    if (::pthread_create(&one, nullptr, body, nullptr) != 0) return refused;
  }
  burn(for_ever);
  return 0;
}

/// A little more than the limit, then the answer.
int answer_late() {
  burn(1030);
  std::puts("42");
  return 0;
}

/// The kernel's own signal for used up CPU, and an answer from its handler. The kernel counts in
/// ticks and may be early.
int answer_from_the_handler() {
  ::signal(SIGXCPU, [](int) {
    burn(1030);
    ::write(1, "42\n", 3);
    ::_exit(0);
  });
  rlimit limit{};
  ::getrlimit(RLIMIT_CPU, &limit);
  limit.rlim_cur = 1;
  ::setrlimit(RLIMIT_CPU, &limit);
  burn(for_ever);
  return 0;
}

/// Lifts or ignores whatever the kernel itself would do about the CPU time.
int burn_without_limit() {
  ::signal(SIGXCPU, SIG_IGN);
  const rlimit limit{RLIM_INFINITY, RLIM_INFINITY};
  ::setrlimit(RLIMIT_CPU, &limit);
  burn(for_ever);
  return 0;
}

int stop_itself() {
  ::raise(SIGSTOP);
  return 0;
}

/// What is behind the end of the input.
int read_on() {
  char byte = 0;
  while (in_bounds()) ::read(0, &byte, 1);
  return 0;
}

int wait_for_a_pipe() {
  int ends[2];
  if (::pipe(ends) != 0) return 65;
  pollfd watched{ends[0], POLLIN, 0};
  ::poll(&watched, 1, static_cast<int>(most_seconds * 1000));
  return 0;
}

int wait_for_a_lock() {
  int word = 0;
  const timespec until{most_seconds, 0};
  ::syscall(SYS_futex, &word, FUTEX_WAIT, 0, &until, nullptr, 0);
  return 0;
}

/// The parent of vfork's child cannot be reached by signals that it could catch.
int wait_for_a_borrower() {
  const pid_t pid = ::vfork();
  if (pid == 0) {
    sleep_within_bounds();
    ::_exit(0);
  }
  return pid < 0 ? refused : 0;
}

int yield_without_end() {
  while (in_bounds()) ::sched_yield();
  return 0;
}

/// A signal every microsecond, from a timer that restarts.
int signal_storm() {
  ::signal(SIGALRM, [](int) {});
  const itimerval often{{0, 1}, {0, 1}};
  ::setitimer(ITIMER_REAL, &often, nullptr);
  burn(for_ever);
  return 0;
}

/// One thread wakes whom nobody made sleep, another one waits for what is already there.
int wake_storm() {
  static int word = 0;
  pthread_t one{};
  const auto body = [](void*) -> void* {
    while (in_bounds()) ::syscall(SYS_futex, &word, FUTEX_WAKE, 8, nullptr, nullptr, 0);
    return nullptr;
  };
  if (::pthread_create(&one, nullptr, body, nullptr) != 0) return refused;
  while (in_bounds()) ::syscall(SYS_futex, &word, FUTEX_WAIT, 1, nullptr, nullptr, 0);
  return 0;
}

/// Becomes the same program again and again; the third word tells how often.
int replace_itself(char** argv) {
  const long before = argv[2] == nullptr ? 0 : std::strtol(argv[2], nullptr, 10);
  if (before == 20'000) return 0;
  char count[32];
  std::snprintf(count, sizeof count, "%ld", before + 1);
  char* words[] = {argv[0], argv[1], count, nullptr};
  ::execv(argv[0], words);
  return refused;
}

int attack(std::string_view what, char** argv) {
  if (what == "burn") burn(for_ever);
  if (what == "burn-in-threads") return burn_in_threads();
  if (what == "answer-late") return answer_late();
  if (what == "answer-from-the-handler") return answer_from_the_handler();
  if (what == "burn-without-limit") return burn_without_limit();
  if (what == "sleep") sleep_within_bounds();
  if (what == "stop-itself") return stop_itself();
  if (what == "read-on") return read_on();
  if (what == "wait-for-a-pipe") return wait_for_a_pipe();
  if (what == "wait-for-a-lock") return wait_for_a_lock();
  if (what == "wait-for-a-borrower") return wait_for_a_borrower();
  if (what == "yield") return yield_without_end();
  if (what == "signal-storm") return signal_storm();
  if (what == "wake-storm") return wake_storm();
  if (what == "replace-itself") return replace_itself(argv);
  return what == "burn" || what == "sleep" ? 0 : 64;
}

}  // namespace

int main(int argc, char** argv) {
  elapsed();
  if (argc > 2 && std::string_view(argv[2]) == "deaf") ignore_all_signals();
  return attack(argc > 1 ? argv[1] : "", argv);
}

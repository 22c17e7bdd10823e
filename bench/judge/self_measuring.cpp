// Does a known amount of work and prints what it measured about itself, in nanoseconds.
//
//   self_measuring spin MS          one thread
//   self_measuring threads N MS     N threads, MS each
//   self_measuring children N MS    N children, MS each, which it waits for
//   self_measuring orphans N MS     the same, but their parents are gone
//   self_measuring call NAME N      N system calls; prints the nanoseconds of one
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string_view>
#include <thread>
#include <vector>

namespace {

constexpr int max_processes = 16;

std::int64_t used(clockid_t clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  return now.tv_sec * std::int64_t{1'000'000'000} + now.tv_nsec;
}

/// Until the clock has moved on by so much.
void spin(clockid_t clock, std::int64_t ns) {
  const auto end = used(clock) + ns;
  while (used(clock) < end) {
  }
}

std::int64_t in_threads(int count, std::int64_t ns) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < count; ++i) threads.emplace_back(spin, CLOCK_THREAD_CPUTIME_ID, ns);
  threads.clear();
  return used(CLOCK_PROCESS_CPUTIME_ID);
}

/// Each process writes down its own CPU time as its last act. Zero when one could not be started.
std::int64_t in_processes(int count, std::int64_t ns, bool orphans) {
  const auto size = sizeof(std::int64_t) * max_processes;
  void* shared = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  std::array<int, 2> ends{};
  if (shared == MAP_FAILED || count > max_processes || ::pipe(ends.data()) != 0) return 0;
  auto* const measured = static_cast<volatile std::int64_t*>(shared);
  for (int i = 0; i < count; ++i) {
    const pid_t child = ::fork();
    if (child < 0) return 0;
    if (child > 0) continue;
    // The parent of an orphan writes down its own part, and goes.
    const pid_t orphan = orphans ? ::fork() : 0;
    if (orphan == 0) spin(CLOCK_PROCESS_CPUTIME_ID, ns);
    const int slot = orphan > 0 ? count + i : i;
    measured[slot] = used(CLOCK_PROCESS_CPUTIME_ID);
    ::_exit(orphan < 0 ? 1 : 0);
  }
  // The end of the pipe is seen when the last process that holds it is gone.
  ::close(ends[1]);
  char byte = 0;
  while (::read(ends[0], &byte, 1) > 0) {
  }
  while (::wait(nullptr) > 0) {
  }
  std::int64_t sum = used(CLOCK_PROCESS_CPUTIME_ID);
  for (int i = 0; i < max_processes; ++i) sum += measured[i];
  return sum;
}

std::int64_t of_a_call(std::string_view name, int count) {
  rlimit limit{};
  const auto begin = used(CLOCK_THREAD_CPUTIME_ID);
  for (int i = 0; i < count; ++i) {
    if (name == "getppid") {
      ::syscall(SYS_getppid);
    } else if (name == "prlimit64") {
      ::syscall(SYS_prlimit64, 0, RLIMIT_NOFILE, nullptr, &limit);
    } else {
      ::syscall(SYS_read, -1, nullptr, 0);
    }
  }
  return (used(CLOCK_THREAD_CPUTIME_ID) - begin) / count;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc > 1 ? argv[1] : "";
  const auto number = [&](int i) { return argc > i ? std::atoi(argv[i]) : 0; };
  const auto ns = std::int64_t{number(argc - 1)} * 1'000'000;
  std::int64_t measured = 0;
  if (what == "spin") {
    spin(CLOCK_PROCESS_CPUTIME_ID, ns);
    measured = used(CLOCK_PROCESS_CPUTIME_ID);
  } else if (what == "threads") {
    measured = in_threads(number(2), ns);
  } else if (what == "children" || what == "orphans") {
    measured = in_processes(number(2), ns, what == "orphans");
  } else if (what == "call" && argc == 4) {
    measured = of_a_call(argv[2], number(3));
  }
  std::printf("%lld\n", static_cast<long long>(measured));
  return measured > 0 ? 0 : 1;
}

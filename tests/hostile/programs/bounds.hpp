// tests/hostile/programs/bounds.hpp - what a hostile program never exceeds by itself, so that it is
// harmless where the sandbox does not hold it. Exit codes that all of them share.
#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <string>

namespace hostile {

inline constexpr long most_seconds = 15;
inline constexpr long most_mebibytes = 400;
inline constexpr int most_processes = 1000;

inline constexpr int went_too_far = 8;  ///< more was granted than may be
inline constexpr int refused = 9;       ///< nothing was granted

/// Seconds since the program asked first.
inline long elapsed() {
  static const auto start = [] {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
  }();
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec - start;
}

/// For the conditions of loops that are endless but for this.
inline bool in_bounds() { return elapsed() < most_seconds; }

/// CPU of this process, all threads.
inline long cpu_ms() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1'000'000;
}

/// Burns CPU, within bounds.
inline void burn(long ms) {
  while (cpu_ms() < ms && in_bounds()) {
  }
}

/// The folder for temporary files, which is elsewhere where there are no mounts.
inline std::string temporary() {
  const char* const named = ::getenv("TMPDIR");
  return named == nullptr ? "/tmp" : named;
}

/// How many of the things that must not work did: the exit code of the programs that try many.
inline int worked = 0;

/// Prints what worked.
inline void expect_failure(const std::string& name, bool succeeded) {
  if (!succeeded) return;
  ::puts(name.c_str());
  ++worked;
}

/// The same for a system call that returns less than 0 where it fails.
inline void expect_error(const std::string& name, long returned) {
  expect_failure(name, returned >= 0);
}

inline void sleep_within_bounds() {
  while (in_bounds()) {
    const timespec nap{1, 0};
    ::nanosleep(&nap, nullptr);
  }
}

}  // namespace hostile

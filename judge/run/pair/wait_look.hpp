// judge/run/pair/wait_look.hpp - whether a program can go on by itself, as /proc tells.
#pragma once

#include <sys/types.h>

#include <cstdint>

#include "judge/model/pair.hpp"

namespace judge {

struct wait_look {
  waiting is = waiting::unknown;
  /// How often it was put on a core or taken from one: two looks with the same number have seen the
  /// same wait.
  std::uint64_t switches = 0;
  /// A timer of its own may end the wait: alarm() with a handler, or one of timer_create().
  bool may_wake_up = false;
  bool operator==(const wait_look&) const = default;
};

/// What a program waits for, `input` and `output` being the inodes of its own two pipes. Certain
/// only for a program of one process with one thread, on a kernel that tells; else unknown.
[[nodiscard]] wait_look look_at(pid_t program, ino_t input, ino_t output);

/// It is on its way out, or gone: what it holds open is being closed because of that.
[[nodiscard]] bool is_ending(pid_t program);

}  // namespace judge

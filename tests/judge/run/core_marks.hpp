// tests/judge/run/core_marks.hpp - whether a worker could have had a core.
#pragma once

#include <fmt/format.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <cstddef>
#include <string>

#include "judge/base/unique_fd.hpp"

namespace judge::testing {

/// Judges, this one or others, have each core that this thread may use: none of their names is
/// free. Looks by itself, so that a lease that is never given is told from one that is taken.
inline bool all_cores_are_held() {
  cpu_set_t may;
  CPU_ZERO(&may);
  if (::sched_getaffinity(0, sizeof may, &may) != 0) return false;
  for (int core = 0; core < CPU_SETSIZE; ++core) {
    if (!CPU_ISSET(static_cast<std::size_t>(core), &may)) continue;
    const unique_fd mark(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const auto name = fmt::format("gavel-core-{}", core);
    name.copy(address.sun_path + 1, sizeof address.sun_path - 1);
    const auto size = offsetof(sockaddr_un, sun_path) + 1 + name.size();
    const bool free = ::bind(mark.get(), reinterpret_cast<const sockaddr*>(&address),
                             static_cast<socklen_t>(size)) == 0;
    if (free || errno != EADDRINUSE) return false;
  }
  return true;
}

}  // namespace judge::testing

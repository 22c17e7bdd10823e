// judge/run/core_lease.hpp - a core for one worker.
#pragma once

#include <sched.h>
#include <sys/types.h>

#include <optional>
#include <utility>

#include "judge/base/unique_fd.hpp"

namespace judge {

/// A core that no other worker of this machine's judges uses, for as long as this lives. Programs
/// that stay on one core find their data in its caches, and the steps of a run, which wait for each
/// other, wake each other faster there than from core to core.
class core_lease {
 public:
  /// A free core of those that this thread may use, first threads of physical cores first. Empty
  /// where all are taken: the worker then runs wherever there is room.
  [[nodiscard]] static std::optional<core_lease> take();

  [[nodiscard]] int core() const { return core_; }

 private:
  core_lease(int core, unique_fd mark) : core_(core), mark_(std::move(mark)) {}

  int core_;
  unique_fd mark_;
};

/// Best effort: binds a process, and what it will start, to a core.
void bind_to_core(pid_t process, int core);

/// Binds the calling thread to the core of a lease, if there is one, and lets it go at the end.
class thread_on_core {
 public:
  explicit thread_on_core(const std::optional<core_lease>& lease)
      : thread_on_core(lease ? lease->core() : -1) {}
  explicit thread_on_core(int core);  ///< -1: to none
  thread_on_core(const thread_on_core&) = delete;
  thread_on_core& operator=(const thread_on_core&) = delete;
  ~thread_on_core();

 private:
  bool bound_ = false;
  cpu_set_t before_{};
};

}  // namespace judge

// judge/run/seccomp_filter.hpp - which system calls a program may make, as the kernel reads it.
#pragma once

#include "judge/base/result.hpp"
#include "judge/base/unique_fd.hpp"

namespace judge {

/// Compiled filters as memfds. Everything is allowed but what reaches beyond the sandbox or into
/// the kernel's rarely used corners; refusals are errors (EPERM, ENOSYS), foreign architectures
/// kill.
struct seccomp_filters {
  unique_fd with_processes;
  unique_fd threads_only;  ///< no new processes; for where they could not be counted
};

/// What else keeps a program from the rest of the machine.
enum class surroundings {
  namespaces,
  landlock  ///< the same processes, sockets, queues and files as everyone: far more is refused
};

[[nodiscard]] result<seccomp_filters> make_seccomp_filters(surroundings where);

}  // namespace judge

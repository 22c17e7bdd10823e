// judge/run/sandbox.hpp - runs programs apart from the machine and from each other.
#pragma once

#include <limits>
#include <memory>
#include <stop_token>

#include "judge/base/result.hpp"
#include "judge/model/ports.hpp"
#include "judge/model/run.hpp"

namespace judge {

struct sandbox_options {
  unsigned workers = 1;  ///< programs at the same time
  /// Anything weaker is an error. `none` is for those who trust every program there will be.
  isolation required = isolation::l1;
  // To see how weaker levels and older kernels do: nothing stronger is tried, nothing newer used.
  isolation strongest = isolation::l0;
  unsigned newest_landlock = std::numeric_limits<unsigned>::max();
};

/// A few workers, each with a zygote that waits inside its namespaces. L0 and L1 need
/// bubblewrap, and L0 a cgroup as well: as root, or version 2 and a systemd that gives one.
///
/// L2 needs neither, only a kernel with Landlock. It is for where namespaces are forbidden, and
/// weaker; a program there
/// - is a process among all others: as root the judge gives it a user of its own, else it has the
///   judge's;
/// - opens nothing but the system's programs and libraries, its box and its own two folders,
///   signals nobody and reaches no network; but it can ask whether a file exists, how large it is
///   and whose (stat, access), since no filter can tell one path from another, and it can read what
///   the kernel tells everybody about the machine (uname, sysinfo);
/// - has no /proc, no /box, /work and /tmp of its own: its words and environment name the real
///   folders, below the judge's temporary one (inside_paths.hpp), and what it has written into its
///   code must be relative or from TMPDIR;
/// - finds no name for a socket, no socket but a connected pair, no System V or POSIX queue, and
///   may not leave its process group, change modes, owners, times or attributes by path, or watch
///   folders;
/// - fills real folders: each file is bounded while it runs, all of them together are measured only
///   at its end, and not at all in number;
/// - is bounded as at L1: no processes of its own but for compilers, memory by address space. Where
///   the judge is not root, the bound on threads adds what the user has running at the start, which
///   makes it inexact.
///
/// None is the same without Landlock and seccomp: nothing but limits.
class sandbox final : public runner {
 public:
  /// Starts the workers at the strongest level there is. When `stop` fires, running programs are
  /// killed at once and run() answers `interrupted`. The error says what is missing.
  [[nodiscard]] static result<std::unique_ptr<sandbox>> start(const sandbox_options& options,
                                                              std::stop_token stop);
  ~sandbox() override;

  /// Safe to call from several threads; waits where all workers are busy.
  result<run_outcome> run(const run_request& request) override;
  /// Likewise. Submission and interactor share the core of one worker.
  result<pair_outcome> run_pair(const pair_request& request) override;

  /// What is in force, for every worker.
  [[nodiscard]] isolation level() const override;

 private:
  struct state;
  explicit sandbox(std::unique_ptr<state> made);
  std::unique_ptr<state> state_;
};

}  // namespace judge

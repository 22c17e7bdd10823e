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

/// A few workers, each with a zygote that waits inside its namespaces. Needs bubblewrap; L0 needs
/// a cgroup as well: as root, or version 2 and a systemd that gives one.
class sandbox final : public runner {
 public:
  /// Starts the workers at the strongest level there is. When `stop` fires, running programs are
  /// killed at once and run() answers `interrupted`. The error says what is missing.
  [[nodiscard]] static result<std::unique_ptr<sandbox>> start(const sandbox_options& options,
                                                              std::stop_token stop);
  ~sandbox() override;

  /// Safe to call from several threads; waits where all workers are busy.
  result<run_outcome> run(const run_request& request) override;

  /// What is in force, for every worker.
  [[nodiscard]] isolation level() const override;

 private:
  struct state;
  explicit sandbox(std::unique_ptr<state> made);
  std::unique_ptr<state> state_;
};

}  // namespace judge

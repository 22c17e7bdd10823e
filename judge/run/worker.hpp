// judge/run/worker.hpp - one zygote, its cgroup, and the run that it has in hand.
#pragma once

#include <memory>
#include <optional>
#include <stop_token>

#include "judge/base/result.hpp"
#include "judge/model/run.hpp"
#include "judge/run/cgroup.hpp"
#include "judge/run/core_lease.hpp"
#include "judge/run/launch.hpp"
#include "judge/run/plain_place.hpp"
#include "judge/run/seccomp_filter.hpp"

namespace judge {

/// Runs one program at a time; used by one thread at a time.
class worker {
 public:
  /// `number` tells the workers of a sandbox apart; `landlock` is the version to use, for l2.
  [[nodiscard]] static result<std::unique_ptr<worker>> start(unsigned number, isolation level,
                                                             const seccomp_filters& filters,
                                                             unsigned landlock);

  [[nodiscard]] result<run_outcome> run(const run_request& request, const std::stop_token& stop);

  /// Lets the zygote go without waiting for its end, which the destructor does. No run after this.
  void hang_up() {
    if (zygote_) zygote_->hang_up();
  }

  [[nodiscard]] isolation level() const { return level_; }

 private:
  worker(isolation level, const seccomp_filters& filters, unsigned landlock)
      : level_(level), filters_(filters), landlock_(landlock) {}

  /// Starts the zygote, puts it into the group, and has the first init made.
  [[nodiscard]] status wake();
  [[nodiscard]] result<zygote_process> start_zygote() const;
  /// After a run: reads its counters, and has the next init made.
  void settle();
  /// False where the zygote is gone.
  [[nodiscard]] bool make_next_init();

  /// Empty: the zygote died, which is not the program's fault.
  [[nodiscard]] std::optional<result<run_outcome>> try_run(const run_request& request,
                                                           const std::stop_token& stop);
  struct session;
  /// Without mounts: the box and the files are there before the request is.
  [[nodiscard]] status furnish_place(const run_request& request, session& one);
  [[nodiscard]] std::optional<result<run_outcome>> finish(const run_request& request, session& one,
                                                          const std::stop_token& stop);

  isolation level_;
  const seccomp_filters& filters_;
  unsigned landlock_;
  unsigned user_ = 0;
  std::optional<core_lease> core_;
  std::unique_ptr<cgroup> group_;
  std::optional<plain_place> place_;  ///< from l2 down
  unique_fd ruleset_;                 ///< at l2
  std::optional<zygote_process> zygote_;
  std::uint32_t runs_ = 0;  ///< of this zygote, the one in hand too
  cgroup::usage used_;      ///< by the last run, where there is a group
};

}  // namespace judge

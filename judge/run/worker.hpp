// judge/run/worker.hpp - one zygote, its cgroup, and the run that it has in hand.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "judge/base/result.hpp"
#include "judge/model/run.hpp"
#include "judge/run/attend.hpp"
#include "judge/run/cgroup/cgroup.hpp"
#include "judge/run/core_lease.hpp"
#include "judge/run/launch.hpp"
#include "judge/run/plain/plain_place.hpp"
#include "judge/run/request.hpp"
#include "judge/run/seccomp_filter.hpp"
#include "judge/run/session.hpp"

namespace judge {

/// Runs one program at a time; used by one thread at a time.
class worker {
 public:
  /// `number` tells the workers of a sandbox apart; `landlock` is the version to use, for l2.
  [[nodiscard]] static result<std::unique_ptr<worker>> start(unsigned number, isolation level,
                                                             const seccomp_filters& filters,
                                                             unsigned landlock,
                                                             std::optional<core_lease> core);

  [[nodiscard]] result<run_outcome> run(const run_request& request, const std::stop_token& stop);

  /// A second worker that belongs to this one, for the interactor of a pair. Started when it is
  /// first asked for. So that pairs never wait for each other with half of what they need, no
  /// other run is given to it.
  [[nodiscard]] result<worker*> partner();
  [[nodiscard]] const std::optional<core_lease>& core() const { return core_; }

  // The steps of a run, for those who attend it themselves (pair.cpp): wake() where it is not
  // awake(); begin(), attend, finish(), or abandon() in place of the last two. An empty answer: the
  // zygote died, which is not the program's fault; forget() it.

  [[nodiscard]] bool awake() const { return zygote_.has_value(); }
  /// Starts the zygote, puts it into the group, and has the first init made.
  [[nodiscard]] status wake();
  void forget() { zygote_.reset(); }
  [[nodiscard]] const zygote_process& zygote() const { return *zygote_; }
  [[nodiscard]] const cgroup* group() const { return group_.get(); }
  [[nodiscard]] std::uint32_t serial() const { return runs_; }  ///< of the run in hand
  /// For the next run's session.
  [[nodiscard]] request_surroundings surroundings() const;

  /// The program may be running when this returns. After an error there is no run in hand.
  [[nodiscard]] std::optional<status> begin(const run_request& request, session& one);
  /// Ends the run in hand, whatever it is at.
  void abandon();
  /// What was read from the program.
  struct written_output {
    std::uint64_t output_bytes = 0;
    std::uint64_t error_bytes = 0;
    std::string output;
    std::string errors;
  };
  [[nodiscard]] std::optional<result<run_outcome>> finish(const run_request& request, session& one,
                                                          const attendance& seen,
                                                          written_output written);

  /// Lets the zygote go without waiting for its end, which the destructor does, or the next run,
  /// which starts another one.
  void hang_up() {
    if (zygote_) zygote_->hang_up();
    if (partner_) partner_->hang_up();
  }

  [[nodiscard]] isolation level() const { return level_; }

 private:
  worker(unsigned number, isolation level, const seccomp_filters& filters, unsigned landlock)
      : number_(number), level_(level), filters_(filters), landlock_(landlock) {}

  [[nodiscard]] result<zygote_process> start_zygote() const;
  /// After a run: reads its counters, and has the next init made.
  void settle();
  /// False where the zygote is gone.
  [[nodiscard]] bool make_next_init();

  [[nodiscard]] std::optional<result<run_outcome>> try_run(const run_request& request,
                                                           const std::stop_token& stop);
  /// Without mounts: the box and the files are there before the request is.
  [[nodiscard]] status furnish_place(const run_request& request, session& one);

  unsigned number_;
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
  std::unique_ptr<worker> partner_;
};

}  // namespace judge

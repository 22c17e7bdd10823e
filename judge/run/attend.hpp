// judge/run/attend.hpp - stands by a run from its start to its end: drains, measures, stops.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

#include "judge/base/unique_fd.hpp"
#include "judge/model/run.hpp"
#include "judge/run/cgroup.hpp"
#include "judge/run/protocol.hpp"

namespace judge {

/// Reads a pipe to its end, keeps the first bytes and counts all.
class drain {
 public:
  drain(unique_fd pipe, std::uint64_t keep) : pipe_(std::move(pipe)), keep_(keep) {}
  /// Reads what is there, up to a bound: the writer may be faster than we are.
  void read_some();
  /// Reads the rest; for when nobody writes any more.
  void read_rest();
  [[nodiscard]] int fd() const { return pipe_.get(); }  ///< -1 at the end of file
  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] std::string take() { return std::move(kept_); }

 private:
  /// False when there is nothing more to read now.
  bool read_once();

  unique_fd pipe_;
  std::uint64_t keep_;
  std::uint64_t count_ = 0;
  std::string kept_;
};

/// What was seen of a run from outside.
struct attendance {
  std::optional<wire::answer> answer;  ///< empty: the zygote died
  stop_reason stopped = stop_reason::none;
  bool interrupted = false;
  bool never_started = false;         ///< given up before the program ran
  pid_t program = 0;                  ///< once it ran
  std::chrono::nanoseconds cpu{0};    ///< as last looked at; only where there is no group
  std::chrono::nanoseconds wall{0};   ///< from the start of the program, if it started
  std::chrono::nanoseconds wait{0};   ///< for a core, as wait_meter has it
  std::chrono::nanoseconds steal{0};  ///< as steal_meter has it
};

/// Returns when all processes of run `serial` are gone. `group` may be null.
[[nodiscard]] attendance attend(int control, std::uint32_t serial, const run_limits& limits,
                                const cgroup* group, drain& output, drain& errors,
                                const std::stop_token& stop);

}  // namespace judge

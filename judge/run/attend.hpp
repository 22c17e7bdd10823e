// judge/run/attend.hpp - stands by a run from its start to its end: drains, measures, stops.
#pragma once

#include <poll.h>
#include <sys/types.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <utility>

#include "judge/base/unique_fd.hpp"
#include "judge/model/run.hpp"
#include "judge/run/cgroup/cgroup.hpp"
#include "judge/run/measure/steal_meter.hpp"
#include "judge/run/measure/wait_meter.hpp"
#include "judge/run/protocol.hpp"

namespace judge {

/// Of standard error, to be kept.
inline constexpr std::uint64_t error_limit = 64 * 1024;

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

/// A descriptor that becomes readable, and stays so, when the judge is interrupted.
class interruption_fd {
 public:
  explicit interruption_fd(const std::stop_token& stop);
  [[nodiscard]] int get() const { return event_.get(); }

 private:
  unique_fd event_;
  std::stop_callback<std::function<void()>> callback_;  // last: it uses the event
};

/// One run as the loop that stands by it sees it: attend() below for a run alone.
class attendant {
 public:
  using clock = std::chrono::steady_clock;
  using nanoseconds = std::chrono::nanoseconds;
  static constexpr std::size_t fds = 3;

  /// `group` may be null. What is given by reference must outlive this.
  attendant(int control, std::uint32_t serial, const run_limits& limits, const cgroup* group,
            drain& output, drain& errors)
      : control_(control),
        serial_(serial),
        limits_(limits),
        group_(group),
        output_(output),
        errors_(errors) {}

  /// What to wait for, and until when.
  [[nodiscard]] std::array<pollfd, fds> watched() const;
  [[nodiscard]] clock::time_point next_look() const;
  /// What came of the waiting, in the same order.
  void heed(std::span<const pollfd, fds> seen);

  /// When it is time to look: measures the program, then stops it where it is over its limits.
  void measure();
  void enforce();
  [[nodiscard]] bool wall_is_over() const { return clock::now() >= wall_deadline(); }
  /// Time that the program cannot be blamed for, because its partner needed it.
  void grant(nanoseconds time) { granted_ = time; }

  void stop(stop_reason why);
  void interrupt();

  /// Until the last process of the run, or the zygote, is gone.
  [[nodiscard]] bool over() const { return over_; }
  [[nodiscard]] bool stopping() const { return killed_; }
  [[nodiscard]] pid_t program() const { return program_; }  ///< 0: not yet started
  [[nodiscard]] attendance& seen() { return seen_; }

 private:
  void hear();
  [[nodiscard]] nanoseconds nap_length(nanoseconds used) const;
  [[nodiscard]] clock::time_point wall_deadline() const;
  void look_at_the_wait();
  void kill();

  int control_;
  std::uint32_t serial_;
  const run_limits& limits_;
  const cgroup* group_;
  drain& output_;
  drain& errors_;
  attendance seen_;
  pid_t program_ = 0;
  bool over_ = false;
  bool killed_ = false;
  nanoseconds before_{0};  ///< CPU of the group when the program began
  nanoseconds granted_{0};
  wait_meter waits_;
  clock::time_point waits_looked_at_{};
  std::optional<steal_meter> steal_;  ///< there once the program has run for a while
  clock::time_point asked_ = clock::now();
  clock::time_point killed_at_{};
  clock::time_point started_{};
  clock::time_point look_again_ = asked_ + std::chrono::milliseconds(100);
};

/// How long to poll until then.
[[nodiscard]] timespec nap_until(std::chrono::steady_clock::time_point when);

/// Returns when all processes of run `serial` are gone. `group` may be null.
[[nodiscard]] attendance attend(int control, std::uint32_t serial, const run_limits& limits,
                                const cgroup* group, drain& output, drain& errors,
                                const std::stop_token& stop);

}  // namespace judge

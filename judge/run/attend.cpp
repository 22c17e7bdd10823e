#include "judge/run/attend.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <functional>
#include <optional>
#include <thread>

#include "judge/run/channel.hpp"
#include "judge/run/steal_meter.hpp"
#include "judge/run/wait_meter.hpp"

namespace judge {
namespace {

using clock = std::chrono::steady_clock;
using std::chrono::nanoseconds;

constexpr auto shortest_nap = std::chrono::milliseconds(1);
constexpr auto longest_nap = std::chrono::milliseconds(100);
constexpr auto first_look = std::chrono::milliseconds(5);  // most runs are over by then
constexpr auto patience = std::chrono::seconds(60);        // with the start; it takes a millisecond

/// CPU of one process, all its threads; zero where it is gone.
nanoseconds cpu_of(pid_t pid) {
  clockid_t which{};
  timespec used{};
  if (::clock_getcpuclockid(pid, &which) != 0 || ::clock_gettime(which, &used) != 0) return {};
  return std::chrono::seconds(used.tv_sec) + nanoseconds(used.tv_nsec);
}

class attendant {
 public:
  attendant(int control, std::uint32_t serial, const run_limits& limits, const cgroup* group,
            drain& output, drain& errors, const std::stop_token& stop)
      : control_(control),
        serial_(serial),
        limits_(limits),
        group_(group),
        output_(output),
        errors_(errors),
        wake_(::eventfd(0, EFD_CLOEXEC)),
        stop_(stop, [fd = wake_.get()] {
          const std::uint64_t one = 1;
          [[maybe_unused]] const auto written = ::write(fd, &one, sizeof one);
        }) {}

  attendance attend() {
    for (;;) {
      std::array<pollfd, 4> watched{pollfd{control_, POLLIN, 0}, pollfd{output_.fd(), POLLIN, 0},
                                    pollfd{errors_.fd(), POLLIN, 0},
                                    pollfd{wake_.get(), POLLIN, 0}};
      if (seen_.interrupted) watched[3].fd = -1;  // stays readable
      const timespec nap = next_nap();
      const int ready = ::ppoll(watched.data(), watched.size(), &nap, nullptr);
      if (ready < 0 && errno != EINTR) return seen_;
      if (ready > 0) {
        if (watched[1].revents != 0) output_.read_some();
        if (watched[2].revents != 0) errors_.read_some();
        if (watched[3].revents != 0) {
          seen_.interrupted = true;
          kill();
        }
        if (watched[0].revents != 0 && !hear()) return seen_;
      }
      if (clock::now() >= std::min(look_again_, wall_deadline())) look();
    }
  }

 private:
  /// False at the end of the run.
  bool hear() {
    auto word = receive_packet(control_);
    if (!word) return false;
    if (word->what == wire::kind::started) {
      program_ = word->sender;
      seen_.program = program_;
      started_ = clock::now();
      look_again_ = started_ + std::min<nanoseconds>(nap_length(nanoseconds(0)), first_look);
      return true;
    }
    if (word->what != wire::kind::done) return true;
    seen_.answer = word->answer;
    if (program_ != 0) seen_.wall = clock::now() - started_;
    if (steal_) seen_.steal = steal_->total();
    // Everything was written before the last process died.
    output_.read_rest();
    errors_.read_rest();
    return false;
  }

  /// So long that the limit cannot be passed by much before we look again.
  [[nodiscard]] nanoseconds nap_length(nanoseconds used) const {
    static const auto cores = std::max(1U, std::thread::hardware_concurrency());
    const auto left = (nanoseconds(limits_.cpu_time) - used) / std::min(cores, limits_.processes);
    return std::clamp<nanoseconds>(left, shortest_nap, longest_nap);
  }

  /// The wall clock is for those who sleep: what a program waits for a core on a busy machine is
  /// not held against it, up to ten times the limit in all.
  [[nodiscard]] clock::time_point wall_deadline() const {
    const nanoseconds limit(limits_.wall_time);
    if (program_ == 0) return clock::time_point::max();
    return started_ + limit + std::min<nanoseconds>(seen_.wait, 9 * limit);
  }

  [[nodiscard]] timespec next_nap() const {
    const auto until = std::min(look_again_, wall_deadline());
    const auto left = std::max<nanoseconds>(until - clock::now(), nanoseconds(0));
    return {.tv_sec = static_cast<time_t>(left.count() / 1'000'000'000),
            .tv_nsec = static_cast<long>(left.count() % 1'000'000'000)};
  }

  void look() {
    look_again_ = clock::now() + longest_nap;
    if (killed_) return;
    if (program_ == 0) {
      if (look_again_ - asked_ < patience) return;
      seen_.never_started = true;
      kill();
      return;
    }
    if (!steal_) steal_.emplace(program_);
    const auto used = group_ != nullptr ? group_->cpu() : cpu_of(program_);
    seen_.cpu = std::max(seen_.cpu, used);
    look_at_the_wait();
    if (used > limits_.cpu_time) {
      seen_.stopped = stop_reason::cpu_time;
      kill();
    } else if (clock::now() >= wall_deadline()) {
      seen_.stopped = stop_reason::wall_time;
      kill();
    }
    look_again_ = clock::now() + nap_length(used);
  }

  /// Every thread costs a system call or three, so not each time that the CPU is looked at; but
  /// always before the wall clock decides.
  void look_at_the_wait() {
    const auto now = clock::now();
    if (now < waits_looked_at_ + longest_nap && now < wall_deadline()) return;
    waits_looked_at_ = now;
    waits_.look(group_ != nullptr ? group_->threads() : threads_of(program_));
    seen_.wait = waits_.total();
  }

  void kill() {
    if (std::exchange(killed_, true)) return;
    const wire::kill_word word{.serial = serial_};
    [[maybe_unused]] const bool sent = send_packet(control_, bytes_of(word));
  }

  int control_;
  std::uint32_t serial_;
  const run_limits& limits_;
  const cgroup* group_;
  drain& output_;
  drain& errors_;
  unique_fd wake_;
  attendance seen_;
  pid_t program_ = 0;
  bool killed_ = false;
  wait_meter waits_;
  clock::time_point waits_looked_at_{};
  std::optional<steal_meter> steal_;  ///< there once the program has run for a while
  clock::time_point asked_ = clock::now();
  clock::time_point started_{};
  clock::time_point look_again_ = asked_ + longest_nap;
  std::stop_callback<std::function<void()>> stop_;  // last: it uses what stands above
};

}  // namespace

bool drain::read_once() {
  if (!pipe_) return false;
  std::array<char, 65536> buffer;
  const auto got = ::read(pipe_.get(), buffer.data(), buffer.size());
  if (got < 0) return errno == EINTR;
  if (got == 0) {
    pipe_.reset();
    return false;
  }
  const auto size = static_cast<std::uint64_t>(got);
  const auto room = keep_ - std::min(keep_, count_);
  kept_.append(buffer.data(), static_cast<std::size_t>(std::min(room, size)));
  count_ += size;
  return true;
}

void drain::read_some() {
  for (int i = 0; i < 16 && read_once(); ++i) {
  }
}

void drain::read_rest() {
  while (read_once()) {
  }
}

attendance attend(int control, std::uint32_t serial, const run_limits& limits, const cgroup* group,
                  drain& output, drain& errors, const std::stop_token& stop) {
  return attendant(control, serial, limits, group, output, errors, stop).attend();
}

}  // namespace judge

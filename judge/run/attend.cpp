#include "judge/run/attend.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <thread>

#include "judge/run/channel.hpp"

namespace judge {
namespace {

using std::chrono::nanoseconds;

constexpr auto shortest_nap = std::chrono::milliseconds(1);
constexpr auto longest_nap = std::chrono::milliseconds(100);
constexpr auto first_look = std::chrono::milliseconds(5);  // most runs are over by then

/// CPU of one process, all its threads; zero where it is gone.
nanoseconds cpu_of(pid_t pid) {
  clockid_t which{};
  timespec used{};
  if (::clock_getcpuclockid(pid, &which) != 0 || ::clock_gettime(which, &used) != 0) return {};
  return std::chrono::seconds(used.tv_sec) + nanoseconds(used.tv_nsec);
}

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

interruption_fd::interruption_fd(const std::stop_token& stop)
    : event_(::eventfd(0, EFD_CLOEXEC)), callback_(stop, [fd = event_.get()] {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = ::write(fd, &one, sizeof one);
      }) {}

std::array<pollfd, attendant::fds> attendant::watched() const {
  return {pollfd{over_ ? -1 : control_, POLLIN, 0}, pollfd{output_.fd(), POLLIN, 0},
          pollfd{errors_.fd(), POLLIN, 0}};
}

attendant::clock::time_point attendant::next_look() const {
  if (over_) return clock::time_point::max();
  return killed_ ? look_again_ : std::min(look_again_, wall_deadline());
}

void attendant::heed(std::span<const pollfd, fds> seen) {
  if (seen[1].revents != 0) output_.read_some();
  if (seen[2].revents != 0) errors_.read_some();
  if (seen[0].revents != 0) hear();
}

void attendant::hear() {
  auto word = receive_packet(control_);
  if (!word) {
    over_ = true;
    return;
  }
  if (word->what == wire::kind::started) {
    program_ = word->sender;
    seen_.program = program_;
    started_ = clock::now();
    if (group_ != nullptr) before_ = group_->cpu();
    look_again_ = started_ + std::min<nanoseconds>(nap_length(nanoseconds(0)), first_look);
    return;
  }
  if (word->what != wire::kind::done) return;
  over_ = true;
  seen_.answer = word->answer;
  if (program_ != 0) seen_.wall = clock::now() - started_;
  if (steal_) seen_.steal = steal_->total();
  // Everything was written before the last process died.
  output_.read_rest();
  errors_.read_rest();
}

/// So long that the limit cannot be passed by much before we look again.
nanoseconds attendant::nap_length(nanoseconds used) const {
  static const auto cores = std::max(1U, std::thread::hardware_concurrency());
  const auto left = (nanoseconds(limits_.cpu_time) - used) / std::min(cores, limits_.processes);
  return std::clamp<nanoseconds>(left, shortest_nap, longest_nap);
}

/// The wall clock is for those who sleep: what a program waits for a core on a busy machine is
/// not held against it, up to ten times the limit in all. What its partner needed has limits of its
/// own.
attendant::clock::time_point attendant::wall_deadline() const {
  const nanoseconds limit(limits_.wall_time);
  if (program_ == 0) return clock::time_point::max();
  return started_ + limit + std::min<nanoseconds>(seen_.wait, 9 * limit) + granted_;
}

void attendant::measure() {
  look_again_ = clock::now() + longest_nap;
  if (killed_ || over_ || program_ == 0) return;
  if (!steal_) steal_.emplace(program_);
  const auto used = group_ != nullptr ? group_->cpu() - before_ : cpu_of(program_);
  seen_.cpu = std::max(seen_.cpu, used);
  look_at_the_wait();
  look_again_ = clock::now() + nap_length(used);
}

void attendant::enforce() {
  if (over_) return;
  if (killed_) {
    // Nothing is heard of what should have ended at once: the zygote is as good as dead.
    over_ = clock::now() - killed_at_ > patience;
    return;
  }
  if (program_ == 0) {
    if (clock::now() - asked_ < patience) return;
    seen_.never_started = true;
    kill();
  } else if (seen_.cpu > limits_.cpu_time) {
    stop(stop_reason::cpu_time);
  } else if (wall_is_over()) {
    stop(stop_reason::wall_time);
  }
}

/// Every thread costs a system call or three, so not each time that the CPU is looked at; but
/// always before the wall clock decides.
void attendant::look_at_the_wait() {
  const auto now = clock::now();
  if (now < waits_looked_at_ + longest_nap && now < wall_deadline()) return;
  waits_looked_at_ = now;
  waits_.look(group_ != nullptr ? group_->threads() : threads_of(program_));
  seen_.wait = waits_.total();
}

void attendant::stop(stop_reason why) {
  if (killed_ || over_) return;
  seen_.stopped = why;
  kill();
}

void attendant::interrupt() {
  seen_.interrupted = true;
  kill();
}

void attendant::kill() {
  if (over_ || std::exchange(killed_, true)) return;
  killed_at_ = clock::now();
  const wire::kill_word word{.serial = serial_};
  [[maybe_unused]] const bool sent = send_packet(control_, bytes_of(word));
}

timespec nap_until(std::chrono::steady_clock::time_point when) {
  const auto left = std::max<nanoseconds>(when - std::chrono::steady_clock::now(), nanoseconds(0));
  return {.tv_sec = static_cast<time_t>(left.count() / 1'000'000'000),
          .tv_nsec = static_cast<long>(left.count() % 1'000'000'000)};
}

attendance attend(int control, std::uint32_t serial, const run_limits& limits, const cgroup* group,
                  drain& output, drain& errors, const std::stop_token& stop) {
  attendant one(control, serial, limits, group, output, errors);
  const interruption_fd interrupted(stop);
  while (!one.over()) {
    const auto own = one.watched();
    std::array<pollfd, attendant::fds + 1> watched{};
    std::copy(own.begin(), own.end(), watched.begin());
    watched.back() = {one.seen().interrupted ? -1 : interrupted.get(), POLLIN, 0};
    const timespec nap = nap_until(one.next_look());
    const int ready = ::ppoll(watched.data(), watched.size(), &nap, nullptr);
    if (ready < 0 && errno != EINTR) break;
    if (ready > 0) {
      if (watched.back().revents != 0) one.interrupt();
      one.heed(std::span(watched).first<attendant::fds>());
    }
    if (attendant::clock::now() >= one.next_look()) {
      one.measure();
      one.enforce();
    }
  }
  return std::move(one.seen());
}

}  // namespace judge

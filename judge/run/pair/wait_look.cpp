#include "judge/run/pair/wait_look.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/sched.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <optional>
#include <string>
#include <string_view>

#include "judge/base/text.hpp"
#include "judge/base/unique_fd.hpp"

namespace judge {
namespace {

constexpr std::uint64_t exiting_flag = 0x4;  // PF_EXITING: in /proc/PID/stat since there is one

/// A small file of /proc; nothing where it is not there or closed to us.
std::optional<std::string> read_small(const std::string& path) {
  const unique_fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, 4096> buffer;
  const auto size = file ? ::read(file.get(), buffer.data(), buffer.size()) : -1;
  if (size < 0) return std::nullopt;
  return std::string(buffer.data(), static_cast<std::size_t>(size));
}

std::uint64_t number(std::string_view text, int base = 10) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value, base);
  return value;
}

/// What stands behind "<key>:" in /proc/PID/status.
std::string_view field(std::string_view status, std::string_view key) {
  for (const auto line : lines_of(status)) {
    if (line.starts_with(key) && line.substr(key.size()).starts_with(':')) {
      return trimmed(line.substr(key.size() + 1));
    }
  }
  return {};
}

/// No other thread or process of the run could do anything in its place. Orphans of a run are
/// children of its init, as the program is.
bool is_alone(pid_t program, std::string_view status) {
  if (field(status, "Threads") != "1") return false;
  const auto parent = field(status, "PPid");
  const auto own = read_small(fmt::format("/proc/{0}/task/{0}/children", program));
  const auto of_parent = read_small(fmt::format("/proc/{0}/task/{0}/children", parent));
  return own && of_parent && own->empty() && trimmed(*of_parent) == std::to_string(program);
}

bool may_wake_up(pid_t program, std::string_view status) {
  // alarm() and setitimer() are shown nowhere; without a handler they end the program.
  const auto caught = number(field(status, "SigCgt"), 16);
  if ((caught & (std::uint64_t{1} << (SIGALRM - 1))) != 0) return true;
  const auto timers = read_small(fmt::format("/proc/{}/timers", program));
  if (timers) return !timers->empty();
  // Then any signal may be a timer's, but for Ctrl-C, which Python always catches.
  return (caught & ~(std::uint64_t{1} << (SIGINT - 1))) != 0;
}

/// Whether /proc/PID/fd/<fd> is that pipe.
bool is_pipe(pid_t program, std::uint64_t fd, ino_t pipe) {
  const auto path = fmt::format("/proc/{}/fd/{}", program, fd);
  std::array<char, 64> target;
  const auto size = ::readlink(path.c_str(), target.data(), target.size());
  return size > 0 && std::string_view(target.data(), static_cast<std::size_t>(size)) ==
                         fmt::format("pipe:[{}]", pipe);
}

/// By "<call> <first argument> ..." in /proc/PID/syscall.
waiting wait_in(pid_t program, std::string_view call, ino_t input, ino_t output) {
  const auto words = words_of(call);
  if (words.empty()) return waiting::unknown;
  if (words[0] == "running" || words[0].front() == '-') return waiting::no;
  const auto what = number(words[0]);
  const auto fd =
      words.size() > 1 && words[1].starts_with("0x") ? number(words[1].substr(2), 16) : 0;
  switch (what) {
    case SYS_read:
    case SYS_readv: return is_pipe(program, fd, input) ? waiting::for_input : waiting::no;
    case SYS_write:
    case SYS_writev: return is_pipe(program, fd, output) ? waiting::for_room : waiting::no;
    case SYS_nanosleep:
    case SYS_clock_nanosleep: return waiting::no;
    default: return waiting::unknown;  // poll and the like may wait for the pipes as well
  }
}

}  // namespace

wait_look look_at(pid_t program, ino_t input, ino_t output) {
  wait_look seen;
  if (program <= 0) return seen;
  const auto status = read_small(fmt::format("/proc/{}/status", program));
  const auto call = read_small(fmt::format("/proc/{}/syscall", program));
  if (!status || !call || !is_alone(program, *status)) return seen;
  seen.is = wait_in(program, trimmed(*call), input, output);
  // Read first and compared between two looks: a wait that began after the first reading shows as
  // another number in the second one.
  seen.switches = number(field(*status, "voluntary_ctxt_switches")) +
                  number(field(*status, "nonvoluntary_ctxt_switches"));
  seen.may_wake_up = may_wake_up(program, *status);
  return seen;
}

bool is_ending(pid_t program) {
  const auto stat = read_small(fmt::format("/proc/{}/stat", program));
  if (!stat) return true;
  // "pid (name) state ppid pgrp session tty tpgid flags ...": the name may hold anything.
  const auto name_end = stat->rfind(')');
  if (name_end == std::string::npos) return true;
  const auto words = words_of(std::string_view(*stat).substr(name_end + 1));
  if (words.size() < 7 || words[0] == "Z" || words[0] == "X") return true;
  return (number(words[6]) & exiting_flag) != 0;
}

}  // namespace judge

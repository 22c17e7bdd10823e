#include "judge/pipeline/classify.hpp"

#include <fmt/format.h>

#include <csignal>
#include <string_view>

namespace judge {
namespace {

/// Time in which the program neither ran nor waited for a core that others had, this machine's
/// programs or the hypervisor's: it slept, or waited for input.
microseconds blocked_time(const run_outcome& run) {
  return run.wall_time - run.cpu_time - run.wait_time - run.steal_time;
}

decision output_decision(const run_outcome& run, const case_limits& limits) {
  return {verdict::output_limit,
          fmt::format("{} bytes, the limit is {}",
                      run.output_bytes + run.error_bytes + run.file_bytes, limits.output_bytes)};
}

decision idle_decision(const run_outcome& run, std::string_view ended) {
  return {verdict::idle_limit, fmt::format("{} after {:.1f} s, {:.1f} s of them asleep", ended,
                                           static_cast<double>(run.wall_time.count()) / 1e6,
                                           static_cast<double>(blocked_time(run).count()) / 1e6)};
}

decision wall_clock_decision(const run_outcome& run, const case_limits& limits) {
  if (blocked_time(run) * 2 >= run.wall_time) return idle_decision(run, "stopped");
  // It had the judge itself to wait for, which reads and discards what is beyond the limit.
  if (run.output_limit_exceeded) return output_decision(run, limits);
  return {
      verdict::judge_error,
      fmt::format("the machine was too busy: in {:.1f} s the program got {:.1f} s of a core and "
                  "waited {:.1f} s for one: judge again with fewer jobs",
                  static_cast<double>(run.wall_time.count()) / 1e6,
                  static_cast<double>(run.cpu_time.count()) / 1e6,
                  static_cast<double>(run.wait_time.count()) / 1e6)};
}

}  // namespace

std::string signal_name(int number) {
  switch (number) {
    case SIGABRT: return "SIGABRT (aborted)";
    case SIGBUS: return "SIGBUS (bad memory access)";
    case SIGFPE: return "SIGFPE (integer division by zero or overflow)";
    case SIGILL: return "SIGILL (illegal instruction)";
    case SIGKILL: return "SIGKILL (killed)";
    case SIGPIPE: return "SIGPIPE (output closed)";
    case SIGSEGV: return "SIGSEGV (invalid memory access)";
    case SIGSYS: return "SIGSYS (forbidden system call)";
    case SIGTERM: return "SIGTERM (terminated)";
    case SIGTRAP: return "SIGTRAP (trap)";
    case SIGXCPU: return "SIGXCPU (CPU time used up)";
    case SIGXFSZ: return "SIGXFSZ (file too large)";
    default: return fmt::format("signal {}", number);
  }
}

std::optional<decision> classify(const run_outcome& run, const case_limits& limits,
                                 milliseconds idle_time) {
  if (run.out_of_memory_kills > 0) return decision{verdict::memory_limit, ""};
  if (run.looks_out_of_memory) {
    return decision{verdict::memory_limit, "a guess: without cgroups memory is not accounted"};
  }
  if (run.stopped == stop_reason::cpu_time || run.cpu_time > limits.time) {
    return decision{verdict::time_limit, ""};
  }
  if (run.stopped == stop_reason::wall_time) return wall_clock_decision(run, limits);
  // Under a higher limit, as now and then a run has been made, nobody had to stop it.
  if (blocked_time(run) > idle_time) return idle_decision(run, "ended");
  if (run.how == ending::signalled && run.code == SIGXFSZ && run.output_limit_exceeded) {
    return output_decision(run, limits);  // the signal is how a file's limit is told
  }
  if (run.how == ending::signalled) {
    return decision{verdict::run_time_error, signal_name(run.code)};
  }
  if (run.code != 0) {
    return decision{verdict::run_time_error, fmt::format("exit code {}", run.code)};
  }
  if (run.output_limit_exceeded) return output_decision(run, limits);
  return std::nullopt;
}

std::optional<decision> classify(const run_outcome& run, const case_limits& limits) {
  return classify(run, limits, limits.idle_time());
}

decision classify(const check_outcome& check) {
  auto message = check.message;
  if (!check.hint.empty()) message += message.empty() ? check.hint : "; " + check.hint;
  switch (check.is) {
    case check_outcome::answer::right: return {verdict::accepted, std::move(message)};
    case check_outcome::answer::wrong: return {verdict::wrong_answer, std::move(message)};
    case check_outcome::answer::presentation:
      return {verdict::presentation_error, std::move(message)};
    case check_outcome::answer::broken_checker: break;
  }
  return {verdict::judge_error, std::move(message)};
}

decision classify(const run_outcome& run, const std::optional<check_outcome>& check,
                  const case_limits& limits) {
  if (auto decided = classify(run, limits)) return *std::move(decided);
  if (check) return classify(*check);
  return {verdict::judge_error, "the output was not checked"};
}

}  // namespace judge

// judge/model/run.hpp - one run in the sandbox: what is asked, and what was seen. No judgement.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "judge/model/limits.hpp"
#include "judge/model/program.hpp"

namespace judge {

using std::chrono::microseconds;

/// Bytes for the sandbox: a file of the host (copied, never shared) or bytes that we hold.
using content = std::variant<std::string, std::filesystem::path>;

/// A file put into the working folder before the program starts.
struct placed_file {
  std::string name;  ///< relative to the working folder
  content bytes;
  bool executable = false;
};

struct run_request {
  program what;
  std::vector<std::string> arguments;  ///< behind the program's own command
  content input;                       ///< standard input; an empty string: end of file at once
  std::vector<placed_file> files;
  /// Regular files of the working folder to bring back. A name that ends in '/' is a folder: it is
  /// made before the start, and all regular files below it are brought back. Missing ones are not
  /// an error. Links, devices and the like never are.
  std::vector<std::string> collect;
  run_limits limits;
};

/// How strongly a run was kept apart; `judge doctor` tells which there is.
enum class isolation {
  l0,   ///< namespaces, seccomp and cgroups
  l1,   ///< namespaces and seccomp, no cgroup: no fork, memory by address space
  l2,   ///< Landlock and seccomp only
  none  ///< nothing, for people who trust every program they run
};

[[nodiscard]] constexpr std::string_view short_name(isolation level) {
  switch (level) {
    case isolation::l0: return "L0";
    case isolation::l1: return "L1";
    case isolation::l2: return "L2";
    case isolation::none: return "none";
  }
  return "?";
}

/// For people, who must not overlook that there was none.
[[nodiscard]] constexpr std::string_view shown_name(isolation level) {
  return level == isolation::none ? "none (UNSANDBOXED)" : short_name(level);
}

/// How the program ended, and why we ended it if we did.
enum class ending { exited, signalled };
enum class stop_reason {
  none,
  cpu_time,
  wall_time,
  deadlock,  ///< of a pair: each waited for the other
  partner    ///< of a pair: the other one's end had decided
};

struct collected_file {
  std::string name;
  std::string bytes;
};

struct run_outcome {
  ending how = ending::exited;
  int code = 0;  ///< exit status, or signal number
  stop_reason stopped = stop_reason::none;

  microseconds cpu_time{0};  ///< user and system, all processes, killed and orphaned ones too
  microseconds wall_time{0};
  microseconds wait_time{0};  ///< for a core: the longest wait of any thread, look by look
  /// Taken by the hypervisor from the cores that the program might use; in steps of 10 ms, and not
  /// looked at in the first milliseconds.
  microseconds steal_time{0};

  std::uint64_t peak_memory_bytes = 0;
  std::uint64_t out_of_memory_kills = 0;  ///< by the kernel, in this run
  bool memory_is_a_guess = false;         ///< of the largest single process: no cgroup tells it
  bool looks_out_of_memory = false;       ///< without cgroups: failed close to the limit

  std::uint64_t output_bytes = 0;  ///< written to stdout, also what was cut off
  std::uint64_t error_bytes = 0;   ///< written to stderr, likewise
  std::uint64_t file_bytes = 0;    ///< left in or refused by the writable folders
  bool output_limit_exceeded = false;

  std::string standard_output;  ///< at most the limit
  std::string standard_error;   ///< at most 64 KiB
  std::vector<collected_file> files;

  /// Of all processes but those whose end the program chose not to hear of.
  std::uint64_t involuntary_switches = 0;
  isolation level = isolation::none;
};

}  // namespace judge

// judge/run/protocol.hpp - what the judge and its zygote say to each other.
//
// One SOCK_SEQPACKET socket, one packet a message, plain structs: both ends are built together and
// run on one machine. Descriptors travel with a packet in the order written at each message.
#pragma once

#include <cstddef>
#include <cstdint>

namespace judge::wire {

/// Where bubblewrap leaves the zygote its socket.
inline constexpr int socket_fd = 3;
/// Inside the zygote's mount namespace only: the host's tree, read-only.
inline constexpr const char* host_tree = "/.gavel/host";
inline constexpr const char* zygote_path = "/.gavel/zygote";

/// Command line and environment together; below the default socket buffer.
inline constexpr std::size_t max_words = 128 * 1024;
inline constexpr std::size_t max_filter = 4096;  ///< BPF instructions, the kernel's own bound
inline constexpr int filter_count = 2;
enum filter_index : std::uint32_t { with_processes = 0, threads_only = 1 };

enum class kind : std::uint32_t {
  hello,    ///< judge: `hello` and the filters as memfds; zygote: `answer` when it is ready
  run,      ///< judge: `run_header` and the words; stdin, stdout, stderr
  folder,   ///< zygote: `answer` and the work folder, before a run with `wait_for_go`
  go,       ///< judge: files are placed
  kill,     ///< judge: end the run now
  started,  ///< the program's own process, just before execve
  done      ///< zygote: `answer`; all processes of the run are gone
};

struct hello {
  kind what = kind::hello;
  std::uint32_t user = 0;       ///< of the programs
  std::uint32_t drop_root = 0;  ///< 1: the zygote is root and must become `user` for a run
};

struct run_header {
  kind what = kind::run;
  std::uint32_t filter = threads_only;
  std::uint32_t wait_for_go = 0;
  std::uint32_t mount_proc = 0;
  std::uint32_t has_box = 0;  ///< the first word is the folder for /box
  std::uint32_t arguments = 0;
  std::uint32_t variables = 0;  ///< of the environment, behind the arguments
  std::uint32_t words_size = 0;
  std::uint64_t work_bytes = 0;  ///< of /work, and of /tmp
  std::uint64_t work_files = 0;
  std::uint64_t tmp_bytes = 0;
  // Resource limits; 0 for address_space and processes: not limited here.
  std::uint64_t address_space = 0;
  std::uint64_t stack = 0;
  std::uint64_t file_size = 0;
  std::uint64_t cpu_seconds = 0;
  std::uint64_t processes = 0;
};

/// Where a run could not be started, for the message.
enum class step : std::uint32_t {
  none,
  request,
  work_folder,
  clone,
  oom_score,
  proc,
  box,
  namespaces,
  mounts,
  privileges,
  vfork,
  limits,
  filter,
  exec
};

struct answer {
  kind what = kind::done;
  step failed = step::none;
  std::int32_t error = 0;          ///< errno of the failed step
  std::uint32_t ended = 0;         ///< 1: `status` is the program's; 0: it was killed with its init
  std::int32_t status = 0;         ///< as wait4 gives it
  std::int64_t started_ns = 0;     ///< CLOCK_MONOTONIC just before execve; 0: not reached
  std::int64_t ended_ns = 0;       ///< CLOCK_MONOTONIC when the end was seen
  std::int64_t setup_cpu_ns = 0;   ///< spent by the init before the program
  std::int64_t zygote_cpu_ns = 0;  ///< spent by the zygote on this run
  std::int64_t total_cpu_us = 0;   ///< init and all it reaped, the killed ones too
  std::int64_t peak_rss_kib = 0;   ///< of the largest process
  std::int64_t involuntary_switches = 0;
  std::uint64_t work_used = 0;  ///< bytes, whole pages
  std::uint64_t tmp_used = 0;
  std::uint32_t folder_full = 0;  ///< 1: /work or /tmp has no byte or no inode left
};

}  // namespace judge::wire

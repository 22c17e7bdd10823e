// judge/run/protocol.hpp - what the judge and its zygote say to each other.
//
// Two SOCK_SEQPACKET sockets, one packet a message, plain structs: both ends are built together and
// run on one machine. Descriptors travel with a packet in the order written at each message.
//
// The init of a run is made before anybody asks for the run: it waits at the request socket, and
// nobody else reads there. Everything else goes over the control socket, which the zygote reads and
// everybody in the sandbox, until the program itself begins, may write to.
//
//   judge                              zygote and init
//   hello                     ->
//                             <-       hello      the zygote is ready
//   next                      ->                  it makes an init, which gets everything ready
//   run       (requests)      ->                  and now takes up the request
//                             <-       folder     where `wait_for_go` is set
//   go        (requests)      ->
//                             <-       started    by the program's process, just before execve
//   kill                      ->                  at any time
//                             <-       done       all processes of the run are gone
//   next                      ->                  when the judge has read the run's counters
#pragma once

#include <cstddef>
#include <cstdint>

namespace judge::wire {

/// Where the zygote finds its ends of the sockets.
inline constexpr int control_fd = 3;
inline constexpr int request_fd = 4;
/// Inside the zygote's mount namespace only: the host's tree, read-only.
inline constexpr const char* host_tree = "/.gavel/host";
inline constexpr const char* zygote_path = "/.gavel/zygote";

/// Command line and environment together; below the default socket buffer.
inline constexpr std::size_t max_words = 128 * 1024;
inline constexpr std::size_t max_filter = 4096;  ///< BPF instructions, the kernel's own bound
inline constexpr int filter_count = 2;
enum filter_index : std::uint32_t { with_processes = 0, threads_only = 1 };

enum class kind : std::uint32_t {
  hello,    ///< judge: `hello` and what it names; zygote: `answer` when it is ready
  next,     ///< judge: make the next init; a cgroup to make it in, or no descriptor
  run,      ///< judge: `run_header` and the words; stdin, stdout, stderr
  folder,   ///< init: `answer` and the work folder, before a run with `wait_for_go`
  go,       ///< judge: files are placed
  kill,     ///< judge: `kill_word`: end the run now
  started,  ///< the program's own process, just before execve
  done      ///< zygote: `answer`; all processes of the run are gone
};

struct hello {
  kind what = kind::hello;
  std::uint32_t user = 0;       ///< of the programs
  std::uint32_t drop_root = 0;  ///< 1: the zygote is root and must become `user` for a run
  // The descriptors: the work folder where `plain`, a Landlock ruleset where that and `confined`,
  // and the filters as memfds where `confined`.
  std::uint32_t plain = 0;             ///< 1: there are no namespaces, and no mounts
  std::uint32_t confined = 1;          ///< 0: nothing at all keeps programs apart
  std::uint32_t own_signals_only = 0;  ///< 1: Landlock is too old to keep signals in
};

/// A run may end while the judge decides to kill it: the number says which one was meant.
struct kill_word {
  kind what = kind::kill;
  std::uint32_t serial = 0;
};

struct run_header {
  kind what = kind::run;
  std::uint32_t serial = 0;  ///< counts the runs of a zygote from 1
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
  // Resource limits; 0 for address_space, data and processes: not limited here.
  std::uint64_t address_space = 0;
  std::uint64_t data = 0;
  std::uint64_t stack = 0;
  std::uint64_t file_size = 0;
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
  landlock,
  filter,
  exec
};

[[nodiscard]] constexpr const char* words_for(step where) {
  switch (where) {
    case step::none: break;
    case step::request: return "reading the request";
    case step::work_folder: return "making its folders";
    case step::clone: return "making its namespaces";
    case step::oom_score: return "setting oom_score_adj";
    case step::proc: return "mounting /proc";
    case step::box: return "mounting the program's folder";
    case step::namespaces: return "entering its mount namespace";
    case step::mounts: return "mounting its folders";
    case step::privileges: return "dropping privileges";
    case step::vfork: return "starting a process";
    case step::limits: return "setting resource limits";
    case step::landlock: return "restricting it with Landlock";
    case step::filter: return "loading the seccomp filter";
    case step::exec: return "starting the program";
  }
  return "nothing";
}

struct answer {
  kind what = kind::done;
  std::uint32_t serial = 0;  ///< of the run that is done
  step failed = step::none;
  std::int32_t error = 0;          ///< errno of the failed step
  std::uint32_t ended = 0;         ///< 1: `status` is the program's; 0: it was killed with its init
  std::int32_t status = 0;         ///< as wait4 gives it
  std::int64_t started_ns = 0;     ///< CLOCK_MONOTONIC just before execve; 0: not reached
  std::int64_t ended_ns = 0;       ///< CLOCK_MONOTONIC when the end was seen
  std::int64_t setup_cpu_ns = 0;   ///< spent before the program by those who started it
  std::int64_t zygote_cpu_ns = 0;  ///< spent by the zygote since its last answer
  std::int64_t total_cpu_us = 0;   ///< init and all it reaped, the killed ones too
  std::int64_t peak_rss_kib = 0;   ///< of the largest process
  std::int64_t involuntary_switches = 0;
  std::uint64_t work_used = 0;  ///< bytes, whole pages
  std::uint64_t tmp_used = 0;
  std::uint32_t folder_full = 0;  ///< 1: /work or /tmp has no byte or no inode left
};

}  // namespace judge::wire

// judge/run/zygote/run.hpp - one run as the zygote's parts see it.
//
// The zygote is small and static: no exceptions, no iostream, no allocation after the start.
#pragma once

#include <linux/filter.h>
#include <sys/resource.h>
#include <sys/types.h>

#include <cstddef>
#include <cstdint>

#include "judge/run/protocol.hpp"

namespace judge::zygote {

/// Of the writable folders of a run.
struct folder_sizes {
  std::uint64_t work_bytes = 1 << 20;
  std::uint64_t tmp_bytes = 1 << 20;
  std::uint64_t files = 1024;
};

/// Shared by zygote, init and the program's process until it calls execve. The program itself
/// never sees it.
struct run_page {
  std::uint32_t serial;  ///< of the request, once the init has it; 0 before
  wire::step failed;
  std::int32_t error;
  std::uint32_t ended;
  std::int32_t status;
  std::int64_t started_ns;
  std::int64_t ended_ns;
  std::int64_t setup_cpu_ns;
  std::int64_t setup_switches;
  folder_sizes sizes;  ///< in force
};

/// The two mount namespaces (see mounts.cpp), and what every run needs.
struct worker {
  int sandbox_mounts = -1;  ///< without the host's tree; each run gets a copy
  int root_is_user = -1;    ///< a user namespace in which files of root are `user`'s, or -1
  std::uint32_t user = 0;
  bool drop_root = false;
  bool plain = false;             ///< no namespaces: see plain_run.cpp
  bool own_signals_only = false;  ///< plain: to be kept by a filter
  pid_t zygote = -1;              ///< plain: whose end is the run's end
  int work = -1;                  ///< plain: the folder that runs start in
  int ruleset = -1;               ///< plain: of Landlock, or -1
  sock_fprog filters[wire::filter_count] = {};
  run_page* page = nullptr;
};

/// What is there before the request, and what the request says.
struct run {
  std::uint32_t serial = 0;  ///< the request's must be the same; lower ones are of runs gone by
  int work = -1;             ///< detached mounts
  int tmp = -1;
  const wire::run_header* header = nullptr;
  const char* box = nullptr;   ///< folder of the host, or null
  char** arguments = nullptr;  ///< ends with null
  char** environment = nullptr;
  int standard[3] = {-1, -1, -1};
};

/// Remembers the first failure and why.
inline bool failed(run_page& page, wire::step where, int error) {
  if (page.failed == wire::step::none) {
    page.failed = where;
    page.error = error;
  }
  return false;
}

std::int64_t now_ns(int clock);
/// Of a process that was reaped, and of those that it reaped itself.
void add_usage(const rusage& used, wire::answer& answer);

// packets.cpp
inline constexpr int max_fds = 4;
struct packet {
  wire::kind what{};
  const char* bytes = nullptr;  ///< valid until the next one is received
  std::size_t size = 0;
  int fds[max_fds] = {-1, -1, -1, -1};
  int fd_count = 0;
};
/// The next packet, which is waited for; false where the judge is gone, or says nonsense.
bool receive(int socket, packet& got);
void close_all(const packet& got);
/// False where the judge is gone.
bool reply(const wire::answer& answer, int fd = -1);
/// A request, cut into argv and environment; false where it is not one.
bool parse(const packet& got, run& one);

// mounts.cpp
bool split_mount_namespace(worker& self);
/// For a judge that is root, whose files may be closed to others; without it they stay closed.
void prepare_box_owner(worker& self);
/// The writable folders of the next run: detached tmpfs that belong to `user`.
bool make_folders(const worker& self, run& one);
/// Makes them as large as the request wants them.
bool resize_folders(const worker& self, const run& one);
/// In the new init: all the mounts of this run, in a mount namespace of its own.
bool enter_mounts(const worker& self, const run& one);

// mini_init.cpp
/// Once, in the zygote: what is executed from now on gains nothing by it. The privileges in hand,
/// which the mounts of each run need, are dropped by the init. It takes one to empty the bounding
/// set, so that comes first.
/// An ordinary user has none to empty, unless it is the root of a namespace.
bool give_up_future_privileges(bool bounding_set = true);
/// The program dies before the zygote when memory runs out.
bool be_first_to_die(run_page& page);
/// Of this process, so far.
void count_setup_switches(run_page& page);
/// Waits for the request.
void take_up_request(run_page& page, run& one);
/// Becomes an ordinary user without any capability, for good; and looks whether it is true. An
/// unchecked drop once left programs running as root.
bool drop_privileges(const worker& self);
/// Process 1 of a run: never returns.
[[noreturn]] void mini_init(const worker& self, run& one);

// program.cpp
/// After vfork: becomes the program, or notes in the page why not. Never returns.
[[noreturn]] void become_program(const worker& self, const run& one);

// confine.cpp
/// In the process that becomes the program, just before the filter: Landlock, where it is asked
/// for.
bool confine(const worker& self);

// plain_run.cpp
/// Takes the descriptors of a plain worker from the front of `got`; how many, or -1.
int take_plain(worker& self, const wire::hello& hello, const packet& got);
/// Instead of an init: waits for the request and becomes the program. Never returns.
[[noreturn]] void plain_program(const worker& self, run& one);
/// Kills and reaps what there is of a plain run. `program` is not reaped yet.
void end_plain(const worker& self, pid_t program, bool killed, wire::answer& answer);

}  // namespace judge::zygote

// judge/run/cgroup/cgroup.hpp - the control group of one worker, version 1 or 2.
//
// No process is ever moved for a run: writing cgroup.procs costs 8 to 16 ms on a machine that is
// idle between runs. With version 1 the zygote enters the group once and every run is born inside;
// with version 2 the zygote stays outside, and clone3 puts the init of each run into the group.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>
#include <variant>
#include <vector>

#include "judge/base/result.hpp"

namespace judge {

/// Where this process's own group lies in the hierarchies of version 1 that a worker needs.
struct cgroup_v1_places {
  std::filesystem::path memory;
  std::filesystem::path cpuacct;
  std::filesystem::path pids;
};

/// Where it lies in the one hierarchy of version 2.
struct cgroup_v2_place {
  std::filesystem::path own;
};

using cgroup_places = std::variant<cgroup_v1_places, cgroup_v2_place>;

/// Finds them: version 1 where it has the controllers, else version 2. The error says what is
/// missing. The texts are those of /proc/self/mounts and /proc/self/cgroup.
[[nodiscard]] result<cgroup_places> find_cgroups(std::string_view mounts, std::string_view groups);
[[nodiscard]] result<cgroup_places> find_cgroups();

class cgroup {
 public:
  /// Makes the worker's group where the memory and pids controllers are. First removes those of
  /// judges that are no longer there. `worker` only makes the name telling.
  [[nodiscard]] static result<std::unique_ptr<cgroup>> make(unsigned worker);

  cgroup() = default;
  cgroup(const cgroup&) = delete;
  cgroup& operator=(const cgroup&) = delete;
  virtual ~cgroup() = default;

  /// A new zygote: moved in where it has to be inside. Counting begins.
  [[nodiscard]] virtual status adopt(pid_t zygote) = 0;

  /// Whether the counters include what the zygote does.
  [[nodiscard]] virtual bool holds_zygote() const = 0;

  /// The group in which clone3 is to put the init of the next run; -1: inits are born with the
  /// zygote. Another one after each end().
  [[nodiscard]] virtual int birthplace() const = 0;

  /// Before a run: its limits in force.
  [[nodiscard]] virtual status begin(std::uint64_t memory_bytes, unsigned processes) = 0;

  /// CPU of all processes since adopt() or the last end(), the run's init included.
  [[nodiscard]] virtual std::chrono::nanoseconds cpu() const = 0;

  /// All threads there are now, without the zygote; the run's init is one of them.
  [[nodiscard]] virtual std::vector<pid_t> threads() const = 0;

  struct usage {
    std::chrono::nanoseconds cpu{0};
    std::uint64_t peak_bytes = 0;  ///< without what the zygote holds and without file caches
    bool peak_is_known = true;     ///< false: this kernel does not keep it
    std::uint64_t out_of_memory_kills = 0;
  };
  /// After a run, when its processes are gone and the zygote is at rest. From here on what happens
  /// counts for the next run.
  [[nodiscard]] virtual usage end() = 0;

  /// After end(): whether the group still holds so much of the last run that the next one would not
  /// have what it is promised, or more. The kernel frees some of its own objects late, and others
  /// only when it needs the room. Another group, with another zygote, is then better.
  [[nodiscard]] virtual bool spent() const = 0;
};

/// The two kinds by themselves, to see what each lacks.
[[nodiscard]] result<std::unique_ptr<cgroup>> make_cgroup_v1(const cgroup_v1_places& places,
                                                             unsigned worker);
[[nodiscard]] result<std::unique_ptr<cgroup>> make_cgroup_v2(unsigned worker);

}  // namespace judge

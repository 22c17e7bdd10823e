// judge/run/cgroup.hpp - the control group of one worker (version 1).
//
// The zygote enters it once; every run is born inside. Writing cgroup.procs for each run would
// cost 8 to 16 ms on a machine that is idle between runs.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "judge/base/result.hpp"
#include "judge/base/unique_fd.hpp"

namespace judge {

/// Where this process's own group lies in the hierarchies that a worker needs.
struct cgroup_places {
  std::filesystem::path memory;
  std::filesystem::path cpuacct;
  std::filesystem::path pids;
};

/// Finds them; the error says which controller is missing, or that only version 2 is there.
[[nodiscard]] result<cgroup_places> find_cgroups();

class cgroup {
 public:
  /// Makes the worker's groups. First removes those of judges that are no longer there.
  [[nodiscard]] static result<cgroup> make(unsigned worker);

  cgroup(cgroup&&) noexcept = default;
  cgroup& operator=(cgroup&&) = delete;
  ~cgroup();

  /// Moves the zygote in; counting begins.
  [[nodiscard]] status adopt(pid_t zygote);

  /// Before a run: its limits in force.
  [[nodiscard]] status begin(std::uint64_t memory_bytes, unsigned processes);

  /// CPU of all processes since adopt() or the last end(), the zygote and the run's init included.
  [[nodiscard]] std::chrono::nanoseconds cpu() const;

  /// All threads there are now, without the zygote; the run's init is one of them.
  [[nodiscard]] std::vector<pid_t> threads() const;

  struct usage {
    std::chrono::nanoseconds cpu{0};
    std::uint64_t peak_bytes = 0;  ///< without what the zygote holds and without file caches
    std::uint64_t out_of_memory_kills = 0;
  };
  /// After a run, when its processes are gone and the zygote is at rest. From here on what happens
  /// counts for the next run.
  [[nodiscard]] usage end();

 private:
  cgroup() = default;
  [[nodiscard]] status open_files();
  [[nodiscard]] std::uint64_t cached_bytes() const;
  [[nodiscard]] std::uint64_t kills() const;
  void start_counting();

  std::vector<std::filesystem::path> folders_;  ///< to be removed
  std::filesystem::path memory_, cpuacct_, pids_;
  unique_fd memory_limit_, swap_limit_, memory_peak_, memory_usage_, memory_stat_, oom_control_;
  unique_fd cpu_usage_, pids_max_;
  pid_t zygote_ = 0;
  bool counting_ = false;  ///< the peak could be set back
  std::uint64_t limit_in_force_ = 0;
  unsigned processes_in_force_ = 0;
  std::uint64_t cpu_at_start_ = 0;
  std::uint64_t usage_at_start_ = 0;
  std::uint64_t cached_at_start_ = 0;
  std::uint64_t kills_at_start_ = 0;
};

}  // namespace judge

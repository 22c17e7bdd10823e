#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <utility>

#include "judge/base/unique_fd.hpp"
#include "judge/run/cgroup/cgroup.hpp"
#include "judge/run/cgroup/cgroup_files.hpp"

namespace judge {
namespace fs = std::filesystem;
namespace {

using cgroup_files::field;
using cgroup_files::read_number;
using cgroup_files::read_text;
using cgroup_files::slack;
using cgroup_files::why;
using cgroup_files::write_number;

class cgroup_v1 final : public cgroup {
 public:
  [[nodiscard]] status make_folders(const cgroup_v1_places& places, unsigned worker);
  ~cgroup_v1() override;

  status adopt(pid_t zygote) override;
  bool holds_zygote() const override { return true; }
  int birthplace() const override { return -1; }
  status begin(std::uint64_t memory_bytes, unsigned processes) override;
  std::chrono::nanoseconds cpu() const override;
  std::vector<pid_t> threads() const override;
  usage end() override;
  bool spent() const override { return !counting_ || held() > cgroup_files::rest; }

 private:
  [[nodiscard]] status open_files();
  [[nodiscard]] std::uint64_t cached_bytes() const;
  [[nodiscard]] std::uint64_t kills() const;
  void start_counting();
  /// In use beyond what the kernel can drop at once.
  [[nodiscard]] std::uint64_t held() const {
    const auto now = read_number(memory_usage_.get());
    return now - std::min(now, cached_at_start_);
  }

  std::vector<fs::path> folders_;  ///< to be removed
  fs::path memory_, cpuacct_, pids_;
  unique_fd memory_limit_, swap_limit_, memory_peak_, memory_force_empty_, memory_usage_,
      memory_stat_, oom_control_;
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

status cgroup_v1::make_folders(const cgroup_v1_places& places, unsigned worker) {
  const auto name = cgroup_files::group_name(std::to_string(worker));
  for (const auto& [parent, own] :
       {std::pair{&places.memory, &memory_}, std::pair{&places.cpuacct, &cpuacct_},
        std::pair{&places.pids, &pids_}}) {
    cgroup_files::remove_stale(*parent);
    *own = *parent / name;
    // Controllers may share a hierarchy (cpu,cpuacct); the folder is then there already.
    if (::mkdir(own->c_str(), 0755) == 0) {
      folders_.push_back(*own);
    } else if (errno != EEXIST) {
      return environment_error(fmt::format("{}: {}", own->string(), why(errno)));
    }
  }
  return open_files();
}

cgroup_v1::~cgroup_v1() {
  for (const auto& folder : folders_) cgroup_files::remove_group(folder);
}

status cgroup_v1::open_files() {
  struct wanted {
    unique_fd* fd;
    fs::path path;
    int mode;
    bool needed;
  };
  const std::array files{
      wanted{&memory_limit_, memory_ / "memory.limit_in_bytes", O_RDWR, true},
      wanted{&swap_limit_, memory_ / "memory.memsw.limit_in_bytes", O_RDWR, false},
      wanted{&memory_peak_, memory_ / "memory.max_usage_in_bytes", O_RDWR, true},
      wanted{&memory_force_empty_, memory_ / "memory.force_empty", O_WRONLY, false},
      wanted{&memory_usage_, memory_ / "memory.usage_in_bytes", O_RDONLY, true},
      wanted{&memory_stat_, memory_ / "memory.stat", O_RDONLY, true},
      wanted{&oom_control_, memory_ / "memory.oom_control", O_RDONLY, true},
      wanted{&cpu_usage_, cpuacct_ / "cpuacct.usage", O_RDONLY, true},
      wanted{&pids_max_, pids_ / "pids.max", O_RDWR, true}};
  for (const auto& one : files) {
    *one.fd = cgroup_files::open(AT_FDCWD, one.path.c_str(), one.mode);
    if (!*one.fd && one.needed) {
      return environment_error(fmt::format("{}: {}", one.path.string(), why(errno)));
    }
  }
  return done();
}

status cgroup_v1::adopt(pid_t zygote) {
  zygote_ = zygote;
  for (const auto& folder : folders_) {
    const auto path = folder / "cgroup.procs";
    const auto fd = cgroup_files::open(AT_FDCWD, path.c_str(), O_WRONLY);
    if (!fd || !write_number(fd.get(), static_cast<std::uint64_t>(zygote))) {
      return environment_error(fmt::format("{}: {}", path.string(), why(errno)));
    }
  }
  cached_at_start_ = cached_bytes();
  start_counting();
  return done();
}

void cgroup_v1::start_counting() {
  // The peak starts again from what is in use now.
  counting_ = write_number(memory_peak_.get(), 0);
  usage_at_start_ = read_number(memory_usage_.get());
  kills_at_start_ = kills();
  cpu_at_start_ = read_number(cpu_usage_.get());
}

status cgroup_v1::begin(std::uint64_t memory_bytes, unsigned processes) {
  const auto limit = memory_bytes + slack;
  if (limit != limit_in_force_) {
    // Memory with swap may never be the smaller of the two, in between neither.
    const bool grows = limit > limit_in_force_ && limit_in_force_ != 0;
    if (swap_limit_ && grows && !write_number(swap_limit_.get(), limit)) {
      return environment_error("memory.memsw.limit_in_bytes: " + why(errno));
    }
    if (!write_number(memory_limit_.get(), limit)) {
      return environment_error("memory.limit_in_bytes: " + why(errno));
    }
    if (swap_limit_ && !grows && !write_number(swap_limit_.get(), limit)) {
      return environment_error("memory.memsw.limit_in_bytes: " + why(errno));
    }
    limit_in_force_ = limit;
  }
  if (processes != processes_in_force_) {
    // The zygote and the run's init are in the group as well.
    if (!write_number(pids_max_.get(), processes + 2)) {
      return environment_error("pids.max: " + why(errno));
    }
    processes_in_force_ = processes;
  }
  return done();
}

std::chrono::nanoseconds cgroup_v1::cpu() const {
  return std::chrono::nanoseconds(read_number(cpu_usage_.get()) - cpu_at_start_);
}

std::vector<pid_t> cgroup_v1::threads() const {
  // Opened anew each time: an open one goes on showing a list for up to a second.
  auto found = cgroup_files::read_ids(cpuacct_ / "tasks");
  std::erase(found, zygote_);
  return found;
}

std::uint64_t cgroup_v1::cached_bytes() const {
  const auto text = read_text(memory_stat_.get());
  const auto cache = field(text, "cache");
  return cache - std::min(cache, field(text, "shmem"));
}

std::uint64_t cgroup_v1::kills() const { return field(read_text(oom_control_.get()), "oom_kill"); }

cgroup::usage cgroup_v1::end() {
  usage seen;
  seen.cpu = cpu();
  const auto peak = read_number(memory_peak_.get());
  const auto cached = cached_bytes();
  const auto grown = cached - std::min(cached, cached_at_start_);
  cached_at_start_ = cached;
  const auto base = usage_at_start_ + grown;
  seen.peak_bytes = peak - std::min(peak, base);
  seen.out_of_memory_kills = kills() - kills_at_start_;
  if (held() > cgroup_files::rest && memory_force_empty_) {
    [[maybe_unused]] const bool emptied = write_number(memory_force_empty_.get(), 0);
    cached_at_start_ = cached_bytes();
    // The rest goes as soon as all cores have passed a quiet point, if it goes.
    for (int tries = 0; tries < 100 && held() > cgroup_files::rest; ++tries) ::usleep(1000);
  }
  start_counting();
  return seen;
}

}  // namespace

result<std::unique_ptr<cgroup>> make_cgroup_v1(const cgroup_v1_places& places, unsigned worker) {
  auto made = std::make_unique<cgroup_v1>();
  if (auto ready = made->make_folders(places, worker); !ready) return std::move(ready).failure();
  return std::unique_ptr<cgroup>(std::move(made));
}

}  // namespace judge

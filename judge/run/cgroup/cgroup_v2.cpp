// A leaf of the hierarchy of version 2 for each run, or one for all of them where the kernel can
// set its peak back (6.12 and later).
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/sched.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <utility>

#include "judge/base/unique_fd.hpp"
#include "judge/run/cgroup/cgroup.hpp"
#include "judge/run/cgroup/cgroup_files.hpp"
#include "judge/run/cgroup/cgroup_home.hpp"

namespace judge {
namespace fs = std::filesystem;
namespace {

using cgroup_files::field;
using cgroup_files::read_number;
using cgroup_files::read_text;
using cgroup_files::why;
using cgroup_files::write_number;

/// A group without groups below it. Its counters start at zero.
struct leaf {
  fs::path path;
  unique_fd folder;
  unique_fd memory_max, memory_peak, memory_current, memory_stat, memory_events;
  unique_fd cpu_stat, pids_max;

  static result<leaf> make(fs::path path) {
    leaf made;
    made.path = std::move(path);
    if (::mkdir(made.path.c_str(), 0755) != 0) {
      return environment_error(fmt::format("{}: {}", made.path.string(), why(errno)));
    }
    if (auto opened = made.open_files(); !opened) {
      ::rmdir(made.path.c_str());
      return std::move(opened).failure();
    }
    return made;
  }

  status open_files() {
    folder = cgroup_files::open(AT_FDCWD, path.c_str(), O_RDONLY | O_DIRECTORY);
    if (!folder) return environment_error(fmt::format("{}: {}", path.string(), why(errno)));
    struct wanted {
      unique_fd* fd;
      const char* name;
      int mode;
    };
    for (const auto& one :
         {wanted{&memory_max, "memory.max", O_WRONLY},
          wanted{&memory_current, "memory.current", O_RDONLY},
          wanted{&memory_stat, "memory.stat", O_RDONLY},
          wanted{&memory_events, "memory.events", O_RDONLY},
          wanted{&cpu_stat, "cpu.stat", O_RDONLY}, wanted{&pids_max, "pids.max", O_WRONLY}}) {
      *one.fd = cgroup_files::open(folder.get(), one.name, one.mode);
      if (*one.fd) continue;
      return environment_error(fmt::format("{}: {}", (path / one.name).string(), why(errno)));
    }
    // Kernels before 5.19 do not keep the peak, and those before 6.12 never set it back.
    memory_peak = cgroup_files::open(folder.get(), "memory.peak", O_RDWR);
    if (!memory_peak) memory_peak = cgroup_files::open(folder.get(), "memory.peak", O_RDONLY);
    const auto swap_max = cgroup_files::open(folder.get(), "memory.swap.max", O_WRONLY);
    if (swap_max && !write_number(swap_max.get(), 0)) {
      return environment_error(
          fmt::format("{}: {}", (path / "memory.swap.max").string(), why(errno)));
    }
    return done();
  }
};

/// Whether a process may be born in a group: seen by doing it.
status try_birth(const leaf& in) {
  clone_args arguments{};
  arguments.flags = CLONE_INTO_CGROUP;
  arguments.cgroup = static_cast<decltype(arguments.cgroup)>(in.folder.get());
  arguments.exit_signal = SIGCHLD;
  const auto child = static_cast<pid_t>(::syscall(SYS_clone3, &arguments, sizeof arguments));
  if (child == 0) ::_exit(0);
  if (child < 0) {
    return environment_error(fmt::format("{}: clone3(CLONE_INTO_CGROUP): {}; it needs Linux 5.7",
                                         in.path.string(), why(errno)));
  }
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
  return done();
}

class cgroup_v2 final : public cgroup {
 public:
  cgroup_v2(std::string worker, leaf first) : worker_(std::move(worker)), leaf_(std::move(first)) {}
  ~cgroup_v2() override;

  status adopt(pid_t /*zygote*/) override {
    start_counting();
    return ready_;
  }
  bool holds_zygote() const override { return false; }
  int birthplace() const override { return leaf_.folder.get(); }
  status begin(std::uint64_t memory_bytes, unsigned processes) override;
  std::chrono::nanoseconds cpu() const override { return total_cpu() - cpu_at_start_; }
  std::vector<pid_t> threads() const override {
    return cgroup_files::read_ids(leaf_.path / "cgroup.threads");
  }
  usage end() override;
  bool spent() const override { return !ready_; }

 private:
  void start_counting();
  [[nodiscard]] status replace_leaf();
  void remove_leaf();
  [[nodiscard]] std::chrono::microseconds total_cpu() const {
    return std::chrono::microseconds(field(read_text(leaf_.cpu_stat.get()), "usage_usec"));
  }
  [[nodiscard]] std::uint64_t kills() const {
    return field(read_text(leaf_.memory_events.get()), "oom_kill");
  }
  [[nodiscard]] std::uint64_t cached_bytes() const;

  std::string worker_;
  leaf leaf_;
  status ready_ = done();            ///< whether the leaf is fit for the next run
  std::vector<fs::path> leftovers_;  ///< could not be removed yet
  std::uint64_t limit_in_force_ = 0;
  unsigned processes_in_force_ = 0;
  std::chrono::microseconds cpu_at_start_{0};
  std::uint64_t usage_at_start_ = 0;
  std::uint64_t cached_at_start_ = 0;
  std::uint64_t kills_at_start_ = 0;
};

void cgroup_v2::remove_leaf() {
  leaf_.folder.reset();
  leftovers_.push_back(leaf_.path);
  std::erase_if(leftovers_, [](const fs::path& one) {
    if (::rmdir(one.c_str()) == 0 || errno == ENOENT) return true;
    // Nothing should be there: the last process of a run takes the others with it.
    const auto kill = cgroup_files::open(AT_FDCWD, (one / "cgroup.kill").c_str(), O_WRONLY);
    [[maybe_unused]] const bool told = kill && write_number(kill.get(), 1);
    return false;
  });
}

cgroup_v2::~cgroup_v2() {
  remove_leaf();
  for (const auto& one : leftovers_) cgroup_files::remove_group(one);
}

status cgroup_v2::replace_leaf() {
  auto path = leaf_.path;
  remove_leaf();
  // The same name again, so that a worker has one group for whoever looks on.
  if (!leftovers_.empty()) path = path.parent_path() / cgroup_files::group_name(worker_);
  auto fresh = leaf::make(std::move(path));
  if (!fresh) return std::move(fresh).failure();
  leaf_ = *std::move(fresh);
  limit_in_force_ = 0;
  processes_in_force_ = 0;
  cpu_at_start_ = {};
  usage_at_start_ = 0;
  cached_at_start_ = 0;
  kills_at_start_ = 0;
  return done();
}

void cgroup_v2::start_counting() {
  // The peak starts again from what is in use now, as seen through this descriptor.
  const bool set_back = leaf_.memory_peak && write_number(leaf_.memory_peak.get(), 0);
  const auto now = read_number(leaf_.memory_current.get());
  if (!set_back || now - std::min(now, cached_at_start_) > cgroup_files::rest) {
    ready_ = replace_leaf();
    return;
  }
  usage_at_start_ = read_number(leaf_.memory_current.get());
  kills_at_start_ = kills();
  cpu_at_start_ = total_cpu();
}

status cgroup_v2::begin(std::uint64_t memory_bytes, unsigned processes) {
  if (!ready_) return ready_;
  const auto limit = memory_bytes + cgroup_files::slack;
  if (limit != limit_in_force_) {
    if (!write_number(leaf_.memory_max.get(), limit)) {
      return environment_error("memory.max: " + why(errno));
    }
    limit_in_force_ = limit;
  }
  if (processes != processes_in_force_) {
    // The run's init is in the group as well.
    if (!write_number(leaf_.pids_max.get(), std::uint64_t{processes} + 1)) {
      return environment_error("pids.max: " + why(errno));
    }
    processes_in_force_ = processes;
  }
  return done();
}

std::uint64_t cgroup_v2::cached_bytes() const {
  const auto text = read_text(leaf_.memory_stat.get());
  const auto cache = field(text, "file");
  return cache - std::min(cache, field(text, "shmem"));
}

cgroup::usage cgroup_v2::end() {
  usage seen;
  seen.cpu = cpu();
  seen.peak_is_known = static_cast<bool>(leaf_.memory_peak);
  if (seen.peak_is_known) {
    const auto peak = read_number(leaf_.memory_peak.get());
    const auto cached = cached_bytes();
    const auto base = usage_at_start_ + cached - std::min(cached, cached_at_start_);
    cached_at_start_ = cached;
    seen.peak_bytes = peak - std::min(peak, base);
  }
  seen.out_of_memory_kills = kills() - kills_at_start_;
  start_counting();
  return seen;
}

}  // namespace

result<std::unique_ptr<cgroup>> make_cgroup_v2(unsigned worker) {
  const auto& home = cgroup_home::get();
  if (!home) return home.failure();
  cgroup_files::remove_stale(home->path());
  auto name = std::to_string(worker);
  auto first = leaf::make(home->path() / cgroup_files::group_name(name));
  if (!first) return std::move(first).failure();
  auto tried = try_birth(*first);
  std::unique_ptr<cgroup> made = std::make_unique<cgroup_v2>(std::move(name), *std::move(first));
  if (!tried) return std::move(tried).failure();
  return made;
}

}  // namespace judge

#include "judge/run/cgroup.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <string_view>
#include <system_error>
#include <utility>

#include "judge/base/files.hpp"
#include "judge/base/text.hpp"

namespace judge {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view prefix = "gavel-";
/// What the kernel rounds and holds for itself; a program gets at least what it was promised.
constexpr std::uint64_t slack = std::uint64_t{1} << 20;

std::string why(int code) { return std::generic_category().message(code); }

std::uint64_t number(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

template <std::size_t Size>
std::string_view read_small(int fd, std::array<char, Size>& buffer) {
  const auto size = ::pread(fd, buffer.data(), buffer.size(), 0);
  return {buffer.data(), size < 0 ? 0 : static_cast<std::size_t>(size)};
}

std::uint64_t read_number(int fd) {
  std::array<char, 64> buffer;
  return number(read_small(fd, buffer));
}

/// The value behind "<key> " at the start of a line.
std::uint64_t field(std::string_view text, std::string_view key) {
  for (const auto line : lines_of(text)) {
    if (line.starts_with(key) && line.substr(key.size()).starts_with(' ')) {
      return number(line.substr(key.size() + 1));
    }
  }
  return 0;
}

bool write_number(int fd, std::uint64_t value) {
  const auto text = std::to_string(value);
  return ::pwrite(fd, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
}

/// This process's group in the hierarchy of a controller: "<mount point><own path>".
result<fs::path> place_of(std::string_view controller, std::string_view mounts,
                          std::string_view groups) {
  fs::path mount;
  for (const auto line : lines_of(mounts)) {
    const auto columns = words_of(line);
    if (columns.size() < 4 || columns[2] != "cgroup") continue;
    if (("," + columns[3] + ",").find(fmt::format(",{},", controller)) == std::string::npos) {
      continue;
    }
    mount = columns[1];
  }
  if (mount.empty()) {
    return environment_error(fmt::format("no cgroup v1 hierarchy for '{}' is mounted", controller));
  }
  for (const auto line : lines_of(groups)) {  // "4:memory:/path"
    const auto first = line.find(':');
    const auto second = line.find(':', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos) continue;
    const auto names = fmt::format(",{},", line.substr(first + 1, second - first - 1));
    if (names.find(fmt::format(",{},", controller)) == std::string::npos) continue;
    const auto own = mount / fs::path(line.substr(second + 1)).relative_path();
    std::error_code failed;
    return fs::is_directory(own, failed) ? own : mount;
  }
  return mount;
}

/// Groups left behind by judges that were killed: their names hold the process id.
void remove_stale(const fs::path& parent) {
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(parent, failed)) {
    const auto name = entry.path().filename().string();
    if (!name.starts_with(prefix)) continue;
    const auto owner = static_cast<pid_t>(number(std::string_view(name).substr(prefix.size())));
    if (owner > 0 && ::kill(owner, 0) != 0 && errno == ESRCH) ::rmdir(entry.path().c_str());
  }
}

}  // namespace

result<cgroup_places> find_cgroups() {
  const auto mounts = read_file("/proc/self/mounts");
  const auto groups = read_file("/proc/self/cgroup");
  if (!mounts || !groups) return environment_error("/proc/self/cgroup cannot be read");
  cgroup_places places;
  for (const auto& [controller, place] :
       {std::pair{"memory", &places.memory}, std::pair{"cpuacct", &places.cpuacct},
        std::pair{"pids", &places.pids}}) {
    auto found = place_of(controller, *mounts, *groups);
    if (!found) return std::move(found).failure();
    *place = *std::move(found);
  }
  return places;
}

result<cgroup> cgroup::make(unsigned worker) {
  auto places = find_cgroups();
  if (!places) return std::move(places).failure();
  cgroup made;
  // Unique within the process too: several sandboxes may be open at once.
  static std::atomic<unsigned> serial{0};
  const auto name = fmt::format("{}{}-{}-{}", prefix, ::getpid(), worker, serial++);
  for (const auto& [parent, own] :
       {std::pair{&places->memory, &made.memory_}, std::pair{&places->cpuacct, &made.cpuacct_},
        std::pair{&places->pids, &made.pids_}}) {
    remove_stale(*parent);
    *own = *parent / name;
    // Controllers may share a hierarchy (cpu,cpuacct); the folder is then there already.
    if (::mkdir(own->c_str(), 0755) == 0) {
      made.folders_.push_back(*own);
    } else if (errno != EEXIST) {
      return environment_error(fmt::format("{}: {}", own->string(), why(errno)));
    }
  }
  if (auto opened = made.open_files(); !opened) return std::move(opened).failure();
  return made;
}

cgroup::~cgroup() {
  for (const auto& folder : folders_) {
    // The last processes may still be on their way out.
    for (int tries = 0; tries < 1000; ++tries) {
      if (::rmdir(folder.c_str()) == 0 || errno != EBUSY) break;
      ::usleep(1000);
    }
  }
}

status cgroup::open_files() {
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
      wanted{&memory_usage_, memory_ / "memory.usage_in_bytes", O_RDONLY, true},
      wanted{&memory_stat_, memory_ / "memory.stat", O_RDONLY, true},
      wanted{&oom_control_, memory_ / "memory.oom_control", O_RDONLY, true},
      wanted{&cpu_usage_, cpuacct_ / "cpuacct.usage", O_RDONLY, true},
      wanted{&pids_max_, pids_ / "pids.max", O_RDWR, true}};
  for (const auto& one : files) {
    one.fd->reset(::open(one.path.c_str(), one.mode | O_CLOEXEC));
    if (!*one.fd && one.needed) {
      return environment_error(fmt::format("{}: {}", one.path.string(), why(errno)));
    }
  }
  return done();
}

status cgroup::adopt(pid_t zygote) {
  zygote_ = zygote;
  for (const auto& folder : folders_) {
    const auto path = folder / "cgroup.procs";
    const unique_fd fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!fd || !write_number(fd.get(), static_cast<std::uint64_t>(zygote))) {
      return environment_error(fmt::format("{}: {}", path.string(), why(errno)));
    }
  }
  cached_at_start_ = cached_bytes();
  start_counting();
  return done();
}

void cgroup::start_counting() {
  // The peak starts again from what is in use now.
  counting_ = write_number(memory_peak_.get(), 0);
  usage_at_start_ = read_number(memory_usage_.get());
  kills_at_start_ = kills();
  cpu_at_start_ = read_number(cpu_usage_.get());
}

status cgroup::begin(std::uint64_t memory_bytes, unsigned processes) {
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
  if (!counting_) return environment_error("memory.max_usage_in_bytes: cannot be set back");
  if (processes != processes_in_force_) {
    // The zygote and the run's init are in the group as well.
    if (!write_number(pids_max_.get(), processes + 2)) {
      return environment_error("pids.max: " + why(errno));
    }
    processes_in_force_ = processes;
  }
  return done();
}

std::chrono::nanoseconds cgroup::cpu() const {
  return std::chrono::nanoseconds(read_number(cpu_usage_.get()) - cpu_at_start_);
}

std::vector<pid_t> cgroup::threads() const {
  // Opened anew each time: an open one goes on showing a list for up to a second.
  const auto list = read_file(cpuacct_ / "tasks");
  std::vector<pid_t> found;
  if (!list) return found;
  for (const auto line : lines_of(*list)) {
    const auto id = static_cast<pid_t>(number(line));
    if (id > 0 && id != zygote_) found.push_back(id);
  }
  return found;
}

std::uint64_t cgroup::cached_bytes() const {
  std::array<char, 4096> buffer;
  const auto text = read_small(memory_stat_.get(), buffer);
  const auto cache = field(text, "cache");
  return cache - std::min(cache, field(text, "shmem"));
}

std::uint64_t cgroup::kills() const {
  std::array<char, 256> buffer;
  return field(read_small(oom_control_.get(), buffer), "oom_kill");
}

cgroup::usage cgroup::end() {
  usage seen;
  seen.cpu = cpu();
  const auto peak = read_number(memory_peak_.get());
  const auto cached = cached_bytes();
  const auto grown = cached - std::min(cached, cached_at_start_);
  cached_at_start_ = cached;
  const auto base = usage_at_start_ + grown;
  seen.peak_bytes = peak - std::min(peak, base);
  seen.out_of_memory_kills = kills() - kills_at_start_;
  start_counting();
  return seen;
}

}  // namespace judge

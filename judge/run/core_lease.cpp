#include "judge/run/core_lease.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "judge/base/files.hpp"

namespace judge {
namespace {

/// Whether a core is a physical core's first thread; the list begins with that one: "0,4" or "0-1".
bool is_first_thread(int core) {
  const auto list = read_file(
      fmt::format("/sys/devices/system/cpu/cpu{}/topology/thread_siblings_list", core), 4096);
  int first = core;
  if (list) std::from_chars(list->data(), list->data() + list->size(), first);
  return first == core;
}

std::vector<int> allowed_cores() {
  cpu_set_t set;
  std::vector<int> cores;
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return cores;
  for (int core = 0; core < CPU_SETSIZE; ++core) {
    if (CPU_ISSET(static_cast<std::size_t>(core), &set)) cores.push_back(core);
  }
  std::stable_partition(cores.begin(), cores.end(), is_first_thread);
  return cores;
}

/// The kernel frees such a name when the last process that holds the socket is gone, however it
/// ends; so a judge that is killed leaves no core taken. Empty where another one has it.
unique_fd mark_of(int core) {
  unique_fd mark(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!mark) return mark;
  const auto name = fmt::format("gavel-core-{}", core);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path + 1, name.data(), name.size());  // behind a NUL: not a file
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
  if (::bind(mark.get(), reinterpret_cast<const sockaddr*>(&address), size) != 0) mark.reset();
  return mark;
}

cpu_set_t only(int core) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(static_cast<std::size_t>(core), &set);
  return set;
}

}  // namespace

std::optional<core_lease> core_lease::take() {
  for (const int core : allowed_cores()) {
    if (auto mark = mark_of(core)) return core_lease(core, std::move(mark));
  }
  return std::nullopt;
}

void bind_to_core(pid_t process, int core) {
  const auto set = only(core);
  ::sched_setaffinity(process, sizeof set, &set);
}

thread_on_core::thread_on_core(int core) {
  if (core < 0 || ::sched_getaffinity(0, sizeof before_, &before_) != 0) return;
  const auto set = only(core);
  bound_ = ::sched_setaffinity(0, sizeof set, &set) == 0;
}

thread_on_core::~thread_on_core() {
  if (bound_) ::sched_setaffinity(0, sizeof before_, &before_);
}

}  // namespace judge

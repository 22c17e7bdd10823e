#include "judge/run/measure/wait_meter.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "judge/base/unique_fd.hpp"

namespace judge {
namespace {

using std::chrono::nanoseconds;

/// The second of "on-cpu ns, waiting ns, slices". Nothing where the thread is gone, or where the
/// kernel does not tell.
std::optional<nanoseconds> wait_of(pid_t thread) {
  const auto path = fmt::format("/proc/{}/schedstat", thread);
  const unique_fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, 100> buffer{};
  const auto size = file ? ::read(file.get(), buffer.data(), buffer.size()) : 0;
  if (size <= 0) return std::nullopt;
  const std::string_view text(buffer.data(), static_cast<std::size_t>(size));
  const auto space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  std::int64_t waited = 0;
  std::from_chars(text.data() + space + 1, text.data() + text.size(), waited);
  return nanoseconds(waited);
}

}  // namespace

std::vector<pid_t> threads_of(pid_t process) {
  struct closer {
    void operator()(DIR* folder) const { ::closedir(folder); }
  };
  std::vector<pid_t> threads;
  const std::unique_ptr<DIR, closer> folder(
      ::opendir(fmt::format("/proc/{}/task", process).c_str()));
  while (const dirent* entry = folder ? ::readdir(folder.get()) : nullptr) {
    const std::string_view name(static_cast<const char*>(entry->d_name));
    pid_t id = 0;
    std::from_chars(name.data(), name.data() + name.size(), id);
    if (id > 0) threads.push_back(id);  // not "." and ".."
  }
  return threads;
}

void wait_meter::look(const std::vector<pid_t>& threads) {
  std::map<pid_t, nanoseconds> now;
  nanoseconds longest(0);
  for (const pid_t thread : threads) {
    const auto waited = wait_of(thread);
    if (!waited) continue;
    now.emplace(thread, *waited);
    const auto known = last_.find(thread);
    // An id may have gone to a new thread, which has waited less.
    const bool same = known != last_.end() && known->second <= *waited;
    longest = std::max(longest, *waited - (same ? known->second : nanoseconds(0)));
  }
  total_ += longest;
  last_ = std::move(now);
}

}  // namespace judge

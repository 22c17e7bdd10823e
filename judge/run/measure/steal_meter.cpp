#include "judge/run/measure/steal_meter.hpp"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstddef>

#include "judge/base/files.hpp"
#include "judge/base/text.hpp"

namespace judge {
namespace {

constexpr std::size_t steal_column =
    8;  // "cpu0 user nice system idle iowait irq softirq steal ..."

std::uint64_t number(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::uint64_t ticks_now(const cpu_set_t& cores) {
  const auto stat = read_file("/proc/stat");
  return stat ? steal_ticks(*stat, cores) : 0;
}

}  // namespace

std::uint64_t steal_ticks(std::string_view stat, const cpu_set_t& cores) {
  std::uint64_t sum = 0;
  while (stat.starts_with("cpu")) {  // the lines of the cores come first
    const auto end = std::min(stat.find('\n'), stat.size());
    const auto line = stat.substr(0, end);
    stat.remove_prefix(std::min(end + 1, stat.size()));
    if (line.starts_with("cpu ")) continue;  // all cores together
    const auto columns = words_of(line);
    const auto core = number(columns.front().substr(3));
    if (columns.size() > steal_column && core < CPU_SETSIZE && CPU_ISSET(core, &cores)) {
      sum += number(columns[steal_column]);
    }
  }
  return sum;
}

steal_meter::steal_meter(pid_t process) {
  // It may have ended already, or the machine has more cores than the set: then all that it holds.
  if (::sched_getaffinity(process, sizeof cores_, &cores_) != 0) {
    for (std::size_t core = 0; core < CPU_SETSIZE; ++core) CPU_SET(core, &cores_);
  }
  start_ = ticks_now(cores_);
}

std::chrono::nanoseconds steal_meter::total() const {
  const auto now = ticks_now(cores_);
  const auto ticks = static_cast<std::int64_t>(now - std::min(now, start_));
  return std::chrono::nanoseconds(std::chrono::seconds(ticks)) / ::sysconf(_SC_CLK_TCK);
}

}  // namespace judge

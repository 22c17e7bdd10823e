#include "judge/report/units.hpp"

#include <fmt/format.h>

namespace judge {

std::string show_time(microseconds time) {
  if (time < std::chrono::seconds(10)) return fmt::format("{} ms", (time.count() + 500) / 1000);
  return fmt::format("{:.2f} s", static_cast<double>(time.count()) / 1e6);
}

std::string show_memory(std::uint64_t bytes) {
  return fmt::format("{:.1f} MiB", static_cast<double>(bytes) / static_cast<double>(mebibyte));
}

std::string show_count(std::size_t count, const char* noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace judge

// judge/report/units.hpp - quantities as people read them.
#pragma once

#include <cstdint>
#include <string>

#include "judge/model/run.hpp"

namespace judge {

/// "41 ms", "2.31 s"; whole milliseconds below ten seconds, hundredths of a second above.
[[nodiscard]] std::string show_time(microseconds time);

/// "3.4 MiB".
[[nodiscard]] std::string show_memory(std::uint64_t bytes);

/// "1 case", "13 cases".
[[nodiscard]] std::string show_count(std::size_t count, const char* noun);

}  // namespace judge

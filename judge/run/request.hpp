// judge/run/request.hpp - a run request as the zygote reads it.
#pragma once

#include <cstdint>
#include <string>

#include "judge/base/result.hpp"
#include "judge/model/run.hpp"

namespace judge {

struct prepared_request {
  std::string packet;
  std::uint64_t memory_bytes = 0;  ///< with what the run-time system is granted on top
  std::uint64_t placed_bytes = 0;  ///< in the work folder, whole pages
  bool too_large = false;          ///< the address space cannot hold its code and arrays
  bool uses_folder = false;        ///< something is placed or brought back
};

/// `serial`: of the run, for this zygote. `counted`: a cgroup counts memory and processes. Errors:
/// no command, a folder that is missing, files that cannot be read, more words than a packet holds.
[[nodiscard]] result<prepared_request> prepare(const run_request& request, std::uint32_t serial,
                                               bool counted);

}  // namespace judge

// judge/run/request.hpp - a run request as the zygote reads it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "judge/base/result.hpp"
#include "judge/model/run.hpp"

namespace judge {

struct prepared_request {
  std::string packet;
  std::filesystem::path folder;    ///< the box, with no link in its path; empty where there is none
  std::uint64_t memory_bytes = 0;  ///< with what the run-time system is granted on top
  std::uint64_t placed_bytes = 0;  ///< in the work folder, whole pages
  bool too_large = false;          ///< the address space cannot hold its code and arrays
  bool uses_folder = false;        ///< something is placed or brought back
};

/// What a request depends on beside itself.
struct request_surroundings {
  std::uint32_t serial = 0;  ///< of the run, for this zygote
  bool counted = false;      ///< a cgroup counts memory and processes
  /// Where /box, /work and /tmp are, without mounts of one's own; else empty.
  std::filesystem::path top = {};
  std::uint64_t others = 0;  ///< processes of this user that are not the run's, where they count
};

/// Errors: no command, a folder that is missing, files that cannot be read, more words than a
/// packet holds.
[[nodiscard]] result<prepared_request> prepare(const run_request& request,
                                               const request_surroundings& within);

}  // namespace judge

// judge/run/plain/landlock.hpp - which files a program may reach where it has no mounts of its own.
#pragma once

#include "judge/base/result.hpp"
#include "judge/base/unique_fd.hpp"

namespace judge {

/// Version of the kernel's interface; 0: there is no Landlock, and errno says why.
[[nodiscard]] unsigned landlock_version();

/// From this version on the kernel keeps signals inside as well.
inline constexpr unsigned landlock_with_signals = 6;

/// Open folders of a run.
struct landlock_folders {
  int box = -1;  ///< to read and execute
  int work = -1;
  int tmp = -1;
};

/// Everything that `version` can refuse is refused, but to read and execute what all programs share
/// and the box, and to do as one likes in the two writable folders. Not even the existence of files
/// can be hidden by it, nor their modes and times be kept: see seccomp_filter.cpp.
[[nodiscard]] result<unique_fd> make_ruleset(unsigned version, const landlock_folders& folders);

}  // namespace judge

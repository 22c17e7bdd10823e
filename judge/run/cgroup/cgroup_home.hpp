// judge/run/cgroup/cgroup_home.hpp - where this process may make control groups of version 2.
#pragma once

#include <sys/types.h>

#include <filesystem>

#include "judge/base/result.hpp"

namespace judge {

/// A group in which the memory and pids controllers are on for the groups below it. The kernel
/// allows that only where no process is, so this process moves into a child of its own, once, and
/// back at its end. Where its own group cannot be had so, systemd is asked for another one.
class cgroup_home {
 public:
  /// The one of this process, found when first asked for. The error says what stands in the way.
  [[nodiscard]] static const result<cgroup_home>& get();

  cgroup_home(cgroup_home&& other) noexcept;
  cgroup_home& operator=(cgroup_home&&) = delete;
  ~cgroup_home();

  /// Below this folder.
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] bool from_systemd() const { return from_systemd_; }

 private:
  cgroup_home() = default;
  [[nodiscard]] static result<cgroup_home> find();
  [[nodiscard]] static result<cgroup_home> enter(const std::filesystem::path& own);
  [[nodiscard]] status move_aside();

  std::filesystem::path path_;
  std::filesystem::path aside_;  ///< where this process went; empty: it did not have to
  pid_t owner_ = 0;              ///< a child made by fork() must not undo it
  bool from_systemd_ = false;
};

}  // namespace judge

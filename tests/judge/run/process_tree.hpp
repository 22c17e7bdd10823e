// tests/judge/run/process_tree.hpp - who started whom, as the kernel tells it.
#pragma once

#include <sys/types.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <vector>

namespace judge::testing {

inline std::vector<pid_t> children_of(pid_t parent) {
  std::vector<pid_t> found;
  std::error_code failed;
  const auto tasks = "/proc/" + std::to_string(parent) + "/task";
  for (const auto& task : std::filesystem::directory_iterator(tasks, failed)) {
    std::ifstream in(task.path() / "children");
    for (pid_t pid = 0; in >> pid;) found.push_back(pid);
  }
  return found;
}

/// Whether a descendant has become the program of this name.
inline bool runs_below(pid_t ancestor, const std::string& name) {
  const auto children = children_of(ancestor);
  return std::any_of(children.begin(), children.end(), [&](pid_t child) {
    std::ifstream in("/proc/" + std::to_string(child) + "/comm");
    std::string has;
    return (std::getline(in, has) && has == name) || runs_below(child, name);
  });
}

}  // namespace judge::testing

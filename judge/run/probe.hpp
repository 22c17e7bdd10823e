// judge/run/probe.hpp - which layers of the sandbox this machine has, found by using them.
#pragma once

#include <string>
#include <vector>

#include "judge/model/run.hpp"

namespace judge {

struct layer_finding {
  std::string layer;  ///< "bubblewrap", "user namespaces", ...
  bool available = false;
  std::string detail;  ///< what was found; where it is missing, why and how to get it
};

struct sandbox_report {
  std::vector<layer_finding> layers;
  isolation level = isolation::none;  ///< what a sandbox started now would have
};

/// Tries every layer, and a sandbox with a program in it at each level. Takes some milliseconds.
[[nodiscard]] sandbox_report probe_sandbox();

}  // namespace judge

// judge/run/cgroup/delegation.hpp - a control group from systemd.
#pragma once

#include "judge/base/result.hpp"

namespace judge {

/// Asks the systemd that is responsible (the user's own one, for root that of the machine) to put
/// this process into a new scope below which it may make groups. It stays the same process, with
/// its terminal and its parent. The error says why there is none, and what would help.
[[nodiscard]] status ask_for_delegation();

}  // namespace judge

// tests/hostile/traces.hpp - what a run could leave behind on the machine, seen from outside.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace judge::hostile {

/// All of it in words, so that a difference can be shown.
using traces = std::multiset<std::string>;

/// What is there now: processes below this one, by name; mounts; cgroups of this process; System V
/// objects; files in `temporary` and, if they are of a hostile program, in the system's own.
/// Orphans are seen as well once become_the_parent_of_orphans() was called.
[[nodiscard]] traces look_for_traces(const std::filesystem::path& temporary);

/// What is too much or missing, compared with `before`. Some things take a moment to go, so this
/// looks again for as long as there is patience.
[[nodiscard]] std::vector<std::string> differences(
    const traces& before, const std::filesystem::path& temporary,
    std::chrono::milliseconds patience = std::chrono::seconds(2));

void become_the_parent_of_orphans();

/// Those that have ended. Not while a sandbox starts or loses a process: it waits for its own.
void reap_orphans();

/// Processes that this one started and that still run.
[[nodiscard]] std::set<pid_t> own_children();

/// The helper processes of the sandboxes, which start the runs.
[[nodiscard]] std::set<pid_t> zygotes();

}  // namespace judge::hostile

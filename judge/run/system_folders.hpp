// judge/run/system_folders.hpp - what of the host's own files every program may read.
#pragma once

#include <filesystem>
#include <vector>

namespace judge {

/// Beside /usr: folders of the root, which on today's systems are links into /usr.
inline constexpr const char* root_folders[] = {"/bin",   "/sbin",  "/lib",
                                               "/lib32", "/lib64", "/libx32"};

/// Nothing that can be read without end but noise, which some run-time systems start from: a
/// compiler would take it for source text.
inline constexpr const char* shared_devices[] = {"/dev/null", "/dev/urandom"};

/// What the loader, Debian's alternatives and Java look up in /etc; nothing about people or the
/// machine. Some of it may not be there.
[[nodiscard]] std::vector<std::filesystem::path> system_settings();

}  // namespace judge

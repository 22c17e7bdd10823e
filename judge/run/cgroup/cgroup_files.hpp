// judge/run/cgroup/cgroup_files.hpp - reading and writing the files of control groups.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "judge/base/unique_fd.hpp"

namespace judge::cgroup_files {

/// What the kernel rounds and holds for itself; a program gets at least what it was promised.
inline constexpr std::uint64_t slack = std::uint64_t{1} << 20;
/// More than a zygote and a waiting init hold.
inline constexpr std::uint64_t rest = std::uint64_t{4} << 20;

[[nodiscard]] std::string why(int code);

/// Relative to an open folder; AT_FDCWD for a whole path.
[[nodiscard]] unique_fd open(int folder, const char* name, int mode);

[[nodiscard]] std::uint64_t number(std::string_view text);
/// The start of a file; counters are short.
[[nodiscard]] std::string read_text(int fd);
[[nodiscard]] std::uint64_t read_number(int fd);
/// The value behind "<key> " at the start of a line; 0 where there is none.
[[nodiscard]] std::uint64_t field(std::string_view text, std::string_view key);

[[nodiscard]] bool write_text(int fd, std::string_view text);
[[nodiscard]] bool write_number(int fd, std::uint64_t value);

/// The ids in a list that the kernel writes, one a line.
[[nodiscard]] std::vector<pid_t> read_ids(const std::filesystem::path& list);

/// A name below which nothing else of this machine lies; it begins with the owner's process id.
[[nodiscard]] std::string group_name(std::string_view purpose);

/// Removes groups left behind by judges that were killed: their names hold the process id.
void remove_stale(const std::filesystem::path& parent);

/// Waits a moment: the last processes may still be on their way out.
void remove_group(const std::filesystem::path& group);

}  // namespace judge::cgroup_files

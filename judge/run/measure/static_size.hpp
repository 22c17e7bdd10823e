// judge/run/measure/static_size.hpp - memory that a program takes before its first instruction.
#pragma once

#include <cstdint>
#include <filesystem>

namespace judge {

/// Bytes of address space that loading an ELF executable takes: code, data and the arrays that
/// begin as zeros. 0 where the file is no such executable.
[[nodiscard]] std::uint64_t static_size(const std::filesystem::path& executable);

}  // namespace judge

// judge/package/numbering.hpp - names, counts, seeds and arguments as generators.yaml defines them.
//
// Source: BAPCtools, doc/generators.yaml and its test problem "testseed", whose committed data are
// facts that our tests are held against.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "judge/base/result.hpp"
#include "judge/package/fields.hpp"

namespace judge::package {

/// "07" for the seventh of 12.
[[nodiscard]] std::string zero_padded(std::int64_t value, std::size_t width);

/// As many digits as `n` has.
[[nodiscard]] std::size_t width_of(std::size_t n);

/// The values of `count:`, which is a number n (1 to n), a list, or a range "low..=high". {1} where
/// there is none; wrong ones are noted.
[[nodiscard]] std::vector<std::int64_t> read_counts(fields& from);

/// What stands behind "name-": values without a gap are padded to equal width, the sign counted.
[[nodiscard]] std::vector<std::string> count_labels(const std::vector<std::int64_t>& counts);

/// SHA-512 of salt, ":<count - 1>" unless count is 1, and the trimmed command, modulo 2^31.
[[nodiscard]] std::uint32_t seed_of(std::string_view salt, std::int64_t count,
                                    std::string_view command);

/// How often {seed} or {seed:digits} stands in the text.
[[nodiscard]] std::size_t count_seeds(std::string_view text);

/// The text with {seed} and {seed:digits} replaced.
[[nodiscard]] std::string with_seed(std::string_view text, std::uint32_t seed);

[[nodiscard]] std::string with_all(std::string_view text, std::string_view from,
                                   std::string_view to);

/// Words as a POSIX shell splits them: blanks between, quotes and backslashes undone, nothing
/// expanded.
[[nodiscard]] result<std::vector<std::string>> shell_words(std::string_view command);

}  // namespace judge::package

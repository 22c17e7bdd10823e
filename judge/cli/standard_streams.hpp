// judge/cli/standard_streams.hpp - standard input, output and error as a program can rely on them.
#pragma once

namespace judge {

/// Opens /dev/null for those of descriptors 0 to 2 that are closed: the next file that is opened
/// would get their numbers, and what is printed would go there.
void open_standard_streams();

/// The exit code, made worse where what was printed could not be written: results that nobody can
/// see are not results.
[[nodiscard]] int with_output_written(int code);

}  // namespace judge

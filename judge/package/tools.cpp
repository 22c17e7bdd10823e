#include "judge/package/tools.hpp"

#include <fmt/format.h>

#include <cstring>
#include <utility>

#include "judge/base/text.hpp"

namespace judge::package {
namespace {

std::string first_line(std::string_view text) {
  for (const auto line : lines_of(text)) {
    if (const auto said = trimmed(line); !said.empty()) return printable(said, 200);
  }
  return "";
}

}  // namespace

std::optional<std::string> bad_end(const run_outcome& run, const run_limits& limits) {
  const auto seconds = [](milliseconds time) { return static_cast<double>(time.count()) / 1000; };
  if (run.out_of_memory_kills > 0 || run.looks_out_of_memory) {
    return fmt::format("ran out of memory ({} MiB)", limits.memory_bytes / mebibyte);
  }
  if (run.stopped == stop_reason::cpu_time) {
    return fmt::format("needed more than {} s of CPU time", seconds(limits.cpu_time));
  }
  if (run.stopped == stop_reason::wall_time) {
    return fmt::format("was not done after {} s", seconds(limits.wall_time));
  }
  if (run.how == ending::signalled) {
    const char* name = ::sigabbrev_np(run.code);
    return name == nullptr ? fmt::format("was killed by signal {}", run.code)
                           : fmt::format("was killed by signal SIG{}", name);
  }
  if (run.output_limit_exceeded) {
    return fmt::format("wrote more than {} MiB", limits.output_bytes / mebibyte);
  }
  if (run.code != 0) return fmt::format("ended with exit code {}", run.code);
  return std::nullopt;
}

std::string what_it_said(const run_outcome& run) {
  auto line = first_line(run.standard_error);
  if (line.empty()) line = first_line(run.standard_output);
  return line.empty() ? "" : fmt::format(": \"{}\"", line);
}

result<program> build_tool(builder& with, const program_source& source, const std::string& what) {
  auto outcome = with.build(source);
  const auto name = fmt::format("{} {}", what, source.name);
  if (!outcome) return std::move(outcome).failure().in(name);
  if (outcome->built) return *outcome->built;
  return error{fmt::format("{} does not compile: {}", name, first_line(outcome->message))};
}

}  // namespace judge::package

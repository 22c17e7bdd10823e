#include "judge/package/tools.hpp"

#include <fmt/format.h>

#include <cstring>
#include <utility>

#include "judge/base/text.hpp"

namespace judge::package {
namespace {

/// The lines that say something.
std::vector<std::string_view> spoken(std::string_view text) {
  auto lines = lines_of(text);
  std::erase_if(lines, [](std::string_view line) { return trimmed(line).empty(); });
  return lines;
}

std::string quoted(std::string_view line) { return printable(trimmed(line), 200); }

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
  const auto errors = spoken(run.standard_error);
  if (!errors.empty()) return fmt::format(": \"{}\"", quoted(errors.back()));
  const auto output = spoken(run.standard_output);
  return output.empty() ? "" : fmt::format(": \"{}\"", quoted(output.front()));
}

error in_context(error failure, const std::string& context) {
  if (failure.whose == fault::interrupted) return {"interrupted", fault::interrupted};
  return std::move(failure).in(context);
}

error of_tool(error failure, const std::string& what, const std::string& name) {
  const auto prefix = name + ": ";
  while (failure.message.starts_with(prefix)) failure.message.erase(0, prefix.size());
  return in_context(std::move(failure), fmt::format("{} {}", what, name));
}

result<program> build_tool(builder& with, const program_source& source, const std::string& what) {
  auto outcome = with.build(source);
  if (!outcome) return of_tool(std::move(outcome).failure(), what, source.name);
  if (outcome->built) return *outcome->built;
  const auto said = spoken(outcome->message);
  return error{fmt::format("{} {} does not compile: {}", what, source.name,
                           said.empty() ? "" : quoted(said.front()))};
}

}  // namespace judge::package

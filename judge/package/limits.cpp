#include "judge/package/limits.hpp"

#include <fmt/format.h>

#include <cmath>

namespace judge::package {
namespace {

constexpr number_rule factor{1, 1000, "a factor of at least 1", "2.0"};
constexpr number_rule whole_seconds{1, 86'400, "a whole number of seconds", "60", true};
constexpr number_rule memory{1, 1 << 20, "a whole number of MiB", "2048", true};
constexpr number_rule output{1, 4096, "a whole number of MiB", "8", true};
constexpr number_rule code{1, 1 << 20, "a whole number of KiB", "128", true};

milliseconds in_milliseconds(double value) { return milliseconds(std::llround(value * 1000)); }

std::uint64_t bytes(double mebibytes) { return static_cast<std::uint64_t>(mebibytes) * mebibyte; }

/// CPU time, and twice of it on the clock, as every tool has it.
void set_time(run_limits& into, double in_seconds) {
  into.cpu_time = in_milliseconds(in_seconds);
  into.wall_time = into.cpu_time * 2;
}

void read_compilation(fields& limits, problem& into) {
  const auto time = limits.number("compilation_time", whole_seconds);
  const auto most = limits.number("compilation_memory", memory);
  if (!time && !most) return;
  auto& compiling = into.compile_limits.emplace(compile_limits());
  if (time) set_time(compiling, *time);
  if (most) compiling.memory_bytes = bytes(*most);
}

/// What both formats have.
void read_common(fields& limits, problem& into) {
  if (const auto given = limits.number("memory", memory)) into.limits.memory_bytes = bytes(*given);
  if (const auto given = limits.number("output", output)) into.limits.output_bytes = bytes(*given);
  if (const auto given = limits.number("code", code)) {
    into.code_bytes = static_cast<std::uint64_t>(*given) * 1024;
  }
  read_compilation(limits, into);
  auto& validating = into.validator_limits;
  if (const auto given = limits.number("validation_time", whole_seconds)) {
    set_time(validating, *given);
  }
  if (const auto given = limits.number("validation_memory", memory)) {
    validating.memory_bytes = bytes(*given);
  }
  if (const auto given = limits.number("validation_output", output)) {
    validating.output_bytes = bytes(*given);
  }
  const auto* node = limits.take("validation_passes");
  if (node == nullptr) return;
  if (!into.type.multi_pass) {
    limits.warn(*node, "validation_passes", "only multi-pass problems have it, ignored: remove it");
    return;
  }
  constexpr number_rule passes{2, 10'000, "a whole number of at least 2", "2", true};
  if (const auto given = limits.number("validation_passes", passes)) {
    into.type.passes = static_cast<unsigned>(*given);
  }
}

void read_multipliers(fields& limits, problem& into) {
  auto multipliers = limits.map("time_multipliers");
  if (!multipliers) return;
  into.accepted_to_limit =
      multipliers->number("ac_to_time_limit", factor).value_or(into.accepted_to_limit);
  into.limit_to_exceeded =
      multipliers->number("time_limit_to_tle", factor).value_or(into.limit_to_exceeded);
  multipliers->finish("2025-09");
}

void read_times(fields& limits, problem& into) {
  read_multipliers(limits, into);
  if (const auto resolution = limits.number("time_resolution", seconds)) {
    into.time_resolution = in_milliseconds(*resolution);
  }
  const auto* node = limits.take("time_limit");
  const auto limit = limits.number("time_limit", seconds);
  if (!limit) return;
  set_time_limit(into, *limit);
  if (into.time_limit->count() % into.time_resolution.count() == 0) return;
  limits.warn(*node, "time_limit",
              fmt::format("not a multiple of time_resolution ({} s), as the format asks: set "
                          "time_resolution",
                          static_cast<double>(into.time_resolution.count()) / 1000));
}

/// Keys of one format that people leave behind, or carry over from BAPCtools.
void ignore_foreign(fields& limits) {
  for (const auto* key : {"generator_time", "visualizer_time"}) {
    limits.ignore(key, "a key of BAPCtools, ignored: the judge's own limit counts");
  }
}

}  // namespace

void set_time_limit(problem& into, double in_seconds) {
  into.time_limit = in_milliseconds(in_seconds);
  into.limits.time = *into.time_limit;
}

void read_limits(fields& yaml, problem& into) {
  auto limits = yaml.map("limits");
  if (!limits) return;
  read_times(*limits, into);
  read_common(*limits, into);
  limits->ignore("time_multiplier",
                 "a key of the legacy format, ignored: write time_multipliers.ac_to_time_limit");
  limits->ignore("time_safety_margin",
                 "a key of the legacy format, ignored: write time_multipliers.time_limit_to_tle");
  ignore_foreign(*limits);
  limits->finish("2025-09");
}

void read_legacy_limits(fields& yaml, problem& into) {
  into.accepted_to_limit = 5;
  into.limit_to_exceeded = 2;
  auto limits = yaml.map("limits");
  if (!limits) return;
  into.accepted_to_limit =
      limits->number("time_multiplier", factor).value_or(into.accepted_to_limit);
  into.limit_to_exceeded =
      limits->number("time_safety_margin", factor).value_or(into.limit_to_exceeded);
  if (const auto* node = limits->take("time_limit")) {
    if (const auto given = limits->number("time_limit", seconds)) set_time_limit(into, *given);
    limits->warn(*node, "time_limit",
                 "not a key of the legacy format, followed as DOMjudge does: other systems want "
                 "the seconds in .timelimit");
  }
  read_common(*limits, into);
  ignore_foreign(*limits);
  limits->finish("the legacy format");
}

}  // namespace judge::package

#include "judge/cli/jury.hpp"

#include <fmt/format.h>

#include <utility>

#include "judge/base/files.hpp"
#include "judge/check/custom_grader.hpp"
#include "judge/check/default_checker.hpp"
#include "judge/check/make_checker.hpp"
#include "judge/store/result_store.hpp"

namespace judge {

result<jury> call_jury(const problem& of, workshop& tools, bool remember) {
  jury made;
  if (remember) made.memory = std::make_unique<result_store>(cache_folder() / "results");
  made.build = std::make_unique<submission_builder>(of, *tools.build);
  if (of.type.interactive || of.type.multi_pass) {
    auto talk = make_referee(of, *tools.build);
    if (!talk) return std::move(talk).failure();
    made.talk = *std::move(talk);
    made.check = std::make_unique<default_checker>(of.compare);  // nobody asks it
  } else {
    auto check = make_checker(of, *tools.build, *tools.run);
    if (!check) return std::move(check).failure();
    made.check = *std::move(check);
  }
  auto grader = make_grader(of, *tools.build, *tools.run);
  if (!grader) return std::move(grader).failure();
  made.grader = *std::move(grader);
  return made;
}

judging jury::for_problem(const problem& of, runner& run, observer& watch,
                          const std::stop_token& stop) const {
  judging with{.run = run, .check = *check, .watch = watch, .stop = stop};
  with.type = of.type;
  with.talk = talk.get();
  with.referee_limits = of.validator_limits;
  // Drafts of 2025-09 may have groups of the legacy format.
  const bool legacy = !of.groups.empty() && of.groups.front().how.legacy;
  with.score = {legacy ? problem_format::legacy : of.format, of.groups, grader.get()};
  if (memory == nullptr) return with;
  const auto judge = talk ? talk->identity() : check->identity();
  if (judge.empty()) return with;
  with.memory = memory.get();
  const auto& limits = of.validator_limits;
  with.way = fmt::format("{} {} {} {} {} {} {} {} {} {} {} {}", judge, of.type.interactive,
                         of.type.multi_pass, of.type.passes, of.limits.memory_bytes,
                         of.limits.output_bytes, of.limits.processes, limits.cpu_time.count(),
                         limits.wall_time.count(), limits.memory_bytes, limits.output_bytes,
                         short_name(run.level()));
  return with;
}

}  // namespace judge

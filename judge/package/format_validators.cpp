#include "judge/package/format_validators.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "judge/package/tools.hpp"

namespace judge::package {
namespace {

using answer = opinion::answer;

answer meaning_of(validator_kind kind, int code) {
  switch (kind) {
    case validator_kind::plain:
      return code == 42 ? answer::valid : code == 0 ? answer::broken : answer::invalid;
    case validator_kind::testlib:
      if (code == 0 || code == 42) return answer::valid;
      return code == 3 || code == 43 ? answer::invalid : answer::broken;
    case validator_kind::checktestdata:
      return code == 0 ? answer::valid : code == 1 ? answer::invalid : answer::broken;
  }
  return answer::broken;
}

std::string_view contract_of(validator_kind kind) {
  switch (kind) {
    case validator_kind::plain: return "42 (valid) or 43 (invalid)";
    case validator_kind::testlib: return "0 (valid) or 3 (invalid)";
    case validator_kind::checktestdata: return "0 (valid) or 1 (invalid)";
  }
  return "";
}

}  // namespace

validator_kind kind_of(const program_source& source) {
  const auto is_checktestdata = [](const source_file& file) { return file.name.ends_with(".ctd"); };
  const auto& files = source.files;
  if (std::any_of(files.begin(), files.end(), is_checktestdata)) {
    return validator_kind::checktestdata;
  }
  return mentions_testlib(source) ? validator_kind::testlib : validator_kind::plain;
}

result<format_validators> build_validators(const std::vector<program_source>& sources,
                                           std::string what, builder& build,
                                           std::vector<finding>& found) {
  format_validators all{std::move(what), {}, true};
  for (const auto& source : sources) {
    const auto kind = kind_of(source);
    auto built = build_tool(build, source, all.what);
    if (built) {
      all.ready.push_back({source, kind, *std::move(built)});
      continue;
    }
    const auto& failure = built.failure();
    const bool missing =
        kind == validator_kind::checktestdata && failure.whose == fault::environment;
    if (failure.whose != fault::input && !missing) return failure;
    found.push_back({!missing, missing ? failure.message + "; it is not run" : failure.message});
    all.all_there = false;
  }
  return all;
}

result<opinion> ask(const format_validator& validator, const std::string& what, run_request request,
                    runner& run) {
  request.what = validator.built;
  request.limits = tool_limits();
  // Its own folder is the working folder of a validator that is more than one file.
  if (validator.source.files.size() > 1) {
    for (const auto& file : validator.source.files) {
      request.files.push_back({file.name, file.text, false});
    }
  }
  auto outcome = run.run(request);
  if (!outcome) return of_tool(std::move(outcome).failure(), what, validator.source.name);
  const bool clean = outcome->how == ending::exited && outcome->stopped == stop_reason::none &&
                     outcome->out_of_memory_kills == 0 && !outcome->looks_out_of_memory &&
                     !outcome->output_limit_exceeded;
  const auto is = clean ? meaning_of(validator.kind, outcome->code) : answer::broken;
  if (is != answer::broken) return opinion{is, what_it_said(*outcome)};
  return opinion{is,
                 fmt::format("{}{}: it must end with {}",
                             bad_end(*outcome, request.limits)
                                 .value_or(fmt::format("ended with exit code {}", outcome->code)),
                             what_it_said(*outcome), contract_of(validator.kind))};
}

}  // namespace judge::package

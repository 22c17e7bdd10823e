#include "judge/package/validate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

#include "judge/base/parallel.hpp"
#include "judge/package/tools.hpp"

namespace judge::package {
namespace {

constexpr int accepted = 42;
constexpr int refused = 43;

struct ready_validator {
  std::string name;
  program built;
};

/// One input, and whether it must be valid.
struct checked_input {
  std::filesystem::path path;
  const case_settings* settings;
  bool valid;
};

/// A validator goes by its file's name, with or without the ending.
std::vector<std::string> arguments_for(const std::string& validator, const case_settings& of) {
  const auto& given = of.input_validator_arguments;
  for (const auto& name : {validator, validator.substr(0, validator.rfind('.')), std::string()}) {
    if (const auto found = given.find(name); found != given.end()) return found->second;
  }
  return {};
}

std::vector<checked_input> inputs_of(const problem& whole) {
  std::vector<checked_input> all;
  for (const auto& one : whole.cases) all.push_back({one.input, &one.settings, true});
  for (const auto* list : {&whole.valid_outputs, &whole.invalid_outputs}) {
    for (const auto& one : *list) all.push_back({one.input, &one.settings, true});
  }
  for (const auto& one : whole.invalid_inputs) all.push_back({one.input, &one.settings, false});
  return all;
}

class validation {
 public:
  validation(runner& run, const std::vector<ready_validator>& validators)
      : run_(run), validators_(validators) {}

  /// What is wrong with one input, or with the validators on it.
  result<std::vector<finding>> check(const checked_input& one) const {
    std::vector<finding> found;
    bool somebody_refused = false;
    for (const auto& validator : validators_) {
      auto outcome = run(validator, one);
      if (!outcome) return std::move(outcome).failure();
      const bool clean = outcome->how == ending::exited && outcome->stopped == stop_reason::none &&
                         (outcome->code == accepted || outcome->code == refused);
      if (!clean) {
        const auto bad = bad_end(*outcome, tool_limits());
        found.push_back(
            {true, fmt::format("{}: input validator {} {}{}: it must end with 42 (valid) or "
                               "43 (invalid)",
                               one.path.string(), validator.name,
                               bad.value_or("ended with exit code 0"), what_it_said(*outcome))});
        somebody_refused = true;  // one complaint is enough
      } else if (outcome->code == refused) {
        somebody_refused = true;
        if (one.valid) {
          found.push_back(
              {true, fmt::format("{}: input validator {} refuses it{}", one.path.string(),
                                 validator.name, what_it_said(*outcome))});
        }
      }
    }
    if (!one.valid && !somebody_refused) {
      found.push_back(
          {true, fmt::format("{}: no input validator refuses it: an invalid input must be "
                             "refused by one",
                             one.path.string())});
    }
    return found;
  }

 private:
  result<run_outcome> run(const ready_validator& validator, const checked_input& one) const {
    run_request request;
    request.what = validator.built;
    request.arguments = arguments_for(validator.name, *one.settings);
    request.input = one.path;
    request.limits = tool_limits();
    auto outcome = run_.run(request);
    if (!outcome) return of_tool(std::move(outcome).failure(), "input validator", validator.name);
    return outcome;
  }

  runner& run_;
  const std::vector<ready_validator>& validators_;
};

/// Those that compile; a finding for each that does not.
result<std::vector<ready_validator>> build_all(const problem& whole, builder& build,
                                               std::vector<finding>& found) {
  std::vector<ready_validator> ready;
  for (const auto& source : whole.input_validators) {
    auto built = build_tool(build, source, "input validator");
    if (built) {
      ready.push_back({source.name, *built});
    } else if (built.failure().whose == fault::input) {
      found.push_back(
          {true, fmt::format("{}: {}", whole.folder.string(), built.failure().message)});
    } else {
      return std::move(built).failure();
    }
  }
  return ready;
}

result<std::vector<finding>> validate(const problem& whole, builder& build, runner& run,
                                      const validation_options& options) {
  std::vector<finding> found;
  const auto ready = build_all(whole, build, found);
  if (!ready) return ready.failure();
  if (ready->empty()) return found;  // lint says that there is none
  const auto inputs = inputs_of(whole);
  const validation with(run, *ready);
  std::vector<std::vector<finding>> each(inputs.size());
  std::optional<error> failure;
  std::mutex guard;
  std::size_t finished = 0;
  for_each_in_parallel(inputs.size(), options.jobs, {}, [&](std::size_t i) {
    auto one = with.check(inputs[i]);
    const std::lock_guard lock(guard);
    if (!one) {
      if (!failure) failure = std::move(one).failure();
      return false;
    }
    each[i] = std::move(*one);
    ++finished;
    if (options.progress) options.progress(inputs[i].path.string(), finished, inputs.size());
    return true;
  });
  if (failure) return *failure;
  for (auto& some : each) found.insert(found.end(), some.begin(), some.end());
  return found;
}

}  // namespace
}  // namespace judge::package

namespace judge {

result<std::vector<finding>> validate_data(const problem& whole, builder& build, runner& run,
                                           const validation_options& options) {
  return package::validate(whole, build, run, options);
}

}  // namespace judge

#include "judge/package/bounds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <mutex>
#include <optional>
#include <utility>

#include "judge/base/parallel.hpp"
#include "judge/base/text.hpp"
#include "judge/package/folder.hpp"
#include "judge/package/input_validators.hpp"
#include "judge/package/programs.hpp"
#include "judge/package/validators.hpp"

namespace judge::package {
namespace {

struct bound {
  std::string name;
  std::int64_t value = 0;
  int line = 0;
};

std::optional<std::int64_t> integer(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size()) return {};
  return value;
}

/// The lines of problem.yaml with a comment that says so are left out.
std::vector<bound> bounds_of(const problem& whole, const package_folder& folder) {
  std::vector<bound> found;
  const auto text = folder.read("problem.yaml", yaml_limit_bytes);
  if (!text) return found;
  const auto lines = lines_of(*text);
  const auto document = parse_yaml(folder.shown("problem.yaml"), *text);
  if (!document) return found;
  complaints silent;  // it was read before
  fields root(*document, document->root, silent);
  const auto constants = root.map("constants");
  if (!constants) return found;
  for (const auto& key : constants->node().keys) {
    const auto known = whole.constants.find(key.text);
    if (known == whole.constants.end()) continue;
    const auto value = integer(known->second);
    const auto at = static_cast<std::size_t>(key.at.line) - 1;
    const bool excused =
        at < lines.size() && lines[at].find("# not reached") != std::string_view::npos;
    if (value && !excused) found.push_back({key.text, *value, key.at.line});
  }
  return found;
}

class bounds_check {
 public:
  bounds_check(const problem& whole, const package_folder& folder, builder& build, runner& run)
      : whole_(whole), folder_(folder), build_(build), run_(run) {}

  /// The value with which every case was still accepted, where there is one and none that was not.
  result<std::optional<std::int64_t>> unreached(const bound& one) const {
    const bool lower = one.name.find("min") != std::string::npos;
    std::optional<std::int64_t> harmless;
    for (const std::int64_t step : {lower ? 1 : -1, lower ? -1 : 1}) {
      const auto edge = step > 0 ? std::numeric_limits<std::int64_t>::max()
                                 : std::numeric_limits<std::int64_t>::min();
      if (one.value == edge) continue;
      const auto changed = one.value + step;
      auto accepted = all_accepted_with(one.name, changed);
      if (!accepted) return std::move(accepted).failure();
      if (!accepted->value_or(false)) return std::optional<std::int64_t>();
      if (!harmless) harmless = changed;
    }
    return harmless;
  }

 private:
  /// The validators as they were if problem.yaml said so; nothing where that changes none of them.
  std::vector<program_source> sources_with(const std::string& name, std::int64_t value) const {
    auto constants = whole_.constants;
    constants[name] = constants[name + ".value"] = fmt::format("{}", value);
    complaints silent;
    const program_reader programs(folder_, constants, silent);
    problem changed_problem;
    read_format_validators(folder_, programs, changed_problem, silent);
    auto& sources = changed_problem.input_validators;
    std::erase_if(sources, [&](const program_source& changed) {
      return std::none_of(whole_.input_validators.begin(), whole_.input_validators.end(),
                          [&](const program_source& now) { return differ(now, changed); });
    });
    return std::move(sources);
  }

  static bool differ(const program_source& now, const program_source& changed) {
    if (now.name != changed.name || now.files.size() != changed.files.size()) return false;
    for (std::size_t i = 0; i < now.files.size(); ++i) {
      if (now.files[i].text != changed.files[i].text) return true;
    }
    return false;
  }

  /// Empty: it cannot be told.
  result<std::optional<bool>> all_accepted_with(const std::string& name, std::int64_t value) const {
    const auto sources = sources_with(name, value);
    if (sources.empty()) return std::optional<bool>();
    std::vector<finding> unsaid;
    const auto ready = build_validators(sources, "input validator", build_, unsaid);
    if (!ready) return ready.failure();
    if (!ready->all_there) return std::optional<bool>();
    for (const auto& one : whole_.cases) {
      auto accepted = all_accept(*ready, run_, one.input, one);
      if (!accepted) return std::move(accepted).failure();
      if (!*accepted) return std::optional(false);
    }
    return std::optional(true);
  }

  const problem& whole_;
  const package_folder& folder_;
  builder& build_;
  runner& run_;
};

result<std::vector<finding>> check(const problem& whole, builder& build, runner& run,
                                   const validation_options& options) {
  std::vector<finding> found;
  if (whole.constants.empty() || whole.input_validators.empty()) return found;
  auto folder = package_folder::open(whole.folder);
  if (!folder) return std::move(folder).failure();
  const auto bounds = bounds_of(whole, *folder);
  const bounds_check with(whole, *folder, build, run);
  std::vector<std::optional<std::int64_t>> unreached(bounds.size());
  std::optional<error> failure;
  std::mutex guard;
  std::size_t finished = 0;
  // The bounds side by side, the cases of each one by one: most are refused early.
  for_each_in_parallel(bounds.size(), options.jobs, {}, [&](std::size_t i) {
    auto one = with.unreached(bounds[i]);
    const std::lock_guard lock(guard);
    if (!one) {
      failure = std::move(one).failure();
      return false;
    }
    unreached[i] = *one;
    if (options.progress) options.progress(bounds[i].name, ++finished, bounds.size());
    return true;
  });
  if (failure) return *failure;
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    if (!unreached[i]) continue;
    found.push_back(
        {false, fmt::format("{}:{}: constants.{}: no case reaches {}: with {} the input "
                            "validators still accept them all: add a case that does, or write "
                            "'# not reached' and why behind it",
                            folder->shown("problem.yaml"), bounds[i].line, bounds[i].name,
                            bounds[i].value, *unreached[i])});
  }
  return found;
}

}  // namespace
}  // namespace judge::package

namespace judge {

result<std::vector<finding>> check_bounds(const problem& whole, builder& build, runner& run,
                                          const validation_options& options) {
  return package::check(whole, build, run, options);
}

}  // namespace judge

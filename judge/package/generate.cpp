#include "judge/package/generate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

#include "judge/base/files.hpp"
#include "judge/base/parallel.hpp"
#include "judge/package/case_maker.hpp"
#include "judge/package/data.hpp"
#include "judge/package/generators.hpp"
#include "judge/package/settings.hpp"
#include "judge/package/sums.hpp"

namespace judge::package {
namespace {

/// Puts the cases where the problem keeps them; one of the same name is replaced.
void add_to_problem(problem& whole, const planned_case& one, const made_case& made) {
  const auto path = [&](const char* ending) {
    const auto file = made.files.find(ending);
    return file == made.files.end() ? std::filesystem::path() : file->second.path;
  };
  const auto put = [&](auto& list, auto value) {
    const auto same = std::find_if(list.begin(), list.end(),
                                   [&](const auto& other) { return other.name == value.name; });
    if (same == list.end()) {
      list.push_back(std::move(value));
    } else {
      // A generator makes none of these: they lie in the package.
      if constexpr (requires { value.files; }) value.files = std::move(same->files);
      *same = std::move(value);
    }
  };
  const test_case plain{one.name, path(".in"), path(".ans"), one.settings};
  if (one.name.starts_with("sample/") || one.name.starts_with("secret/")) {
    put(whole.cases, plain);
  } else if (one.name.starts_with("invalid_input/")) {
    put(whole.invalid_inputs, plain);
  } else {
    put(one.name.starts_with("valid_output/") ? whole.valid_outputs : whole.invalid_outputs,
        written_output{one.name, path(".in"), path(".ans"), path(".out"), one.settings});
  }
}

/// A .yaml that a generator wrote goes before what generators.yaml says of the case.
status take_settings(const problem& whole, planned_case& one, const made_case& made,
                     generation_report& report) {
  const auto file = made.files.find(".yaml");
  if (file == made.files.end()) return done();
  const auto text = read_file(file->second.path, yaml_limit_bytes);
  if (!text) return text.failure();
  const auto document = parse_yaml(
      fmt::format("{}:{}: {}.yaml", whole.plan->file.string(), one.line, one.name), *text);
  if (!document) return document.failure();
  complaints notes;
  fields from(*document, document->root, notes);
  const auto own =
      of_a_case(read_settings(from, {whole.format, whole.output_validator.has_value()}));
  if (notes.failed()) return notes.failure();
  report.warnings.insert(report.warnings.end(), notes.warnings().begin(), notes.warnings().end());
  if (own.compare) one.settings.compare = own.compare;
  if (own.output_validator_arguments) {
    one.settings.output_validator_arguments = own.output_validator_arguments;
  }
  if (!own.input_validator_arguments.empty()) {
    one.settings.input_validator_arguments = own.input_validator_arguments;
  }
  if (!own.answer_validator_arguments.empty()) {
    one.settings.answer_validator_arguments = own.answer_validator_arguments;
  }
  if (!own.arguments.empty()) one.settings.arguments = own.arguments;
  return done();
}

/// What to do about sums that differ.
std::string sums_advice(const problem& whole) {
  if (whole.format == problem_format::library_checker) {
    return "a source or a tool is not the one that they were made with";
  }
  return fmt::format("run 'judge generate --update-sums {}'", whole.folder.string());
}

status check_sums(const problem& whole, const std::vector<made_case>& made,
                  generation_report& report) {
  const auto file = whole.plan->sums_file.string();
  const auto advice = sums_advice(whole);
  const auto& committed = whole.plan->sums;
  for (std::size_t i = 0; i < made.size(); ++i) {
    for (const auto& [ending, one] : made[i].files) {
      const auto name = whole.plan->cases[i].name + ending;
      const auto known = committed.find(name);
      if (known == committed.end()) {
        if (committed.empty()) continue;  // a package without sums promises nothing
        report.warnings.push_back(fmt::format("{}: {}: not in it: {}", file, name, advice));
      } else if (known->second != one.sum) {
        return error{
            fmt::format("{}: {}: generated data differs from what was committed "
                        "(SHA-256 {}..., not {}...): {}{}",
                        file, name, one.sum.substr(0, 12), known->second.substr(0, 12), advice,
                        advice.starts_with("run") ? " if that is intended" : "")};
      }
    }
  }
  for (const auto& [name, sum] : committed) {
    if (report.sums.count(name) > 0) continue;
    report.warnings.push_back(
        fmt::format("{}: {}: no case makes it any more: {}", file, name, advice));
  }
  return done();
}

/// Copies a case to where it was asked for; its files point there from then on.
status copy_out(const planned_case& one, made_case& made, const std::filesystem::path& folder) {
  for (auto& [ending, file] : made.files) {
    const auto target = folder / (one.name + ending);
    auto bytes = read_file(file.path);
    if (!bytes) return std::move(bytes).failure();
    if (auto written = write_file(target, *bytes); !written) return written;
    file.path = target;
  }
  return done();
}

/// All cases, several at once. The error of the first case in the plan's order, if any.
status make_all(const case_maker& maker, const std::vector<planned_case>& cases,
                std::vector<made_case>& made, const generation_options& options) {
  std::vector<std::optional<error>> errors(cases.size());
  std::mutex guard;
  std::size_t finished = 0;
  for_each_in_parallel(cases.size(), options.jobs, {}, [&](std::size_t i) {
    if (!made[i].kept) {
      auto one = maker.make(cases[i]);
      if (!one) {
        errors[i] = std::move(one).failure();
        return false;
      }
      made[i] = std::move(*one);
    }
    if (auto matched = maker.check_matches(cases[i], made[i]); !matched) {
      errors[i] = std::move(matched).failure();
      return false;
    }
    const std::lock_guard lock(guard);
    ++finished;
    if (options.progress) options.progress(cases[i].name, finished, cases.size());
    return true;
  });
  for (auto& failure : errors) {
    if (failure) return std::move(*failure);
  }
  return done();
}

result<generation_report> generate(problem& whole, builder& build, runner& run,
                                   const generation_options& options) {
  generation_report report;
  if (!whole.plan) return report;
  const auto& cases = whole.plan->cases;
  std::vector<made_case> made(cases.size());
  case_maker maker(whole, build, run, options);
  maker.keep_what_is_right(made);
  if (auto built = maker.build_tools(made); !built) return std::move(built).failure();
  if (auto all = make_all(maker, cases, made, options); !all) return std::move(all).failure();

  for (std::size_t i = 0; i < cases.size(); ++i) {
    for (const auto& [ending, file] : made[i].files) report.sums[cases[i].name + ending] = file.sum;
    report.kept += made[i].kept ? 1U : 0U;
    report.generated += made[i].ran ? 1U : 0U;
    report.from_cache += made[i].kept || made[i].ran ? 0U : 1U;
  }
  if (options.update_sums) {
    if (auto written = write_file(whole.plan->sums_file, sums_text(report.sums)); !written) {
      return std::move(written).failure();
    }
    whole.plan->sums = report.sums;
  } else if (auto right = check_sums(whole, made, report); !right) {
    return std::move(right).failure();
  }
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (!options.folder.empty()) {
      if (auto copied = copy_out(cases[i], made[i], options.folder); !copied) {
        return std::move(copied).failure();
      }
    }
    auto taken = take_settings(whole, whole.plan->cases[i], made[i], report);
    if (!taken) return std::move(taken).failure();
    add_to_problem(whole, cases[i], made[i]);
  }
  sort_cases(whole.cases);
  return report;
}

}  // namespace
}  // namespace judge::package

namespace judge {

result<generation_report> generate_data(problem& whole, builder& build, runner& run,
                                        const generation_options& options) {
  return package::generate(whole, build, run, options);
}

}  // namespace judge

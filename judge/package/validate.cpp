#include "judge/package/validate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

#include "judge/base/files.hpp"
#include "judge/base/parallel.hpp"
#include "judge/package/format_validators.hpp"
#include "judge/package/input_validators.hpp"

namespace judge::package {
namespace {

using files_of_a_case = std::vector<std::pair<std::string, std::filesystem::path>>;

/// One thing to look at, and how.
struct task {
  std::filesystem::path file;
  std::function<result<std::vector<finding>>()> look;
};

class validation {
 public:
  validation(const problem& whole, runner& run, checker* check, format_validators inputs,
             format_validators answers)
      : whole_(whole),
        run_(run),
        check_(check),
        inputs_(std::move(inputs)),
        answers_(std::move(answers)) {}

  std::vector<task> tasks() const {
    std::vector<task> all;
    add_inputs(all);
    if (!answers_.ready.empty()) {
      for (const auto& one : whole_.cases) {
        if (!one.answer.empty()) all.push_back({one.answer, [&] { return answer(one); }});
      }
    }
    // Of these the output validator judges nothing by itself: it needs somebody to talk to.
    const bool takes_part = whole_.type.interactive || whole_.type.multi_pass;
    if (check_ != nullptr && !takes_part) add_outputs(all);
    return all;
  }

 private:
  void add_inputs(std::vector<task>& all) const {
    if (inputs_.ready.empty()) return;  // lint says that there is none
    const auto add = [&](const auto& one, const files_of_a_case& files, bool valid) {
      all.push_back({one.input, [this, &one, files, valid] {
                       return input(one.input, one.settings, files, valid);
                     }});
    };
    for (const auto& one : whole_.cases) add(one, one.files, true);
    for (const auto* list : {&whole_.valid_outputs, &whole_.invalid_outputs}) {
      for (const auto& one : *list) add(one, {}, true);
    }
    for (const auto& one : whole_.invalid_inputs) add(one, one.files, false);
  }

  void add_outputs(std::vector<task>& all) const {
    // The default checker takes every answer for itself.
    if (whole_.output_validator) {
      for (const auto& one : whole_.cases) {
        all.push_back({one.answer, [&] { return own_answer(one); }});
      }
    }
    for (const auto& one : whole_.valid_outputs) {
      all.push_back({one.output, [&] { return written(one, true); }});
    }
    for (const auto& one : whole_.invalid_outputs) {
      all.push_back({one.output, [&] { return written(one, false); }});
    }
  }

  /// What is wrong with one input, or with the validators on it.
  result<std::vector<finding>> input(const std::filesystem::path& file, const case_settings& of,
                                     const files_of_a_case& files, bool valid) const {
    std::vector<finding> found;
    bool somebody_refused = false;
    for (const auto& validator : inputs_.ready) {
      run_request request;
      request.arguments = arguments_for(validator.source.name, of);
      request.input = file;
      for (const auto& [name, path] : files) request.files.push_back({name, path, false});
      auto said = ask(validator, inputs_.what, std::move(request), run_);
      if (!said) return std::move(said).failure();
      if (said->is == opinion::answer::valid) continue;
      somebody_refused = true;  // of a broken one, too: one complaint is enough
      if (valid || said->is == opinion::answer::broken) {
        found.push_back(complaint(file, inputs_.what, validator.source.name, *said));
      }
    }
    if (!valid && !somebody_refused) {
      found.push_back({inputs_.all_there,
                       fmt::format("{}: no input validator {}refuses it: an invalid input must be "
                                   "refused by one",
                                   file.string(), inputs_.all_there ? "" : "that could be run ")});
    }
    return found;
  }

  result<std::vector<finding>> answer(const test_case& one) const {
    std::vector<finding> found;
    for (const auto& validator : answers_.ready) {
      run_request request;
      request.input = one.answer;
      if (validator.kind != validator_kind::checktestdata) {
        request.arguments =
            arguments_for(validator.source.name, one.settings.answer_validator_arguments);
        request.arguments.insert(request.arguments.begin(), fmt::format("{}/case.in", work_folder));
        request.files = {{"case.in", one.input, false}};
      }
      auto said = ask(validator, answers_.what, std::move(request), run_);
      if (!said) return std::move(said).failure();
      if (said->is == opinion::answer::valid) continue;
      found.push_back(complaint(one.answer, answers_.what, validator.source.name, *said));
    }
    return found;
  }

  static finding complaint(const std::filesystem::path& file, const std::string& what,
                           const std::string& validator, const opinion& said) {
    return {true, fmt::format("{}: {} {} {}{}", file.string(), what, validator,
                              said.is == opinion::answer::invalid ? "refuses it" : "", said.why)};
  }

  result<check_outcome> checked(const test_case& one, const std::filesystem::path& output) const {
    auto text = read_file(output);
    if (!text) return std::move(text).failure();
    run_outcome as_if;
    as_if.standard_output = *std::move(text);
    return check_->check(one, as_if);
  }

  result<std::vector<finding>> own_answer(const test_case& one) const {
    const auto outcome = checked(one, one.answer);
    if (!outcome) return outcome.failure();
    if (outcome->is == check_outcome::answer::right) return std::vector<finding>{};
    // For a validator of its own the answer need not be an output: the package may keep hints
    // there.
    const bool is_error = outcome->is == check_outcome::answer::broken_checker;
    return std::vector<finding>{
        {is_error, fmt::format("{}: not accepted, though it is the answer{}", one.answer.string(),
                               behind_colon(outcome->message))}};
  }

  result<std::vector<finding>> written(const written_output& one, bool valid) const {
    using is = check_outcome::answer;
    const auto outcome = checked({one.name, one.input, one.answer, one.settings}, one.output);
    if (!outcome) return outcome.failure();
    const bool right = outcome->is == is::right;
    if (outcome->is != is::broken_checker && right == valid) return std::vector<finding>{};
    return std::vector<finding>{
        {true, fmt::format("{}: {}{}", one.output.string(),
                           right   ? "accepted: an invalid output must be refused"
                           : valid ? "not accepted, though it is a valid output"
                                   : "neither accepted nor refused",
                           behind_colon(outcome->message))}};
  }

  static std::string behind_colon(const std::string& message) {
    return message.empty() ? std::string() : ": " + message;
  }

  const problem& whole_;
  runner& run_;
  checker* check_;
  format_validators inputs_;
  format_validators answers_;
};

/// What the tasks find, in their order.
result<std::vector<finding>> done_in_parallel(const std::vector<task>& tasks,
                                              const validation_options& options) {
  std::vector<std::vector<finding>> each(tasks.size());
  std::optional<error> failure;
  std::mutex guard;
  std::size_t finished = 0;
  for_each_in_parallel(tasks.size(), options.jobs, {}, [&](std::size_t i) {
    auto one = tasks[i].look();
    const std::lock_guard lock(guard);
    if (!one) {
      if (!failure) failure = std::move(one).failure();
      return false;
    }
    each[i] = std::move(*one);
    ++finished;
    if (options.progress) options.progress(tasks[i].file.string(), finished, tasks.size());
    return true;
  });
  if (failure) return *failure;
  std::vector<finding> found;
  for (auto& some : each) found.insert(found.end(), some.begin(), some.end());
  return found;
}

result<std::vector<finding>> validate(const problem& whole, builder& build, runner& run,
                                      const validation_options& options) {
  std::vector<finding> found;
  auto inputs = build_validators(whole.input_validators, "input validator", build, found);
  if (!inputs) return std::move(inputs).failure();
  auto answers = build_validators(whole.answer_validators, "answer validator", build, found);
  if (!answers) return std::move(answers).failure();
  for (auto& one : found) one.text = fmt::format("{}: {}", whole.folder.string(), one.text);
  const validation with(whole, run, options.check, *std::move(inputs), *std::move(answers));
  const auto of_data = done_in_parallel(with.tasks(), options);
  if (!of_data) return of_data.failure();
  found.insert(found.end(), of_data->begin(), of_data->end());
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

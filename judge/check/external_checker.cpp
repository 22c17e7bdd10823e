#include "judge/check/external_checker.hpp"

#include <fmt/format.h>
#include <string.h>

#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>

#include "judge/base/text.hpp"
#include "judge/check/number.hpp"

namespace judge {
namespace {

using answer_is = check_outcome::answer;

constexpr std::string_view feedback_folder = "feedback/";
constexpr int exit_right = 42;
constexpr int exit_wrong = 43;

const std::string* feedback(const run_outcome& run, std::string_view name) {
  for (const auto& file : run.files) {
    if (file.name.starts_with(feedback_folder) &&
        file.name.substr(feedback_folder.size()) == name) {
      return &file.bytes;
    }
  }
  return nullptr;
}

/// A text of several lines as one.
std::string one_line(std::string_view text) {
  std::vector<std::string> lines;
  for (const auto line : lines_of(text)) {
    if (const auto words = trimmed(line); !words.empty()) lines.emplace_back(words);
  }
  return printable(joined(lines, " | "), 500);
}

/// How a validator that gave no verdict ended.
std::string ending_of(const run_outcome& run) {
  const auto limits = tool_limits();
  if (run.out_of_memory_kills > 0 || run.looks_out_of_memory) {
    return fmt::format("ran out of memory ({} MiB)", limits.memory_bytes / mebibyte);
  }
  const auto seconds = [](milliseconds time) { return time.count() / 1000; };
  if (run.stopped == stop_reason::cpu_time) {
    return fmt::format("was stopped after {} s of CPU time", seconds(limits.cpu_time));
  }
  if (run.stopped == stop_reason::wall_time) {
    return fmt::format("was stopped after {} s", seconds(limits.wall_time));
  }
  if (run.output_limit_exceeded) {
    return fmt::format("wrote more than {} MiB", limits.output_bytes / mebibyte);
  }
  if (run.how == ending::signalled) {
    const char* name = ::sigabbrev_np(run.code);
    return name != nullptr ? fmt::format("died of SIG{}", name)
                           : fmt::format("died of signal {}", run.code);
  }
  return fmt::format("exited with {}, which is neither {} nor {}", run.code, exit_right,
                     exit_wrong);
}

check_outcome broken(const run_outcome& run, std::string why) {
  auto message = "the output validator " + std::move(why);
  const auto lines = lines_of(run.standard_error);
  const auto said = std::find_if(lines.begin(), lines.end(),
                                 [](std::string_view line) { return !trimmed(line).empty(); });
  if (said != lines.end()) message += ": " + printable(trimmed(*said), 200);
  return {answer_is::broken_checker, std::move(message), {}, {}};
}

}  // namespace

check_outcome read_validator_outcome(const run_outcome& run) {
  const bool ended_itself = run.how == ending::exited && run.stopped == stop_reason::none &&
                            run.out_of_memory_kills == 0 && !run.output_limit_exceeded;
  if (!ended_itself || (run.code != exit_right && run.code != exit_wrong)) {
    return broken(run, ending_of(run));
  }
  if (feedback(run, "nextpass.in") != nullptr) {
    return broken(run, "asks for another pass, but the problem is judged in one");
  }
  check_outcome outcome;
  outcome.is = run.code == exit_right ? answer_is::right : answer_is::wrong;
  if (const auto* score = feedback(run, "score.txt")) {
    outcome.score = parse_decimal(trimmed(*score));
    if (!outcome.score) {
      return broken(run, fmt::format("wrote a score that is no number: {}", one_line(*score)));
    }
  }
  for (const char* name : {"judgemessage.txt", "teammessage.txt"}) {
    if (!outcome.message.empty()) break;
    if (const auto* text = feedback(run, name)) outcome.message = one_line(*text);
  }
  return outcome;
}

external_checker::external_checker(program validator, std::vector<std::string> arguments,
                                   runner& sandbox)
    : validator_(std::move(validator)), arguments_(std::move(arguments)), sandbox_(sandbox) {}

result<check_outcome> external_checker::check(const test_case& one, const run_outcome& run) {
  const auto placed = [](std::string_view name) { return fmt::format("{}/{}", work_folder, name); };
  run_request request;
  request.what = validator_;
  request.arguments = {placed("case.in"), placed("case.ans"), placed(feedback_folder)};
  const auto& own = one.settings.output_validator_arguments;
  const auto& arguments = own ? *own : arguments_;
  request.arguments.insert(request.arguments.end(), arguments.begin(), arguments.end());
  request.input = run.standard_output;
  request.files = {{"case.in", one.input, false}, {"case.ans", one.answer, false}};
  request.collect = {std::string(feedback_folder)};
  request.limits = tool_limits();
  auto outcome = sandbox_.run(request);
  if (!outcome) return std::move(outcome).failure().in(one.name);
  return read_validator_outcome(*outcome);
}

}  // namespace judge

#include "judge/check/validator_outcome.hpp"

#include <fmt/format.h>
#include <string.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "judge/base/text.hpp"
#include "judge/check/number.hpp"

namespace judge {
namespace {

using answer_is = check_outcome::answer;

constexpr std::size_t message_limit = 500;

namespace icpc {
constexpr int right = 42;
constexpr int wrong = 43;
}  // namespace icpc

/// testlib.h, as it is without a macro that changes them.
namespace testlib {
constexpr int right = 0;
constexpr int wrong = 1;
constexpr int presentation = 2;
constexpr int failed = 3;
constexpr int dirt = 4;
constexpr int points = 7;
constexpr int unexpected_end = 8;
constexpr int percent_base = 50;  ///< TESTSYS; without it 0, and only the message tells
}  // namespace testlib

/// A text of several lines as one.
std::string one_line(std::string_view text) {
  std::vector<std::string> lines;
  for (const auto line : lines_of(text)) {
    if (const auto words = trimmed(line); !words.empty()) lines.emplace_back(words);
  }
  return printable(joined(lines, " | "), message_limit);
}

const std::string* feedback(const run_outcome& run, std::string_view name) {
  const auto found =
      std::find_if(run.files.begin(), run.files.end(), [&](const collected_file& file) {
        return file.name.starts_with(feedback_folder) &&
               std::string_view(file.name).substr(feedback_folder.size()) == name;
      });
  return found == run.files.end() ? nullptr : &found->bytes;
}

/// How a validator ended that did not come to an end of its own; empty where it did.
std::string forced_end(const run_outcome& run, const run_limits& limits) {
  if (run.out_of_memory_kills > 0 || run.looks_out_of_memory) {
    return fmt::format("ran out of memory ({} MiB)", limits.memory_bytes / mebibyte);
  }
  const auto seconds = [](milliseconds time) { return static_cast<double>(time.count()) / 1000; };
  switch (run.stopped) {
    case stop_reason::none: break;
    case stop_reason::cpu_time:
      return fmt::format("was stopped after {:g} s of CPU time", seconds(limits.cpu_time));
    case stop_reason::wall_time:
      return fmt::format("was stopped after {:g} s", seconds(limits.wall_time));
    case stop_reason::deadlock: return "waited for the submission, which waited for it";
    case stop_reason::partner: return "was stopped because of the submission's end";
  }
  if (run.output_limit_exceeded) {
    return fmt::format("wrote more than {} MiB", limits.output_bytes / mebibyte);
  }
  if (run.how == ending::signalled) {
    const char* name = ::sigabbrev_np(run.code);
    return name != nullptr ? fmt::format("died of SIG{}", name)
                           : fmt::format("died of signal {}", run.code);
  }
  return {};
}

check_outcome broken(const run_outcome& run, std::string why) {
  auto message = "the output validator " + std::move(why);
  const auto lines = lines_of(run.standard_error);
  const auto said = std::find_if(lines.begin(), lines.end(),
                                 [](std::string_view line) { return !trimmed(line).empty(); });
  if (said != lines.end()) message += ": " + printable(trimmed(*said), 200);
  return {answer_is::broken_checker, std::move(message), {}, {}};
}

/// A part of the full score. Where there are no scores, a part is not enough.
check_outcome part_of_the_score(double part, std::string message, const outcome_rules& rules) {
  check_outcome outcome;
  outcome.is = part <= 0 || (part < 1 && !rules.scoring) ? answer_is::wrong : answer_is::right;
  outcome.message = std::move(message);
  if (rules.scoring && part > 0) outcome.score_multiplier = part;
  return outcome;
}

/// score.txt or score_multiplier.txt; why it is wrong, or nothing.
std::string read_scores(const run_outcome& run, check_outcome& into) {
  const auto* score = feedback(run, "score.txt");
  const auto* multiplier = feedback(run, "score_multiplier.txt");
  if (score != nullptr && multiplier != nullptr) {
    return "wrote both score.txt and score_multiplier.txt: one of them must go";
  }
  if (score != nullptr) {
    into.score = parse_decimal(trimmed(*score));
    if (!into.score) return "wrote a score that is no number: " + one_line(*score);
  }
  if (multiplier != nullptr) {
    into.score_multiplier = parse_decimal(trimmed(*multiplier));
    if (!into.score_multiplier || *into.score_multiplier < 0 || *into.score_multiplier > 1) {
      return "wrote a score_multiplier.txt that is no number from 0 to 1: " + one_line(*multiplier);
    }
  }
  return {};
}

check_outcome read_icpc(const run_outcome& run, const outcome_rules& rules) {
  if (run.code != icpc::right && run.code != icpc::wrong) {
    return broken(
        run, fmt::format(
                 "exited with {}, which is neither {} nor {}{}", run.code, icpc::right, icpc::wrong,
                 rules.includes_testlib ? " (it includes testlib.h: try --dialect testlib)" : ""));
  }
  check_outcome outcome;
  outcome.is = run.code == icpc::right ? answer_is::right : answer_is::wrong;
  if (auto why = read_scores(run, outcome); !why.empty()) return broken(run, std::move(why));
  if (const auto* next = feedback(run, next_pass_file)) {
    if (outcome.is != answer_is::right) {
      return broken(run, fmt::format("wrote {} and exited with {}: another pass needs {}",
                                     next_pass_file, run.code, icpc::right));
    }
    outcome.next_input = *next;
  }
  if (const auto* text = feedback(run, "judgemessage.txt")) outcome.judge_message = *text;
  outcome.message = one_line(outcome.judge_message);
  if (const auto* text = feedback(run, "teammessage.txt"); text && outcome.message.empty()) {
    outcome.message = one_line(*text);
  }
  for (const auto& file : run.files) {
    if (&file.bytes == feedback(run, next_pass_file)) continue;
    if (file.name.starts_with(feedback_folder)) outcome.feedback.push_back(file);
  }
  return outcome;
}

/// The number behind these words at the start of what testlib said: "points 3.5 half of it".
std::optional<double> number_behind(std::string_view said, std::string_view words) {
  if (!said.starts_with(words)) return {};
  said.remove_prefix(words.size());
  return parse_decimal(said.substr(0, said.find_first_of(" \t\r\n)")));
}

check_outcome read_testlib(const run_outcome& run, const outcome_rules& rules) {
  const auto said = trimmed(run.standard_error);
  auto message = one_line(said);
  // Of a percentage the exit code may be any: that of "wrong answer", too.
  if (const auto percent = number_behind(said, "partially correct (");
      percent && *percent >= 0 && *percent <= 100) {
    return part_of_the_score(*percent / 100, std::move(message), rules);
  }
  switch (run.code) {
    case testlib::right: return {answer_is::right, std::move(message), {}, {}};
    case testlib::wrong: return {answer_is::wrong, std::move(message), {}, {}};
    case testlib::presentation:
    case testlib::dirt:
    case testlib::unexpected_end: return {answer_is::presentation, std::move(message), {}, {}};
    case testlib::failed: return broken(run, fmt::format("failed (exit code {})", run.code));
    default: break;
  }
  if (run.code == testlib::points) {
    const auto points = number_behind(said, "points ");
    if (!points) return broken(run, "gives points, but does not say how many on stderr");
    if (!rules.scoring) {
      return broken(run, "gives points, but the problem has no scores: add scoring to its type");
    }
    return {answer_is::right, std::move(message), {}, *points};
  }
  if (run.code >= testlib::percent_base && run.code <= testlib::percent_base + 100) {
    const auto percent = run.code - testlib::percent_base;
    return part_of_the_score(percent / 100.0, std::move(message), rules);
  }
  return broken(run, fmt::format("exited with {}, which testlib does not know", run.code));
}

check_outcome read_cms(const run_outcome& run, const outcome_rules& rules) {
  if (run.code != 0) return broken(run, fmt::format("exited with {}, not with 0", run.code));
  const auto lines = lines_of(run.standard_output);
  const auto first = lines.empty() ? std::string_view() : trimmed(lines.front());
  const auto part = parse_decimal(first);
  if (!part || *part < 0 || *part > 1) {
    return broken(run, "must write a number from 0 to 1 into the first line of stdout, not \"" +
                           printable(first) + "\"");
  }
  auto said = trimmed(run.standard_error);
  constexpr std::string_view to_be_translated = "translate:";
  if (said.starts_with(to_be_translated)) said.remove_prefix(to_be_translated.size());
  return part_of_the_score(*part, one_line(said), rules);
}

check_outcome read_exit_code(const run_outcome& run) {
  if (run.code != 0 && run.code != 1) {
    return broken(run, fmt::format("exited with {}, which is neither 0 nor 1", run.code));
  }
  const auto error = one_line(run.standard_error);
  return {run.code == 0 ? answer_is::right : answer_is::wrong,
          error.empty() ? one_line(run.standard_output) : error,
          {},
          {}};
}

}  // namespace

int accepting_exit_of(validator_dialect dialect) {
  return dialect == validator_dialect::icpc ? icpc::right : 0;
}

check_outcome read_validator_outcome(const run_outcome& run, const outcome_rules& rules) {
  if (auto why = forced_end(run, rules.limits); !why.empty()) return broken(run, std::move(why));
  switch (rules.dialect) {
    case validator_dialect::icpc: return read_icpc(run, rules);
    case validator_dialect::testlib: return read_testlib(run, rules);
    case validator_dialect::cms: return read_cms(run, rules);
    case validator_dialect::exit_code: return read_exit_code(run);
  }
  return broken(run, "speaks an unknown dialect");
}

}  // namespace judge

// judge/model/verdict.hpp - the words of the judge.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judge/model/pair.hpp"
#include "judge/model/program.hpp"
#include "judge/model/run.hpp"

namespace judge {

/// judge_error is ours, not the submission's; it is never folded into another one.
enum class verdict : std::uint8_t {
  accepted,
  wrong_answer,
  presentation_error,
  time_limit,
  idle_limit,  ///< shown as "TLE (idle)": the wall clock stopped a sleeper
  memory_limit,
  run_time_error,
  output_limit,
  compile_error,
  judge_error,
  skipped
};

[[nodiscard]] constexpr std::string_view short_name(verdict v) {
  switch (v) {
    case verdict::accepted: return "AC";
    case verdict::wrong_answer: return "WA";
    case verdict::presentation_error: return "PE";
    case verdict::time_limit: return "TLE";
    case verdict::idle_limit: return "TLE (idle)";
    case verdict::memory_limit: return "MLE";
    case verdict::run_time_error: return "RTE";
    case verdict::output_limit: return "OLE";
    case verdict::compile_error: return "CE";
    case verdict::judge_error: return "JE";
    case verdict::skipped: return "SK";
  }
  return "?";
}

struct check_outcome {
  enum class answer { right, wrong, presentation, broken_checker };
  answer is = answer::right;
  std::string message;                     ///< for whoever judges; one line
  std::string hint;                        ///< what would have made it right, where that is known
  std::optional<double> score;             ///< where the checker gives one
  std::optional<double> score_multiplier;  ///< of the case's maximum, likewise
  std::optional<std::string> next_input;   ///< it asks for another pass, with this input
  std::string judge_message;               ///< the whole of judgemessage.txt
  /// What lies in its feedback folder at the end, for its next pass.
  std::vector<collected_file> feedback;
};

/// What is known of one run of a submission: enough to judge it again under another limit.
struct pass_facts {
  run_outcome run;                     ///< its standard output is let go once it is checked
  std::optional<check_outcome> check;  ///< empty where the run alone decided
  std::optional<pair_outcome> pair;    ///< of an interactive run; `run` is the submission's
};

struct case_result {
  std::string name;
  verdict is = verdict::judge_error;
  std::string message;
  run_outcome run;                     ///< of the pass that decided
  std::optional<check_outcome> check;  ///< empty where the run alone decided
  std::optional<pair_outcome> pair;    ///< of an interactive run; `run` is the submission's
  std::vector<pass_facts> earlier;     ///< of a multi-pass problem: the passes before
  bool failed_to_run = false;          ///< there are no facts: the message says why
  /// Of a case that was judged again alone, because other cases ran beside and its time was close
  /// to the limit: what was seen then. It decided nothing.
  std::optional<run_outcome> first_run = {};
  bool from_memory = false;  ///< judged at an earlier time, and nothing has changed since
  std::string same_as = {};  ///< an equal case that was run in its place
  std::string noise = {};    ///< what may have changed a time close to the limit; see noise_of()
};

/// Longer texts of a checker are not kept whole.
inline constexpr std::size_t remembered_message_limit = 4096;

/// All passes of a case in order, and the time limit under which they ran.
struct remembered_case {
  std::vector<pass_facts> passes;
  milliseconds time_limit{0};
};

/// The most CPU time that one pass took: limits are a pass's.
[[nodiscard]] inline microseconds slowest_pass(const case_result& judged) {
  auto most = judged.run.cpu_time;
  for (const auto& seen : judged.earlier) most = std::max(most, seen.run.cpu_time);
  return most;
}

/// The same of the memory.
[[nodiscard]] inline std::uint64_t largest_pass(const case_result& judged) {
  auto most = judged.run.peak_memory_bytes;
  for (const auto& seen : judged.earlier) most = std::max(most, seen.run.peak_memory_bytes);
  return most;
}

/// What a case or a group counts for in the group around it.
struct grade {
  verdict is = verdict::judge_error;
  double score = 0;
};

/// The grade of one group of cases of a scoring problem.
struct group_result {
  std::string name;  ///< "secret/group1"
  verdict is = verdict::judge_error;
  double score = 0;
  std::optional<double> max_score;  ///< where there is one
  std::string why;                  ///< where it is a judge error, or was not run
};

/// A rule of an expectation that a submission does not keep.
struct broken_rule {
  std::string sentence;                 ///< "WA on secret/1, where only AC is permitted"
  std::string rule = {};                ///< where it is said; empty where it is said nowhere
  std::vector<std::string> cases = {};  ///< that break it; may be empty
};

struct submission_result {
  std::string name;
  verdict is = verdict::judge_error;
  build_outcome build;
  std::vector<case_result> cases;    ///< in the problem's order
  std::optional<double> score;       ///< of a scoring problem
  std::vector<group_result> groups;  ///< outer ones first
  case_limits limits;
  bool met = true;                   ///< as its folder expects, or nothing was expected
  std::vector<broken_rule> why_not;  ///< where it was not met
  std::string expected;              ///< for people: "WA"; empty where nothing is expected
};

}  // namespace judge

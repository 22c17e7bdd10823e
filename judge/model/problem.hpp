// judge/model/problem.hpp - a problem as the judge knows it, whatever format it came in.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "judge/model/expectation.hpp"
#include "judge/model/limits.hpp"
#include "judge/model/program.hpp"
#include "judge/model/scoring.hpp"
#include "judge/model/verdict.hpp"

namespace judge {

enum class problem_format { v2025_09, legacy, library_checker, bare };

/// How submissions are run and what they get. Nothing of it: pass-fail, one run a case.
struct problem_type {
  bool scoring = false;
  bool interactive = false;    ///< the output validator talks to the submission
  bool multi_pass = false;     ///< the output validator may ask for another run, with its own input
  bool submit_answer = false;  ///< a submission is a folder of outputs, not a program
  unsigned passes = 2;         ///< at most, where it is multi-pass
};

/// What the exit code of an output validator means, and how it is called.
enum class validator_dialect {
  icpc,      ///< 42 right, 43 wrong; input answer feedback/ [arguments] < output
  testlib,   ///< 0 right, 1 wrong, 2 presentation, ...; input output answer
  cms,       ///< a score between 0 and 1 on stdout, a message on stderr; input answer output
  exit_code  ///< 0 right, 1 wrong; input output answer
};

/// Other judges' deviations from the text for the default checker.
enum class compatibility { none, kattis, domjudge };

/// How the default checker compares (2025-09, "default output validator").
struct comparison {
  bool case_sensitive = false;
  bool space_change_sensitive = false;
  std::optional<double> absolute_tolerance;
  std::optional<double> relative_tolerance;
  bool give_hints = false;  ///< bare folders: say what would have made it right
  compatibility like = compatibility::none;
  bool operator==(const comparison&) const = default;
};

/// What one case wants other than its problem does. Where nothing is said, the problem's settings
/// count.
struct case_settings {
  std::vector<std::string> arguments;                                  ///< of the submission
  std::optional<comparison> compare;                                   ///< default checker
  std::optional<std::vector<std::string>> output_validator_arguments;  ///< custom one
  /// By the validator's name ("validate.cpp"); under "" for every validator.
  std::map<std::string, std::vector<std::string>> input_validator_arguments;
  std::map<std::string, std::vector<std::string>> answer_validator_arguments;  ///< the same way
};

struct test_case {
  std::string name;  ///< "secret/05-extremes"
  std::filesystem::path input;
  std::filesystem::path answer;
  case_settings settings = {};
  /// Put into the working folder beside standard input: name there, file here.
  std::vector<std::pair<std::string, std::filesystem::path>> files = {};
  std::string digest = {};  ///< of all that the files and settings above hold; empty: not known
};

/// An output that somebody wrote down for a case, to test the checker with.
struct written_output {
  std::string name;  ///< "invalid_output/rounded"
  std::filesystem::path input;
  std::filesystem::path answer;
  std::filesystem::path output;
  case_settings settings = {};
};

struct submission {
  program_source source;
  std::optional<expectation> expected;
};

/// What a file of a planned case must hold.
struct planned_match {
  std::string ending;      ///< ".in" or ".ans"
  std::string expression;  ///< as Python's `re` reads it, with MULTILINE and DOTALL
  int line = 0;            ///< in generators.yaml
};

/// One case that a plan makes.
struct planned_case {
  std::string name;                  ///< "secret/10-random"
  std::vector<std::string> command;  ///< generator and its arguments; empty: text is given
  /// The same with the next seeds, run one after the other while the generator fails.
  std::vector<std::vector<std::string>> further_commands = {};
  std::optional<std::string> input;   ///< literal text
  std::optional<std::string> answer;  ///< literal text
  std::optional<std::string> output;  ///< literal text, of a valid_output or invalid_output case
  std::string solution;               ///< "/submissions/accepted/header.cpp"; empty: no answer
  int line = 0;                       ///< in the plan's file, for messages
  std::vector<planned_match> matches = {};
  case_settings settings = {};
};

struct generator_plan {
  std::filesystem::path file;              ///< generators.yaml or info.toml
  std::filesystem::path sums_file;         ///< SHA256SUMS or hash.json; it may be missing
  std::vector<program_source> generators;  ///< by the name that commands use
  std::vector<program_source> solutions;   ///< by the name that cases use
  std::vector<planned_case> cases;
  std::map<std::string, std::string> sums;  ///< "secret/10-random.in" -> SHA-256, as committed
};

/// Worth saying, not worth stopping for: "file:line: what: what to do".
using warning = std::string;

struct problem {
  std::string name;   ///< of its folder
  std::string title;  ///< in English where there is one
  std::filesystem::path folder;
  problem_format format = problem_format::bare;
  problem_type type;

  std::optional<milliseconds> time_limit;  ///< empty: to be inferred from the submissions
  milliseconds time_resolution{1000};
  double accepted_to_limit = 2.0;  ///< slowest accepted * this <= limit
  double limit_to_exceeded = 1.5;  ///< limit * this <= fastest that must exceed it
  case_limits limits;              ///< .time counts only where time_limit is given

  comparison compare;
  std::optional<program_source> output_validator;  ///< instead of the default checker
  std::vector<std::string> output_validator_arguments;
  validator_dialect dialect = validator_dialect::icpc;
  run_limits validator_limits = tool_limits();  ///< of the output validator
  std::uint64_t code_bytes = 0;  ///< of a submission's files together; 0: as many as one likes
  std::optional<run_limits> compile_limits;  ///< of every submission; empty: the judge's own
  /// The format's codes of the languages that a submission may be written in; empty: all.
  std::set<std::string> languages;

  /// Every folder of data/ that holds something, outer ones first; only of scoring problems.
  std::vector<test_group> groups;
  std::optional<program_source> grader;  ///< legacy: of groups with `grading: custom`
  bool lower_is_better = false;          ///< legacy: `objective: min`

  std::vector<test_case> cases;  ///< samples first, then secret, bytewise by name
  std::vector<submission> submissions;
  std::vector<program_source> input_validators;
  std::vector<program_source> answer_validators;  ///< BAPCtools: of the jury's answers
  std::vector<test_case> invalid_inputs;          ///< no answer
  std::vector<written_output> valid_outputs;
  std::vector<written_output> invalid_outputs;
  std::map<std::string, std::string> constants;
  std::optional<generator_plan> plan;
  std::vector<warning> warnings;
};

}  // namespace judge

// judge/cli/workshop.hpp - the real runner, builder and reports, wired together.
#pragma once

#include <filesystem>
#include <memory>
#include <stop_token>
#include <vector>

#include "judge/base/result.hpp"
#include "judge/build/compile.hpp"
#include "judge/cli/options.hpp"
#include "judge/model/ports.hpp"
#include "judge/pipeline/judge_submission.hpp"
#include "judge/report/console.hpp"
#include "judge/report/json.hpp"
#include "judge/run/sandbox.hpp"

namespace judge {

/// What runs and what compiles.
struct workshop {
  std::unique_ptr<sandbox> run;
  std::unique_ptr<compiler> build;
};

/// Starts the sandbox, with a worker a core so that compiling may use them all, and reads the
/// languages.
[[nodiscard]] result<workshop> open_workshop(const run_options& options,
                                             const std::stop_token& stop);

/// The folders as they are, but one that only holds packages stands for all of these.
[[nodiscard]] std::vector<std::filesystem::path> expand_problems(
    const std::vector<std::filesystem::path>& folders);

/// Loads a problem and its generated cases (from the cache, else generated now), and puts in what
/// the command line changes.
[[nodiscard]] result<problem> prepare_problem(const std::filesystem::path& folder,
                                              const judging_options& options, workshop& tools,
                                              console_report& console);

/// Leaves the cases whose names hold `filter`. A time limit that has to be inferred is inferred
/// first: it hangs on all cases.
[[nodiscard]] status choose_cases(problem& of, const std::string& filter, builder& build,
                                  const judging& with);

/// Whether the --json file can be written, asked before the work; done() where none is asked for.
[[nodiscard]] status check_report_file(const judging_options& options);
/// Writes it, and gives the exit code for that.
[[nodiscard]] int write_report(const json_report& report, const judging_options& options);

/// A program that a person names on the command line: a file, or a folder of files.
[[nodiscard]] result<program_source> read_program(const std::filesystem::path& file);

/// Where the headers are that came with an installed judge: <prefix>/include; empty where none are.
[[nodiscard]] std::filesystem::path installed_headers();

[[nodiscard]] console_style style_of(const run_options& options, bool every_case, isolation level);

/// Tells several observers the same.
class observers final : public observer {
 public:
  explicit observers(std::vector<observer*> all) : all_(std::move(all)) {}
  void problem_started(const problem& what, std::size_t submissions) override {
    for (auto* one : all_) one->problem_started(what, submissions);
  }
  void submission_built(const submission& what, const build_outcome& build,
                        const std::vector<test_case>& cases) override {
    for (auto* one : all_) one->submission_built(what, build, cases);
  }
  void case_finished(const submission& what, const case_result& done) override {
    for (auto* one : all_) one->case_finished(what, done);
  }
  void submission_finished(const submission& what, const submission_result& judged) override {
    for (auto* one : all_) one->submission_finished(what, judged);
  }
  void remark(const std::string& line) override {
    for (auto* one : all_) one->remark(line);
  }

 private:
  std::vector<observer*> all_;
};

}  // namespace judge

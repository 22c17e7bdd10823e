// judge/cli/workshop.hpp - the real runner, builder and reports, wired together.
#pragma once

#include <filesystem>
#include <memory>
#include <stop_token>
#include <vector>

#include "judge/base/result.hpp"
#include "judge/cli/options.hpp"
#include "judge/model/ports.hpp"
#include "judge/report/console.hpp"
#include "judge/report/json.hpp"

namespace judge {

class workshop {
 public:
  /// Starts the sandbox and reads the languages.
  [[nodiscard]] static result<std::unique_ptr<workshop>> open(const run_options& options,
                                                              const std::stop_token& stop);
  virtual ~workshop() = default;
  [[nodiscard]] virtual runner& run() = 0;
  [[nodiscard]] virtual builder& build() = 0;
};

/// Loads a problem, its generated cases too (from the cache, else generated now), puts in what the
/// command line changes, and leaves the cases that --filter names.
[[nodiscard]] result<problem> prepare_problem(const std::filesystem::path& folder,
                                              const judging_options& options, workshop& tools,
                                              console_report& console,
                                              const std::stop_token& stop);

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

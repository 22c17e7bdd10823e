// judge/report/json.hpp - the same facts for programs; judge/report/report.schema.json says how.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "judge/base/result.hpp"
#include "judge/model/ports.hpp"

namespace judge {

/// Gathers what it hears; `write` puts it into a file. What was judged before a failure or an
/// interruption is written as well, the cases of an unfinished submission too.
class json_report final : public observer {
 public:
  explicit json_report(isolation level);
  ~json_report() override;

  void problem_started(const problem& what, std::size_t submissions) override;
  void submission_built(const submission& what, const build_outcome& build,
                        const std::vector<test_case>& cases) override;
  void case_finished(const submission& what, const case_result& one) override;
  void submission_finished(const submission& what, const submission_result& judged) override;
  void remark(const std::string& line) override;

  /// Of the last problem: cases on which no wrong submission fails, and some cases that are enough
  /// to find out all that are found out.
  void killed(const std::vector<std::string>& by_none, const std::vector<std::string>& enough);

  /// Something could not be judged at all; the report is then not complete.
  void failed(const error& why);

  [[nodiscard]] std::string text() const;
  [[nodiscard]] status write(const std::filesystem::path& file) const;

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace judge

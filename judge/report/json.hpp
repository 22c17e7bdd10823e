// judge/report/json.hpp - the same facts for programs; judge/report/report.schema.json says how.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "judge/base/result.hpp"
#include "judge/model/ports.hpp"

namespace judge {

/// Gathers what it hears; `write` puts it into a file. What was judged before an interruption is
/// written as well, with "complete" false.
class json_report final : public observer {
 public:
  explicit json_report(isolation level);
  ~json_report() override;

  void problem_started(const problem& what, std::size_t submissions) override;
  void submission_finished(const submission& what, const submission_result& judged) override;
  void remark(const std::string& line) override;

  [[nodiscard]] std::string text(bool complete) const;
  [[nodiscard]] status write(const std::filesystem::path& file, bool complete) const;

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace judge

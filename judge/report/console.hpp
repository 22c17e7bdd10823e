// judge/report/console.hpp - the table that a person reads.
//
// On a terminal the last line shows how far the judging is and is drawn again in place; into a pipe
// or a file only finished lines go.
#pragma once

#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "judge/model/ports.hpp"

namespace judge {

struct console_style {
  bool every_case = true;  ///< a line a case (run); else a line a submission (verify)
  bool live = false;       ///< redraw a progress line in place
  bool color = false;
  isolation level = isolation::none;
};

class console_report final : public observer {
 public:
  /// `out` outlives the report.
  console_report(std::FILE* out, console_style style) : out_(out), style_(style) {}

  void problem_started(const problem& what, std::size_t submissions) override;
  void submission_built(const submission& what, const build_outcome& build,
                        const std::vector<test_case>& cases) override;
  void case_finished(const submission& what, const case_result& one) override;
  void submission_finished(const submission& what, const submission_result& judged) override;
  void remark(const std::string& line) override;

  /// Shows what is being done until the next line; on a terminal only.
  void progress(const std::string& what);
  /// Takes the progress line away.
  void clear_progress();
  /// A finished line.
  void line(const std::string& text);

 private:
  [[nodiscard]] std::string painted(verdict is, const std::string& text) const;
  void show_case(const case_result& one);
  void show_group(const group_result& one);
  void show_transcript(const transcript& said);
  void show_finished_cases();
  void show_surprises(const submission_result& judged);

  std::FILE* out_;
  console_style style_;
  bool drawn_ = false;  ///< a progress line stands on the terminal
  std::size_t name_width_ = 0;
  std::vector<std::string> order_;  ///< names of the cases to come, in the problem's order
  std::map<std::string, case_result> waiting_;  ///< finished, but an earlier one is not
  std::size_t shown_ = 0;
  std::size_t finished_ = 0;
};

/// The last line of `run`: the verdict, where, how many cases, the slowest and the largest.
[[nodiscard]] std::string summary(const submission_result& judged, isolation level);

}  // namespace judge

// judge/package/grading.hpp - what test_group.yaml and testdata.yaml say of scores.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judge/model/scoring.hpp"
#include "judge/package/fields.hpp"

namespace judge::package {

/// What one file says of the grading of its folder, key by key; what it leaves out is empty.
struct grading_words {
  std::map<std::string, std::string, std::less<>> said_at;  ///< key -> "file:line:column"

  // 2025-09; these count for the folder alone
  std::optional<score_rule> scores;
  std::optional<double> max_score;
  bool unbounded = false;
  std::vector<std::string> require_pass;

  // legacy; folders inside inherit them
  std::optional<bool> stop_at_reject;
  std::optional<bool> custom;
  std::optional<std::vector<std::string>> flags;
  std::optional<double> accept_score;
  std::optional<double> reject_score;
  std::optional<score_range> range;

  /// Fills what is left out of the legacy keys.
  void inherit(const grading_words& above);
  /// Where a key was said, or `otherwise`.
  [[nodiscard]] std::string place_of(std::string_view key, std::string_view otherwise) const;
};

/// The grading keys of test_group.yaml; in a problem without scores each is a warning.
[[nodiscard]] grading_words read_grading(fields& from, bool scoring);

/// The same of testdata.yaml.
[[nodiscard]] grading_words read_legacy_grading(fields& from, bool scoring);

/// The keys that both testdata.yaml and, of old, `grading:` of problem.yaml may have.
void read_legacy_scores(fields& from, grading_words& into);

/// As the legacy format's default grader reads it. `is_root`: of data/ itself, where alone
/// ignore_sample may stand. Unknown flags are noted.
[[nodiscard]] grading legacy_grading(const grading_words& words, std::string_view shown_folder,
                                     bool is_root, complaints& notes);

}  // namespace judge::package

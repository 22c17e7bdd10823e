#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judge/pipeline/aggregate.hpp"
#include "judge/pipeline/score_formats.hpp"

namespace judge {
namespace {

constexpr std::string_view secret = "secret";

/// Sums of shares such as 100 / 3 may pass a maximum by rounding alone.
bool exceeds(double score, double most) { return score > most * (1 + 1e-9); }

/// The score of one case, whose maximum is `most`; or why there is none.
result<double> score_of(const case_result& one, std::optional<double> most) {
  const auto broken = [&](std::string why) {
    return error{fmt::format("{}: the output validator {}", one.name, why)};
  };
  const auto* check = one.check ? &*one.check : nullptr;
  const bool has_score = check != nullptr && check->score.has_value();
  const bool has_multiplier = check != nullptr && check->score_multiplier.has_value();
  if (check != nullptr && check->is != check_outcome::answer::right) {
    if (has_score || has_multiplier) return broken("gives a score to an answer that it rejects");
    return 0.0;
  }
  if (one.is != verdict::accepted) return 0.0;
  if (has_score && has_multiplier) return broken("writes both score.txt and score_multiplier.txt");
  if (has_score) {
    if (*check->score < 0) return broken(fmt::format("gives a score of {:g}", *check->score));
    if (most && exceeds(*check->score, *most)) {
      return broken(
          fmt::format("gives {:g}, the maximum of the case is {:g}", *check->score, *most));
    }
    return *check->score;
  }
  if (!most) return broken("writes no score.txt, which a group without a maximum needs");
  if (!has_multiplier) return *most;
  if (*check->score_multiplier < 0 || *check->score_multiplier > 1) {
    return broken(fmt::format("writes a score_multiplier.txt of {:g}, which is not between 0 and 1",
                              *check->score_multiplier));
  }
  return *check->score_multiplier * *most;
}

double combined(score_rule rule, const std::vector<double>& scores) {
  if (scores.empty()) return 0;
  if (rule == score_rule::min) return *std::min_element(scores.begin(), scores.end());
  double sum = 0;
  for (const auto one : scores) sum += one;
  return sum;
}

class grader {
 public:
  grader(submission_result& judged, const scoring& how) : judged_(judged), how_(how) {}

  void grade() {
    const test_group* top = nullptr;
    std::vector<double> below;
    bool below_accepted = true;
    for (const auto& group : how_.groups) {
      if (group.name == secret) {
        top = &group;
      } else if (!group.name.empty()) {
        const auto cases = cases_of(group);
        auto graded = grade_cases(group, cases);
        if (group.name.starts_with("secret/")) {
          below.push_back(graded.score);
          below_accepted = below_accepted && graded.is == verdict::accepted;
        }
        judged_.groups.push_back(std::move(graded));
      }
    }
    judged_.is = aggregate(judged_.cases);
    if (top == nullptr) return;
    auto whole = below.empty() ? grade_cases(*top, cases_of(*top))
                               : grade_groups(*top, below, below_accepted);
    judged_.score = whole.score;
    judged_.groups.insert(judged_.groups.begin(), std::move(whole));
    for (const auto& group : judged_.groups) {
      if (!group.why.empty()) judged_.is = verdict::judge_error;
    }
  }

 private:
  [[nodiscard]] std::vector<const case_result*> cases_of(const test_group& group) const {
    std::vector<const case_result*> inside;
    for (const auto& one : judged_.cases) {
      if (group_of(one.name, how_.groups) == &group) inside.push_back(&one);
    }
    return inside;
  }

  [[nodiscard]] group_result start(const test_group& group) const {
    group_result out;
    out.name = group.name;
    out.max_score = group.how.max_score;
    return out;
  }

  [[nodiscard]] group_result grade_cases(const test_group& group,
                                         const std::vector<const case_result*>& cases) const {
    auto out = start(group);
    const auto failed = std::find_if(cases.begin(), cases.end(), [](const case_result* one) {
      return one->is != verdict::accepted;
    });
    out.is = failed == cases.end() ? verdict::accepted : (*failed)->is;
    if (group.name == "sample") return out;  // it has no score
    const auto& how = group.how;
    if (how.scores == score_rule::pass_fail) {
      for (const auto* one : cases) {
        if (one->check && (one->check->score || one->check->score_multiplier)) {
          out.why = fmt::format(
              "{}: the output validator gives a score in a group that is scored "
              "as a whole (pass-fail)",
              one->name);
        }
      }
      out.score = out.is == verdict::accepted ? how.max_score.value_or(0) : 0;
      return out;
    }
    auto most = how.max_score;
    if (most && how.scores == score_rule::sum && !cases.empty()) {
      *most /= static_cast<double>(cases.size());
    }
    std::vector<double> scores;
    for (const auto* one : cases) {
      const auto score = score_of(*one, most);
      if (!score && out.why.empty()) out.why = score.failure().message;
      scores.push_back(score ? *score : 0);
    }
    out.score = combined(how.scores, scores);
    hold_against_maximum(out);
    return out;
  }

  [[nodiscard]] group_result grade_groups(const test_group& top, const std::vector<double>& below,
                                          bool accepted) const {
    auto out = start(top);
    out.is = accepted ? verdict::accepted : verdict::wrong_answer;
    for (const auto& one : judged_.cases) {
      if (one.name.starts_with("secret/") && one.is != verdict::accepted) {
        out.is = one.is;
        break;
      }
    }
    out.score = top.how.scores == score_rule::pass_fail
                    ? (accepted ? top.how.max_score.value_or(0) : 0)
                    : combined(top.how.scores, below);
    hold_against_maximum(out);
    return out;
  }

  static void hold_against_maximum(group_result& out) {
    if (out.max_score && exceeds(out.score, *out.max_score) && out.why.empty()) {
      out.why = fmt::format("{}: a score of {:g}, where max_score is {:g}", out.name, out.score,
                            *out.max_score);
    }
  }

  submission_result& judged_;
  const scoring& how_;
};

}  // namespace

void grade_2025_09(submission_result& judged, const scoring& how) {
  judged.groups.clear();
  judged.score.reset();
  grader(judged, how).grade();
}

}  // namespace judge

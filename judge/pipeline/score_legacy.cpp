#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "judge/pipeline/aggregate.hpp"
#include "judge/pipeline/score_formats.hpp"

namespace judge {
namespace {

/// The first of these that some item has is the verdict of the group.
constexpr std::array worst_first = {
    verdict::judge_error,  verdict::run_time_error,     verdict::memory_limit,
    verdict::time_limit,   verdict::idle_limit,         verdict::output_limit,
    verdict::wrong_answer, verdict::presentation_error, verdict::accepted};

verdict worst(const std::vector<grade>& items) {
  for (const auto one : worst_first) {
    const auto same = [&](const grade& item) { return item.is == one; };
    if (std::any_of(items.begin(), items.end(), same)) return one;
  }
  return verdict::accepted;
}

verdict verdict_of(const std::vector<grade>& items, const grading& how) {
  const auto accepted = [](const grade& item) { return item.is == verdict::accepted; };
  if (how.verdicts == verdict_rule::always_accept) return verdict::accepted;
  if (how.accept_if_any_accepted && std::any_of(items.begin(), items.end(), accepted)) {
    return verdict::accepted;
  }
  if (how.verdicts == verdict_rule::worst_error) return worst(items);
  const auto first = std::find_if_not(items.begin(), items.end(), accepted);
  return first == items.end() ? verdict::accepted : first->is;
}

double score_of(const std::vector<grade>& items, score_rule rule) {
  double sum = 0;
  double least = items.front().score;
  double most = items.front().score;
  for (const auto& one : items) {
    sum += one.score;
    least = std::min(least, one.score);
    most = std::max(most, one.score);
  }
  switch (rule) {
    case score_rule::min: return least;
    case score_rule::max: return most;
    case score_rule::average: return sum / static_cast<double>(items.size());
    case score_rule::sum:
    case score_rule::pass_fail: break;
  }
  return sum;
}

/// "secret/group1" of "secret/group1/2"; "" of "secret".
std::string_view parent_of(std::string_view name) {
  const auto cut = name.rfind('/');
  return cut == std::string_view::npos ? std::string_view() : name.substr(0, cut);
}

class grader {
 public:
  grader(submission_result& judged, const scoring& how) : judged_(judged), how_(how) {}

  status grade_all() {
    const auto* root = find("");
    if (root == nullptr) return done();
    auto whole = grade_group(*root);
    if (!whole) return std::move(whole).failure();
    std::reverse(judged_.groups.begin(), judged_.groups.end());  // inner ones were done first
    judged_.is = whole->is;
    if (whole->is == verdict::accepted) judged_.score = whole->score;
    return done();
  }

 private:
  /// What lies directly in a group.
  struct item {
    std::string_view leaf;
    case_result* one = nullptr;
    const test_group* group = nullptr;
  };

  [[nodiscard]] const test_group* find(std::string_view name) const {
    const auto found = std::find_if(how_.groups.begin(), how_.groups.end(),
                                    [&](const test_group& one) { return one.name == name; });
    return found == how_.groups.end() ? nullptr : &*found;
  }

  [[nodiscard]] std::vector<item> items_of(const test_group& group) const {
    std::vector<item> items;
    const auto leaf = [&](std::string_view name) {
      return name.substr(group.name.empty() ? 0 : group.name.size() + 1);
    };
    for (auto& one : judged_.cases) {
      if (group_of(one.name, how_.groups) == &group) items.push_back({leaf(one.name), &one, {}});
    }
    for (const auto& one : how_.groups) {
      if (!one.name.empty() && parent_of(one.name) == group.name) {
        items.push_back({leaf(one.name), nullptr, &one});
      }
    }
    std::stable_sort(items.begin(), items.end(),
                     [](const item& a, const item& b) { return a.leaf < b.leaf; });
    return items;
  }

  [[nodiscard]] bool has_cases(const test_group& group) const {
    return std::any_of(judged_.cases.begin(), judged_.cases.end(), [&](const case_result& one) {
      return one.is != verdict::skipped &&
             (group.name.empty() || one.name.starts_with(group.name + "/"));
    });
  }

  /// A case's own score counts, else what its group gives.
  static grade grade_case(const case_result& one, const grading& how) {
    const bool accepted = one.is == verdict::accepted;
    double score = accepted ? how.accept_score : how.reject_score;
    // A run that was too slow may have been checked all the same.
    const bool by_check = accepted || folded(one.is) == verdict::wrong_answer;
    if (by_check && one.check && one.check->score) score = *one.check->score;
    return {one.is, score};
  }

  void skip(const item& what) {
    for (auto& one : judged_.cases) {
      const bool inside = what.one == &one ||
                          (what.group != nullptr && one.name.starts_with(what.group->name + "/"));
      if (inside) one = {.name = one.name, .is = verdict::skipped};
    }
  }

  result<grade> grade_group(const test_group& group) {
    std::vector<grade> items;
    bool stopped = false;
    for (const auto& inside : items_of(group)) {
      if (stopped) {
        skip(inside);
        continue;
      }
      if (inside.one != nullptr ? inside.one->is == verdict::skipped : !has_cases(*inside.group)) {
        continue;
      }
      if (inside.one != nullptr) {
        items.push_back(grade_case(*inside.one, group.how));
      } else {
        auto below = grade_group(*inside.group);
        if (!below) return below;
        items.push_back(*below);
      }
      stopped = group.how.stop_at_reject && items.back().is != verdict::accepted;
    }
    return finish(group, std::move(items));
  }

  result<grade> finish(const test_group& group, std::vector<grade> items) {
    group_result out;
    out.name = group.name;
    grade given{verdict::accepted, 0};
    if (!items.empty()) {
      if (group.how.ignore_sample && items.size() > 1) items.erase(items.begin());
      const bool broken = worst(items) == verdict::judge_error;
      if (broken) {
        given = {verdict::judge_error, 0};
      } else if (group.how.custom && how_.custom != nullptr) {
        auto graded = how_.custom->grade_of(items, group.how.arguments);
        if (!graded) return std::move(graded).failure().in(group.name);
        given = *graded;
      } else {
        given = {verdict_of(items, group.how), score_of(items, group.how.scores)};
      }
      if (given.is == verdict::accepted &&
          (given.score < group.how.low || given.score > group.how.high)) {
        out.why = fmt::format("{}: a score of {:g}, outside of its range {:g} to {:g}",
                              group.name.empty() ? "data" : group.name, given.score, group.how.low,
                              group.how.high);
        given.is = verdict::judge_error;
      }
    }
    out.is = given.is;
    out.score = given.score;
    judged_.groups.push_back(std::move(out));
    return given;
  }

  submission_result& judged_;
  const scoring& how_;
};

}  // namespace

status grade_legacy(submission_result& judged, const scoring& how) {
  judged.groups.clear();
  judged.score.reset();
  return grader(judged, how).grade_all();
}

}  // namespace judge

#include "judge/pipeline/score.hpp"

#include <algorithm>
#include <string_view>

#include "judge/pipeline/score_formats.hpp"

namespace judge {
namespace {

/// Below the group, at any depth; everything is below data/ itself.
bool is_below(std::string_view name, std::string_view group) {
  return group.empty() ||
         (name.size() > group.size() && name.starts_with(group) && name[group.size()] == '/');
}

bool is_rejected(const case_result& one) {
  return one.is != verdict::accepted && one.is != verdict::skipped;
}

/// 2025-09: every case of a required group must be accepted.
bool misses_a_required_group(const test_group& of, std::span<const case_result> cases) {
  return std::any_of(of.how.require_pass.begin(), of.how.require_pass.end(),
                     [&](const std::string& required) {
                       return std::any_of(cases.begin(), cases.end(), [&](const case_result& one) {
                         return is_below(one.name, required) && is_rejected(one);
                       });
                     });
}

}  // namespace

const test_group* group_of(std::string_view name, std::span<const test_group> groups) {
  const test_group* innermost = nullptr;
  for (const auto& one : groups) {
    if (!is_below(name, one.name)) continue;
    if (innermost == nullptr || one.name.size() > innermost->name.size()) innermost = &one;
  }
  return innermost;
}

bool cannot_count(std::span<const case_result> cases, std::size_t i, const scoring& how) {
  if (how.format != problem_format::legacy) {
    return std::any_of(how.groups.begin(), how.groups.end(), [&](const test_group& around) {
      return is_below(cases[i].name, around.name) && misses_a_required_group(around, cases);
    });
  }
  const auto* own = group_of(cases[i].name, how.groups);
  if (own == nullptr || !own->how.stop_at_reject) return false;
  const auto before = cases.first(i);
  return std::any_of(before.begin(), before.end(), [&](const case_result& other) {
    return is_rejected(other) && group_of(other.name, how.groups) == own;
  });
}

status grade_submission(submission_result& judged, const scoring& how) {
  if (how.format == problem_format::legacy) return grade_legacy(judged, how);
  for (auto& one : judged.cases) {
    const auto i = static_cast<std::size_t>(&one - judged.cases.data());
    if (cannot_count(judged.cases, i, how)) one = {.name = one.name, .is = verdict::skipped};
  }
  grade_2025_09(judged, how);
  return done();
}

}  // namespace judge

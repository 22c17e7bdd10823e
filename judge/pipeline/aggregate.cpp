#include "judge/pipeline/aggregate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace judge {
namespace {

std::string names(const std::set<verdict>& verdicts) {
  std::string text;
  for (const auto one : verdicts) {
    if (!text.empty()) text += " or ";
    text += short_name(one);
  }
  return text;
}

}  // namespace

verdict aggregate(std::span<const case_result> cases) {
  bool tried = false;
  verdict first = verdict::accepted;
  for (const auto& one : cases) {
    if (one.is == verdict::judge_error) return verdict::judge_error;
    if (one.is == verdict::skipped) continue;
    tried = true;
    if (first == verdict::accepted) first = one.is;
  }
  return tried ? first : verdict::judge_error;
}

verdict folded(verdict v) {
  switch (v) {
    case verdict::memory_limit:
    case verdict::output_limit: return verdict::run_time_error;
    case verdict::presentation_error: return verdict::wrong_answer;
    case verdict::idle_limit: return verdict::time_limit;
    default: return v;
  }
}

std::string why_not_met(const submission_result& judged, const expectation& expected) {
  if (judged.is == verdict::compile_error) {
    return expected.required.contains(verdict::compile_error) ? "" : "it does not compile";
  }
  if (judged.is == verdict::judge_error) {
    const auto broken = std::find_if(judged.cases.begin(), judged.cases.end(),
                                     [](const auto& c) { return c.is == verdict::judge_error; });
    return broken == judged.cases.end() ? "there was no case to judge it on"
                                        : fmt::format("judge error on {}", broken->name);
  }
  bool seen = expected.required.empty();
  for (const auto& one : judged.cases) {
    if (one.is == verdict::skipped) continue;
    const auto is = folded(one.is);
    seen = seen || expected.required.contains(is);
    if (!expected.permitted.empty() && !expected.permitted.contains(is)) {
      return fmt::format("{} on {}, where only {} is allowed", short_name(one.is), one.name,
                         names(expected.permitted));
    }
  }
  return seen ? "" : fmt::format("no case gave {}", names(expected.required));
}

}  // namespace judge

#include "judge/pipeline/aggregate.hpp"

namespace judge {

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

}  // namespace judge

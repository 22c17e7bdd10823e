#include "judge/pipeline/inference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace judge {
namespace {

double seconds(microseconds time) { return static_cast<double>(time.count()) / 1e6; }

/// Those that a rule which bounds from below is about.
std::vector<test_case> cases_with_a_say(const problem& what, const expectation& expected) {
  std::vector<test_case> cases;
  for (const auto& one : what.cases) {
    const bool counts = std::any_of(
        expected.rules.begin(), expected.rules.end(),
        [&](const auto& rule) { return bounds_from_below(rule) && rule.is_about(one.name); });
    if (counts) cases.push_back(one);
  }
  return cases;
}

class inferring {
 public:
  inferring(const problem& what, const judging& with) : what_(what), with_(with) {
    out_.limits = what.limits;
    out_.limits.time = provisional_time_limit;
  }

  /// Errors: interrupted, or a broken custom grader.
  status hear(const submission& one, const result<build_outcome>& built) {
    if (!built) {
      if (built.failure().whose == fault::interrupted) return built.failure();
      has_no_say(one, built.failure().message);
      return done();
    }
    const auto cases = cases_with_a_say(what_, *one.expected);
    auto quietly = with_.told_to(silent_);
    // Scores of some of the cases mean nothing; all of them are asked for later.
    if (cases.size() < what_.cases.size()) quietly.type.scoring = false;
    auto judged = judge_submission(one, *built, cases, out_.limits, quietly);
    if (!judged) return std::move(judged).failure();
    weigh(one, *judged);
    out_.judged.emplace(&one, *std::move(judged));
    return done();
  }

  result<inference> conclude() {
    if (!out_.slowest) {
      return error{
          fmt::format("{}: no time limit is given, and no submission to infer it from: {}; set "
                      "limits.time_limit in problem.yaml, or use --time-limit",
                      what_.folder.string(),
                      why_not_.empty() ? "there is none that must not exceed it" : why_not_),
          broken_ ? fault::environment : fault::input};
    }
    const auto& slowest = *out_.slowest;
    out_.limits.time = inferred_time_limit(what_, slowest.time);
    with_.watch.remark(fmt::format(
        "time limit inferred: {:g} s (slowest run that must be within it: {:.2f} s, {} "
        "on {})",
        seconds(out_.limits.time), seconds(slowest.time), slowest.submission, slowest.name));
    return std::move(out_);
  }

 private:
  void weigh(const submission& one, const submission_result& judged) {
    if (judged.is == verdict::compile_error) return has_no_say(one, "it does not compile");
    if (judged.is == verdict::judge_error) {
      broken_ = true;
      return has_no_say(one, "judge error");
    }
    auto slowest = needs_at_least(judged, *one.expected);
    if (!slowest) return has_no_say(one, "no case that its rules are about was run");
    if (slowest->time > provisional_time_limit) {
      return has_no_say(one, fmt::format("it takes more than {:g} s on {}",
                                         seconds(provisional_time_limit), slowest->name));
    }
    if (!out_.slowest || slowest->time > out_.slowest->time) out_.slowest = std::move(slowest);
  }

  void has_no_say(const submission& one, const std::string& why) {
    why_not_ = fmt::format("{} does not count for the time limit: {}", one.source.name, why);
    with_.watch.remark(why_not_);
  }

  const problem& what_;
  const judging& with_;
  observer silent_;
  inference out_;
  std::string why_not_;  ///< of the last that has no say
  bool broken_ = false;
};

}  // namespace

bool has_a_say(const submission& one) { return one.expected && bounds_from_below(*one.expected); }

result<inference> find_limits(const problem& what, const builds& built, const judging& with) {
  inference given;
  given.limits = what.limits;
  if (what.time_limit) given.limits.time = *what.time_limit;
  given.limits.margin = what.limit_to_exceeded;
  if (what.time_limit) return given;
  inferring all(what, with);
  for (std::size_t i = 0; i < built.size(); ++i) {
    const auto& one = what.submissions[i];
    if (!has_a_say(one)) continue;
    if (!built[i]) return error{"interrupted", fault::interrupted};
    if (auto heard = all.hear(one, *built[i]); !heard) return std::move(heard).failure();
  }
  auto found = all.conclude();
  if (found) found->limits.margin = given.limits.margin;
  return found;
}

}  // namespace judge

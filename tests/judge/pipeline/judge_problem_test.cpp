#include "judge/pipeline/judge_problem.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "support/expectations.hpp"
#include "support/fake_builder.hpp"
#include "support/fake_checker.hpp"
#include "support/fake_runner.hpp"

namespace {

using namespace judge;
using judge::testing::fake_builder;
using judge::testing::fake_checker;
using judge::testing::fake_runner;
using judge::testing::sentences;

class remarks final : public observer {
 public:
  void remark(const std::string& line) override { lines.push_back(line); }
  std::vector<std::string> lines;
};

submission expecting(std::string name, expectation expected) {
  submission out;
  out.source.name = std::move(name);
  out.expected = std::move(expected);
  return out;
}

const auto accepted = judge::testing::accepted_everywhere();
const auto too_slow = judge::testing::too_slow_somewhere();

/// A problem with two accepted submissions and one slow one; a program's name is how many
/// milliseconds it takes.
class JudgeProblem : public ::testing::Test {
 protected:
  JudgeProblem() {
    what.folder = "problems/x";
    what.cases = {{"1", "1.in", "1.ans"}};
    what.submissions = {expecting("100", accepted), expecting("700", accepted),
                        expecting("9000", too_slow)};
  }

  template <typename Act>
  auto with_fakes(const Act& act) {
    fake_runner run([this](const run_request& request) -> result<run_outcome> {
      ++runs;
      longest_stop[request.what.name] =
          std::max(longest_stop[request.what.name], request.limits.cpu_time);
      run_outcome out;
      out.cpu_time = milliseconds(std::stoi(request.what.name));
      if (out.cpu_time > request.limits.cpu_time) out.stopped = stop_reason::cpu_time;
      return out;
    });
    fake_checker check([](const test_case&, const run_outcome&) { return check_outcome{}; });
    fake_builder build([this](const program_source& source) -> result<build_outcome> {
      ++builds;
      if (source.name == missing) return error{"Rust: rustc is not installed: apt install rustc"};
      build_outcome out;
      out.built = program{};
      out.built->name = source.name;
      return out;
    });
    return act(build, judging{run, check, watch, {}, 1, false});
  }

  result<judged_problem> judge_it() {
    return with_fakes(
        [this](builder& build, const judging& with) { return judge_problem(what, build, with); });
  }

  problem what;
  remarks watch;
  std::string missing;
  int runs = 0;
  std::map<std::string, milliseconds> longest_stop;  ///< by the program's name
  std::atomic<int> builds = 0;                       // several at once
};

TEST_F(JudgeProblem, JudgesUnderTheLimitThatIsGiven) {
  what.time_limit = milliseconds(2000);
  const auto out = judge_it();
  ASSERT_TRUE(out);
  const auto& judged = out->submissions;
  ASSERT_EQ(judged.size(), 3U);
  EXPECT_EQ(judged[2].is, verdict::time_limit);
  for (const auto& one : judged) EXPECT_TRUE(one.met) << one.name << ": " << sentences(one.why_not);
}

TEST_F(JudgeProblem, InfersTheLimitAndRunsNothingTwice) {
  const auto out = judge_it();
  ASSERT_TRUE(out);
  EXPECT_EQ(out->submissions[0].limits.time, milliseconds(2000));  // 2 * 0.7 s, in whole seconds
  EXPECT_EQ(out->submissions[2].is, verdict::time_limit);
  EXPECT_EQ(runs, 3);
  ASSERT_FALSE(watch.lines.empty());
  EXPECT_EQ(watch.lines[0],
            "time limit inferred: 2 s (slowest run that must be within it: 0.70 s, 700 on 1)");
}

TEST_F(JudgeProblem, TheLimitAloneNeedsTheAcceptedSubmissionsOnly) {
  const auto limits = with_fakes(
      [this](builder& build, const judging& with) { return limits_of(what, build, with); });
  ASSERT_TRUE(limits);
  EXPECT_EQ(limits->time, milliseconds(2000));
  EXPECT_EQ(builds, 2);
  EXPECT_EQ(runs, 2);
}

TEST_F(JudgeProblem, ALimitThatCannotBeInferredIsAnErrorThatSaysWhatToDo) {
  what.submissions.erase(what.submissions.begin(), what.submissions.begin() + 2);
  const auto out = judge_it();
  ASSERT_FALSE(out);
  EXPECT_NE(out.failure().message.find("--time-limit"), std::string::npos);
}

TEST_F(JudgeProblem, AMissingCompilerIsNamedAndTheOthersGoOn) {
  what.time_limit = milliseconds(2000);
  missing = "700";
  const auto out = judge_it();
  ASSERT_TRUE(out);
  EXPECT_EQ(out->submissions[1].is, verdict::judge_error);
  EXPECT_FALSE(out->submissions[1].met);
  EXPECT_NE(sentences(out->submissions[1].why_not).find("rustc"), std::string::npos);
  EXPECT_EQ(out->submissions[0].is, verdict::accepted);
}

TEST_F(JudgeProblem, AMissingCompilerIsNamedWhereTheLimitIsInferredWithoutIt) {
  missing = "700";
  const auto out = judge_it();
  ASSERT_TRUE(out);
  EXPECT_EQ(out->submissions[0].limits.time, milliseconds(1000));
  ASSERT_FALSE(watch.lines.empty());
  EXPECT_NE(watch.lines[0].find("700 does not count for the time limit: Rust"), std::string::npos);
}

TEST_F(JudgeProblem, RemarksOnWhatHangsOnTheLimit) {
  what.time_limit = milliseconds(1000);
  ASSERT_TRUE(judge_it());
  ASSERT_EQ(watch.lines.size(), 1U);
  EXPECT_NE(watch.lines[0].find("700: time sensitive"), std::string::npos);
}

TEST_F(JudgeProblem, OthersThanAcceptedOnesBoundTheLimitToo) {
  what.submissions.push_back(expecting("1700", judge::testing::wrong_somewhere()));
  const auto out = judge_it();
  ASSERT_TRUE(out);
  EXPECT_EQ(out->submissions[0].limits.time, milliseconds(4000));
  EXPECT_EQ(sentences(out->submissions[3].why_not), "no case gave WA");
}

TEST_F(JudgeProblem, WhatMustExceedTheLimitRunsNoLongerThanTheMargin) {
  what.limit_to_exceeded = 3;
  ASSERT_TRUE(judge_it());
  EXPECT_EQ(longest_stop["9000"], milliseconds(6000));  // 3 * 2 s
  EXPECT_EQ(longest_stop["100"], milliseconds(90'000));
}

TEST_F(JudgeProblem, ARuleForSomeCasesRunsOnlyTheseWithoutALimit) {
  what.cases.push_back({"2", "2.in", "2.ans"});
  what.submissions.erase(what.submissions.begin(), what.submissions.begin() + 2);
  what.submissions[0] = expecting(
      "9000", {.rules = {{.name = "r", .cases = *glob::parse("1"), .bound = limit_bound::lower},
                         {.name = "r", .cases = *glob::parse("2"), .bound = limit_bound::none}},
               .name = "by rules"});
  const auto out = judge_it();
  ASSERT_TRUE(out);
  EXPECT_EQ(runs, 2);
  const auto& judged = out->submissions[0];
  EXPECT_EQ(judged.limits.time, milliseconds(18'000));
  ASSERT_EQ(judged.cases.size(), 2U);
  EXPECT_EQ(judged.cases[1].name, "2");
  EXPECT_EQ(judged.is, verdict::accepted);
}

TEST_F(JudgeProblem, AnEndlessSubmissionHasNoSayAndIsJudgedFromItsFacts) {
  what.submissions[1] = expecting("70000", judge::testing::wrong_somewhere());
  const auto out = judge_it();
  ASSERT_TRUE(out);
  EXPECT_EQ(watch.lines[0],
            "70000 does not count for the time limit: it takes more than 60 s on 1");
  EXPECT_EQ(out->submissions[0].limits.time, milliseconds(1000));
  EXPECT_EQ(out->submissions[1].is, verdict::time_limit);
  EXPECT_FALSE(out->submissions[1].met);
  EXPECT_EQ(runs, 3);
}

TEST_F(JudgeProblem, NoRoomBetweenTheBoundsIsAnErrorBesideTheResults) {
  what.format = problem_format::v2025_09;
  what.submissions[2] = expecting("2500", too_slow);
  const auto out = judge_it();
  ASSERT_TRUE(out);
  EXPECT_EQ(out->submissions.size(), 3U);
  ASSERT_EQ(out->errors.size(), 1U);
  EXPECT_NE(
      out->errors[0].find("problems/x: no time limit suits the submissions: 700 takes 0.70 s"),
      std::string::npos)
      << out->errors[0];
  EXPECT_EQ(watch.lines.back(), "error: " + out->errors[0]);
  what.time_limit = milliseconds(2000);  // given: a warning
  const auto given = judge_it();
  ASSERT_TRUE(given);
  EXPECT_TRUE(given->errors.empty());
  EXPECT_EQ(watch.lines.back(), "2500: time sensitive: TLE under 2 s, AC under 3 s");
}

}  // namespace

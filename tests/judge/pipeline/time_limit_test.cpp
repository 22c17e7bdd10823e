#include "judge/pipeline/time_limit.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <utility>

#include "support/expectations.hpp"

namespace {

using namespace judge;

submission_result took(int ms, verdict is = verdict::accepted) {
  submission_result out;
  out.name = "accepted/a.cpp";
  out.is = is;
  out.cases.resize(1);
  out.cases[0].name = "1";
  out.cases[0].is = is;
  out.cases[0].run.cpu_time = milliseconds(ms);
  return out;
}

const auto accepted = judge::testing::accepted_everywhere();
const auto too_slow = judge::testing::too_slow_somewhere();

TEST(TimeLimit, IsAWholeMultipleOfTheResolution) {
  problem of;
  EXPECT_EQ(inferred_time_limit(of, milliseconds(400)), milliseconds(1000));
  EXPECT_EQ(inferred_time_limit(of, milliseconds(500)), milliseconds(1000));
  EXPECT_EQ(inferred_time_limit(of, milliseconds(501)), milliseconds(2000));
  EXPECT_EQ(inferred_time_limit(of, milliseconds(0)), milliseconds(1000));
  of.time_resolution = milliseconds(100);
  EXPECT_EQ(inferred_time_limit(of, milliseconds(51)), milliseconds(200));
}

expectation_rule rule_for(const char* cases, limit_bound bound) {
  return {.name = "r", .cases = *glob::parse(cases), .bound = bound};
}

TEST(Bounds, FollowFromTheVerdictsUnlessTheyAreSaid) {
  expectation_rule rule{.name = "r"};
  EXPECT_FALSE(bounds_from_below(rule) || bounds_from_above(rule));
  rule.permitted = {verdict::accepted, verdict::wrong_answer};
  EXPECT_TRUE(bounds_from_below(rule));
  rule.bound = limit_bound::none;
  EXPECT_FALSE(bounds_from_below(rule));
  rule = {.name = "r", .required = {verdict::time_limit}};
  EXPECT_TRUE(bounds_from_above(rule));
  rule.required.insert(verdict::run_time_error);
  EXPECT_FALSE(bounds_from_above(rule));
  rule.bound = limit_bound::upper;
  EXPECT_TRUE(bounds_from_above(rule));
}

TEST(Bounds, LookOnlyAtTheCasesOfTheirRule) {
  auto judged = took(100);
  judged.cases.resize(3, judged.cases[0]);
  judged.cases[0].name = "sample/1";
  judged.cases[1].name = "secret/1";
  judged.cases[1].run.cpu_time = milliseconds(700);
  judged.cases[2].name = "secret/2";
  judged.cases[2].run.cpu_time = milliseconds(5000);
  const expectation expected{
      .rules = {rule_for("{sample,secret/1}", limit_bound::lower),
                rule_for("secret", limit_bound::upper), rule_for("secret/1", limit_bound::upper)},
      .name = "r"};
  const auto lower = needs_at_least(judged, expected);
  ASSERT_TRUE(lower);
  EXPECT_EQ(lower->time, milliseconds(700));
  EXPECT_EQ(lower->name, "secret/1");
  EXPECT_EQ(lower->submission, "accepted/a.cpp");
  const auto upper = exceeds_at_most(judged, expected);
  ASSERT_TRUE(upper);
  EXPECT_EQ(upper->time, milliseconds(700));  // the rule that is harder to keep
  EXPECT_FALSE(exceeds_at_most(judged, accepted));
  EXPECT_FALSE(needs_at_least({}, accepted));
}

TEST(Bounds, ASleeperIsMeasuredByTheWallClock) {
  auto judged = took(1, verdict::idle_limit);
  judged.cases[0].run.wall_time = milliseconds(5000);
  EXPECT_EQ(exceeds_at_most(judged, too_slow)->time, milliseconds(5000));
}

TEST(NoRoomAbove, IsAnErrorOf202509Only) {
  problem of;
  of.format = problem_format::v2025_09;
  const decisive_run slowest{milliseconds(700), "accepted/a.cpp", "secret/1"};
  const auto said = [&](int ms) {
    return no_room_above(of, milliseconds(2000), slowest,
                         {milliseconds(ms), "time_limit_exceeded/t.py", "secret/2"});
  };
  EXPECT_EQ(said(3000), "");
  EXPECT_EQ(said(2000), "");  // no TLE: its expectation says so
  EXPECT_EQ(said(2500),
            "no time limit suits the submissions: accepted/a.cpp takes 0.70 s on secret/1, so that "
            "the limit is at least 2 s; time_limit_exceeded/t.py takes 2.50 s on secret/2, so that "
            "it is at most 1.67 s: make the data harder, or change limits.time_multipliers or "
            "time_resolution in problem.yaml");
  of.format = problem_format::legacy;
  EXPECT_EQ(said(2500), "");
}

TEST(TimeSensitive, WarnsWithinTheMargins) {
  problem of;
  auto judged = took(600);
  judged.limits.time = milliseconds(1000);
  EXPECT_EQ(time_sensitive(of, judged, judged, accepted),
            "time sensitive: 0.60 s on 1 is more than the limit of 1 s divided by 2");
  judged.cases[0].run.cpu_time = milliseconds(500);
  EXPECT_EQ(time_sensitive(of, judged, judged, accepted), "");
}

TEST(TimeSensitive, ComparesWithWhatTheHigherLimitWouldGive) {
  problem of;
  auto slow = took(1400, verdict::time_limit);
  slow.limits.time = milliseconds(1000);
  EXPECT_EQ(time_sensitive(of, slow, slow, too_slow), "");
  auto higher = took(1400);
  higher.limits.time = milliseconds(1500);
  EXPECT_EQ(time_sensitive(of, slow, higher, too_slow),
            "time sensitive: TLE under 1 s, AC under 1.5 s");
  higher.is = slow.is;
  higher.why_not = {{.sentence = "no case of secret/1 gave TLE"}};
  EXPECT_EQ(time_sensitive(of, slow, higher, too_slow),
            "time sensitive: as expected under 1 s, but no case of secret/1 gave TLE under 1.5 s");
  std::swap(slow.why_not, higher.why_not);
  EXPECT_EQ(time_sensitive(of, slow, higher, too_slow), "time sensitive: as expected under 1.5 s");
}

TEST(CaseLimits, LetARunGoOnToTheMargin) {
  case_limits limits{.time = milliseconds(10'000)};
  EXPECT_EQ(limits.of_a_run().cpu_time, milliseconds(15'000));
  limits.margin = 2;
  EXPECT_EQ(limits.of_a_run().cpu_time, milliseconds(20'000));
  EXPECT_EQ(limits.of_a_run().wall_time, milliseconds(21'000));
  limits.time = milliseconds(300);
  EXPECT_EQ(limits.of_a_run().cpu_time, milliseconds(1300));
}

RC_GTEST_PROP(TimeLimit, IsTheSmallestThatLeavesTheSlowestRoom, ()) {
  problem of;
  of.time_resolution = milliseconds(*rc::gen::element(100, 500, 1000));
  const auto slowest = milliseconds(*rc::gen::inRange(0, 20000));
  const auto limit = inferred_time_limit(of, slowest);
  RC_ASSERT(limit >= slowest * 2);
  RC_ASSERT(limit == of.time_resolution || limit - of.time_resolution < slowest * 2);
}

}  // namespace

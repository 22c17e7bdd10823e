#include "judge/pipeline/time_limit.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

#include "support/expectations.hpp"

namespace {

using namespace judge;

submission_result took(int ms, verdict is = verdict::accepted) {
  submission_result out;
  out.name = "accepted/a.cpp";
  out.is = is;
  out.cases.resize(1);
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

TEST(TimeLimit, NeedsAnAcceptedSubmissionThatIsAccepted) {
  problem of;
  of.folder = "problems/x";
  EXPECT_FALSE(slowest_accepted(of, {}));
  const std::vector wrong{took(10, verdict::wrong_answer)};
  const auto inferred = slowest_accepted(of, wrong);
  ASSERT_FALSE(inferred);
  EXPECT_NE(inferred.failure().message.find("accepted/a.cpp is WA"), std::string::npos);
}

TEST(TimeSensitive, WarnsWithinTheMargins) {
  problem of;
  auto judged = took(600);
  judged.limits.time = milliseconds(1000);
  EXPECT_NE(time_sensitive(of, judged, accepted), "");
  judged.cases[0].run.cpu_time = milliseconds(500);
  EXPECT_EQ(time_sensitive(of, judged, accepted), "");
  auto slow = took(1400, verdict::time_limit);
  slow.limits.time = milliseconds(1000);
  EXPECT_NE(time_sensitive(of, slow, too_slow), "");
  slow.cases[0].run.cpu_time = milliseconds(1500);
  EXPECT_EQ(time_sensitive(of, slow, too_slow), "");
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

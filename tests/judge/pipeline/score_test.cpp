// From cases to groups and a score, in both formats.
#include "judge/pipeline/score.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace judge;

constexpr auto ac = verdict::accepted;
constexpr auto wa = verdict::wrong_answer;
constexpr auto tle = verdict::time_limit;
constexpr auto sk = verdict::skipped;
constexpr auto je = verdict::judge_error;

case_result judged(std::string name, verdict is) {
  case_result out;
  out.name = std::move(name);
  out.is = is;
  if (is == ac || is == wa) {
    out.check.emplace().is = is == ac ? check_outcome::answer::right : check_outcome::answer::wrong;
  }
  return out;
}

case_result with_score(case_result one, double score) {
  one.check->score = score;
  return one;
}

case_result with_multiplier(case_result one, double multiplier) {
  one.check->score_multiplier = multiplier;
  return one;
}

submission_result of(std::vector<case_result> cases) {
  submission_result out;
  out.cases = std::move(cases);
  return out;
}

const group_result& group(const submission_result& graded, const std::string& name) {
  const auto found = std::find_if(graded.groups.begin(), graded.groups.end(),
                                  [&](const group_result& one) { return one.name == name; });
  EXPECT_NE(found, graded.groups.end()) << name;
  return *found;
}

class Score202509 : public ::testing::Test {
 protected:
  submission_result grade(std::vector<case_result> cases) {
    auto out = of(std::move(cases));
    EXPECT_TRUE(grade_submission(out, {problem_format::v2025_09, groups, nullptr}));
    return out;
  }
  test_group& add(std::string name, score_rule rule, std::optional<double> most) {
    auto& one = groups.emplace_back();
    one.name = std::move(name);
    one.how.scores = rule;
    one.how.max_score = most;
    return one;
  }
  std::vector<test_group> groups;
};

TEST_F(Score202509, CasesShareTheMaximumOfASum) {
  add("", score_rule::sum, {});
  add("secret", score_rule::sum, 100);
  const auto out = grade({judged("secret/1", ac), judged("secret/2", wa), judged("secret/3", ac),
                          judged("secret/4", tle)});
  EXPECT_DOUBLE_EQ(*out.score, 50);
  EXPECT_EQ(out.is, wa);
}

TEST_F(Score202509, AScoreOrAMultiplierOfTheValidatorCounts) {
  add("secret", score_rule::sum, 10);
  const auto out = grade(
      {with_score(judged("secret/1", ac), 1.5), with_multiplier(judged("secret/2", ac), 0.5)});
  EXPECT_DOUBLE_EQ(*out.score, 1.5 + 2.5);
  EXPECT_EQ(out.is, ac);
}

TEST_F(Score202509, TheLeastScoreCountsUnderMin) {
  add("secret", score_rule::min, 10);
  const auto out = grade({judged("secret/1", ac), with_score(judged("secret/2", ac), 3)});
  EXPECT_DOUBLE_EQ(*out.score, 3);
}

TEST_F(Score202509, GroupsPassOrFailAndTheSecretAddsThemUp) {
  add("secret", score_rule::sum, 100);
  add("secret/group1", score_rule::pass_fail, 40);
  add("secret/group2", score_rule::pass_fail, 60);
  const auto out =
      grade({judged("sample/1", ac), judged("secret/group1/a", ac), judged("secret/group1/b", ac),
             judged("secret/group2/a", wa), judged("secret/group2/b", ac)});
  EXPECT_DOUBLE_EQ(*out.score, 40);
  EXPECT_EQ(group(out, "secret/group1").is, ac);
  EXPECT_DOUBLE_EQ(group(out, "secret/group1").score, 40);
  EXPECT_EQ(group(out, "secret/group2").is, wa);
  EXPECT_EQ(group(out, "secret").is, wa);
  EXPECT_EQ(out.groups.front().name, "secret");
}

TEST_F(Score202509, ASampleHasNoScore) {
  add("sample", score_rule::pass_fail, {});
  add("secret", score_rule::sum, 100);
  const auto out = grade({judged("sample/1", wa), judged("secret/1", ac)});
  EXPECT_DOUBLE_EQ(*out.score, 100);
  EXPECT_EQ(out.is, wa);
}

TEST_F(Score202509, AGroupWhoseRequiredGroupFailedIsSkipped) {
  add("secret", score_rule::sum, 100);
  add("secret/a", score_rule::pass_fail, 40);
  add("secret/b", score_rule::pass_fail, 60).how.require_pass = {"secret/a"};
  const auto out = grade({judged("secret/a/1", wa), judged("secret/b/1", ac)});
  EXPECT_DOUBLE_EQ(*out.score, 0);
  EXPECT_EQ(out.cases[1].is, sk);
  EXPECT_NE(group(out, "secret/b").is, ac);
}

TEST_F(Score202509, AScoreThatTheFormatForbidsIsAJudgeError) {
  const auto why = [&](score_rule rule, std::optional<double> most, case_result one) {
    groups.clear();
    add("secret", score_rule::sum, {});
    add("secret/g", rule, most);
    const auto out = grade({std::move(one)});
    EXPECT_EQ(out.is, je);
    return group(out, "secret/g").why;
  };
  const auto right = judged("secret/g/1", ac);

  EXPECT_NE(why(score_rule::sum, {}, right).find("no score.txt"), std::string::npos);
  EXPECT_NE(why(score_rule::sum, {}, with_multiplier(right, 1)).find("no score.txt"),
            std::string::npos);
  EXPECT_NE(why(score_rule::sum, 5, with_score(right, 6)).find("maximum"), std::string::npos);
  EXPECT_NE(why(score_rule::sum, 5, with_score(right, -1)).find("-1"), std::string::npos);
  EXPECT_NE(why(score_rule::sum, 5, with_multiplier(right, 1.5)).find("between 0 and 1"),
            std::string::npos);
  EXPECT_NE(why(score_rule::sum, 5, with_multiplier(with_score(right, 1), 1)).find("both"),
            std::string::npos);
  EXPECT_NE(why(score_rule::sum, 5, with_score(judged("secret/g/1", wa), 1)).find("rejects"),
            std::string::npos);
  EXPECT_NE(why(score_rule::pass_fail, 5, with_score(right, 1)).find("as a whole"),
            std::string::npos);
}

TEST_F(Score202509, ASecretAboveItsMaximumIsAJudgeError) {
  add("secret", score_rule::sum, 100);
  add("secret/a", score_rule::pass_fail, 60);
  add("secret/b", score_rule::pass_fail, 60);
  const auto out = grade({judged("secret/a/1", ac), judged("secret/b/1", ac)});
  EXPECT_EQ(out.is, je);
  EXPECT_NE(group(out, "secret").why.find("max_score is 100"), std::string::npos);
}

RC_GTEST_FIXTURE_PROP(Score202509, ThirdsAddUpToTheMaximum, ()) {
  const auto count = *rc::gen::inRange(1, 40);
  const auto most = *rc::gen::inRange(1, 1000);
  groups.clear();
  add("secret", score_rule::sum, most);
  std::vector<case_result> cases;
  for (int i = 0; i < count; ++i) cases.push_back(judged("secret/" + std::to_string(i), ac));
  const auto out = grade(std::move(cases));
  RC_ASSERT(out.is == ac);
  RC_ASSERT(std::abs(*out.score - most) < 1e-6);
}

class ScoreLegacy : public ::testing::Test {
 protected:
  submission_result grade(std::vector<case_result> cases, group_grader* custom = nullptr) {
    auto out = of(std::move(cases));
    EXPECT_TRUE(grade_submission(out, {problem_format::legacy, groups, custom}));
    return out;
  }
  grading& add(std::string name) {
    auto& one = groups.emplace_back();
    one.name = std::move(name);
    return one.how;
  }
  std::vector<test_group> groups;
};

TEST_F(ScoreLegacy, TheDefaultIsASumOfOnes) {
  add("");
  add("sample");
  add("secret");
  const auto out = grade({judged("sample/1", ac), judged("secret/1", ac), judged("secret/2", ac)});
  EXPECT_EQ(out.is, ac);
  EXPECT_DOUBLE_EQ(*out.score, 3);
}

TEST_F(ScoreLegacy, NothingBehindARejectCounts) {
  add("");
  add("secret").accept_score = 10;
  const auto out = grade({judged("secret/1", ac), judged("secret/2", wa), judged("secret/3", tle)});
  EXPECT_EQ(out.is, wa);
  EXPECT_EQ(out.cases[2].is, sk);
  EXPECT_FALSE(out.score);
}

TEST_F(ScoreLegacy, AfterOnRejectContinueTheWorstErrorCountsOrTheFirst) {
  add("").stop_at_reject = false;
  auto& secret = add("secret");
  secret.stop_at_reject = false;
  const std::vector<case_result> cases{judged("secret/1", wa), judged("secret/2", tle)};
  EXPECT_EQ(grade(cases).is, tle);
  groups[1].how.verdicts = verdict_rule::first_error;
  EXPECT_EQ(grade(cases).is, wa);
}

TEST_F(ScoreLegacy, ModesCombineTheScoresOfWhatLiesInAGroup) {
  const std::vector<case_result> cases{with_score(judged("secret/1", ac), 4),
                                       with_score(judged("secret/2", ac), 1),
                                       with_score(judged("secret/3", ac), 1)};
  for (const auto& [rule, score] :
       {std::pair(score_rule::sum, 6.0), std::pair(score_rule::min, 1.0),
        std::pair(score_rule::max, 4.0), std::pair(score_rule::average, 2.0)}) {
    groups.clear();
    add("");
    add("secret").scores = rule;
    EXPECT_DOUBLE_EQ(*grade(cases).score, score);
  }
}

TEST_F(ScoreLegacy, SubtasksTakeTheLeastAndAddUpThoughOneFails) {
  auto& root = add("");
  root.ignore_sample = true;
  root.stop_at_reject = false;
  add("sample");
  auto& secret = add("secret");
  secret.stop_at_reject = false;
  secret.accept_if_any_accepted = true;
  for (const auto* name : {"secret/group1", "secret/group2"}) {
    auto& one = add(name);
    one.scores = score_rule::min;
    one.accept_score = 30;
  }
  const auto out =
      grade({judged("sample/1", wa), judged("secret/group1/a", ac), judged("secret/group1/b", ac),
             judged("secret/group2/a", ac), judged("secret/group2/b", wa)});
  EXPECT_EQ(out.is, ac);
  EXPECT_DOUBLE_EQ(*out.score, 30);  // the rejected group's least score is reject_score, 0
  EXPECT_EQ(group(out, "secret/group2").is, wa);
  EXPECT_EQ(group(out, "").is, ac);
  EXPECT_EQ(out.groups.front().name, "");
}

TEST_F(ScoreLegacy, AlwaysAcceptKeepsTheScoreOfFailures) {
  add("");
  auto& secret = add("secret");
  secret.verdicts = verdict_rule::always_accept;
  secret.stop_at_reject = false;
  secret.reject_score = 2;
  secret.accept_score = 5;
  const auto out = grade({judged("secret/1", wa), judged("secret/2", ac)});
  EXPECT_EQ(out.is, ac);
  EXPECT_DOUBLE_EQ(*out.score, 7);
}

TEST_F(ScoreLegacy, ACheckOfARunThatWasTooSlowGivesNoScore) {
  add("");
  auto& secret = add("secret");
  secret.verdicts = verdict_rule::always_accept;
  secret.stop_at_reject = false;
  auto slow = judged("secret/1", ac);
  slow.check->score = 9;
  slow.is = tle;
  EXPECT_DOUBLE_EQ(*grade({slow, with_score(judged("secret/2", wa), 4)}).score, 4);
}

TEST_F(ScoreLegacy, AScoreOutsideOfTheRangeIsAJudgeError) {
  add("").high = 100;
  add("secret").accept_score = 101;
  const auto out = grade({judged("secret/1", ac)});
  EXPECT_EQ(out.is, je);
  EXPECT_NE(group(out, "").why.find("outside of its range"), std::string::npos);
}

/// Counts what it is given; says WA with the number of items as the score.
class counting_grader final : public group_grader {
 public:
  result<grade> grade_of(const std::vector<grade>& items,
                         const std::vector<std::string>& arguments) override {
    if (arguments != std::vector<std::string>{"flag"}) return error{"no such flag"};
    return grade{ac, static_cast<double>(items.size())};
  }
};

TEST_F(ScoreLegacy, ACustomGraderGetsWhatLiesInItsGroup) {
  add("");
  auto& secret = add("secret");
  secret.custom = true;
  secret.arguments = {"flag"};
  counting_grader custom;
  const auto out = grade({judged("secret/1", ac), judged("secret/2", ac)}, &custom);
  EXPECT_DOUBLE_EQ(*out.score, 2);
  groups[1].how.arguments.clear();
  auto again = of({judged("secret/1", ac)});
  const auto broken = grade_submission(again, {problem_format::legacy, groups, &custom});
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.failure().message, "secret: no such flag");
}

TEST(CannotCount, KnowsOnlyWhatWasJudged) {
  std::vector<test_group> groups(2);
  groups[1].name = "secret";
  const scoring legacy{problem_format::legacy, groups, nullptr};
  std::vector<case_result> cases{judged("secret/1", sk), judged("secret/2", sk),
                                 judged("secret/3", wa), judged("secret/4", sk)};
  EXPECT_FALSE(cannot_count(cases, 1, legacy));  // behind nothing that failed
  EXPECT_TRUE(cannot_count(cases, 3, legacy));
  groups[1].how.stop_at_reject = false;
  EXPECT_FALSE(cannot_count(cases, 3, legacy));
}

TEST(GroupOf, IsTheInnermostOne) {
  std::vector<test_group> groups(3);
  groups[1].name = "secret";
  groups[2].name = "secret/group1";
  EXPECT_EQ(group_of("secret/group1/a/b", groups), &groups[2]);
  EXPECT_EQ(group_of("secret/group11/a", groups), &groups[1]);
  EXPECT_EQ(group_of("sample/1", groups), &groups[0]);
  EXPECT_EQ(group_of("sample/1", std::span(groups).subspan(1)), nullptr);
}

}  // namespace

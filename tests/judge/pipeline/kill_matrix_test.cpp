#include "judge/pipeline/kill_matrix.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace judge {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

submission expecting(const std::string& name, std::set<verdict> required) {
  submission one;
  one.source.name = name;
  one.expected = expectation{.rules = {{.name = "", .required = std::move(required)}}, .name = ""};
  return one;
}

submission_result judged(const std::string& name, const std::vector<verdict>& verdicts) {
  submission_result out;
  out.name = name;
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    case_result one;
    one.name = "secret/" + std::to_string(i + 1);
    one.is = verdicts[i];
    out.cases.push_back(std::move(one));
  }
  return out;
}

constexpr auto ac = verdict::accepted;
constexpr auto wa = verdict::wrong_answer;
constexpr auto tle = verdict::time_limit;
constexpr auto rte = verdict::run_time_error;

TEST(KillMatrix, HoldsTheSubmissionsThatMustFail) {
  const auto made = kill_matrix_of(
      {expecting("good", {ac}), expecting("wrong", {wa}), submission{}, expecting("slow", {tle})},
      {judged("good", {ac, ac, ac}), judged("wrong", {ac, wa, tle}), judged("free", {wa, wa, wa}),
       judged("slow", {tle, wa, ac})});
  ASSERT_EQ(made.rows.size(), 2U);
  EXPECT_EQ(made.rows[0].submission, "wrong");
  EXPECT_THAT(made.rows[0].killed, ElementsAre(false, true, false));
  EXPECT_THAT(made.rows[1].killed, ElementsAre(true, false, false));
  EXPECT_THAT(cases_that_kill_nothing(made), ElementsAre(2U));
  EXPECT_THAT(small_killing_set(made), ElementsAre(0U, 1U));
}

TEST(KillMatrix, FoldsVerdictsAsExpectationsDo) {
  const auto made = kill_matrix_of({expecting("big", {rte})},
                                   {judged("big", {verdict::memory_limit, verdict::output_limit})});
  EXPECT_THAT(cases_that_kill_nothing(made), IsEmpty());
}

TEST(KillMatrix, LeavesOutWhatWasNotJudgedToItsEnd) {
  const auto made =
      kill_matrix_of({expecting("a", {wa}), expecting("b", {wa}), expecting("not built", {wa})},
                     {judged("a", {ac, wa}), judged("b", {wa}), judged("c", {})});
  ASSERT_EQ(made.rows.size(), 1U);
  EXPECT_EQ(made.rows[0].submission, "a");
}

TEST(KillMatrix, OneThatIsNeverFoundOutNeedsNoCase) {
  const auto made = kill_matrix_of({expecting("a", {wa})}, {judged("a", {ac, tle})});
  EXPECT_THAT(small_killing_set(made), IsEmpty());
  EXPECT_THAT(cases_that_kill_nothing(made), ElementsAre(0U, 1U));
}

TEST(KillMatrix, IsShownAsATableOfLetters) {
  const auto made = kill_matrix_of(
      {expecting("wrong", {wa}), expecting("slow", {tle})},
      {judged("wrong", {ac, wa, tle, verdict::judge_error}), judged("slow", {tle, wa, ac, rte})});
  EXPECT_THAT(table_of(made),
              ElementsAre("   1  secret/1", "   2  secret/2", "   3  secret/3", "   4  secret/4",
                          "       1234", "wrong  .Wt?", "slow   Tw.r"));
}

/// Any matrix: some submissions on some cases.
kill_matrix any_matrix() {
  const auto cases = *rc::gen::inRange<std::size_t>(0, 9);
  kill_matrix made;
  for (std::size_t i = 0; i < cases; ++i) made.cases.push_back(std::to_string(i));
  const auto rows = *rc::gen::container<std::vector<std::vector<bool>>>(
      rc::gen::container<std::vector<bool>>(cases, rc::gen::arbitrary<bool>()));
  for (const auto& row : rows) made.rows.push_back({"", {}, row});
  return made;
}

/// By the definition: some chosen case kills it.
bool killed_by(const kill_row& row, const std::vector<std::size_t>& chosen) {
  return std::any_of(chosen.begin(), chosen.end(), [&](std::size_t i) { return row.killed[i]; });
}

RC_GTEST_PROP(KillMatrix, ASmallSetKillsWhatAllKillAndHoldsNothingIdle, ()) {
  const auto of = any_matrix();
  const auto chosen = small_killing_set(of);
  for (const auto& row : of.rows) {
    const bool at_all = std::count(row.killed.begin(), row.killed.end(), true) > 0;
    RC_ASSERT(killed_by(row, chosen) == at_all);
  }
  RC_ASSERT(chosen.size() <= of.rows.size());
  RC_ASSERT(std::is_sorted(chosen.begin(), chosen.end()));
  const auto idle = cases_that_kill_nothing(of);
  for (const auto i : chosen) RC_ASSERT(std::count(idle.begin(), idle.end(), i) == 0);
}

RC_GTEST_PROP(KillMatrix, AnIdleCaseIsFalseInEveryRow, ()) {
  const auto of = any_matrix();
  const auto idle = cases_that_kill_nothing(of);
  for (std::size_t i = 0; i < of.cases.size(); ++i) {
    std::size_t kills = 0;
    for (const auto& row : of.rows) kills += row.killed[i] ? 1U : 0U;
    RC_ASSERT((std::count(idle.begin(), idle.end(), i) == 1) == (kills == 0));
  }
}

}  // namespace
}  // namespace judge

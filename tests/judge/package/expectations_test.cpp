#include "judge/package/expectations.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace judge::package {
namespace {

using verdicts = std::set<verdict>;
constexpr auto ac = verdict::accepted;
constexpr auto wa = verdict::wrong_answer;
constexpr auto tle = verdict::time_limit;
constexpr auto rte = verdict::run_time_error;

struct row {
  const char* folder;
  verdicts permitted, required, overall;
  limit_bound bound;
  const char* name;
};

void expect_rule(const row& wanted, problem_format format, bool scoring) {
  const auto rule = rule_of_folder(wanted.folder, format, scoring);
  ASSERT_TRUE(rule) << wanted.folder;
  EXPECT_EQ(rule->name, std::string(wanted.folder) + "/");
  EXPECT_EQ(rule->permitted, wanted.permitted) << wanted.folder;
  EXPECT_EQ(rule->required, wanted.required) << wanted.folder;
  EXPECT_EQ(rule->overall, wanted.overall) << wanted.folder;
  EXPECT_EQ(rule->bound, wanted.bound) << wanted.folder;
  EXPECT_EQ(expecting({*rule}).name, wanted.name) << wanted.folder;
}

constexpr auto by_verdicts = limit_bound::by_verdicts;
constexpr auto none = limit_bound::none;

TEST(RuleOfFolder, IsTheTableOf202509) {
  for (const auto& wanted :
       {row{"accepted", {ac}, {}, {}, by_verdicts, "AC"},
        row{"wrong_answer", {ac, wa}, {wa}, {}, by_verdicts, "WA"},
        row{"time_limit_exceeded", {ac, tle}, {tle}, {}, by_verdicts, "TLE"},
        row{"run_time_error", {ac, rte}, {rte}, {}, by_verdicts, "RTE"},
        row{"rejected", {}, {wa, tle, rte}, {}, none, "WA or TLE or RTE"},
        row{"brute_force", {ac, tle, rte}, {tle, rte}, {}, none, "TLE or RTE"}}) {
    expect_rule(wanted, problem_format::v2025_09, false);
  }
  EXPECT_FALSE(rule_of_folder("mixed", problem_format::v2025_09, false));
}

TEST(RuleOfFolder, IsWhatBothLawsOfLegacyHave) {
  for (const auto& wanted : {row{"accepted", {ac}, {}, {}, by_verdicts, "AC"},
                             row{"wrong_answer", {}, {wa}, {wa}, none, "WA"},
                             row{"time_limit_exceeded", {}, {tle}, {wa, tle}, by_verdicts, "TLE"},
                             row{"run_time_error", {}, {rte}, {}, none, "RTE"},
                             row{"rejected", {}, {wa, tle, rte}, {}, none, "WA or TLE or RTE"}}) {
    expect_rule(wanted, problem_format::legacy, false);
  }
}

TEST(RuleOfFolder, AsksOnlyForTheWholeVerdictWhereLegacyGradersDecide) {
  for (const auto& wanted : {row{"accepted", {}, {}, {ac}, limit_bound::lower, "AC"},
                             row{"partially_accepted", {}, {}, {ac}, none, "AC"},
                             row{"wrong_answer", {}, {}, {wa}, none, "WA"}}) {
    expect_rule(wanted, problem_format::legacy, true);
  }
}

std::optional<expectation_rule> of_comment(const std::string& text) {
  complaints notes;
  program_source program;
  program.files = {{"a.cpp", text}};
  return rule_of_comment(program, "a.cpp", notes);
}

TEST(RuleOfComment, ReadsTheWordsOfDomjudge) {
  const auto wrong = of_comment("// @EXPECTED_RESULTS@: WRONG-ANSWER\nx");
  ASSERT_TRUE(wrong);
  EXPECT_EQ(wrong->overall, verdicts{wa});
  EXPECT_TRUE(wrong->permitted.empty() && wrong->required.empty());
  EXPECT_EQ(wrong->bound, none);
  EXPECT_EQ(of_comment("/* @EXPECTED_RESULTS@: timelimit, RUN-ERROR */")->overall,
            (verdicts{tle, rte}));
  EXPECT_EQ(of_comment("# @EXPECTED_RESULTS@: CORRECT,NO-OUTPUT\r\n")->overall, (verdicts{ac, wa}));
  EXPECT_EQ(of_comment("@EXPECTED_RESULTS@: COMPILER-ERROR")->overall,
            verdicts{verdict::compile_error});
  // BAPCtools' doc/implementation_notes.md
  EXPECT_EQ(of_comment("# @expected_results@:  accepted,time_limit_exceeded, no-output")->overall,
            (verdicts{ac, wa, tle}));
  EXPECT_FALSE(of_comment("no comment"));
  EXPECT_FALSE(of_comment("@EXPECTED_RESULTS@: NONSENSE"));
  EXPECT_FALSE(of_comment("@EXPECTED_RESULTS@:"));
}

TEST(Expecting, IsCalledWhatIsLeftByAllRules) {
  const expectation_rule both{.name = "a", .permitted = {ac, wa}};
  const expectation_rule wrong{.name = "b", .permitted = {wa}};
  const expectation_rule some{.name = "c", .required = {wa, tle}};
  const expectation_rule sample{.name = "d", .cases = *glob::parse("sample"), .permitted = {ac}};
  EXPECT_EQ(expecting({both}).name, "AC or WA");
  EXPECT_EQ(expecting({both, wrong}).name, "WA");
  EXPECT_EQ(expecting({both, some}).name, "WA");
  EXPECT_EQ(expecting({sample}).name, "by rules");
  EXPECT_EQ(expecting({sample, both}).name, "AC or WA");
}

}  // namespace
}  // namespace judge::package

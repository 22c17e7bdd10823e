#include "judge/package/submissions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "judge/package/package_files.hpp"

namespace judge {
namespace {

using ::testing::ElementsAre;
using testing::minimal_with;
using testing::package_on_disk;
using verdicts = std::set<verdict>;
constexpr auto ac = verdict::accepted;
constexpr auto wa = verdict::wrong_answer;
constexpr auto tle = verdict::time_limit;
constexpr auto rte = verdict::run_time_error;

TEST(ExpectationOfFolder, IsTheTableOfTheFormat) {
  struct row {
    const char* folder;
    verdicts permitted, required;
    const char* name;
    limit_bound bound = limit_bound::by_verdicts;
  };
  const row rows[] = {{"accepted", {ac}, {ac}, "AC"},
                      {"wrong_answer", {ac, wa}, {wa}, "WA"},
                      {"time_limit_exceeded", {ac, tle}, {tle}, "TLE"},
                      {"run_time_error", {ac, rte}, {rte}, "RTE"},
                      {"rejected", {}, {wa, tle, rte}, "WA or TLE or RTE", limit_bound::none},
                      {"brute_force", {ac, tle, rte}, {tle, rte}, "TLE or RTE", limit_bound::none}};
  for (const auto& [folder, permitted, required, name, bound] : rows) {
    const auto expected = package::expectation_of_folder(folder, problem_format::v2025_09);
    ASSERT_TRUE(expected) << folder;
    ASSERT_EQ(expected->rules.size(), 1U) << folder;
    EXPECT_EQ(expected->rules[0].name, std::string(folder) + "/");
    EXPECT_EQ(expected->rules[0].permitted, permitted) << folder;
    EXPECT_EQ(expected->rules[0].required, required) << folder;
    EXPECT_EQ(expected->rules[0].bound, bound) << folder;
    EXPECT_EQ(expected->name, name);
  }
  EXPECT_FALSE(package::expectation_of_folder("mixed", problem_format::v2025_09));
}

TEST(ExpectationOfFolder, IsLooserInLegacyPackages) {
  const auto of = [](const char* folder) {
    return package::expectation_of_folder(folder, problem_format::legacy)->rules.at(0);
  };
  EXPECT_EQ(of("time_limit_exceeded").permitted, (verdicts{ac, wa, tle}));
  EXPECT_TRUE(of("run_time_error").permitted.empty());
  EXPECT_EQ(of("run_time_error").required, verdicts{rte});
  EXPECT_EQ(of("wrong_answer").permitted, (verdicts{ac, wa}));
  EXPECT_EQ(of("accepted").bound, limit_bound::by_verdicts);
  EXPECT_EQ(of("wrong_answer").bound, limit_bound::none);
  EXPECT_EQ(of("run_time_error").bound, limit_bound::none);
}

std::optional<expectation> of_comment(const std::string& text) {
  package::complaints notes;
  program_source program;
  program.files = {{"a.cpp", text}};
  return package::expectation_of_comment(program, "a.cpp", notes);
}

TEST(ExpectationOfComment, ReadsTheWordsOfDomjudge) {
  EXPECT_EQ(of_comment("// @EXPECTED_RESULTS@: WRONG-ANSWER\nx")->overall, verdicts{wa});
  EXPECT_TRUE(of_comment("// @EXPECTED_RESULTS@: WRONG-ANSWER\nx")->rules.empty());
  EXPECT_EQ(of_comment("/* @EXPECTED_RESULTS@: timelimit, RUN-ERROR */")->overall,
            (verdicts{tle, rte}));
  EXPECT_EQ(of_comment("# @EXPECTED_RESULTS@: CORRECT,NO-OUTPUT\r\n")->overall, (verdicts{ac, wa}));
  EXPECT_EQ(of_comment("@EXPECTED_RESULTS@: COMPILER-ERROR")->overall,
            verdicts{verdict::compile_error});
  EXPECT_FALSE(of_comment("no comment"));
  EXPECT_FALSE(of_comment("@EXPECTED_RESULTS@: NONSENSE"));
  EXPECT_FALSE(of_comment("@EXPECTED_RESULTS@:"));
}

TEST(ReadSubmissions, FollowsCommentsOnlyOutsideTheFourOfficialFolders) {
  const std::string comment = "// @EXPECTED_RESULTS@: TIMELIMIT\n";
  const package_on_disk package(minimal_with({{"submissions/accepted/a.cpp", comment},
                                              {"submissions/mixed/m.cpp", comment},
                                              {"submissions/rejected/r.cpp", comment},
                                              {"submissions/accepted/sum.cpp", ""}}));
  const auto whole = package.loaded();
  ASSERT_EQ(whole.submissions.size(), 3U);
  EXPECT_EQ(whole.submissions[0].expected->rules.at(0).required, verdicts{ac});
  EXPECT_EQ(whole.submissions[1].expected->overall, verdicts{tle});
  EXPECT_EQ(whole.submissions[2].expected->overall, verdicts{tle});
  EXPECT_TRUE(whole.submissions[2].expected->rules.empty());
}

TEST(ReadSubmissions, SaysWhereNothingIsExpected) {
  const package_on_disk package(minimal_with({{"submissions/mixed/m.cpp", "x"},
                                              {"submissions/partially_accepted/p.cpp", "x"},
                                              {"submissions/rejected/r.cpp", "x"},
                                              {"submissions/brute_force/b.py", "x"},
                                              {"submissions/wrong_answer/w.py.disabled", "x"},
                                              {"submissions/wrong_answer/README.md", "x"}}));
  const auto whole = package.loaded();
  std::vector<std::string> said;
  for (const auto& line : whole.warnings) said.push_back(package.shown(line));
  EXPECT_THAT(said,
              ElementsAre("sum/submissions/mixed/m.cpp: nothing is expected of it: 'mixed' is no "
                          "folder of the format; write a comment such as '@EXPECTED_RESULTS@: "
                          "WRONG-ANSWER', or move it",
                          "sum/submissions/partially_accepted: left out: only scoring problems "
                          "have partially accepted submissions",
                          "sum/submissions/wrong_answer/w.py.disabled: left out: its name says "
                          "that it is disabled"));
  ASSERT_EQ(whole.submissions.size(), 4U);
  EXPECT_EQ(whole.submissions[2].source.name, "mixed/m.cpp");
  EXPECT_FALSE(whole.submissions[2].expected);
}

}  // namespace
}  // namespace judge

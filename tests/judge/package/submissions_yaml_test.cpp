#include "judge/package/submissions_yaml.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "judge/package/package_files.hpp"

namespace judge {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::minimal_with;
using testing::package_on_disk;
using verdicts = std::set<verdict>;
constexpr auto ac = verdict::accepted;
constexpr auto wa = verdict::wrong_answer;
constexpr auto tle = verdict::time_limit;
constexpr auto rte = verdict::run_time_error;

/// The minimal package with this file, and programs at these paths below submissions/.
package_on_disk package_with(const std::string& yaml, const std::vector<std::string>& programs) {
  testing::file_texts files{{"submissions/submissions.yaml", yaml}};
  for (const auto& name : programs) files["submissions/" + name] = "print(1)\n";
  return package_on_disk(minimal_with(files));
}

submission named(const problem& of, const std::string& name) {
  for (const auto& one : of.submissions) {
    if (one.source.name == name) return one;
  }
  throw std::runtime_error("no submission " + name);
}

std::vector<expectation_rule> rules_of(const problem& of, const std::string& name) {
  return named(of, name).expected.value().rules;
}

std::vector<std::string> warnings_of(const package_on_disk& package) {
  std::vector<std::string> said;
  for (const auto& line : package.loaded().warnings) said.push_back(package.shown(line));
  return said;
}

TEST(SubmissionsYaml, ReplacesTheDefaultOfAFolderAndInheritsWhatItDoesNotSay) {
  const auto package = package_with(
      "accepted:\n  permitted: [AC, WA]\n"
      "time_limit_exceeded:\n  permitted: [AC, WA, TLE]\n",
      {"time_limit_exceeded/t.py"});
  const auto whole = package.loaded();
  const auto all = rules_of(whole, "accepted/sum.cpp");
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].name, "submissions.yaml:1");
  EXPECT_EQ(all[0].permitted, (verdicts{ac, wa}));
  const auto slow = rules_of(whole, "time_limit_exceeded/t.py");
  ASSERT_EQ(slow.size(), 1U);
  EXPECT_EQ(slow[0].permitted, (verdicts{ac, wa, tle}));
  EXPECT_EQ(slow[0].required, verdicts{tle});
}

TEST(SubmissionsYaml, OtherGlobsAddToTheDefault) {
  const auto package = package_with("wrong_answer/*:\n  required: [WA]\n  message: too small\n",
                                    {"wrong_answer/w.py"});
  const auto rules = rules_of(package.loaded(), "wrong_answer/w.py");
  ASSERT_EQ(rules.size(), 2U);
  EXPECT_EQ(rules[0].name, "wrong_answer/");
  EXPECT_EQ(rules[1].name, "submissions.yaml:1");
  EXPECT_EQ(rules[1].message, "too small");
  EXPECT_TRUE(rules[1].permitted.empty());
}

TEST(SubmissionsYaml, MatchesPathsOfSubmissionsAndTheFoldersAroundThem) {
  // Files below a folder that is one submission are none: "match/nested" is its name.
  const auto package = package_with(
      "match: {permitted: [AC]}\n"
      "match/match: {required: [WA]}\n"
      "match_wa.py: {required: [WA]}\n"
      "\"*/nested_wa.py\": {required: [WA]}\n"
      "x/ac.{py,cpp}: {permitted: [WA]}\n",
      {"match/nested/nested_wa.py", "match/match_wa.py", "x/ac.cpp", "x/ac.c"});
  const auto whole = package.loaded();
  EXPECT_EQ(named(whole, "match/nested").expected->rules.size(), 1U);
  EXPECT_EQ(named(whole, "match/match_wa.py").expected->rules.size(), 1U);
  EXPECT_EQ(named(whole, "x/ac.cpp").expected->name, "WA");
  EXPECT_FALSE(named(whole, "x/ac.c").expected);
  EXPECT_THAT(
      warnings_of(package),
      ElementsAre(
          HasSubstr("x/ac.c: nothing is expected of it"),
          "sum/submissions/submissions.yaml:2:1: 'match/match' matches no submission: check "
          "its spelling, or remove it",
          HasSubstr("submissions.yaml:3:1: 'match_wa.py' matches no submission"),
          HasSubstr("submissions.yaml:4:1: '*/nested_wa.py' matches no submission")));
}

TEST(SubmissionsYaml, ReadsRulesForSomeCases) {
  const auto package = package_with(
      "wa/w.py:\n  sample:\n    permitted: [AC]\n"
      "  secret/*{1,3}:\n    required: [WA, RTE]\n    use_for_time_limit: false\n",
      {"wa/w.py"});
  const auto rules = rules_of(package.loaded(), "wa/w.py");
  ASSERT_EQ(rules.size(), 2U);
  EXPECT_TRUE(rules[0].is_about("sample/1"));
  EXPECT_FALSE(rules[0].is_about("secret/1"));
  EXPECT_EQ(rules[0].bound, limit_bound::by_verdicts);
  EXPECT_TRUE(rules[1].is_about("secret/1"));
  EXPECT_EQ(rules[1].required, (verdicts{wa, rte}));
  EXPECT_EQ(rules[1].bound, limit_bound::none);
  EXPECT_EQ(rules[1].name, "submissions.yaml:4");
}

TEST(SubmissionsYaml, BoundsAreRulesOfTheirOwn) {
  const auto package = package_with(
      "tle:\n  sample:\n    use_for_time_limit: lower\n  secret:\n    use_for_time_limit: upper\n",
      {"tle/sleep.py"});
  const auto rules = rules_of(package.loaded(), "tle/sleep.py");
  ASSERT_EQ(rules.size(), 4U);
  EXPECT_EQ(rules[0].bound, limit_bound::none);
  EXPECT_EQ(rules[1].bound, limit_bound::lower);
  EXPECT_EQ(rules[1].permitted, (verdicts{ac, wa, rte}));
  EXPECT_EQ(rules[3].bound, limit_bound::upper);
  EXPECT_EQ(rules[3].required, verdicts{tle});
  EXPECT_FALSE(rules[3].is_about("sample/1"));
}

TEST(SubmissionsYaml, SaysWhatAProgramIsWrittenIn) {
  const auto package = package_with(
      "x/metadata:\n  language: python3\n  entrypoint: ac.py\n  authors: Bob\n"
      "  model_solution: False\n  permitted: [AC]\n",
      {"x/metadata/main.py", "x/metadata/ac.py"});
  const auto one = named(package.loaded(), "x/metadata");
  EXPECT_EQ(one.source.language, "python3");
  EXPECT_EQ(one.source.entry, "ac.py");
  EXPECT_THAT(warnings_of(package), ElementsAre());
}

TEST(SubmissionsYaml, ReadsScoresOfScoringProblemsOnly) {
  const auto package = package_with("wrong_answer/*: {score: [10, 20]}\n", {"wrong_answer/w.py"});
  EXPECT_THAT(warnings_of(package),
              ElementsAre("sum/submissions/submissions.yaml:1:25: wrong_answer/*.score: not "
                          "followed: only scoring problems have scores; remove it"));
  EXPECT_FALSE(named(package.loaded(), "wrong_answer/w.py").expected->rules.at(1).score);
}

TEST(SubmissionsYaml, WarnsOfGlobsThatMatchNoCaseOnce) {
  const auto package = package_with("wrong_answer/*:\n  secret/9*: {required: [WA]}\n",
                                    {"wrong_answer/v.py", "wrong_answer/w.py"});
  EXPECT_THAT(warnings_of(package),
              ElementsAre("sum/submissions/submissions.yaml:2: 'secret/9*' matches no case: check "
                          "its spelling, or remove it"));
}

TEST(SubmissionsYaml, RefusesWhatCannotBeMeant) {
  struct row {
    const char* yaml;
    const char* said;
  };
  const row rows[] = {
      {"- accepted\n", "1:1: a list where keys and values belong"},
      {"accepted: AC\n", "1:11: accepted: 'AC' where keys and values belong"},
      {"accepted: {permitted: [OK]}\n",
       "1:24: accepted.permitted: 'OK' is no verdict: write AC, WA, TLE or RTE"},
      {"accepted: {required: []}\n",
       "1:22: accepted.required: an empty list can never be met: name verdicts, or remove the key"},
      {"accepted/**: {permitted: [AC]}\n", "1:1: 'accepted/**': '**' is not supported"},
      {"accepted: {'secret/[ab]': {permitted: [AC]}}\n",
       "1:12: 'secret/[ab]': '[..]' is not supported"},
      {"accepted: {use_for_time_limit: sometimes}\n",
       "1:32: accepted.use_for_time_limit: 'sometimes' says nothing: write true, false, lower or "
       "upper"},
      {"accepted: {model_solution: maybe}\n", "neither true nor false"},
      {"accepted/sum.cpp: {permitted: [WA]}\n",
       "submissions.yaml:1: accepted/sum.cpp: only WA is permitted on sample/1, but accepted/ "
       "permits only AC there: change one of them"},
      {"accepted/sum.cpp: {required: [WA]}\n",
       "submissions.yaml:1: accepted/sum.cpp: WA is required, but not permitted on any case"}};
  for (const auto& [yaml, said] : rows) {
    EXPECT_THAT(package_with(yaml, {}).refusal(), HasSubstr(said)) << yaml;
  }
}

TEST(SubmissionsYaml, WarnsOfKeysThatItDoesNotKnow) {
  EXPECT_THAT(warnings_of(package_with("accepted: {permited: [AC]}\n", {})),
              ElementsAre("sum/submissions/submissions.yaml:1:12: accepted.permited: not a key of "
                          "submissions.yaml, ignored: remove it or check its spelling"));
}

TEST(SubmissionsYaml, RefusesMoreRulesThanAnyPackageHas) {
  std::string yaml;
  for (int i = 0; i < 1001; ++i) yaml += "x" + std::to_string(i) + ": {permitted: [AC]}\n";
  EXPECT_THAT(package_with(yaml, {}).refusal(), HasSubstr("more than 1000 rules"));
}

}  // namespace
}  // namespace judge

// Groups and scores of both formats: what is read, and what is refused.
#include "judge/package/groups.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "judge/package/package_files.hpp"

namespace judge {
namespace {

using ::testing::ElementsAre;
using testing::file_texts;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::minimal_package;
using testing::minimal_with;
using testing::package_on_disk;

std::vector<std::string> names_of(const problem& whole) {
  std::vector<std::string> names;
  for (const auto& one : whole.groups) names.push_back(one.name);
  return names;
}

const grading& how(const problem& whole, const std::string& name) {
  for (const auto& one : whole.groups) {
    if (one.name == name) return one.how;
  }
  throw std::runtime_error("no group " + name);
}

std::vector<std::string> warnings(const file_texts& files) {
  const package_on_disk package(files);
  std::vector<std::string> shown;
  for (const auto& line : package.loaded().warnings) shown.push_back(package.shown(line));
  return shown;
}

/// A scoring problem of 2025-09 with two groups, and changes to it.
file_texts scoring_with(const file_texts& changes) {
  auto files =
      minimal_with({{"problem.yaml", minimal_package()["problem.yaml"] + "type: scoring\n"},
                    {"data/secret/1.in", ""},
                    {"data/secret/1.ans", ""},
                    {"data/secret/a/1.in", "x"},
                    {"data/secret/a/1.ans", "x"},
                    {"data/secret/a/test_group.yaml", "max_score: 30\n"},
                    {"data/secret/b/1.in", "x"},
                    {"data/secret/b/1.ans", "x"},
                    {"data/secret/b/test_group.yaml",
                     "max_score: 70\nscore_aggregation: min\nrequire_pass: [sample, "
                     "secret/a]\n"}});
  for (const auto& [name, text] : changes) {
    if (text.empty()) {
      files.erase(name);
    } else {
      files[name] = text;
    }
  }
  return files;
}
std::string refusal(const file_texts& changes) {
  return package_on_disk(scoring_with(changes)).refusal();
}

TEST(Groups, OfAScoringProblemAreReadOuterOnesFirst) {
  const auto whole = package_on_disk(scoring_with({})).loaded();
  EXPECT_TRUE(whole.type.scoring);
  EXPECT_THAT(names_of(whole), ElementsAre("", "sample", "secret", "secret/a", "secret/b"));
  EXPECT_EQ(how(whole, "secret").scores, score_rule::sum);
  EXPECT_EQ(how(whole, "secret").max_score, 100.0);
  EXPECT_EQ(how(whole, "").max_score, 100.0);
  EXPECT_EQ(how(whole, "secret/a").scores, score_rule::pass_fail);
  EXPECT_EQ(how(whole, "secret/a").max_score, 30.0);
  EXPECT_EQ(how(whole, "secret/b").scores, score_rule::min);
  EXPECT_THAT(how(whole, "secret/b").require_pass, ElementsAre("sample", "secret/a"));
  for (const auto& one : whole.groups) {
    EXPECT_FALSE(one.how.legacy) << one.name;
    EXPECT_FALSE(one.how.stop_at_reject) << one.name;
  }
  EXPECT_THAT(whole.warnings, IsEmpty());
}

TEST(Groups, AreOnlyFoldersThatAreConfigured) {
  const auto whole =
      package_on_disk(scoring_with({{"data/secret/a/test_group.yaml", ""},
                                    {"data/secret/b/test_group.yaml", ""},
                                    {"data/secret/test_group.yaml", "max_score: unbounded\n"}}))
          .loaded();
  EXPECT_THAT(names_of(whole), ElementsAre("", "sample", "secret"));
  EXPECT_FALSE(how(whole, "secret").max_score);
}

TEST(Groups, OfGeneratedCasesCountToo) {
  const auto whole =
      package_on_disk(
          scoring_with({{"generators/generators.yaml",
                         "solution: /submissions/accepted/sum.cpp\ndata:\n  secret:\n    data:\n"
                         "      c:\n        test_group.yaml: {max_score: 0, args: [-c]}\n"
                         "        data: {'1': {in: x, ans: y}}\n"}}))
          .loaded();
  EXPECT_THAT(names_of(whole),
              ElementsAre("", "sample", "secret", "secret/a", "secret/b", "secret/c"));
  EXPECT_EQ(how(whole, "secret/c").max_score, 0.0);
  EXPECT_THAT(whole.plan->cases[0].settings.arguments, ElementsAre("-c"));
}

TEST(Groups, AreNoneInAProblemWithoutScores) {
  auto files = scoring_with({});
  files["problem.yaml"] = minimal_package()["problem.yaml"];
  const package_on_disk package(files);
  const auto whole = package.loaded();
  EXPECT_THAT(names_of(whole), IsEmpty());
  ASSERT_EQ(whole.warnings.size(), 4U);
  EXPECT_EQ(package.shown(whole.warnings[0]),
            "sum/data/secret/a/test_group.yaml:1:12: max_score: only scoring problems have it, "
            "ignored: remove it");
}

TEST(Groups, ThatBreakTheFormatAreRefused) {
  const std::string a = "data/secret/a/test_group.yaml";
  const std::string b = "data/secret/b/test_group.yaml";
  EXPECT_EQ(refusal({{a, "args: []\n"}}),
            "sum/data/secret/a/test_group.yaml: this group needs an upper bound, as data/secret "
            "has: write for example 'max_score: 40'");
  EXPECT_EQ(refusal({{a, "score_aggregation: avg\n"}}),
            "sum/data/secret/a/test_group.yaml:1:20: score_aggregation: 'avg' is not a way to add "
            "scores up: write pass-fail, sum or min");
  EXPECT_EQ(refusal({{a, "max_score: -5\n"}}),
            "sum/data/secret/a/test_group.yaml:1:12: max_score: '-5' is out of range: a whole "
            "number, or unbounded from 0 to 1000000000 belongs here");
  EXPECT_THAT(refusal({{a, "max_score: 1.5\n"}}), HasSubstr("1:12: max_score: '1.5' is not a"));
  EXPECT_EQ(refusal({{b, "max_score: 70\nrequire_pass: secret/c\n"}}),
            "sum/data/secret/b/test_group.yaml:2:15: require_pass: 'secret/c' is no group before "
            "secret/b: write sample, or the name of one, as 'secret/group1'");
  EXPECT_THAT(refusal({{a, "max_score: 30\nrequire_pass: secret/b\n"}}),
              HasSubstr("'secret/b' is no group before secret/a"));
  EXPECT_THAT(refusal({{a, "max_score: 30\nscore_aggregation: sum\n"}}),
              HasSubstr("'secret/a' is not a pass-fail group: only such a group can be required"));
  EXPECT_EQ(refusal({{"data/secret/test_group.yaml", "score_aggregation: pass-fail\n"}}),
            "sum/data/secret/b/test_group.yaml:2:20: score_aggregation: data/secret is pass-fail, "
            "so must be each of its groups");
  EXPECT_EQ(refusal({{"data/secret/test_group.yaml", "require_pass: secret/a\n"}}),
            "sum/data/secret/test_group.yaml:1:15: require_pass: 'secret/a': data/secret as a "
            "whole can only require sample");
  EXPECT_EQ(refusal({{"data/sample/test_group.yaml", "max_score: 5\n"}}),
            "sum/data/sample/test_group.yaml:1:12: max_score: only data/secret and the groups in "
            "it have scores: remove it, or write it into the test_group.yaml there");
  EXPECT_EQ(refusal({{"data/secret/a/c/1.in", "x"},
                     {"data/secret/a/c/1.ans", "x"},
                     {"data/secret/a/c/test_group.yaml", "args: []\n"}}),
            "sum/data/secret/a/c/test_group.yaml: the format has groups only right in data/secret: "
            "remove this file, or move its folder there");
  EXPECT_EQ(refusal({{"data/secret/1.in", "x"}, {"data/secret/1.ans", "x"}}),
            "sum/data/secret: test cases beside groups: move them into a group, or remove "
            "sum/data/secret/a/test_group.yaml, which makes its folder one");
  EXPECT_EQ(refusal({{b, ""}}),
            "sum/data/secret/b: no group, though others beside it are: add "
            "sum/data/secret/b/test_group.yaml");
  EXPECT_EQ(refusal({{"data/secret/c/test_group.yaml", "max_score: 1\n"}}),
            "sum/data/secret/c/test_group.yaml: no test case in this group: add one, or remove the "
            "folder");
}

TEST(Groups, WhoseScoresAreMoreThanTheWholeAreNamed) {
  EXPECT_THAT(warnings(scoring_with({{"data/secret/test_group.yaml", "max_score: 90\n"}})),
              ElementsAre("sum/data/secret/test_group.yaml:1:12: max_score: the groups have 100 "
                          "together, more than the 90 of data/secret: a perfect submission would "
                          "be a judge error; write 'max_score: 100'"));
}

// The legacy format. The first package is that of problemtools, examples/oddecho.

file_texts legacy_with(const file_texts& changes) {
  file_texts files = {
      {"problem.yaml", "name: x\ntype: scoring\n"},
      {"data/testdata.yaml", "on_reject: continue\nrange: 0 100\ngrader_flags: ignore_sample\n"},
      {"data/sample/1.in", "x"},
      {"data/sample/1.ans", "x"},
      {"data/sample/testdata.yaml", "range: 0 0\naccept_score: 0\ngrader_flags: first_error\n"},
      {"data/secret/testdata.yaml", "grader_flags: first_error accept_if_any_accepted\n"},
      {"data/secret/subtask1/1.in", "x"},
      {"data/secret/subtask1/1.ans", "x"},
      {"data/secret/subtask1/testdata.yaml",
       "on_reject: break\naccept_score: 50\nrange: 0 50\ngrader_flags: min\n"},
      {"submissions/accepted/a.py", "x"}};
  for (const auto& [name, text] : changes) files[name] = text;
  return files;
}

TEST(LegacyGroups, InheritWhatTheyDoNotSay) {
  const auto whole =
      package_on_disk(
          legacy_with({{"data/secret/subtask1/deep/2.in", "x"},
                       {"data/secret/subtask1/deep/2.ans", "x"},
                       {"data/secret/subtask1/deep/testdata.yaml", "accept_score: 5\n"}}))
          .loaded();
  EXPECT_THAT(names_of(whole),
              ElementsAre("", "sample", "secret", "secret/subtask1", "secret/subtask1/deep"));
  EXPECT_TRUE(how(whole, "").ignore_sample);
  EXPECT_FALSE(how(whole, "").stop_at_reject);
  EXPECT_EQ(how(whole, "").high, 100);
  EXPECT_EQ(how(whole, "sample").high, 0);
  EXPECT_EQ(how(whole, "secret").verdicts, verdict_rule::first_error);
  EXPECT_TRUE(how(whole, "secret").accept_if_any_accepted);
  EXPECT_EQ(how(whole, "secret").accept_score, 1);
  EXPECT_EQ(how(whole, "secret").high, 100);
  const auto& deep = how(whole, "secret/subtask1/deep");
  EXPECT_TRUE(deep.legacy);
  EXPECT_TRUE(deep.stop_at_reject);
  EXPECT_EQ(deep.scores, score_rule::min);
  EXPECT_EQ(deep.verdicts, verdict_rule::worst_error);
  EXPECT_EQ(deep.accept_score, 5);
  EXPECT_EQ(deep.low, 0);
  EXPECT_EQ(deep.high, 50);
  EXPECT_THAT(whole.warnings, IsEmpty());
}

TEST(LegacyGroups, HaveTheFormatsDefaults) {
  const auto whole = package_on_disk({{"problem.yaml", "name: x\ntype: scoring\n"},
                                      {"data/secret/1.in", "x"},
                                      {"data/secret/1.ans", "x"}})
                         .loaded();
  grading expected;
  expected.legacy = true;
  EXPECT_THAT(names_of(whole), ElementsAre("", "secret"));
  EXPECT_EQ(how(whole, ""), expected);
  EXPECT_TRUE(expected.stop_at_reject);
  EXPECT_FALSE(whole.lower_is_better);
}

TEST(LegacyGroups, AreReadInDraftsOf202509) {
  auto files = legacy_with({{"problem.yaml",
                             "problem_format_version: 2023-07-draft\nname: x\n"
                             "uuid: 8ee7605a-7b6e-8abf-3143-be9436a50d96\ntype: scoring\n"}});
  EXPECT_THAT(warnings(files), ElementsAre("sum/data/testdata.yaml: read by the rules of the "
                                           "legacy format, as problemtools does for drafts of "
                                           "2025-09: there it is called test_group.yaml"));
  EXPECT_TRUE(how(package_on_disk(files).loaded(), "secret/subtask1").legacy);
}

TEST(LegacyGroups, MayHaveAGraderOfTheirOwn) {
  const file_texts custom = {
      {"data/secret/subtask1/testdata.yaml", "grading: custom\ngrader_flags: a b\n"}};
  EXPECT_EQ(package_on_disk(legacy_with(custom)).refusal(),
            "sum/data/secret/subtask1/testdata.yaml:1:10: grading: custom grading, but there is no "
            "program in sum/graders: add it, or write 'grading: default'");
  auto with_grader = legacy_with(custom);
  with_grader["graders/grade.py"] = "x";
  const auto whole = package_on_disk(with_grader).loaded();
  EXPECT_EQ(whole.grader->name, "grade.py");
  EXPECT_TRUE(how(whole, "secret/subtask1").custom);
  EXPECT_THAT(how(whole, "secret/subtask1").arguments, ElementsAre("a", "b"));
  with_grader["graders/other.py"] = "x";
  EXPECT_EQ(package_on_disk(with_grader).refusal(),
            "sum/graders: 2 graders: a problem may have one: remove the others");
}

TEST(LegacyGroups, ThatSaySomethingWrongAreRefused) {
  const auto refused = [](const std::string& text) {
    return package_on_disk(legacy_with({{"data/secret/testdata.yaml", text}})).refusal();
  };
  const std::string at = "sum/data/secret/testdata.yaml:1:";
  EXPECT_EQ(refused("on_reject: stop\n"),
            at + "12: on_reject: 'stop' is no policy: write break or continue");
  EXPECT_EQ(refused("grading: mine\n"),
            at + "10: grading: 'mine' is no grader: write default, or custom for the program in "
                 "graders/");
  EXPECT_EQ(refused("grader_flags: median\n"),
            at + "15: grader_flags: 'median' is not a flag of the default grader: it knows "
                 "worst_error, first_error, always_accept, sum, avg, min, max, ignore_sample and "
                 "accept_if_any_accepted");
  for (const auto* range : {"0", "0 x", "5 0", "0 1 2", "nan 1", "[0, 1]"}) {
    EXPECT_THAT(refused("range: " + std::string(range) + "\n"), HasSubstr(at + "8: range: "))
        << range;
  }
  EXPECT_THAT(refused("accept_score: much\n"), HasSubstr(at + "15: accept_score: 'much' is not"));
}

TEST(LegacyGroups, IgnoreSamplesOnlyAtTheTop) {
  EXPECT_THAT(warnings(legacy_with({{"data/secret/testdata.yaml", "range: 0 100\n"}})),
              ElementsAre("sum/data/testdata.yaml:3:15: grader_flags: ignore_sample is for "
                          "data/testdata.yaml alone, ignored for sum/data/secret: write "
                          "grader_flags into the testdata.yaml there as well"));
  EXPECT_THAT(warnings(legacy_with({{"data/testdata.yaml", "grader_flags: ignore_sample\n"}})),
              ElementsAre("sum/data/testdata.yaml:1:15: grader_flags: ignore_sample with "
                          "'on_reject: break': where a sample fails, the secret data is not "
                          "judged; write 'on_reject: continue'"));
}

TEST(LegacyGroups, TakeWhatOlderPackagesSayInProblemYaml) {
  const auto files =
      legacy_with({{"problem.yaml",
                    "name: x\ntype: scoring\nvalidation: custom score\ngrading:\n  objective: min\n"
                    "  show_test_data_groups: yes\n  reject_score: 7\n  accept_score: 3\n"},
                   {"output_validators/check.py", "x"}});
  const auto whole = package_on_disk(files).loaded();
  EXPECT_TRUE(whole.lower_is_better);
  EXPECT_EQ(how(whole, "secret").accept_score, 3);
  EXPECT_EQ(how(whole, "secret/subtask1").accept_score, 50);
  EXPECT_EQ(how(whole, "secret/subtask1").reject_score, 7);
  EXPECT_THAT(warnings(files),
              ElementsAre("sum/problem.yaml:8:17: grading.accept_score: of an older format: it "
                          "counts where no testdata.yaml says otherwise; write it there",
                          "sum/problem.yaml:7:17: grading.reject_score: of an older format: it "
                          "counts where no testdata.yaml says otherwise; write it there"));
}

TEST(LegacyGroups, BoundTheScoresOfPartiallyAcceptedSubmissions) {
  const auto bounds = [](const std::string& objective, const std::string& range) {
    const auto whole =
        package_on_disk(
            legacy_with({{"problem.yaml",
                          "name: x\ntype: scoring\ngrading:\n  objective: " + objective + "\n"},
                         {"data/testdata.yaml", range},
                         {"submissions/partially_accepted/p.cpp", "x"}}))
            .loaded();
    for (const auto& one : whole.submissions) {
      if (one.source.name != "partially_accepted/p.cpp") continue;
      for (const auto& rule : one.expected->rules) {
        if (rule.name == "partially_accepted/") return rule.score;
      }
    }
    throw std::runtime_error("no such submission");
  };
  constexpr auto inf = std::numeric_limits<double>::infinity();
  const auto most = bounds("max", "range: 10 200\n");
  ASSERT_TRUE(most);
  EXPECT_EQ(most->low, -inf);
  EXPECT_LT(most->high, 200);
  EXPECT_GT(most->high, 199.9);
  const auto least = bounds("min", "range: 10 200\n");
  ASSERT_TRUE(least);
  EXPECT_GT(least->low, 10);
  EXPECT_LT(least->low, 10.1);
  EXPECT_EQ(least->high, inf);
  EXPECT_FALSE(bounds("min", "range: -inf 200\n")) << "there is no best score";
}

TEST(LegacyGroups, SayNothingInAProblemWithoutScores) {
  auto files = legacy_with({{"problem.yaml", "name: x\n"}});
  EXPECT_THAT(names_of(package_on_disk(files).loaded()), IsEmpty());
  EXPECT_THAT(warnings(files), ::testing::SizeIs(9));
  EXPECT_EQ(
      warnings(files)[0],
      "sum/data/sample/testdata.yaml:3:15: grader_flags: only scoring problems have it, ignored: "
      "remove it");
}

}  // namespace
}  // namespace judge

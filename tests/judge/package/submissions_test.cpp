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
constexpr auto tle = verdict::time_limit;

TEST(ReadSubmissions, FollowsCommentsOnlyOutsideTheFourOfficialFolders) {
  const std::string comment = "// @EXPECTED_RESULTS@: TIMELIMIT\n";
  const package_on_disk package(minimal_with({{"submissions/accepted/a.cpp", comment},
                                              {"submissions/mixed/m.cpp", comment},
                                              {"submissions/rejected/r.cpp", comment},
                                              {"submissions/accepted/sum.cpp", ""}}));
  const auto whole = package.loaded();
  ASSERT_EQ(whole.submissions.size(), 3U);
  EXPECT_EQ(whole.submissions[0].expected->rules.at(0).permitted, verdicts{ac});
  EXPECT_EQ(whole.submissions[0].expected->name, "AC");
  for (const auto* one : {&whole.submissions[1], &whole.submissions[2]}) {
    ASSERT_EQ(one->expected->rules.size(), 1U);
    EXPECT_EQ(one->expected->rules[0].overall, verdicts{tle});
    EXPECT_EQ(one->expected->name, "TLE");
  }
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
                          "WRONG-ANSWER', give it a key in submissions.yaml, or move it",
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

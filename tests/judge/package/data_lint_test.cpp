#include "judge/package/data_lint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "judge/package/package_files.hpp"

namespace judge {
namespace {

using ::testing::ElementsAre;
using testing::file_texts;
using ::testing::IsEmpty;
using testing::minimal_with;
using testing::package_on_disk;

std::vector<std::string> findings_of(const file_texts& files) {
  const package_on_disk package(files);
  std::vector<std::string> lines;
  for (const auto& one : lint_data(package.loaded())) {
    EXPECT_FALSE(one.is_error);
    lines.push_back(package.shown(one.text));
  }
  return lines;
}

TEST(LintData, FindsNothingInGoodData) { EXPECT_THAT(findings_of(minimal_with({})), IsEmpty()); }

TEST(LintData, NamesEqualInputsOfOneFolder) {
  EXPECT_THAT(findings_of(minimal_with({{"data/secret/2.in", "5 5\n"},
                                        {"data/secret/2.ans", "10\n"},
                                        {"data/secret/3.in", "6 5\n"},
                                        {"data/secret/3.ans", "11\n"},
                                        {"data/secret/4.in", "1 2\n"},
                                        {"data/secret/4.ans", "3\n"}})),
              ElementsAre("sum/data/secret/2.in: the same input as secret/1: one of them says "
                          "nothing new, remove or change it"));
}

TEST(LintData, NamesOddBytesOncePerKind) {
  EXPECT_THAT(findings_of(minimal_with({{"data/secret/1.in", "5 5"},
                                        {"data/secret/2.in", "6 6\r\n"},
                                        {"data/secret/2.ans", "12"},
                                        {"data/secret/3.in", "7"},
                                        {"data/secret/3.ans", "\n"}})),
              ElementsAre("sum/data/secret/1.in: does not end with a newline (as do 2 more): add "
                          "it",
                          "sum/data/secret/2.in: holds line ends of Windows: write \\n alone"));
}

TEST(LintData, NamesAnswersThatNobodyCanGive) {
  auto files = minimal_with({{"data/secret/1.ans", std::string(std::size_t{1} << 21, '1') + "\n"}});
  files["data/sample/1.ans"] = "";
  files["problem.yaml"] += "limits: {output: 1}\n";
  EXPECT_THAT(findings_of(files),
              ElementsAre("sum/data/sample/1.ans: is empty: write the answer, if there is one",
                          "sum/data/secret/1.ans: is larger than the output limit: raise "
                          "limits.output"));
}

}  // namespace
}  // namespace judge

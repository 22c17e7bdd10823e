#include "judge/package/statement_samples.hpp"

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

/// "1 in @4: text"
std::vector<std::string> samples_of(std::string_view statement) {
  std::vector<std::string> shown;
  for (const auto& one : package::samples_in(statement)) {
    shown.push_back(std::to_string(one.number) + (one.is_input ? " in" : " out") + " @" +
                    std::to_string(one.line) + ": " + one.text);
  }
  return shown;
}

TEST(SamplesIn, FindsNumberedHeadingsInMarkdown) {
  EXPECT_THAT(samples_of("# Sum\n```\nint x;\n```\n## Sample Input 2\n```\n1 2\n```\n"
                         "## Sample Output 2\n~~~text\n3\n~~~\n## Notes\n```\nno\n```\n"),
              ElementsAre("2 in @7: 1 2\n", "2 out @11: 3\n"));
}

TEST(SamplesIn, CountsThoseWithoutANumber) {
  EXPECT_THAT(samples_of("**Example**\n```\na\n```\n```\nb\n```\n```\nwhy\n```\n"
                         "**Example**\n```\nc\n```\n```\nd\n```\n"),
              ElementsAre("1 in @3: a\n", "1 out @6: b\n", "2 in @13: c\n", "2 out @16: d\n"));
  EXPECT_THAT(samples_of("## Sample input\n```\na\n```\n## Sample output\n```\nb\n```\n"),
              ElementsAre("1 in @3: a\n", "1 out @7: b\n"));
}

TEST(SamplesIn, ReadsChineseAndInnerHeadings) {
  EXPECT_THAT(samples_of("## 样例输入 1\n```\na\n```\n## 样例输出 1\n```\nb\n```\n"),
              ElementsAre("1 in @3: a\n", "1 out @7: b\n"));
  EXPECT_THAT(samples_of("## 样例 3\n### 输入\n```\na\n```\n### 输出\n```\nb\n```\n"),
              ElementsAre("3 in @4: a\n", "3 out @8: b\n"));
}

TEST(SamplesIn, ReadsLatex) {
  EXPECT_THAT(samples_of("\\section*{Sample Input 1}\n\\begin{verbatim}\n1\n\\end{verbatim}\n"
                         "\\section*{Output}\n\\begin{verbatim}\n2\n\\end{verbatim}\n"),
              ElementsAre("1 in @3: 1\n", "1 out @7: 2\n"));
}

TEST(SamplesIn, TakesNothingFromOrdinarySections) {
  EXPECT_THAT(samples_of("## Input\nfor example\n```\n5\n```\n## Output\n```\n5\n```\n"),
              IsEmpty());
  EXPECT_THAT(samples_of("## Sample Input 1\n```\nnever closed\n"),
              ElementsAre("1 in @3: never closed\n"));
}

std::vector<std::string> findings_of(const std::string& statement, const file_texts& changes = {}) {
  auto files = minimal_with(changes);
  files["statement/problem.en.md"] = statement;
  const package_on_disk package(files);
  std::vector<std::string> lines;
  for (const auto& one : check_statement_samples(package.loaded())) {
    EXPECT_FALSE(one.is_error);
    lines.push_back(package.shown(one.text));
  }
  return lines;
}

TEST(CheckStatementSamples, IsContentWithEqualTextsAndWithNone) {
  EXPECT_THAT(findings_of("No sample here.\n"), IsEmpty());
  EXPECT_THAT(
      findings_of("## Sample Input 1\n```\n1 2  \n\n```\n## Sample Output 1\n```\n3\n```\n"),
      IsEmpty());
}

TEST(CheckStatementSamples, NamesWhatDiffers) {
  EXPECT_THAT(findings_of("## Sample Input 1\n```\n1  2\n```\n## Sample Output 1\n```\n4\n```\n"),
              ElementsAre("sum/statement/problem.en.md:3: the input of sample 1 is not what "
                          "sum/data/sample/1.in holds: write the same into both",
                          "sum/statement/problem.en.md:7: the output of sample 1 is not what "
                          "sum/data/sample/1.ans holds: write the same into both"));
}

TEST(CheckStatementSamples, NamesOneThatIsNotInTheData) {
  EXPECT_THAT(findings_of("## Sample Input 2\n```\n1 2\n```\n"),
              ElementsAre("sum/statement/problem.en.md:3: the input of sample 2, but data/sample "
                          "has no such case: add it, or remove this"));
}

TEST(CheckStatementSamples, PutsWhatIsMeantForStatementsFirst) {
  const file_texts shown = {{"data/sample/1.in.statement", "one two\n"}};
  EXPECT_THAT(findings_of("## Sample Input 1\n```\none two\n```\n", shown), IsEmpty());
  EXPECT_THAT(findings_of("## Sample Input 1\n```\n1 2\n```\n", shown),
              ElementsAre("sum/statement/problem.en.md:3: the input of sample 1 is not what "
                          "sum/data/sample/1.in.statement holds: write the same into both"));
}

TEST(CheckStatementSamples, GoesByOrderWhereCasesHaveOtherNames) {
  const file_texts named = {{"data/sample/1.in", ""},        {"data/sample/1.ans", ""},
                            {"data/sample/a-first.in", "7"}, {"data/sample/a-first.ans", "7"},
                            {"data/sample/b.in", "8"},       {"data/sample/b.ans", "8"}};
  EXPECT_THAT(findings_of("## Sample Input 2\n```\n8\n```\n", named), IsEmpty());
}

}  // namespace
}  // namespace judge

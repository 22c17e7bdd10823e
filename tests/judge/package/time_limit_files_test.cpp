#include "judge/package/time_limit_files.hpp"

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

struct outcome {
  std::optional<milliseconds> limit;
  std::vector<std::string> warnings;
};

outcome read(const file_texts& files) {
  const package_on_disk package(files);
  const auto whole = package.loaded();
  outcome seen{whole.time_limit, {}};
  for (const auto& line : whole.warnings) seen.warnings.push_back(package.shown(line));
  return seen;
}

file_texts legacy(file_texts files) {
  files.insert(
      {{"problem.yaml", "name: x\n"}, {"data/secret/1.in", "x"}, {"data/secret/1.ans", "x"}});
  return files;
}

TEST(TimeLimitFiles, OfDomjudgeAreRead) {
  for (const auto* text :
       {"timelimit = 2.5", "; comment\n[section]\n\ntimelimit='2.5'\n", "timelimit=\"2.5\"\r\n"}) {
    const auto seen = read(legacy({{"domjudge-problem.ini", text}}));
    EXPECT_EQ(seen.limit, milliseconds(2500)) << text;
    EXPECT_THAT(seen.warnings, IsEmpty()) << text;
  }
}

TEST(TimeLimitFiles, OfDomjudgeHaveOtherKeysThatAreNamed) {
  const auto seen = read(legacy({{"domjudge-problem.ini",
                                  "short-name = A\ntimelimit = 1\ncolor = '#ff0000'\n"
                                  "special_compare = mine\nnonsense\n"}}));
  EXPECT_EQ(seen.limit, milliseconds(1000));
  EXPECT_THAT(
      seen.warnings,
      ElementsAre("sum/domjudge-problem.ini:4:1: special_compare: names a program of a DOMjudge "
                  "server, ignored: put the program into the package as its output validator",
                  "sum/domjudge-problem.ini:5:1: 'nonsense' is no 'key = value', ignored",
                  "sum/domjudge-problem.ini: not followed, as only a contest's pages show it: "
                  "short-name (line 1), color (line 3)"));
}

TEST(TimeLimitFiles, GoBehindProblemYamlAndTimelimitBeforeDomjudge) {
  const auto both = read(legacy({{".timelimit", "3\n"}, {"domjudge-problem.ini", "timelimit=2"}}));
  EXPECT_EQ(both.limit, milliseconds(3000));
  EXPECT_THAT(both.warnings, ElementsAre("sum/domjudge-problem.ini: its time limit of 2 s does not "
                                         "count: sum/.timelimit says 3 s"));
  auto third = testing::with_yaml("limits: {time_limit: 1}\n");
  third[".timelimit"] = "4";
  EXPECT_EQ(read(third).limit, milliseconds(1000));
  EXPECT_THAT(read(third).warnings, ElementsAre("sum/.timelimit: its time limit does not count: "
                                                "problem.yaml has one"));
  const auto current = read(minimal_with({{".timelimit", "4"}}));
  EXPECT_EQ(current.limit, milliseconds(4000));
  EXPECT_THAT(current.warnings, ElementsAre("sum/.timelimit: followed, but not of 2025-09: write "
                                            "limits.time_limit into problem.yaml"));
}

TEST(TimeLimitFiles, WithWrongNumbersAreRefused) {
  for (const auto* text : {"", "fast", "-1", "0", "1e400", "nan", "1 s"}) {
    EXPECT_EQ(package_on_disk(legacy({{"domjudge-problem.ini",
                                       "name = x\ntimelimit = " + std::string(text) + "\n"}}))
                  .refusal(),
              "sum/domjudge-problem.ini:2:1: '" + std::string(text) +
                  "' is not a number of seconds: write for example 1.5");
    EXPECT_EQ(package_on_disk(legacy({{".timelimit", text}})).refusal(),
              "sum/.timelimit:1:1: '" + std::string(text) +
                  "' is not a number of seconds: write for example 1.5");
  }
}

}  // namespace
}  // namespace judge

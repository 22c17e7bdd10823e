#include "judge/package/generators.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "judge/package/package_files.hpp"

namespace judge {
namespace {

using ::testing::ElementsAre;
using testing::file_texts;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::minimal_with;
using testing::package_on_disk;

/// A package with generators g.py, folder/ and a solution, and this plan.
file_texts with_plan(const std::string& plan, const file_texts& more = {}) {
  auto files = minimal_with(
      {{"generators/g.py", "print({{n}})"},
       {"generators/folder/main.cpp", "m"},
       {"generators/folder/lib.h", "l"},
       {"generators/tree.py", "t"},
       {"generators/lib.py", "l"},
       {"generators/by_hand/7.in", "7\n"},
       {"generators/by_hand/7.ans", "49\n"},
       {"generators/by_hand/8.in", "8\n"},
       {"submissions/accepted/s.py", "s"},
       {"problem.yaml",
        "problem_format_version: 2025-09\nname: x\nuuid: 8ee7605a-7b6e-8abf-3143-be9436a50d96\n"
        "constants: {n: 10}\n"},
       {"generators/generators.yaml", plan}});
  for (const auto& [name, text] : more) files[name] = text;
  return files;
}

constexpr auto solution = "solution: /submissions/accepted/s.py\n";

problem planned(const std::string& plan) { return package_on_disk(with_plan(plan)).loaded(); }

/// "name: word word" for a command, "name: 'text'" for a text.
std::vector<std::string> lines_of_plan(const std::string& plan) {
  std::vector<std::string> lines;
  const auto whole = planned(plan);
  if (!whole.plan) return {"no plan"};
  for (const auto& one : whole.plan->cases) {
    auto line = one.name + ":";
    for (const auto& word : one.command) line += " " + word;
    if (one.input) line += " '" + *one.input + "'";
    lines.push_back(line);
  }
  return lines;
}

std::string refusal(const std::string& plan) { return package_on_disk(with_plan(plan)).refusal(); }

TEST(ReadPlan, ReadsNamedCases) {
  const auto whole = planned(std::string(solution) +
                             "data:\n"
                             "  secret:\n"
                             "    data:\n"
                             "      # a comment\n"
                             "      10-a: g.py 1 {{n}} {{m}}\n"
                             "      05-b: {generate: folder 2, solution: /generators/g.py}\n"
                             "      20-c: {in: '3', ans: \"4\\n\"}\n");
  ASSERT_TRUE(whole.plan);
  const auto& cases = whole.plan->cases;
  ASSERT_EQ(cases.size(), 3U);
  EXPECT_EQ(cases[0].name, "secret/05-b");
  EXPECT_THAT(cases[0].command, ElementsAre("folder", "2"));
  EXPECT_EQ(cases[0].solution, "/generators/g.py");
  EXPECT_EQ(cases[0].line, 7);
  EXPECT_EQ(cases[1].name, "secret/10-a");
  EXPECT_THAT(cases[1].command, ElementsAre("g.py", "1", "10", "{{m}}"));
  EXPECT_EQ(cases[1].solution, "/submissions/accepted/s.py");
  EXPECT_EQ(cases[1].line, 6);
  EXPECT_EQ(cases[2].input, "3\n");  // a text is a file of whole lines
  EXPECT_EQ(cases[2].answer, "4\n");
  EXPECT_EQ(cases[2].solution, "");
  std::vector<std::string> programs;
  for (const auto& one : whole.plan->generators) programs.push_back(one.name);
  EXPECT_THAT(programs, ElementsAre("folder", "g.py"));
  EXPECT_EQ(whole.plan->generators[1].files[0].text, "print(10)");
  EXPECT_EQ(whole.plan->solutions.size(), 2U);
  EXPECT_THAT(whole.warnings, IsEmpty());
  EXPECT_EQ(whole.cases.size(), 2U);  // planned, not made
}

TEST(ReadPlan, BuildsNamedGeneratorsOfTheirFiles) {
  const auto whole = planned(std::string(solution) +
                             "generators:\n  tree: [tree.py, lib.py]\n"
                             "data: {secret: {data: {a: tree 5}}}\n");
  ASSERT_TRUE(whole.plan);
  ASSERT_EQ(whole.plan->generators.size(), 1U);
  const auto& tree = whole.plan->generators[0];
  EXPECT_EQ(tree.name, "tree");
  ASSERT_EQ(tree.files.size(), 2U);
  EXPECT_EQ(tree.files[0].name, "tree.py");
  EXPECT_EQ(tree.files[1].name, "lib.py");
}

// As BAPCtools numbers its test problems "identity" and "generatorincludes", whose data are
// committed: cases through the whole file, groups each in their folder.
TEST(ReadPlan, NumbersGroupsByThemselves) {
  EXPECT_THAT(
      lines_of_plan(std::string(solution) +
                    "data:\n"
                    "  secret:\n"
                    "    data:\n"
                    "      - small:\n"
                    "          data:\n"
                    "            - many: {generate: 'g.py {count}', count: [907, 911]}\n"
                    "            - ~: g.py 3\n"
                    "      - large:\n"
                    "          data:\n"
                    "            plain: g.py 4\n"
                    "  sample:\n"
                    "    data:\n"
                    "      - '': g.py 1\n"
                    "      - two: g.py 2\n"),
      ElementsAre("sample/1: g.py 1", "sample/2-two: g.py 2", "secret/1-small/3-many-907: g.py 907",
                  "secret/1-small/4-many-911: g.py 911", "secret/1-small/5: g.py 3",
                  "secret/2-large/plain: g.py 4"));
}

TEST(ReadPlan, PadsNumbersToTheLengthOfTheLast) {
  std::string plan = std::string(solution) + "data:\n  secret:\n    data:\n";
  for (int i = 0; i < 12; ++i) plan += "      - '': g.py " + std::to_string(i) + "\n";
  const auto whole = planned(plan);
  ASSERT_TRUE(whole.plan);
  EXPECT_EQ(whole.plan->cases.front().name, "secret/01");
  EXPECT_EQ(whole.plan->cases.back().name, "secret/12");
}

RC_GTEST_PROP(ReadPlan, GivesNumbersInTheOrderOfTheList, ()) {
  const auto counts =
      *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 5)));
  std::string plan = std::string(solution) + "data:\n  secret:\n    data:\n";
  std::size_t total = 0;
  for (const auto count : counts) {
    plan += "      - x: {in: '1', count: " + std::to_string(count) + "}\n";
    total += static_cast<std::size_t>(count);
  }
  const package_on_disk package({{"problem.yaml", "name: x\n"},
                                 {"data/sample/1.in", "1"},
                                 {"data/sample/1.ans", "1"},
                                 {"submissions/accepted/s.py", "s"},
                                 {"generators/generators.yaml", plan}});
  const auto whole = package.loaded();
  RC_ASSERT(whole.plan.has_value());
  const auto& cases = whole.plan->cases;
  RC_ASSERT(cases.size() == total);
  for (std::size_t i = 0; i < total; ++i) {
    const auto number = cases[i].name.substr(7, cases[i].name.find('-') - 7);
    RC_ASSERT(number.size() == std::to_string(total).size());
    RC_ASSERT(std::stoul(number) == i + 1);
  }
}

TEST(ReadPlan, PutsInSeedsSaltsAndTheNameOfTheFiles) {
  EXPECT_THAT(lines_of_plan(std::string(solution) +
                            "random_salt: abc\n"
                            "data:\n"
                            "  secret:\n"
                            "    data:\n"
                            "      a: {generate: 'g.py {seed:10}', count: 3}\n"
                            "      b: {generate: 'g.py {seed}', random_salt: '1.0'}\n"
                            "      c: g.py {name}.in {seeds}\n"),
              ElementsAre("secret/a-1: g.py 626966079", "secret/a-2: g.py 383863017",
                          "secret/a-3: g.py 1061942766", "secret/b: g.py 1347175233",
                          "secret/c: g.py testcase.in {seeds}"));
}

TEST(ReadPlan, CopiesFilesMadeByHand) {
  const auto whole = planned(std::string(solution) +
                             "data:\n  secret:\n    data:\n"
                             "      a: {copy: by_hand/7}\n"
                             "      b: by_hand/8.in\n"
                             "      c: {copy: by_hand/7, ans: other}\n");
  ASSERT_TRUE(whole.plan);
  const auto& cases = whole.plan->cases;
  ASSERT_EQ(cases.size(), 3U);
  EXPECT_EQ(cases[0].input, "7\n");
  EXPECT_EQ(cases[0].answer, "49\n");
  EXPECT_EQ(cases[1].input, "8\n");
  EXPECT_EQ(cases[1].answer, std::nullopt);
  EXPECT_EQ(cases[1].solution, "/submissions/accepted/s.py");
  EXPECT_EQ(cases[2].answer, "other\n");
}

TEST(ReadPlan, IncludesCasesAndGroups) {
  EXPECT_THAT(
      lines_of_plan(std::string(solution) +
                    "data:\n"
                    "  sample:\n    data:\n      - one: g.py 1\n      - two: g.py 2\n"
                    "  secret:\n"
                    "    include: [sample]\n"
                    "    data:\n"
                    "      - g:\n"
                    "          include: [two]\n"
                    "          data: [{'': g.py 3}]\n"
                    "      - h: {include: [g]}\n"),
      ElementsAre("sample/1-one: g.py 1", "sample/2-two: g.py 2", "secret/1-g/3: g.py 3",
                  "secret/1-g/2-two: g.py 2", "secret/2-h/3: g.py 3", "secret/2-h/2-two: g.py 2",
                  "secret/1-one: g.py 1", "secret/2-two: g.py 2"));
  EXPECT_THAT(refusal("data: {secret: {include: [nobody], data: {a: g.py 1}}}\n"),
              HasSubstr("secret.include: 'nobody' names no case or group above this line"));
}

TEST(ReadPlan, ReadsTheOtherFoldersOfData) {
  const auto whole = planned(std::string(solution) +
                             "data:\n"
                             "  invalid_input: {data: {a: {in: ' '}}}\n"
                             "  invalid_output: {data: {b: {in: '1', ans: '2', out: '3'}}}\n"
                             "  invalid_answer: {data: {c: {in: '1', ans: '2'}}}\n");
  ASSERT_TRUE(whole.plan);
  ASSERT_EQ(whole.plan->cases.size(), 2U);
  EXPECT_EQ(whole.plan->cases[0].name, "invalid_output/b");
  EXPECT_EQ(whole.plan->cases[0].output, "3\n");
  EXPECT_EQ(whole.plan->cases[1].name, "invalid_input/a");
  EXPECT_EQ(whole.plan->cases[1].solution, "");
  ASSERT_EQ(whole.warnings.size(), 1U);
  EXPECT_THAT(whole.warnings[0],
              HasSubstr("generators.yaml:5: data.invalid_answer: left out: wrong answers"));
}

TEST(ReadPlan, TakesSettingsFromTheFileAndFromTheFolder) {
  const package_on_disk package(with_plan(
      std::string(solution) + "data:\n"
                              "  sample: {data: {s: g.py 0}}\n"
                              "  secret:\n"
                              "    test_group.yaml: {output_validator_args: [case_sensitive]}\n"
                              "    data:\n"
                              "      a: g.py 1\n"
                              "      b:\n"
                              "        generate: g.py 2\n"
                              "        yaml: {output_validator_args: [float_tolerance, '1']}\n",
      {{"data/sample/test_group.yaml", "output_validator_args: [space_change_sensitive]\n"}}));
  const auto whole = package.loaded();
  ASSERT_TRUE(whole.plan);
  const auto& cases = whole.plan->cases;
  ASSERT_EQ(cases.size(), 3U);
  EXPECT_TRUE(cases[0].settings.compare->space_change_sensitive);
  EXPECT_TRUE(cases[1].settings.compare->case_sensitive);
  EXPECT_EQ(cases[2].settings.compare->absolute_tolerance, 1.0);
  EXPECT_FALSE(cases[2].settings.compare->case_sensitive);
}

TEST(ReadPlan, LetsFilesBeIncompleteWhereTheyArePlanned) {
  const package_on_disk package(
      with_plan(std::string(solution) + "data: {secret: {data: {a: g.py 1, b: g.py 2}}}\n",
                {{"data/secret/a.in", "x"}, {"data/secret/b.ans", "x"}}));
  EXPECT_EQ(package.loaded().cases.size(), 2U);
}

TEST(ReadPlan, NamesWhatIsWrong) {
  const std::string data = std::string(solution) + "data:\n  secret:\n    data:\n      a: ";
  EXPECT_EQ(refusal(data + "h.py 1\n"),
            "sum/generators/generators.yaml:5:7: secret.a: there is no generator 'h.py': a command "
            "starts with the name of a file or folder in generators/");
  EXPECT_THAT(refusal(data + "../submissions/accepted/s.py\n"), HasSubstr("there is no generator"));
  EXPECT_THAT(refusal(data + "/etc/passwd\n"), HasSubstr("there is no generator"));
  EXPECT_EQ(refusal(data + "g.py {seed} {seed:1}\n"),
            "sum/generators/generators.yaml:5:7: secret.a: {seed} stands twice in one command");
  EXPECT_EQ(refusal(data + "g.py \"1\n"),
            "sum/generators/generators.yaml:5:7: secret.a: a quote (\") that is not closed");
  EXPECT_EQ(refusal(data + "{ans: '3'}\n"),
            "sum/generators/generators.yaml:5:10: secret.a: a case without input: write "
            "'generate:', 'in:' or 'copy:'");
  EXPECT_THAT(refusal(data + "{copy: ../7}\n"), HasSubstr("'../7' is not the base name of files"));
  EXPECT_THAT(refusal(data + "{copy: by_hand/9}\n"),
              HasSubstr("there is no sum/generators/by_hand/9.in"));
  EXPECT_EQ(refusal(data + "{in: '1', count: many}\n"),
            "sum/generators/generators.yaml:5:27: secret.a.count: 'many' does not count: write a "
            "number from 1 to 100, a list of numbers, or a range such as 3..=7");
  EXPECT_THAT(refusal(data + "[1, 2]\n"), HasSubstr("a list where keys and values belong"));
  EXPECT_THAT(refusal("solution:\ndata: {secret: {data: {a: {in: '1'}}}}\n"),
              HasSubstr("secret.a: nothing gives the answer: write 'ans:', or name a solution"));
  EXPECT_THAT(
      refusal("solution: submissions/accepted/s.py\ndata: {}\n"),
      HasSubstr("generators.yaml:1:11: solution: 'submissions/accepted/s.py' is not a program"));
  EXPECT_THAT(refusal("solution: /submissions/accepted/none.py\n"
                      "data: {secret: {data: {a: g.py 1}}}\n"),
              HasSubstr("there is no solution sum/submissions/accepted/none.py"));
  EXPECT_THAT(refusal("data: [1]\n"), HasSubstr("a list where named cases and groups belong"));
  EXPECT_THAT(refusal(data + "{in: '1', ans: '2'}\n      - b\n"), HasSubstr("not YAML"));
  EXPECT_THAT(refusal("data: {secret: {data: [{a: g.py 1, b: g.py 2}]}}\n"),
              HasSubstr("each item of a list is one case: write '- name: command'"));
  EXPECT_THAT(refusal("data: {secret: {data: {'': g.py 1}}}\n"),
              HasSubstr("a case without a name"));
  EXPECT_THAT(refusal(std::string(solution) + "data: {secret: {data: {a/b: g.py 1}}}\n"),
              HasSubstr("cannot be the name of a case"));
  EXPECT_THAT(refusal("generators: {t: [../x.py]}\ndata: {}\n"),
              HasSubstr("'../x.py' is not a file in generators/"));
}

TEST(ReadPlan, WarnsOfWhatItDoesNotFollow) {
  const package_on_disk package(
      with_plan("hello: 1\n"
                "data:\n"
                "  fuzz: {data: {f: {in: '1', ans: '1'}}}\n"
                "  secret:\n"
                "    data:\n"
                "      5: g.py 1\n"
                "      b: g.py 1\n"
                "      c: {in: x, colour: red}\n"));
  std::vector<std::string> said;
  for (const auto& line : package.loaded().warnings) said.push_back(package.shown(line));
  const std::string file = "sum/generators/generators.yaml:";
  EXPECT_THAT(
      said,
      ElementsAre(file + "6:7: secret.5: a number as a name, which other tools leave out: quote it",
                  "sum/generators/generators.yaml: solution: missing: answers are those of "
                  "/submissions/accepted/s.py: name it",
                  file + "7:7: secret.b: the same command as secret/5: give it another seed",
                  file + "8:18: secret.c.colour: not a key of a case in generators.yaml, "
                         "ignored: remove it or check its spelling",
                  file + "1:1: hello: not a key of a group in generators.yaml, ignored: "
                         "remove it or check its spelling",
                  file + "3: data.fuzz: left out: what a fuzzer found: move what is to be "
                         "judged to secret"));
}

TEST(ReadPlan, GivesAGeneratorThatFailsTheNextSeeds) {
  const auto whole = planned(std::string(solution) +
                             "data:\n"
                             "  secret:\n"
                             "    retries: 3\n"
                             "    data:\n"
                             "      a: {generate: 'g.py {seed} x', retries: 2}\n"
                             "      b: g.py {seed} y\n"
                             "      c: g.py z\n");
  ASSERT_TRUE(whole.plan);
  const auto& cases = whole.plan->cases;
  ASSERT_EQ(cases.size(), 3U);
  ASSERT_EQ(cases[0].further_commands.size(), 1U);
  const auto seed = std::stoul(cases[0].command[1]);
  EXPECT_THAT(cases[0].further_commands[0], ElementsAre("g.py", std::to_string(seed + 1), "x"));
  EXPECT_EQ(cases[1].further_commands.size(), 2U);
  EXPECT_THAT(cases[2].further_commands, IsEmpty());  // nothing would change
}

TEST(ReadPlan, NeedsNoAnswersWhereTheProblemHasNone) {
  const package_on_disk package(with_plan(
      "solution:\n"
      "data:\n"
      "  sample: {data: {s: {interaction: \"<1\\n>2\\n---\\n<3\\n\", in.download: '1'}}}\n"
      "  secret: {data: {a: {in: '1'}}}\n"));
  const auto folder = package::package_folder::open(package.path());
  package::complaints notes;
  const std::map<std::string, std::string> constants;
  const package::program_reader programs(*folder, constants, notes);
  const problem_type interactive{.interactive = true};
  const auto read = package::read_plan({*folder, programs, constants, {}, interactive, notes});
  ASSERT_TRUE(read) << notes.failure().message;
  ASSERT_EQ(read->plan.cases.size(), 1U);
  EXPECT_EQ(read->plan.cases[0].name, "secret/a");
  EXPECT_EQ(read->plan.cases[0].solution, "");
}

}  // namespace
}  // namespace judge

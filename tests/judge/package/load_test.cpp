#include "judge/package/load.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

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
using testing::with_yaml;

std::vector<std::string> names_of(const std::vector<test_case>& cases) {
  std::vector<std::string> names;
  for (const auto& one : cases) names.push_back(one.name);
  return names;
}

TEST(LoadProblem, ReadsAMinimalPackage) {
  const package_on_disk package(testing::minimal_package());
  const auto whole = package.loaded();
  EXPECT_EQ(whole.name, "sum");
  EXPECT_EQ(whole.title, "Sum");
  EXPECT_EQ(whole.format, problem_format::v2025_09);
  EXPECT_FALSE(whole.time_limit);
  EXPECT_EQ(whole.time_resolution, milliseconds(1000));
  EXPECT_EQ(whole.accepted_to_limit, 2.0);
  EXPECT_EQ(whole.limit_to_exceeded, 1.5);
  EXPECT_EQ(whole.limits.memory_bytes, 2048 * mebibyte);
  EXPECT_EQ(whole.compare, comparison{});
  EXPECT_THAT(names_of(whole.cases), ElementsAre("sample/1", "secret/1"));
  EXPECT_EQ(whole.cases[1].answer, package.path() / "data/secret/1.ans");
  ASSERT_EQ(whole.submissions.size(), 1U);
  EXPECT_EQ(whole.submissions[0].source.name, "accepted/sum.cpp");
  EXPECT_EQ(whole.submissions[0].source.home, package.path() / "submissions/accepted");
  EXPECT_EQ(whole.input_validators.size(), 1U);
  EXPECT_FALSE(whole.output_validator);
  EXPECT_FALSE(whole.plan);
  EXPECT_THAT(whole.warnings, IsEmpty());
}

TEST(LoadProblem, ReadsEveryKeyOfTheFormat) {
  const package_on_disk package(minimal_with(
      {{"statement/problem.zh.tex", "x"},
       {"problem.yaml",
        "problem_format_version: 2025-09\n"
        "type: [pass-fail]\n"
        "name: {zh: 最大间距, en: Maximum Gap}\n"
        "uuid: 8ee7605a-7b6e-8abf-3143-be9436a50d96\nversion: '1.0'\n"
        "credits: {authors: [A, B], translators: {zh: C}}\n"
        "source: [{name: X, url: y}, Z]\n"
        "license: cc by-sa\nrights_owner: A\nembargo_until: 2025-01-01\n"
        "keywords: [sorting]\nlanguages: [cpp, python3]\nallow_file_writing: true\n"
        "limits:\n"
        "  time_multipliers: {ac_to_time_limit: 3, time_limit_to_tle: 1.25}\n"
        "  time_limit: 1.5\n  time_resolution: 0.5\n  memory: 512\n  output: 16\n  code: 64\n"
        "  compilation_time: 20\n  compilation_memory: 512\n"
        "  validation_time: 30\n  validation_memory: 256\n  validation_output: 4\n"
        "constants: {max_n: 1e5, k: {value: 007, tex: seven}}\n"}}));
  const auto whole = package.loaded();
  EXPECT_EQ(whole.title, "Maximum Gap");
  EXPECT_EQ(whole.time_limit, milliseconds(1500));
  EXPECT_EQ(whole.limits.time, milliseconds(1500));
  EXPECT_EQ(whole.time_resolution, milliseconds(500));
  EXPECT_EQ(whole.accepted_to_limit, 3.0);
  EXPECT_EQ(whole.limit_to_exceeded, 1.25);
  EXPECT_EQ(whole.limits.memory_bytes, 512 * mebibyte);
  EXPECT_EQ(whole.limits.output_bytes, 16 * mebibyte);
  EXPECT_EQ(whole.code_bytes, 64U * 1024);
  ASSERT_TRUE(whole.compile_limits);
  EXPECT_EQ(whole.compile_limits->cpu_time, milliseconds(20'000));
  EXPECT_EQ(whole.compile_limits->memory_bytes, 512 * mebibyte);
  EXPECT_EQ(whole.submissions[0].source.compile_limits->cpu_time, milliseconds(20'000));
  EXPECT_EQ(whole.validator_limits.cpu_time, milliseconds(30'000));
  EXPECT_EQ(whole.validator_limits.memory_bytes, 256 * mebibyte);
  EXPECT_EQ(whole.validator_limits.output_bytes, 4 * mebibyte);
  EXPECT_EQ(whole.languages, (std::set<std::string>{"cpp", "python3"}));
  EXPECT_EQ(whole.constants, (std::map<std::string, std::string>{{"max_n", "1e5"},
                                                                 {"max_n.value", "1e5"},
                                                                 {"k", "007"},
                                                                 {"k.value", "007"},
                                                                 {"k.tex", "seven"}}));
  EXPECT_THAT(whole.warnings, IsEmpty());
}

TEST(LoadProblem, KnowsTheOtherNamesOfTheFormats) {
  for (const auto* name : {"2025-09-draft", "2023-07", "2023-07-draft", "draft"}) {
    const package_on_disk package(minimal_with(
        {{"problem.yaml", "problem_format_version: " + std::string(name) +
                              "\nname: x\nuuid: 8ee7605a-7b6e-8abf-3143-be9436a50d96\n"}}));
    EXPECT_EQ(package.loaded().format, problem_format::v2025_09) << name;
  }
  for (const auto* line :
       {"", "problem_format_version: legacy\n", "problem_format_version: legacy-icpc\n"}) {
    const package_on_disk package(
        minimal_with({{"problem.yaml", std::string(line) + "name: x\n"}}));
    EXPECT_EQ(package.loaded().format, problem_format::legacy) << line;
  }
}

TEST(LoadProblem, PutsConstantsIntoPrograms) {
  const package_on_disk package(
      minimal_with({{"problem.yaml",
                     "problem_format_version: 2025-09\nname: x\nuuid: "
                     "8ee7605a-7b6e-8abf-3143-be9436a50d96\nconstants: {n: 10}\n"},
                    {"input_validators/validate.cpp", "int n = {{n}}; // {{m}}\n"},
                    {"output_validator/check.cpp", "{{n}}"},
                    {"include/cpp/lib.h", "{{n}}"},
                    {"submissions/accepted/sum.cpp", "{{ n }} {{n.value}}"}}));
  const auto whole = package.loaded();
  EXPECT_EQ(whole.input_validators[0].files[0].text, "int n = 10; // {{m}}\n");
  EXPECT_EQ(whole.output_validator->files[0].text, "10");
  ASSERT_EQ(whole.submissions[0].source.files.size(), 2U);
  EXPECT_EQ(whole.submissions[0].source.files[0].text, "{{ n }} 10");
  EXPECT_EQ(whole.submissions[0].source.files[1].name, "lib.h");
  EXPECT_EQ(whole.submissions[0].source.files[1].text, "10");
}

TEST(LoadProblem, SortsSamplesFirstAndFindsNestedGroups) {
  const package_on_disk package(minimal_with({{"data/secret/a/2.in", "x"},
                                              {"data/secret/a/2.ans", "x"},
                                              {"data/secret/a/10.in", "x"},
                                              {"data/secret/a/10.ans", "x"},
                                              {"data/secret/a-b/1.in", "x"},
                                              {"data/secret/a-b/1.ans", "x"},
                                              {"data/secret/a/2.png", "x"},
                                              {"data/secret/a/2.hint", "x"}}));
  const auto whole = package.loaded();
  EXPECT_THAT(names_of(whole.cases),
              ElementsAre("sample/1", "secret/1", "secret/a-b/1", "secret/a/10", "secret/a/2"));
  EXPECT_THAT(whole.warnings, IsEmpty());
}

TEST(LoadProblem, ReadsTheDataThatValidatorsAreTestedWith) {
  const package_on_disk package(minimal_with({{"data/invalid_input/blank.in", " "},
                                              {"data/valid_output/v.in", "x"},
                                              {"data/valid_output/v.ans", "x"},
                                              {"data/valid_output/v.out", "x"},
                                              {"data/invalid_output/i.in", "x"},
                                              {"data/invalid_output/i.ans", "x"},
                                              {"data/invalid_output/i.out", "x"}}));
  const auto whole = package.loaded();
  EXPECT_THAT(names_of(whole.invalid_inputs), ElementsAre("invalid_input/blank"));
  ASSERT_EQ(whole.valid_outputs.size(), 1U);
  EXPECT_EQ(whole.valid_outputs[0].name, "valid_output/v");
  EXPECT_EQ(whole.valid_outputs[0].output, package.path() / "data/valid_output/v.out");
  ASSERT_EQ(whole.invalid_outputs.size(), 1U);
  EXPECT_EQ(whole.cases.size(), 2U);
}

TEST(LoadProblem, ReadsTheFilesOfACase) {
  const package_on_disk package(minimal_with({{"data/secret/1.files/table.txt", "x"},
                                              {"data/secret/1.files/deep/er.txt", "x"},
                                              {"data/secret/2.files/lost.txt", "x"},
                                              {"data/invalid_input/1.in", "x"},
                                              {"data/invalid_input/1.files/a", "x"}}));
  const auto whole = package.loaded();
  const auto root = package.path() / "data/secret/1.files";
  EXPECT_THAT(whole.cases[0].files, IsEmpty());
  EXPECT_THAT(whole.cases[1].files,
              ElementsAre(::testing::Pair("deep/er.txt", root / "deep/er.txt"),
                          ::testing::Pair("table.txt", root / "table.txt")));
  EXPECT_EQ(whole.invalid_inputs[0].files.size(), 1U);
  ASSERT_EQ(whole.warnings.size(), 1U);
  EXPECT_EQ(package.shown(whole.warnings[0]),
            "sum/data/secret/2.files: ignored: there is no sum/data/secret/2.in beside it");
}

TEST(LoadProblem, SkipsHiddenFilesAndEditorBackups) {
  const package_on_disk package(minimal_with({{"submissions/accepted/.hidden.cpp", "x"},
                                              {"submissions/accepted/sum.cpp~", "x"},
                                              {"submissions/accepted/#sum.cpp#", "x"},
                                              {"submissions/accepted/sum.cpp.orig", "x"},
                                              {"data/secret/.2.in.swp", "x"},
                                              {"data/secret/2.in~", "x"}}));
  const auto whole = package.loaded();
  EXPECT_EQ(whole.submissions.size(), 1U);
  EXPECT_EQ(whole.cases.size(), 2U);
  EXPECT_THAT(whole.warnings, IsEmpty());
}

TEST(LoadProblem, TakesAFolderOfFilesAsOneProgram) {
  const package_on_disk package(minimal_with({{"submissions/accepted/big/zeta.h", "z"},
                                              {"submissions/accepted/big/alpha.cpp", "a"},
                                              {"submissions/accepted/big/main.cpp", "m"},
                                              {"submissions/accepted/big/sub/x.h", "x"},
                                              {"output_validator/inner/check.cpp", "c"}}));
  const auto whole = package.loaded();
  ASSERT_EQ(whole.submissions.size(), 2U);
  const auto& big = whole.submissions[0].source;
  EXPECT_EQ(big.name, "accepted/big");
  EXPECT_EQ(big.home, package.path() / "submissions/accepted/big");
  std::vector<std::string> files;
  for (const auto& file : big.files) files.push_back(file.name);
  EXPECT_THAT(files, ElementsAre("main.cpp", "alpha.cpp", "sub/x.h", "zeta.h"));
  EXPECT_EQ(whole.output_validator->files[0].name, "check.cpp");
}

TEST(LoadProblem, AddsIncludedFilesByLanguage) {
  const package_on_disk package(minimal_with({{"include/default/data.txt", "d"},
                                              {"include/python3/grader.py", "g"},
                                              {"include/python3/main.py", "m"},
                                              {"submissions/accepted/s.py", "s"},
                                              {"submissions/accepted/grader.java", "j"}}));
  const auto whole = package.loaded();
  const auto files = [&](std::size_t i) {
    std::vector<std::string> names;
    for (const auto& file : whole.submissions[i].source.files) names.push_back(file.name);
    return names;
  };
  EXPECT_THAT(files(0), ElementsAre("grader.java", "data.txt"));
  EXPECT_THAT(files(1), ElementsAre("main.py", "s.py", "grader.py"));  // a driver starts it
  EXPECT_THAT(files(2), ElementsAre("sum.cpp", "data.txt"));
}

TEST(LoadProblem, ReadsALegacyPackage) {
  const package_on_disk package({{"problem.yaml",
                                  "name: Old\nauthor: A\nlicense: cc by-sa\nkeywords: a b\n"
                                  "validation: custom\nvalidator_flags: --strict 3\n"
                                  "limits: {memory: 256, time_multiplier: 4}\n"},
                                 {".timelimit", "3\n"},
                                 {"problem_statement/problem.tex", "x"},
                                 {"data/secret/1.in", "x"},
                                 {"data/secret/1.ans", "x"},
                                 {"input_format_validators/v.py", "x"},
                                 {"output_validators/check/check.cc", "x"},
                                 {"output_validators/check/check.h", "x"},
                                 {"submissions/time_limit_exceeded/slow.py", "x"}});
  const auto whole = package.loaded();
  EXPECT_EQ(whole.title, "Old");
  EXPECT_EQ(whole.time_limit, milliseconds(3000));
  EXPECT_EQ(whole.accepted_to_limit, 4.0);
  EXPECT_EQ(whole.limit_to_exceeded, 2.0);
  EXPECT_EQ(whole.limits.memory_bytes, 256 * mebibyte);
  ASSERT_TRUE(whole.output_validator);
  EXPECT_EQ(whole.output_validator->files.size(), 2U);
  EXPECT_THAT(whole.output_validator_arguments, ElementsAre("--strict", "3"));
  EXPECT_EQ(whole.input_validators.size(), 1U);
  EXPECT_TRUE(whole.submissions[0].expected->rules.at(0).overall.contains(verdict::wrong_answer));
  EXPECT_THAT(whole.warnings, IsEmpty());
}

TEST(LoadProblem, ReadsBareFolders) {
  const package_on_disk package({{"a.in", "1"},
                                 {"a.ans", "1"},
                                 {"b.in", "1"},
                                 {"b.out", "1"},
                                 {"c.in", "1"},
                                 {"c.a", "1"},
                                 {"my.cpp", "x"}});
  const auto whole = package.loaded();
  EXPECT_EQ(whole.format, problem_format::bare);
  EXPECT_THAT(names_of(whole.cases), ElementsAre("a", "b", "c"));
  EXPECT_EQ(whole.cases[1].answer, package.path() / "b.out");
  EXPECT_TRUE(whole.compare.case_sensitive);
  EXPECT_TRUE(whole.compare.give_hints);
  EXPECT_EQ(whole.time_limit, milliseconds(2000));
}

TEST(LoadProblem, TakesAnyNameInABareFolder) {
  const package_on_disk package({{"my case.in", "1"},
                                 {"my case.ans", "1"},
                                 {"-1.in", "1"},
                                 {"-1.out", "1"},
                                 {"#2.in", "1"},
                                 {"#2.a", "1"},
                                 {"\xe9\n.in", "1"},
                                 {"\xe9\n.ans", "1"},
                                 {".hidden.in", "1"},
                                 {"old.in~", "1"},
                                 {"#old.in#", "1"},
                                 {"my notes.txt", "x"}});
  const auto whole = package.loaded();
  EXPECT_THAT(names_of(whole.cases), ElementsAre("#2", "-1", "my case", R"(\xe9\x0a)"));
  EXPECT_EQ(whole.cases[3].input, package.path() / "\xe9\n.in");
  EXPECT_THAT(whole.warnings, IsEmpty());

  const package_on_disk folders({{"in/a b.txt", "1"}, {"out/a b.txt", "1"}, {"in/.x", "1"}});
  EXPECT_THAT(names_of(folders.loaded().cases), ElementsAre("a b"));
}

TEST(LoadProblem, ReadsTwoFoldersOfInputsAndOutputs) {
  const package_on_disk package({{"in/00_sample.txt", "1"},
                                 {"out/00_sample.txt", "1"},
                                 {"in/2.in", "1"},
                                 {"out/2.ans", "1"}});
  const auto whole = package.loaded();
  EXPECT_THAT(names_of(whole.cases), ElementsAre("00_sample", "2"));
  EXPECT_EQ(whole.cases[1].input, package.path() / "in/2.in");
  EXPECT_EQ(whole.cases[1].answer, package.path() / "out/2.ans");
}

TEST(LoadProblem, FollowsLinksThatStayInside) {
  package_on_disk package(testing::minimal_package());
  package.link("data/secret/2.in", "1.in");
  package.link("data/secret/2.ans", package.path() / "data/sample/1.ans");
  package.link("submissions/wrong_answer/same.cpp", "../accepted/sum.cpp");
  const auto whole = package.loaded();
  EXPECT_EQ(whole.cases.size(), 3U);
  EXPECT_EQ(whole.submissions[1].source.files[0].text, "int main() {}\n");
}

/// The text with up to three places changed.
std::string mutated(std::string text) {
  const auto edits = *rc::gen::inRange(0, 4);
  for (int i = 0; i < edits; ++i) {
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
    const auto removed = *rc::gen::inRange<std::size_t>(0, 4);
    const auto piece = *rc::gen::element<std::string>(
        "", "", ":", "- ", "\n", "  ", "{", "}", "[", "]", "'", "&a ", "*a", "\xff", "-1", "1e99",
        "~", "{seed}", "..", "/", "count", "<<", "\t");
    text = text.substr(0, at) + piece + text.substr(std::min(text.size(), at + removed));
  }
  return text;
}

RC_GTEST_PROP(LoadProblem, NeverFallsOverABrokenMetadataFile, ()) {
  const auto text = mutated(
      "problem_format_version: 2025-09\ntype: [pass-fail]\nname: {en: a, de: b}\n"
      "limits: {time_limit: 1.5, memory: 64, time_multipliers: {ac_to_time_limit: 2}}\n"
      "constants: {n: 5, k: {value: 1, tex: x}}\nlicense: cc0\nlanguages: [cpp]\n");
  const package_on_disk package(
      {{"problem.yaml", text}, {"data/secret/1.in", "x"}, {"data/secret/1.ans", "x"}});
  const auto whole = package.load();
  RC_CLASSIFY(static_cast<bool>(whole), "still a problem");
  if (!whole) RC_ASSERT(package.shown(whole.failure().message).rfind("sum/", 0) == 0U);
}

RC_GTEST_PROP(LoadProblem, NeverFallsOverABrokenPlan, ()) {
  const auto text = mutated(
      "solution: /submissions/accepted/s.py\nrandom_salt: abc\ngenerators: {g: [g.py]}\n"
      "data:\n  sample:\n    data:\n      - '': g {seed}\n      - b: {in: x, ans: y}\n"
      "  secret:\n    include: [b]\n    data:\n      - c: {generate: 'g {count}', count: 1..=3}\n"
      "      - group:\n          data: {x: g 7, y: {copy: m/1}}\n");
  const package_on_disk package(minimal_with({{"generators/generators.yaml", text},
                                              {"generators/g.py", "x"},
                                              {"generators/m/1.in", "x"},
                                              {"submissions/accepted/s.py", "x"}}));
  const auto whole = package.load();
  RC_CLASSIFY(static_cast<bool>(whole), "still a problem");
  if (!whole) RC_ASSERT(package.shown(whole.failure().message).rfind("sum/", 0) == 0U);
}

}  // namespace
}  // namespace judge

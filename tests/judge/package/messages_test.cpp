// What people read when their package is wrong: word for word, as these sentences are the feature.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>
#include <vector>

#include "judge/package/package_files.hpp"

namespace judge {
namespace {

using ::testing::ElementsAre;
using testing::file_texts;
using ::testing::HasSubstr;
using testing::minimal_package;
using testing::minimal_with;
using testing::package_on_disk;
using testing::with_yaml;

std::string refusal(const file_texts& files) { return package_on_disk(files).refusal(); }
std::string refusal_of_yaml(const std::string& lines) { return refusal(with_yaml(lines)); }

std::vector<std::string> warnings(const file_texts& files) {
  const package_on_disk package(files);
  std::vector<std::string> shown;
  for (const auto& line : package.loaded().warnings) shown.push_back(package.shown(line));
  return shown;
}

TEST(Messages, OfFoldersThatAreNone) {
  const auto missing = load_problem("/no/such/folder");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.failure().message, "/no/such/folder: No such file or directory");
  EXPECT_EQ(missing.failure().whose, fault::input);

  const package_on_disk package(minimal_package());
  const auto file = load_problem(package.path() / "problem.yaml");
  ASSERT_FALSE(file);
  EXPECT_EQ(package.shown(file.failure().message),
            "sum/problem.yaml: not a folder: name the folder of a problem (an archive must be "
            "unpacked first)");
  // Also where root may read everything: a folder "below" a file cannot be read by anybody.
  const auto below_file = load_problem(package.path() / "problem.yaml" / "x");
  ASSERT_FALSE(below_file);
  EXPECT_EQ(package.shown(below_file.failure().message), "sum/problem.yaml/x: Not a directory");
  const auto nameless = load_problem("");
  ASSERT_FALSE(nameless);
  EXPECT_EQ(nameless.failure().message, "the name of the problem's folder is empty");
}

TEST(Messages, OfFoldersThatAreNoProblem) {
  EXPECT_EQ(refusal({{"notes.txt", "x"}}),
            "sum: not a problem: looked for problem.yaml, for info.toml, for *.in files with "
            "*.ans, *.out or *.a "
            "beside them, and for the folders in/ and out/");
  EXPECT_EQ(refusal(minimal_with({{"problem.yaml", ""}})),
            "sum/problem.yaml: not found: a problem package needs it; write at least "
            "'problem_format_version: 2025-09' and 'name: ...'");
  EXPECT_THAT(refusal({{"info.toml", "x"}}),
              ::testing::StartsWith("sum/info.toml:1:2: not TOML: "));
}

TEST(Messages, OfWrongNumbers) {
  EXPECT_EQ(refusal_of_yaml("limits:\n  memory: 64\n  time_limit: fast\n"),
            "sum/problem.yaml:6:15: limits.time_limit: 'fast' is not a number of seconds: write "
            "for example 1.5");
  EXPECT_EQ(refusal_of_yaml("limits: {time_limit: 0}\n"),
            "sum/problem.yaml:4:22: limits.time_limit: '0' is out of range: a number of seconds "
            "from 0.001 to 86400 belongs here");
  EXPECT_THAT(refusal_of_yaml("limits: {time_limit: '1.5'}\n"), HasSubstr("is not a number"));
  EXPECT_THAT(refusal_of_yaml("limits: {time_limit: .inf}\n"), HasSubstr("is not a number"));
  EXPECT_THAT(refusal_of_yaml("limits: {time_limit: [1]}\n"), HasSubstr("a list is not a number"));
  EXPECT_EQ(refusal_of_yaml("limits: {memory: 1.5}\n"),
            "sum/problem.yaml:4:18: limits.memory: '1.5' is not a whole number of MiB: write for "
            "example 2048");
  EXPECT_THAT(refusal_of_yaml("limits: {output: 10240}\n"), HasSubstr("out of range"));
  EXPECT_THAT(refusal_of_yaml("limits: {time_multipliers: {ac_to_time_limit: 0.5}}\n"),
              HasSubstr("limits.time_multipliers.ac_to_time_limit: '0.5' is out of range"));
  EXPECT_EQ(refusal_of_yaml("limits: 5\n"),
            "sum/problem.yaml:4:9: limits: '5' where keys and values belong: write for example "
            "'name: value'");
}

TEST(Messages, OfBrokenYaml) {
  EXPECT_EQ(refusal(minimal_with({{"problem.yaml", "name: [x\nuuid: y\n"}})),
            "sum/problem.yaml:2:5: not YAML: end of sequence flow not found: check the "
            "indentation, and quote texts that hold ': ' or ' #'");
  EXPECT_EQ(refusal_of_yaml("name: again\n"),
            "sum/problem.yaml:4:1: name: given twice: remove one");
  EXPECT_EQ(refusal_of_yaml("version: \xff\n"),
            "sum/problem.yaml:4:10: not UTF-8: save the file as UTF-8 text");
  EXPECT_EQ(refusal(minimal_with({{"problem.yaml", "- a\n- b\n"}})),
            "sum/problem.yaml:1:1: a list where keys and values belong: write for example 'name: "
            "value'");
}

TEST(Messages, OfTypesOfProblems) {
  EXPECT_EQ(
      refusal_of_yaml("type: pass-fial\n"),
      "sum/problem.yaml:4:7: type: 'pass-fial' is not a type of problem: write pass-fail, or a "
      "list of pass-fail, scoring, multi-pass, interactive and submit-answer");
  EXPECT_EQ(refusal_of_yaml("type: [pass-fail, scoring]\n"),
            "sum/problem.yaml:4:7: type: pass-fail and scoring exclude each other: remove one");
  EXPECT_THAT(refusal_of_yaml("type: [multi-pass, submit-answer]\n"),
              HasSubstr("submit-answer and multi-pass exclude each other"));
  EXPECT_THAT(refusal_of_yaml("type: [interactive, submit-answer]\n"),
              HasSubstr("submit-answer and interactive exclude each other"));
  EXPECT_EQ(refusal_of_yaml("type: [scoring, scoring]\n"),
            "sum/problem.yaml:4:17: type: 'scoring' is there twice: remove one");
  EXPECT_EQ(refusal_of_yaml("type: []\n"),
            "sum/problem.yaml:4:7: type: an empty list: write pass-fail, or remove the key");
  EXPECT_EQ(refusal_of_yaml("type: interactive\n"),
            "sum/output_validator: missing: an interactive problem needs an output validator: add "
            "it");
  EXPECT_EQ(refusal(minimal_with({{"problem.yaml", "problem_format_version: 2031-01\n"}})),
            "sum/problem.yaml:1:25: problem_format_version: '2031-01' is not a version that this "
            "judge knows: it knows 2025-09, 2023-07, legacy and legacy-icpc");
  EXPECT_EQ(refusal(minimal_with({{"problem.yaml", "name: x\ntype: interactive\n"}})),
            "sum/problem.yaml:2:7: type: 'interactive' is not a type of problem in the legacy "
            "format: write pass-fail or scoring; interactive is said with 'validation: custom "
            "interactive'");
  EXPECT_EQ(refusal(minimal_with({{"problem.yaml", "name: x\nvalidation: default interactive\n"}})),
            "sum/problem.yaml:2:13: validation: 'interactive' needs a validator of the problem's "
            "own: write 'custom interactive'");
}

TEST(Messages, OfOtherWrongValues) {
  EXPECT_EQ(refusal_of_yaml("languages: [cpp, c++]\n"),
            "sum/problem.yaml:4:18: languages: 'c++' is not a language code of the format: write "
            "for example cpp or python3, or all");
  EXPECT_EQ(refusal_of_yaml("languages: []\n"),
            "sum/problem.yaml:4:12: languages: no language in it: name some, or write all");
  EXPECT_EQ(refusal_of_yaml("allow_file_writing: maybe\n"),
            "sum/problem.yaml:4:21: allow_file_writing: 'maybe' is neither true nor false");
  EXPECT_EQ(refusal_of_yaml("constants: {max n: 5}\n"),
            "sum/problem.yaml:4:13: constants.max n: not a name: use letters, digits and '_', a "
            "letter first");
  EXPECT_THAT(refusal_of_yaml("constants: {n: {tex: 5}}\n"), HasSubstr("has no 'value'"));
  EXPECT_THAT(refusal_of_yaml("constants: {n: }\n"), HasSubstr("has no value"));
  EXPECT_EQ(refusal(minimal_with({{"problem.yaml", "name: x\n"}, {".timelimit", "soon"}})),
            "sum/.timelimit:1:1: 'soon' is not a number of seconds: write for example 1.5");
}

TEST(Messages, OfIncompleteData) {
  EXPECT_EQ(refusal(minimal_with({{"data/secret/2.in", "x"}})),
            "sum/data/secret/2.in: there is no sum/data/secret/2.ans beside it: add the answer, or "
            "name the case in sum/generators/generators.yaml");
  EXPECT_EQ(refusal(minimal_with({{"data/secret/2.ans", "x"}})),
            "sum/data/secret/2.ans: there is no sum/data/secret/2.in beside it: add the input, or "
            "remove this file");
  EXPECT_EQ(
      refusal(minimal_with({{"data/valid_output/2.in", "x"}, {"data/valid_output/2.ans", "x"}})),
      "sum/data/valid_output/2.in: there is no sum/data/valid_output/2.out beside it: add "
      "the output that the validator is tested with");
  EXPECT_EQ(refusal(minimal_with({{"data/secret/1.files", "x"}})),
            "sum/data/secret/1.files: not a folder: it must hold the files of the case");
  EXPECT_EQ(refusal(minimal_with({{"data/secret/1/2.in", "x"}, {"data/secret/1/2.ans", "x"}})),
            "sum/data/secret/1: a folder and a case of one name: rename one");
  EXPECT_EQ(refusal({{"1.in", "x"}}),
            "sum/1.in: there is no 1.ans, .out or .a beside it: add the answer");
  EXPECT_EQ(refusal({{"1.in", "x"}, {"1.ans", "x"}, {"1.out", "x"}}),
            "sum/1.ans and sum/1.out: two answers for one input: leave one");
  EXPECT_EQ(refusal({{"1.in", "x"}, {"1.ans", "x"}, {"2.ans", "x"}}),
            "sum/2.ans: there is no 2.in beside it: add the input, or remove this file");
  EXPECT_EQ(refusal({{"in/1.txt", "x"}, {"out/2.txt", "x"}}),
            "sum/in/1.txt: there is no answer of this name in sum/out: add it");
  EXPECT_EQ(refusal({{"in/1.txt", "x"}, {"out/1.txt", "x"}, {"out/2.txt", "x"}}),
            "sum/out/2.txt: there is no input of this name in sum/in: add it, or remove this file");
  EXPECT_EQ(refusal({{"in/1.txt", "x"}, {"out/1.ans", "x"}, {"out/1.out", "x"}}),
            "sum/out/1.ans and sum/out/1.out: two answers for one input: leave one");
}

TEST(Messages, OfTwoInputsOfOneName) {
  const std::string line =
      "sum/in/1.in and sum/in/1.txt: two inputs for the case 1: rename or remove one";
  EXPECT_EQ(refusal({{"in/1.in", "x"}, {"in/1.txt", "x"}, {"out/1.ans", "x"}}), line);
  EXPECT_EQ(refusal({{"in/1.in", "x"}, {"in/1.txt", "x"}, {"out/1.in", "x"}, {"out/1.txt", "x"}}),
            line);
}

TEST(Messages, OfPathsThatLeadOut) {
  package_on_disk package(minimal_package());
  package.link("data/secret/2.in", "/etc/hostname");
  package.link("data/secret/2.ans", "1.ans");
  EXPECT_EQ(package.refusal(),
            "sum/data/secret/2.in: leads out of the package, to /etc/hostname: a package must hold "
            "all that it needs; copy the file into it");

  package_on_disk folder(minimal_package());
  folder.link("submissions/accepted/etc", "/etc");
  EXPECT_THAT(folder.refusal(),
              HasSubstr("sum/submissions/accepted/etc: leads out of the package"));

  package_on_disk whole(minimal_package());
  whole.link("input_format_validators", "..");
  EXPECT_THAT(whole.refusal(), HasSubstr("sum/input_format_validators: leads out of the package"));

  package_on_disk sibling(minimal_package());
  std::filesystem::create_directories(sibling.path().parent_path() / "summer");
  sibling.link("submissions/accepted/x", sibling.path().parent_path() / "summer");
  EXPECT_THAT(sibling.refusal(), HasSubstr("leads out of the package"));

  package_on_disk broken(minimal_package());
  broken.link("submissions/accepted/gone.cpp", "nowhere.cpp");
  EXPECT_EQ(broken.refusal(),
            "sum/submissions/accepted/gone.cpp: a link that leads nowhere (No such file or "
            "directory): remove or repair it");

  package_on_disk loop(minimal_package());
  loop.link("data/secret/again", ".");
  EXPECT_THAT(loop.refusal(), HasSubstr("folders nested deeper than 8"));
}

TEST(Messages, OfFilesThatAreTooLarge) {
  package_on_disk package(minimal_package());
  package.write("submissions/accepted/huge.cpp", "x");
  std::filesystem::resize_file(package.path() / "submissions/accepted/huge.cpp", 20'000'000'000);
  EXPECT_EQ(package.refusal(),
            "sum/submissions/accepted/huge.cpp: 20000000000 bytes, more than the 16777216 allowed "
            "here");
  package_on_disk input(minimal_package());
  std::filesystem::resize_file(input.path() / "data/secret/1.in", 20'000'000'000);
  EXPECT_EQ(input.refusal(),
            "sum/data/secret/1.in: 20000000000 bytes: a file of test data may have 1073741824 at "
            "most");
  package_on_disk metadata(minimal_package());
  std::filesystem::resize_file(metadata.path() / "problem.yaml", 5'000'000);
  EXPECT_THAT(metadata.refusal(), HasSubstr("5000000 bytes, more than the 1048576"));
}

TEST(Messages, OfThingsThatAreNoFiles) {
  package_on_disk pipe(minimal_with({{"data/secret/1.in", ""}}));
  ASSERT_EQ(::mkfifo((pipe.path() / "data/secret/1.in").c_str(), 0600), 0);
  EXPECT_EQ(pipe.refusal(), "sum/data/secret/1.in: not a regular file: test data must be files");
  package_on_disk program(minimal_package());
  ASSERT_EQ(::mkfifo((program.path() / "submissions/accepted/b.cpp").c_str(), 0600), 0);
  EXPECT_EQ(program.refusal(), "sum/submissions/accepted/b.cpp: not a regular file");
}

TEST(Messages, OfKeysThatNobodyKnows) {
  EXPECT_THAT(
      warnings(with_yaml("limits: {time_limt: 5, generator_time: 30}\nsource_url: x\nmumbo: 1\n")),
      ElementsAre("sum/problem.yaml:4:40: limits.generator_time: a key of BAPCtools, ignored: the "
                  "judge's own limit counts",
                  "sum/problem.yaml:4:10: limits.time_limt: not a key of 2025-09, ignored: remove "
                  "it or check its spelling",
                  "sum/problem.yaml:5:13: source_url: a key of the legacy format, ignored: write "
                  "url below source",
                  "sum/problem.yaml:6:1: mumbo: not a key of 2025-09, ignored: remove it or check "
                  "its spelling"));
}

TEST(Messages, OfThingsThatAreNotFollowed) {
  EXPECT_THAT(
      warnings(minimal_with(
          {{"problem_statement/problem.tex", "x"},
           {"input_validators/v.viva", "x"},
           {"data/secret/1.txt", "x"},
           {"data/secret/testdata.yaml", "x: 1"},
           {"data/secret/-1.in", "x"},
           {"data/secret/2 b.in", "x"},
           {"data/other/1.in", "x"},
           {"submissions/stray.cpp", "x"},
           {"submissions/accepted/a b.cpp", "x"},
           {"submissions/submissions.yaml", "accepted/*:\n  authors: A\n  permited: [AC, WA]\n"}})),
      ElementsAre(
          "sum/problem_statement: ignored: in 2025-09 this folder is called statement",
          "sum/submissions/submissions.yaml:3:3: accepted/*.permited: not a key of "
          "submissions.yaml, ignored: remove it or check its spelling",
          "sum/submissions/accepted/a b.cpp: ignored: names in a package are made of "
          "letters, digits, '_', '.' and '-', and do not begin with '-'",
          "sum/submissions/stray.cpp: ignored: put it into a folder that says what is "
          "expected of it, for example submissions/accepted/",
          "sum/input_validators/v.viva: not run: VIVA files are not supported: write it in C++, "
          "Python or Checktestdata",
          "sum/data/other: ignored: a package has data/sample, secret, invalid_input, "
          "invalid_output and valid_output",
          "sum/data/secret/-1.in: ignored: names in a package are made of letters, digits, '_', "
          "'.' and '-', and do not begin with '-'",
          "sum/data/secret/2 b.in: ignored: names in a package are made of letters, digits, '_', "
          "'.' and '-', and do not begin with '-'",
          "sum/data/secret/1.txt: ignored: not part of a test case",
          "sum/data/secret/testdata.yaml: ignored: in this format the file is called "
          "test_group.yaml"));
}

}  // namespace
}  // namespace judge

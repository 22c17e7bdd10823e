#include "judge/package/library_checker.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "judge/base/hash.hpp"
#include "judge/package/package_files.hpp"

namespace judge {
namespace {

using ::testing::ElementsAre;
using testing::file_texts;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::package_on_disk;

constexpr auto info =
    "title = 'A + B'\n"
    "timelimit = 2.0\n"
    "forum = 'https://example.org'\n"
    "[[tests]]\n"
    "name = 'example.in'\n"
    "number = 2\n"
    "[[tests]]\n"
    "name = 'random.cpp'\n"
    "number = 2\n";

/// A problem in its repository: "sum/problem" is the problem, "sum/common" its headers.
file_texts repository(const std::string& text = info, const file_texts& more = {}) {
  file_texts files = {{"common/testlib.h", "// testlib"},   {"problem/info.toml", text},
                      {"problem/checker.cpp", "checker"},   {"problem/verifier.cpp", "verifier"},
                      {"problem/gen/example_00.in", "1 2"}, {"problem/gen/example_01.in", "3 4\n"},
                      {"problem/gen/random.cpp", "random"}, {"problem/sol/correct.cpp", "correct"},
                      {"problem/hash.json", "{}"}};
  for (const auto& [name, content] : more) {
    if (content.empty()) {
      files.erase(name);
    } else {
      files[name] = content;
    }
  }
  return files;
}

problem loaded(const package_on_disk& place) {
  auto whole = load_problem(place.path() / "problem");
  if (whole) return std::move(whole).value();
  ADD_FAILURE() << place.shown(whole.failure().message);
  return {};
}

std::string refusal(const std::string& text, const file_texts& more = {}) {
  const package_on_disk place(repository(text, more));
  const auto whole = load_problem(place.path() / "problem");
  return whole ? "" : place.shown(whole.failure().message);
}

TEST(LibraryChecker, PlansItsCases) {
  const package_on_disk place(repository());
  const auto whole = loaded(place);
  EXPECT_EQ(whole.format, problem_format::library_checker);
  EXPECT_EQ(whole.title, "A + B");
  EXPECT_EQ(whole.time_limit, milliseconds(2000));
  EXPECT_EQ(whole.limits.memory_bytes, 1024 * mebibyte);
  EXPECT_EQ(whole.limits.output_bytes, 256 * mebibyte);  // answers of 20 MB are usual there
  ASSERT_TRUE(whole.plan);
  std::vector<std::string> names;
  for (const auto& one : whole.plan->cases) names.push_back(one.name);
  EXPECT_THAT(names, ElementsAre("secret/example_00", "secret/example_01", "secret/random_00",
                                 "secret/random_01"));
  const auto& cases = whole.plan->cases;
  EXPECT_EQ(cases[0].input, "1 2");  // byte by byte: no line end is added
  EXPECT_THAT(cases[0].command, IsEmpty());
  EXPECT_THAT(cases[3].command, ElementsAre("random.cpp", "1"));
  EXPECT_EQ(cases[3].solution, "/sol/correct.cpp");
  EXPECT_EQ(cases[3].line, 7);
  EXPECT_EQ(whole.plan->generators[0].name, "random.cpp");
  EXPECT_EQ(whole.plan->solutions[0].name, "/sol/correct.cpp");
  EXPECT_THAT(whole.warnings, IsEmpty());
}

TEST(LibraryChecker, SpeaksTestlib) {
  const auto whole = loaded(package_on_disk(repository()));
  EXPECT_EQ(whole.dialect, validator_dialect::testlib);
  EXPECT_EQ(whole.output_validator->files[0].text, "checker");
  ASSERT_EQ(whole.input_validators.size(), 1U);
  EXPECT_EQ(whole.input_validators[0].files[0].text, "verifier");
}

TEST(LibraryChecker, WritesParametersForEveryProgram) {
  const package_on_disk place(repository(std::string(info) +
                                         "[params]\nN_MAX = 1_000\nMIN = -5\nEPS = 1e-6\n"
                                         "NAME = 'x'\nREAL = 1.5\n"));
  const auto whole = loaded(place);
  const auto& source = whole.plan->generators[0];
  ASSERT_EQ(source.files.size(), 2U);
  EXPECT_EQ(source.files[0].name, "gen/random.cpp");  // so that ../params.h is the second
  EXPECT_EQ(source.files[1].name, "params.h");
  EXPECT_EQ(source.files[1].text,
            "#define EPS 1e-06\n#define MIN (long long)-5\n#define NAME \"x\"\n"
            "#define N_MAX (long long)1000\n#define REAL 1.5\n");
  EXPECT_EQ(source.home, place.path() / "problem");
  EXPECT_EQ(source.language, "cpp17");
  EXPECT_FALSE(std::filesystem::exists(place.path() / "problem/params.h"));
}

TEST(LibraryChecker, FindsTheHeadersOfItsRepositoryOnly) {
  const package_on_disk place(repository());
  const auto common = std::filesystem::canonical(place.path() / "common");
  EXPECT_THAT(loaded(place).output_validator->include_roots, ElementsAre(common));

  const package_on_disk without(repository(info, {{"common/testlib.h", ""}}));
  const auto whole = loaded(without);
  EXPECT_THAT(whole.output_validator->include_roots, IsEmpty());
  ASSERT_EQ(whole.warnings.size(), 1U);
  EXPECT_THAT(whole.warnings[0], HasSubstr("there is no common/testlib.h in a folder above"));

  // A link could lead to anybody's headers.
  without.write("elsewhere/testlib.h", "secret");
  without.link("common", without.path() / "elsewhere");
  EXPECT_THAT(loaded(without).output_validator->include_roots, IsEmpty());
}

TEST(LibraryChecker, ExpectsOfSolutionsWhatItSays) {
  const auto whole = loaded(package_on_disk(repository(
      std::string(info) + "[[solutions]]\nname = 'wa.cpp'\nexpect = 'WA'\n"
                          "[[solutions]]\nname = 'slow.py'\nallow_tle = true\nallow_re = true\n"
                          "[[solutions]]\nname = 'old.cpp'\nwrong = true\n"
                          "[[solutions]]\nname = 'function.cpp'\nfunction = true\n",
      {{"problem/sol/wa.cpp", "w"},
       {"problem/sol/slow.py", "s"},
       {"problem/sol/old.cpp", "o"},
       {"problem/sol/function.cpp", "f"},
       {"problem/grader/grader.cpp", "g"}})));
  const auto& all = whole.submissions;
  ASSERT_EQ(all.size(), 5U);
  const auto rule = [&](std::size_t i) { return all[i].expected->rules.at(0); };
  using enum verdict;
  EXPECT_EQ(all[0].source.name, "sol/correct.cpp");
  EXPECT_EQ(rule(0).permitted, std::set<verdict>{accepted});
  EXPECT_EQ(rule(0).name, "sol/correct.cpp");
  EXPECT_EQ(rule(1).name, "info.toml:10");
  EXPECT_EQ(all[0].expected->name, "AC");
  EXPECT_EQ(rule(1).permitted, (std::set<verdict>{accepted, wrong_answer}));
  EXPECT_EQ(rule(1).required, std::set<verdict>{wrong_answer});
  EXPECT_EQ(all[1].expected->name, "WA");
  EXPECT_EQ(rule(2).permitted, (std::set<verdict>{accepted, time_limit, run_time_error}));
  EXPECT_EQ(rule(2).required, std::set<verdict>{});
  EXPECT_EQ(rule(3).required, std::set<verdict>{wrong_answer});
  std::vector<std::string> files;
  for (const auto& file : all[4].source.files) files.push_back(file.name);
  EXPECT_THAT(files, ElementsAre("sol/function.cpp", "params.h", "grader/grader.cpp"));
}

TEST(LibraryChecker, HoldsTheCasesAgainstTheHashes) {
  const auto sum = sha256_hex("x");
  const auto whole = loaded(package_on_disk(repository(
      info, {{"problem/hash.json", "{\"random_00.in\": \"" + sum + "\", \"random_00.out\": \"" +
                                       sha256_hex("y") + "\"}"}})));
  EXPECT_EQ(whole.plan->sums.at("secret/random_00.in"), sum);
  EXPECT_EQ(whole.plan->sums.at("secret/random_00.ans"), sha256_hex("y"));
  EXPECT_EQ(whole.plan->sums_file.filename(), "hash.json");

  const auto hashes = [](const std::string& text) {
    return refusal(info, {{"problem/hash.json", text}});
  };
  EXPECT_THAT(hashes("{\n\"a\": \n}"), HasSubstr("sum/problem/hash.json:3: not JSON: "));
  EXPECT_THAT(hashes("[]"), HasSubstr("must map names of files to their SHA-256"));
  EXPECT_THAT(hashes("{\"../x\": \"" + sum + "\"}"), HasSubstr("'../x': must be the name of"));
  EXPECT_THAT(hashes("{\"x.in\": \"abc\"}"), HasSubstr("'x.in': must be the name of"));
  const package_on_disk missing(repository(info, {{"problem/hash.json", ""}}));
  EXPECT_THAT(loaded(missing).warnings,
              ElementsAre(HasSubstr("hash.json: missing: the generated cases are held against "
                                    "nothing")));
}

TEST(LibraryChecker, WarnsOfWhatNobodyUses) {
  const package_on_disk place(
      repository("timelimit = 1\ncolour = 3\n[[tests]]\n"
                 "name = 'random.cpp'\nnumber = 1\n",
                 {{"problem/sol/other.cpp", "x"}}));
  std::vector<std::string> said;
  for (const auto& line : loaded(place).warnings) said.push_back(place.shown(line));
  EXPECT_THAT(said, ElementsAre("sum/problem/info.toml:2: colour: not a key of a library-checker "
                                "problem, ignored: remove it or check its spelling",
                                "sum/problem/info.toml: title: missing: the folder's name is shown",
                                "sum/problem/gen/example_00.in: not used: name it in [[tests]] of "
                                "info.toml",
                                "sum/problem/gen/example_01.in: not used: name it in [[tests]] of "
                                "info.toml",
                                "sum/problem/sol/other.cpp: not used: name it in [[solutions]] of "
                                "info.toml"));
}

TEST(LibraryChecker, NamesWhatIsWrong) {
  const std::string head = "title = 'x'\ntimelimit = 1.0\n";
  const std::string tests = "[[tests]]\nname = 'random.cpp'\nnumber = 1\n";
  const auto test = [&](const std::string& lines) { return refusal(head + "[[tests]]\n" + lines); };
  EXPECT_THAT(refusal("title = \n"), HasSubstr("sum/problem/info.toml:1:9: not TOML: "));
  EXPECT_EQ(refusal("title = 3\n"), "sum/problem/info.toml:1: title: must be a text");
  EXPECT_THAT(refusal("title = 'x'\n"), HasSubstr("timelimit: must be a number of seconds"));
  for (const auto* limit : {"-1", "0", "nan", "inf", "'1'", "1e9"}) {
    EXPECT_THAT(refusal("timelimit = " + std::string(limit) + "\n" + tests),
                HasSubstr("info.toml:1: timelimit: must be a number of seconds"))
        << limit;
  }
  EXPECT_EQ(refusal(head),
            "sum/problem/info.toml: no test case: write [[tests]] with name and "
            "number");
  EXPECT_THAT(refusal("tests = 3\n" + head), HasSubstr("info.toml:1: tests: must be tables"));
  EXPECT_THAT(test("number = 1\n"), HasSubstr("info.toml:3: name: '' is not the name of a file"));
  EXPECT_THAT(test("name = '../x.cpp'\nnumber = 1\n"),
              HasSubstr("info.toml:4: name: '../x.cpp' is not the name of a file *.cpp or *.in"));
  EXPECT_THAT(test("name = 'random.cpp'\n"),
              HasSubstr("info.toml:3: number: must be there, and from 0 to 1000"));
  EXPECT_THAT(test("name = 'random.cpp'\nnumber = 1000000000\n"),
              HasSubstr("info.toml:5: number: must be there, and from 0 to 1000"));
  EXPECT_THAT(test("name = 'none.cpp'\nnumber = 1\n"), HasSubstr("sum/problem/gen/none.cpp"));
  EXPECT_THAT(test("name = 'example.in'\nnumber = 3\n"),
              HasSubstr("sum/problem/gen/example_02.in"));
  EXPECT_THAT(refusal(head + tests + tests),
              HasSubstr("info.toml:6: random_00: a second case of this name"));
  EXPECT_THAT(refusal(head + tests + "[[solutions]]\nname = 'correct.cpp'\nexpect = 'MLE'\n"),
              HasSubstr("info.toml:8: expect: must be AC, WA, TLE or RE"));
  EXPECT_THAT(refusal(head + "checker = '../../x.cpp'\n" + tests),
              HasSubstr("info.toml:3: checker: must be the path of a file of the problem"));
  EXPECT_THAT(refusal(head + tests + "[params]\n'A B' = 1\n"),
              HasSubstr("info.toml:7: A B: is no name of a constant in C++"));
  EXPECT_THAT(refusal(head + tests + "[params]\nA = [1]\n"),
              HasSubstr("info.toml:7: A: must be a number, or a text without quotes"));
  EXPECT_THAT(refusal(head + tests + "[params]\nA = \"x\\ny\"\n"),
              HasSubstr("info.toml:7: A: must be a number, or a text without quotes"));
}

TEST(LibraryChecker, ReadsNothingOutsideItsFolder) {
  const package_on_disk place(repository(info, {{"problem/checker.cpp", ""}}));
  place.write("secret.cpp", "secret");
  place.link("problem/checker.cpp", place.path() / "secret.cpp");
  const auto whole = load_problem(place.path() / "problem");
  ASSERT_FALSE(whole);
  EXPECT_THAT(whole.failure().message, HasSubstr("leads out of the package"));
}

}  // namespace
}  // namespace judge

#include "judge/package/validate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "judge/base/text.hpp"
#include "judge/package/package_files.hpp"
#include "support/fake_builder.hpp"
#include "support/fake_checker.hpp"
#include "support/fake_runner.hpp"

namespace judge {
namespace {

using ::testing::ElementsAre;
using testing::fake_builder;
using testing::fake_runner;
using testing::file_texts;
using ::testing::IsEmpty;
using testing::minimal_package;
using testing::minimal_with;
using testing::package_on_disk;

/// A validator that says yes to inputs that start with a digit, and breaks as its input asks.
run_outcome digit_validator(const run_request& asked) {
  const auto text = *read_file(std::get<std::filesystem::path>(asked.input));
  run_outcome outcome;
  outcome.code = !text.empty() && text[0] >= '0' && text[0] <= '9' ? 42 : 43;
  if (outcome.code == 43) outcome.standard_error = "line 1: no digit\n";
  if (text.rfind("exit ", 0) == 0) outcome.code = std::stoi(text.substr(5));
  if (text == "crash\n") {
    outcome.how = ending::signalled;
    outcome.code = 6;
    outcome.standard_error = "Traceback (most recent call last):\n  File ...\nKeyError: 5\n";
  }
  return outcome;
}

std::vector<std::string> shown(const package_on_disk& package,
                               const std::vector<finding>& findings) {
  std::vector<std::string> lines;
  for (const auto& one : findings) {
    lines.push_back((one.is_error ? "" : "warning: ") + package.shown(one.text));
  }
  return lines;
}

std::vector<std::string> findings_of(const file_texts& files, unsigned jobs = 1) {
  const package_on_disk package(files);
  const auto whole = package.loaded();
  fake_builder builds([](const program_source& source) -> result<build_outcome> {
    build_outcome outcome;
    if (source.name == "broken.cpp") {
      outcome.message = "broken.cpp:1: error: no\n";
    } else {
      outcome.built.emplace();
      outcome.built->name = source.name;
    }
    return outcome;
  });
  fake_runner runs(
      [](const run_request& asked) -> result<run_outcome> { return digit_validator(asked); });
  validation_options options;
  options.jobs = jobs;
  const auto found = validate_data(whole, builds, runs, options);
  if (!found) return {found.failure().message};
  return shown(package, *found);
}

TEST(ValidateData, FindsNothingInGoodData) {
  EXPECT_THAT(findings_of(minimal_with({{"data/invalid_input/a.in", "x\n"},
                                        {"data/valid_output/v.in", "1\n"},
                                        {"data/valid_output/v.ans", "1\n"},
                                        {"data/valid_output/v.out", "1\n"}})),
              IsEmpty());
}

TEST(ValidateData, NamesInputsThatAreRefused) {
  EXPECT_THAT(findings_of(minimal_with({{"data/secret/1.in", "five\n"}})),
              ElementsAre("sum/data/secret/1.in: input validator validate.cpp refuses it: \"line "
                          "1: no digit\""));
  EXPECT_THAT(findings_of(minimal_with({{"data/invalid_output/v.in", "x\n"},
                                        {"data/invalid_output/v.ans", "1\n"},
                                        {"data/invalid_output/v.out", "1\n"}})),
              ElementsAre("sum/data/invalid_output/v.in: input validator validate.cpp refuses it: "
                          "\"line 1: no digit\""));
}

TEST(ValidateData, NamesInvalidInputsThatAreAccepted) {
  EXPECT_THAT(findings_of(minimal_with({{"data/invalid_input/a.in", "1\n"}})),
              ElementsAre("sum/data/invalid_input/a.in: no input validator refuses it: an invalid "
                          "input must be refused by one"));
}

TEST(ValidateData, NamesValidatorsThatDoNotKeepToTheContract) {
  for (const auto* root : {"invalid_input", "secret"}) {
    const auto file = std::string("data/") + root + "/1.in";
    const auto line = [&](const std::string& end) {
      return "sum/" + file + ": input validator validate.cpp " + end +
             ": it must end with 42 (valid) or 43 (invalid)";
    };
    EXPECT_THAT(findings_of(minimal_with({{file, "exit 0\n"}})),
                ElementsAre(line("ended with exit code 0: \"line 1: no digit\"")));
    EXPECT_THAT(findings_of(minimal_with({{file, "crash\n"}})),
                ElementsAre(line("was killed by signal SIGABRT: \"KeyError: 5\"")));
  }
}

TEST(ValidateData, AnyOtherExitCodeRefuses) {
  EXPECT_THAT(findings_of(minimal_with({{"data/invalid_input/a.in", "exit 1\n"}})), IsEmpty());
  EXPECT_THAT(findings_of(minimal_with({{"data/secret/1.in", "exit 1\n"}})),
              ElementsAre("sum/data/secret/1.in: input validator validate.cpp refuses it: \"line "
                          "1: no digit\""));
}

/// What the validators of this package are asked, and what is found when all end with this code.
struct asked_validators {
  std::vector<run_request> requests;
  std::vector<std::string> findings;
};

asked_validators ask_all(const file_texts& files, int code, checker* check = nullptr,
                         const std::function<void(problem&)>& change = {}) {
  const package_on_disk package(files);
  auto whole = package.loaded();
  if (change) change(whole);
  fake_builder builds([](const program_source& source) -> result<build_outcome> {
    if (source.name.ends_with(".ctd") && source.name.starts_with("absent")) {
      return environment_error("Checktestdata: checktestdata is not installed");
    }
    build_outcome outcome;
    outcome.built.emplace();
    outcome.built->name = source.name;
    return outcome;
  });
  asked_validators asked;
  fake_runner runs([&](const run_request& request) -> result<run_outcome> {
    asked.requests.push_back(request);
    run_outcome outcome;
    outcome.code = code;
    return outcome;
  });
  const auto found =
      validate_data(whole, builds, runs, {.jobs = 1, .check = check, .progress = {}});
  asked.findings = found ? shown(package, *found) : std::vector{found.failure().message};
  return asked;
}

file_texts with_validator(const std::string& name, const std::string& text) {
  auto files = minimal_with({{"input_validators/" + name, text}});
  files.erase("input_validators/validate.cpp");
  files.erase("data/sample/1.in");
  files.erase("data/sample/1.ans");
  return files;
}

TEST(ValidateData, KnowsWhatEachKindOfValidatorMeans) {
  const auto testlib = with_validator("v.cpp", "#include \"testlib.h\"\n");
  const auto description = with_validator("v.ctd", "INT(1, 2) NEWLINE EOF\n");
  const auto refused = [](const std::string& name) {
    return "sum/data/secret/1.in: input validator " + name + " refuses it";
  };
  EXPECT_THAT(ask_all(testlib, 0).findings, IsEmpty());
  EXPECT_THAT(ask_all(testlib, 42).findings, IsEmpty());
  EXPECT_THAT(ask_all(testlib, 3).findings, ElementsAre(refused("v.cpp")));
  EXPECT_THAT(ask_all(testlib, 1).findings,
              ElementsAre("sum/data/secret/1.in: input validator v.cpp ended with exit code 1: it "
                          "must end with 0 (valid) or 3 (invalid)"));
  EXPECT_THAT(ask_all(description, 0).findings, IsEmpty());
  EXPECT_THAT(ask_all(description, 1).findings, ElementsAre(refused("v.ctd")));
  EXPECT_THAT(ask_all(description, 2).findings,
              ElementsAre("sum/data/secret/1.in: input validator v.ctd ended with exit code 2: it "
                          "must end with 0 (valid) or 1 (invalid)"));
}

TEST(ValidateData, GoesOnWithoutAToolThatIsNotInstalled) {
  auto files = with_validator("absent.ctd", "EOF\n");
  files["data/invalid_input/a.in"] = "x\n";
  EXPECT_THAT(ask_all(files, 0).findings,
              ElementsAre("warning: sum: input validator absent.ctd: Checktestdata: checktestdata "
                          "is not installed; it is not run"));
  files["input_validators/v.py"] = "pass";
  EXPECT_THAT(ask_all(files, 42).findings,
              ElementsAre(::testing::StartsWith("warning: sum: input validator absent.ctd"),
                          "warning: sum/data/invalid_input/a.in: no input validator that could be "
                          "run refuses it: an invalid input must be refused by one"));
}

TEST(ValidateData, GivesInputValidatorsTheFilesAndArgumentsOfTheCase) {
  auto files = with_validator("v/main.py", "x");
  files["input_validators/v/words.txt"] = "a\n";
  files["data/secret/1.yaml"] = "input_validator_args: [--own]\n";
  const auto asked = ask_all(files, 42, nullptr, [](problem& whole) {
    whole.cases.front().settings.arguments = {"--fast"};
    whole.cases.front().files = {{"table.txt", "/p/table.txt"}};
  });
  ASSERT_EQ(asked.requests.size(), 1U);
  EXPECT_THAT(asked.requests[0].arguments, ElementsAre("--own", "--fast"));
  std::vector<std::string> names;
  for (const auto& file : asked.requests[0].files) names.push_back(file.name);
  EXPECT_THAT(names, ElementsAre("table.txt", "main.py", "words.txt"));
}

TEST(ValidateData, AsksAnswerValidatorsAboutTheAnswers) {
  auto files = with_validator("v.py", "x");
  files.erase("input_validators/v.py");
  files["answer_validators/a.py"] = "x";
  files["data/secret/1.yaml"] = "answer_validator_args: {a: [--small], b: [--other]}\n";
  const auto asked = ask_all(files, 43);
  ASSERT_EQ(asked.requests.size(), 1U);
  EXPECT_THAT(asked.requests[0].arguments, ElementsAre("/work/case.in", "--small"));
  EXPECT_TRUE(std::get<std::filesystem::path>(asked.requests[0].input).string().ends_with("1.ans"));
  EXPECT_THAT(asked.findings,
              ElementsAre("sum/data/secret/1.ans: answer validator a.py refuses it"));
}

TEST(ValidateData, ChecksAnswersAndWrittenOutputs) {
  using is = check_outcome::answer;
  testing::fake_checker check([](const test_case&, const run_outcome& run) {
    check_outcome outcome;
    outcome.is = run.standard_output == "right\n"    ? is::right
                 : run.standard_output == "broken\n" ? is::broken_checker
                                                     : is::wrong;
    outcome.message = "said so";
    return outcome;
  });
  auto files = minimal_with({{"output_validator/v.cpp", "x"}, {"data/secret/1.ans", "right\n"}});
  const auto add = [&](const std::string& stem, const std::string& output) {
    files[stem + ".in"] = "1\n";
    files[stem + ".ans"] = "right\n";
    files[stem + ".out"] = output;
  };
  add("data/valid_output/a", "right\n");
  add("data/valid_output/b", "other\n");
  add("data/invalid_output/a", "other\n");
  add("data/invalid_output/b", "right\n");
  add("data/invalid_output/c", "broken\n");
  EXPECT_THAT(
      ask_all(files, 42, &check).findings,
      ElementsAre("warning: sum/data/sample/1.ans: not accepted, though it is the answer: said so",
                  "sum/data/valid_output/b.out: not accepted, though it is a valid output: said so",
                  "sum/data/invalid_output/b.out: accepted: an invalid output must be refused: "
                  "said so",
                  "sum/data/invalid_output/c.out: neither accepted nor refused: said so"));
  EXPECT_THAT(ask_all(files, 42).findings, IsEmpty()) << "without a checker";
  EXPECT_THAT(ask_all(minimal_with({{"output_validator/v.cpp", "x"},
                                    {"data/sample/1.ans", "right\n"},
                                    {"data/secret/1.ans", "broken\n"}}),
                      42, &check)
                  .findings,
              ElementsAre("sum/data/secret/1.ans: not accepted, though it is the answer: said so"));
}

TEST(ValidateData, NamesValidatorsThatDoNotCompile) {
  EXPECT_THAT(findings_of(minimal_with({{"input_validators/broken.cpp", "x"}})),
              ElementsAre("sum: input validator broken.cpp does not compile: broken.cpp:1: error: "
                          "no"));
}

TEST(ValidateData, KeepsTheOrderOfTheCasesWithSeveralJobs) {
  file_texts changes;
  std::vector<std::string> expected;
  for (char c = 'a'; c <= 'z'; ++c) {
    const auto stem = std::string("data/secret/") + c;
    changes[stem + ".in"] = "x\n";
    changes[stem + ".ans"] = "x\n";
    expected.push_back("sum/" + stem +
                       ".in: input validator validate.cpp refuses it: \"line 1: no "
                       "digit\"");
  }
  EXPECT_EQ(findings_of(minimal_with(changes), 4), expected);
}

TEST(ValidateData, GivesEachValidatorItsArguments) {
  const package_on_disk package(minimal_with(
      {{"input_validators/b/main.cpp", "x"},
       {"input_validators/c.py", "x"},
       {"data/sample/test_group.yaml", "input_validator_args: [--all]\n"},
       {"data/secret/test_group.yaml", "input_validator_args: {b: [--b], c: [1, 2]}\n"}}));
  const auto whole = package.loaded();
  fake_builder builds([](const program_source& source) -> result<build_outcome> {
    build_outcome outcome;
    outcome.built.emplace();
    outcome.built->name = source.name;
    return outcome;
  });
  std::vector<std::string> calls;
  fake_runner runs([&](const run_request& asked) -> result<run_outcome> {
    calls.push_back(asked.what.name + " " + joined(asked.arguments, " "));
    run_outcome outcome;
    outcome.code = 42;
    return outcome;
  });
  ASSERT_TRUE(validate_data(whole, builds, runs));
  EXPECT_THAT(calls, ElementsAre("b --all", "c.py --all", "validate.cpp --all", "b --b", "c.py 1 2",
                                 "validate.cpp "));
}

TEST(ValidateData, PassesOnErrorsOfTheEnvironment) {
  const package_on_disk package(minimal_package());
  const auto whole = package.loaded();
  fake_builder no_compiler(
      [](const program_source&) -> result<build_outcome> { return environment_error("no g++"); });
  fake_runner never([](const run_request&) -> result<run_outcome> {
    ADD_FAILURE() << "nothing was built";
    return run_outcome{};
  });
  const auto found = validate_data(whole, no_compiler, never);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.failure().message, "input validator validate.cpp: no g++");
  EXPECT_EQ(found.failure().whose, fault::environment);
}

TEST(ValidateData, PassesOnThatTheUserInterrupted) {
  const package_on_disk package(minimal_package());
  const auto whole = package.loaded();
  const error stopped{"validate.cpp: interrupted", fault::interrupted};
  fake_builder no_build([&](const program_source&) -> result<build_outcome> { return stopped; });
  fake_builder builds([](const program_source& source) -> result<build_outcome> {
    build_outcome outcome;
    outcome.built.emplace();
    outcome.built->name = source.name;
    return outcome;
  });
  fake_runner no_run([&](const run_request&) -> result<run_outcome> { return stopped; });
  for (auto* build : {&no_build, &builds}) {
    const auto found = validate_data(whole, *build, no_run);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.failure().message, "interrupted");
    EXPECT_EQ(found.failure().whose, fault::interrupted);
  }
}

TEST(ValidateData, NamesAValidatorOnceInItsErrors) {
  const package_on_disk package(minimal_package());
  const auto whole = package.loaded();
  fake_builder builds([](const program_source& source) -> result<build_outcome> {
    build_outcome outcome;
    outcome.built.emplace();
    outcome.built->name = source.name;
    return outcome;
  });
  fake_runner no_run([](const run_request&) -> result<run_outcome> {
    return environment_error("validate.cpp: the sandbox took too long to start it");
  });
  const auto found = validate_data(whole, builds, no_run);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.failure().message,
            "input validator validate.cpp: the sandbox took too long to start it");
}

std::vector<std::string> lint_of(const file_texts& files) {
  const package_on_disk package(files);
  return shown(package, lint(package.loaded()));
}

TEST(Lint, FindsNothingInAGoodPackage) { EXPECT_THAT(lint_of(minimal_package()), IsEmpty()); }

TEST(Lint, NamesWhatIsMissing) {
  EXPECT_THAT(lint_of({{"problem.yaml", minimal_package()["problem.yaml"]}}),
              ElementsAre("sum/data: no test case: add data/secret/1.in and 1.ans",
                          "warning: sum/statement: no statement: add problem.en.md",
                          "warning: sum/input_validators: no input validator that can be run: the "
                          "inputs are not validated",
                          "sum/submissions/accepted: no accepted submission: add one"));
  EXPECT_THAT(lint_of(minimal_with({{"data/sample/1.in", ""}, {"data/sample/1.ans", ""}})),
              ElementsAre("warning: sum/data/sample: no sample: contestants see none"));
  EXPECT_THAT(
      lint_of(minimal_with({{"data/secret/1.in", ""}, {"data/secret/1.ans", ""}})),
      ElementsAre("warning: sum/data/secret: no secret test case: the format asks for one"));
}

TEST(Lint, NamesLanguagesWithoutAStatementAndTheOtherWayRound) {
  auto files = minimal_with({{"statement/problem.sv.md", "Addera.\n"}});
  EXPECT_THAT(lint_of(files),
              ElementsAre("warning: sum/problem.yaml:2: name: none for the statement in 'sv': add "
                          "it"));
  files["problem.yaml"] =
      "problem_format_version: 2025-09\n"
      "uuid: 8ee7605a-7b6e-8abf-3143-be9436a50d96\n"
      "name: {en: Sum, sv: Summa, zh: x}\n";
  EXPECT_THAT(lint_of(files),
              ElementsAre("warning: sum/problem.yaml:3: name.zh: there is no statement/problem.zh."
                          "md, .tex or .pdf: add it, or remove the name"));
}

TEST(Lint, LooksAtSamplesInStatementsAndAtTheData) {
  EXPECT_THAT(lint_of(minimal_with({{"statement/problem.en.md", "## Sample Input 1\n```\n0\n```\n"},
                                    {"data/secret/1.in", "5 5"}})),
              ElementsAre("warning: sum/statement/problem.en.md:3: the input of sample 1 is not "
                          "what sum/data/sample/1.in holds: write the same into both",
                          "warning: sum/data/secret/1.in: does not end with a newline: add it"));
}

TEST(Lint, NamesConstantsThatNothingUses) {
  EXPECT_THAT(lint_of(minimal_with(
                  {{"problem.yaml", minimal_package()["problem.yaml"] +
                                        "constants: {a: 1, b: 2, c: {value: 3, tex: x}, d: 4}\n"},
                   {"statement/problem.en.md", "{{a}} {{c.tex}} \\constant{d}\n"}})),
              ElementsAre("warning: sum/problem.yaml: constants.b: nothing uses {{b}}"));
}

TEST(Lint, NamesArgumentsForAValidatorThatIsNotThere) {
  EXPECT_THAT(lint_of(minimal_with({{"data/secret/test_group.yaml",
                                     "input_validator_args: {validate: [x], other: [y]}\n"}})),
              ElementsAre("warning: sum/data: secret/1: input_validator_args are for 'other', but "
                          "there is no such input validator"));
}

}  // namespace
}  // namespace judge

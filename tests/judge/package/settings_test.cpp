#include "judge/package/settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "judge/check/default_checker.hpp"
#include "judge/package/package_files.hpp"

namespace judge {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::minimal_with;
using testing::package_on_disk;
using ::testing::Pair;

comparison with_tolerances(std::optional<double> absolute, std::optional<double> relative) {
  comparison how;
  how.absolute_tolerance = absolute;
  how.relative_tolerance = relative;
  return how;
}

const test_case& named(const problem& whole, const std::string& name) {
  for (const auto& one : whole.cases) {
    if (one.name == name) return one;
  }
  throw std::runtime_error("no case " + name);
}

TEST(OutputValidatorArgs, ThatAllCasesShareAreTheProblems) {
  const package_on_disk package(minimal_with(
      {{"data/sample/test_group.yaml", "output_validator_args: [float_tolerance, 1e-6]\n"},
       {"data/secret/test_group.yaml", "output_validator_args: [float_tolerance, '0.000001']\n"}}));
  const auto whole = package.loaded();
  EXPECT_EQ(whole.compare, with_tolerances(1e-6, 1e-6));
  for (const auto& one : whole.cases) EXPECT_FALSE(one.settings.compare) << one.name;
}

TEST(OutputValidatorArgs, ThatDifferStandAtTheCases) {
  const package_on_disk package(minimal_with(
      {{"data/secret/test_group.yaml", "output_validator_args: [float_absolute_tolerance, 0.5]\n"},
       {"data/secret/2.in", "x"},
       {"data/secret/2.ans", "x"},
       {"data/secret/2.yaml", "output_validator_args: [case_sensitive, space_change_sensitive]\n"},
       {"data/secret/g/1.in", "x"},
       {"data/secret/g/1.ans", "x"},
       {"data/secret/g/test_group.yaml",
        "output_validator_args: [float_relative_tolerance, 1, float_absolute_tolerance, 2]\n"},
       {"data/secret/h/1.in", "x"},
       {"data/secret/h/1.ans", "x"},
       {"data/secret/h/1.yaml", "description: inherits\nhint: nothing\n"}}));
  const auto whole = package.loaded();
  EXPECT_EQ(whole.compare, comparison{});
  EXPECT_FALSE(named(whole, "sample/1").settings.compare);
  EXPECT_EQ(named(whole, "secret/1").settings.compare, with_tolerances(0.5, std::nullopt));
  EXPECT_TRUE(named(whole, "secret/2").settings.compare->case_sensitive);
  EXPECT_TRUE(named(whole, "secret/2").settings.compare->space_change_sensitive);
  EXPECT_FALSE(named(whole, "secret/2").settings.compare->absolute_tolerance);
  EXPECT_EQ(named(whole, "secret/g/1").settings.compare, with_tolerances(2.0, 1.0));
  EXPECT_EQ(named(whole, "secret/h/1").settings.compare, with_tolerances(0.5, std::nullopt));
}

TEST(OutputValidatorArgs, OfACaseReachTheChecker) {
  const package_on_disk package(minimal_with(
      {{"data/secret/test_group.yaml", "output_validator_args: [float_tolerance, 1]\n"}}));
  const auto whole = package.loaded();
  default_checker checker(whole.compare);
  run_outcome run;
  run.standard_output = "10.5\n";
  EXPECT_EQ(checker.check(named(whole, "secret/1"), run)->is, check_outcome::answer::right);
  run.standard_output = "3.5\n";
  EXPECT_EQ(checker.check(named(whole, "sample/1"), run)->is, check_outcome::answer::wrong);
}

TEST(OutputValidatorArgs, GoToACustomValidatorAsTheyAre) {
  const package_on_disk package(minimal_with(
      {{"output_validator/check.cpp", "x"},
       {"data/secret/test_group.yaml", "output_validator_args: [float_tolerance, what, 3]\n"}}));
  const auto whole = package.loaded();
  EXPECT_TRUE(whole.output_validator_arguments.empty());
  EXPECT_THAT(*named(whole, "secret/1").settings.output_validator_arguments,
              ElementsAre("float_tolerance", "what", "3"));
  EXPECT_FALSE(named(whole, "sample/1").settings.output_validator_arguments);
}

TEST(OutputValidatorArgs, TakeConstants) {
  const package_on_disk package(minimal_with(
      {{"problem.yaml",
        "problem_format_version: 2025-09\nname: x\nuuid: "
        "8ee7605a-7b6e-8abf-3143-be9436a50d96\nconstants: {eps: 1e-3}\n"},
       {"data/test_group.yaml", "output_validator_args: [float_tolerance, '{{eps}}']\n"}}));
  EXPECT_EQ(package.loaded().compare, with_tolerances(1e-3, 1e-3));
}

std::string refusal(const std::string& args) {
  return package_on_disk(minimal_with({{"data/secret/test_group.yaml", args}})).refusal();
}

TEST(OutputValidatorArgs, ThatAreWrongAreNamed) {
  EXPECT_EQ(refusal("output_validator_args: [case_sensitive, float_tolerence, 1]\n"),
            "sum/data/secret/test_group.yaml:1:41: output_validator_args: 'float_tolerence' is not "
            "an argument of the default output validator: it knows case_sensitive, "
            "space_change_sensitive, float_tolerance, float_absolute_tolerance and "
            "float_relative_tolerance");
  EXPECT_EQ(refusal("output_validator_args: [float_tolerance]\n"),
            "sum/data/secret/test_group.yaml:1:25: output_validator_args: float_tolerance needs a "
            "number of at least 0 behind it: write for example float_tolerance 1e-6");
  for (const auto* value : {"tiny", "-1", "0x1", "inf", "nan", "''"}) {
    EXPECT_THAT(refusal("output_validator_args: [float_tolerance, " + std::string(value) + "]\n"),
                HasSubstr(":1:42: output_validator_args: float_tolerance needs a number"));
  }
  EXPECT_EQ(
      refusal("output_validator_args: [float_tolerance, 1, float_absolute_tolerance, 1]\n"),
      "sum/data/secret/test_group.yaml:1:45: output_validator_args: float_absolute_tolerance: "
      "a tolerance is given twice: float_tolerance stands for the absolute and the relative "
      "one");
  for (const auto* twice : {"float_absolute_tolerance, 1, float_absolute_tolerance, 1",
                            "float_relative_tolerance, 1, float_relative_tolerance, 1",
                            "float_relative_tolerance, 1, float_tolerance, 1",
                            "float_tolerance, 1, float_tolerance, 1"}) {
    EXPECT_THAT(refusal("output_validator_args: [" + std::string(twice) + "]\n"),
                HasSubstr("given twice"));
  }
  EXPECT_EQ(refusal("output_validator_args: [float_tolerance, 0]\n"), "");
  EXPECT_EQ(refusal("output_validator_args: []\n"), "");
  EXPECT_THAT(refusal("output_validator_args: {a: b}\n"), HasSubstr("a map where a list of texts"));
  EXPECT_EQ(refusal("output_validator_args: float_tolerance 1e-6\n"),
            "sum/data/secret/test_group.yaml:1:24: output_validator_args: 'float_tolerance 1e-6' "
            "where a list of texts belongs: write for example [\"float_tolerance\", \"1e-6\"]");
  EXPECT_EQ(refusal("output_validator_flags: float_tolerance 1e-6\n"),
            "sum/data/secret/test_group.yaml:1:25: output_validator_flags: a key of the legacy "
            "format: in 2025-09 it is called output_validator_args and holds a list");
}

TEST(Settings, OfUnknownKeysAreRefused) {
  EXPECT_EQ(refusal("output_validator_arg: [x]\n"),
            "sum/data/secret/test_group.yaml:1:1: output_validator_arg: not a key of "
            "test_group.yaml (2025-09): remove it or check its spelling");
  EXPECT_EQ(
      package_on_disk(minimal_with({{"data/secret/1.yaml", "hints: x\n"}})).refusal(),
      "sum/data/secret/1.yaml:1:1: hints: not a key of a case's .yaml (2025-09): remove it or "
      "check its spelling");
  EXPECT_EQ(package_on_disk(minimal_with({{"data/secret/1.yaml", "max_score: 5\n"}})).refusal(),
            "sum/data/secret/1.yaml:1:12: max_score: of a group, not of a case: write it into the "
            "test_group.yaml of its folder");
}

TEST(Arguments, OfSubmissionsComeFromTheCaseElseItsFolder) {
  const package_on_disk package(minimal_with({{"data/secret/test_group.yaml", "args: [-v, '2']\n"},
                                              {"data/secret/2.in", "x"},
                                              {"data/secret/2.ans", "x"},
                                              {"data/secret/2.yaml", "args: []\n"},
                                              {"data/secret/g/3.in", "x"},
                                              {"data/secret/g/3.ans", "x"}}));
  const auto whole = package.loaded();
  EXPECT_THAT(named(whole, "secret/1").settings.arguments, ElementsAre("-v", "2"));
  EXPECT_THAT(named(whole, "secret/2").settings.arguments, ElementsAre());
  EXPECT_THAT(named(whole, "secret/g/3").settings.arguments, ElementsAre("-v", "2"));
  EXPECT_THAT(named(whole, "sample/1").settings.arguments, ElementsAre());
}

TEST(InputValidatorArgs, ComeAsAListOrByName) {
  const package_on_disk package(
      minimal_with({{"data/secret/test_group.yaml", "input_validator_args: [--small, 5]\n"},
                    {"data/secret/1.yaml", "input_validator_args: {validate: [--tiny]}\n"},
                    {"data/secret/2.in", "x"},
                    {"data/secret/2.ans", "x"}}));
  const auto whole = package.loaded();
  EXPECT_THAT(named(whole, "secret/2").settings.input_validator_arguments,
              ElementsAre(Pair("", ElementsAre("--small", "5"))));
  EXPECT_THAT(named(whole, "secret/1").settings.input_validator_arguments,
              ElementsAre(Pair("validate", ElementsAre("--tiny"))));
  EXPECT_TRUE(named(whole, "sample/1").settings.input_validator_arguments.empty());
}

TEST(LegacyFlags, AreInheritedAndSplitIntoWords) {
  const package_on_disk package(
      {{"problem.yaml", "name: x\nvalidator_flags: float_tolerance 1e-9\n"},
       {"data/testdata.yaml", "input_validator_flags: a b\n"},
       {"data/secret/testdata.yaml", "on_reject: continue\n"},
       {"data/secret/1.in", "x"},
       {"data/secret/1.ans", "x"},
       {"data/secret/g/testdata.yaml",
        "output_validator_flags: case_sensitive\ninput_validator_flags: {name: v, flags: c}\n"},
       {"data/secret/g/1.in", "x"},
       {"data/secret/g/1.ans", "x"}});
  const auto whole = package.loaded();
  EXPECT_EQ(whole.compare, with_tolerances(1e-9, 1e-9));
  EXPECT_FALSE(named(whole, "secret/1").settings.compare);
  EXPECT_THAT(named(whole, "secret/1").settings.input_validator_arguments,
              ElementsAre(Pair("", ElementsAre("a", "b"))));
  // The problem's flags stand before the group's.
  EXPECT_TRUE(named(whole, "secret/g/1").settings.compare->case_sensitive);
  EXPECT_EQ(named(whole, "secret/g/1").settings.compare->absolute_tolerance, 1e-9);
  EXPECT_THAT(named(whole, "secret/g/1").settings.input_validator_arguments,
              ElementsAre(Pair("v", ElementsAre("c"))));
}

TEST(LegacyFlags, ThatAreWrongAreNamed) {
  const package_on_disk package(
      minimal_with({{"problem.yaml", "name: x\nvalidator_flags: float_tolerance\n"}}));
  EXPECT_THAT(package.refusal(),
              HasSubstr("sum/problem.yaml:2:18: validator_flags: float_tolerance needs a number"));
}

}  // namespace
}  // namespace judge

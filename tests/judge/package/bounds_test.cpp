#include "judge/package/bounds.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <variant>
#include <vector>

#include "judge/package/package_files.hpp"
#include "support/fake_builder.hpp"
#include "support/fake_runner.hpp"

namespace judge {
namespace {

using ::testing::ElementsAre;
using testing::fake_builder;
using testing::fake_runner;
using testing::file_texts;
using ::testing::IsEmpty;
using testing::package_on_disk;
using testing::with_yaml;

/// Validators here are texts "<least> <most>": all numbers of an input must lie between, and their
/// number must be at most the third number, where there is one.
bool accepts(const std::string& validator, const std::string& input) {
  std::istringstream of(validator);
  long long least = 0;
  long long most = 0;
  long long count = 100;
  of >> least >> most >> count;
  std::istringstream in(input);
  for (long long value = 0; in >> value; --count) {
    if (value < least || most < value) return false;
  }
  return count >= 0;
}

std::vector<std::string> findings_of(const std::string& yaml, const std::string& validator,
                                     const file_texts& changes = {}) {
  auto files = with_yaml(yaml);
  files["input_validators/validate.cpp"] = validator;
  for (const auto& [name, text] : changes) files[name] = text;
  const package_on_disk package(files);
  const auto whole = package.loaded();
  fake_builder builds([](const program_source& source) -> result<build_outcome> {
    build_outcome outcome;
    outcome.message = "no";
    if (source.files.front().text.starts_with("static_assert")) return outcome;
    outcome.built.emplace();
    outcome.built->name = source.files.front().text;  // so that the run knows it
    return outcome;
  });
  fake_runner runs([&](const run_request& asked) -> result<run_outcome> {
    const auto text = *read_file(std::get<std::filesystem::path>(asked.input));
    run_outcome outcome;
    outcome.code = accepts(asked.what.name, text) ? 42 : 43;
    return outcome;
  });
  const auto found = check_bounds(whole, builds, runs, {.jobs = 2});
  if (!found) return {found.failure().message};
  std::vector<std::string> lines;
  for (const auto& one : *found) {
    EXPECT_FALSE(one.is_error);
    lines.push_back(package.shown(one.text));
  }
  return lines;
}

std::string warning_of(const std::string& line, const std::string& name, const std::string& value,
                       const std::string& changed) {
  return "sum/problem.yaml:" + line + ": constants." + name + ": no case reaches " + value +
         ": with " + changed +
         " the input validators still accept them all: add a case that does, or write '# not "
         "reached' and why behind it";
}

// The inputs of the minimal package are "1 2" and "5 5".

TEST(CheckBounds, FindsNothingWhereBothAreReached) {
  EXPECT_THAT(findings_of("constants: {low_min: 1, high_max: 5}\n", "{{low_min}} {{high_max}}"),
              IsEmpty());
}

TEST(CheckBounds, NamesEachThatIsNot) {
  EXPECT_THAT(findings_of("constants:\n  low_min: -3\n  high_max: 10\n  n: {value: 7, tex: x}\n",
                          "{{low_min}} {{high_max}} {{n.value}}"),
              ElementsAre(warning_of("5", "low_min", "-3", "-2"),
                          warning_of("6", "high_max", "10", "9"), warning_of("7", "n", "7", "6")));
}

TEST(CheckBounds, ANumberThatStandsInTheDataByChanceIsNoBoundReached) {
  EXPECT_THAT(findings_of("constants: {count: 5}\n", "0 9 {{count}}"),
              ElementsAre(warning_of("4", "count", "5", "4")));
}

TEST(CheckBounds, ABoundOnSomethingThatIsNotWrittenDownCountsAsWell) {
  EXPECT_THAT(findings_of("constants: {count: 2}\n", "0 9 {{count}}"), IsEmpty());
  EXPECT_THAT(findings_of("constants: {low: 1}\n", "{{low}} 9"), IsEmpty());
}

TEST(CheckBounds, LeavesOutWhatNoValidatorUsesAndWhatIsExcused) {
  EXPECT_THAT(findings_of("constants: {shown: 77, name: abc, real: 1.5}\n", "0 9"), IsEmpty());
  EXPECT_THAT(findings_of("constants:\n  high: 10  # not reached: only to be safe\n", "0 {{high}}"),
              IsEmpty());
}

TEST(CheckBounds, LeavesOutWhatCannotBeTold) {
  EXPECT_THAT(findings_of("constants: {high: 5}\n", "static_assert {{high}}"), IsEmpty());
  EXPECT_THAT(findings_of("constants: {huge: 9223372036854775807}\n", "0 {{huge}}"),
              ElementsAre(warning_of("4", "huge", "9223372036854775807", "9223372036854775806")));
}

}  // namespace
}  // namespace judge

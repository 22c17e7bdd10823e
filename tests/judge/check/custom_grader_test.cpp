#include "judge/check/custom_grader.hpp"

#include <gtest/gtest.h>

#include <string>

#include "support/fake_builder.hpp"
#include "support/fake_runner.hpp"

namespace {

using namespace judge;
using judge::testing::fake_builder;
using judge::testing::fake_runner;

result<grade> graded(const run_outcome& ran, run_request* seen = nullptr) {
  fake_runner run([&](const run_request& request) {
    if (seen != nullptr) *seen = request;
    return ran;
  });
  program built;
  built.name = "grader.py";
  custom_grader grader(built, run);
  return grader.grade_of({{verdict::accepted, 1.5}, {verdict::memory_limit, 0}}, {"sum"});
}

run_outcome saying(const std::string& text) {
  run_outcome out;
  out.standard_output = text;
  return out;
}

TEST(CustomGrader, GetsALineAnItemAndGivesOneBack) {
  run_request seen;
  const auto given = graded(saying("WA 2.5\n"), &seen);
  ASSERT_TRUE(given);
  EXPECT_EQ(given->is, verdict::wrong_answer);
  EXPECT_EQ(given->score, 2.5);
  EXPECT_EQ(std::get<std::string>(seen.input), "AC 1.5\nRTE 0\n");
  EXPECT_EQ(seen.arguments, std::vector<std::string>{"sum"});
}

TEST(CustomGrader, WhateverElseItSaysIsAnErrorThatNamesIt) {
  for (const auto* text : {"", "AC", "AC 1 2", "XX 1", "AC one", "AC inf", "AC 0x10"}) {
    const auto given = graded(saying(text));
    ASSERT_FALSE(given) << text;
    EXPECT_NE(given.failure().message.find("the grader grader.py: '"), std::string::npos);
  }
}

TEST(CustomGrader, ABadEndIsAnErrorThatQuotesIt) {
  auto ran = saying("AC 1\n");
  ran.code = 3;
  ran.standard_error = "division by zero\n";
  const auto given = graded(ran);
  ASSERT_FALSE(given);
  EXPECT_EQ(given.failure().message,
            "the grader grader.py ended with exit code 3 instead of exit code 0: division by zero");
}

TEST(MakeGrader, IsNoneWithoutOneAndAnErrorWhenItDoesNotCompile) {
  fake_runner run([](const run_request&) { return run_outcome{}; });
  fake_builder build([](const program_source&) {
    build_outcome out;
    out.message = "no";
    return out;
  });
  problem asked;
  asked.name = "p";
  const auto none = make_grader(asked, build, run);
  ASSERT_TRUE(none);
  EXPECT_EQ(none->get(), nullptr);
  asked.grader.emplace().name = "graders/g.cpp";
  const auto refused = make_grader(asked, build, run);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.failure().message, "p: the grader graders/g.cpp does not compile:\nno");
}

}  // namespace

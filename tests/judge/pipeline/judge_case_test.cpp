// One case: passes, pairs, and answers that were handed in.
#include "judge/pipeline/judge_case.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "judge/pipeline/judge_submission.hpp"
#include "support/fake_checker.hpp"
#include "support/fake_observer.hpp"
#include "support/fake_runner.hpp"

namespace {

using namespace judge;
using judge::testing::fake_checker;
using judge::testing::fake_observer;
using judge::testing::fake_runner;

/// Answers pass after pass as it is told, and writes down what it was asked.
class fake_referee final : public referee {
 public:
  run_request request(const test_case& one, const content& input,
                      const std::vector<collected_file>& feedback) const override {
    inputs.push_back(std::holds_alternative<std::string>(input)
                         ? std::get<std::string>(input)
                         : std::get<std::filesystem::path>(input).string());
    feedbacks.push_back(feedback);
    run_request asked;
    asked.what.name = "referee";
    asked.arguments = {one.name};
    return asked;
  }
  check_outcome read(const run_outcome&) const override {
    auto next = answers.front();
    if (answers.size() > 1) answers.pop_front();
    return next;
  }
  int accepting_exit() const override { return 42; }

  mutable std::deque<check_outcome> answers{check_outcome{}};
  mutable std::vector<std::string> inputs;
  mutable std::vector<std::vector<collected_file>> feedbacks;
};

check_outcome right() { return {}; }

check_outcome wrong(const std::string& why) {
  check_outcome out;
  out.is = check_outcome::answer::wrong;
  out.message = why;
  return out;
}

check_outcome another_pass(const std::string& input) {
  check_outcome out;
  out.next_input = input;
  out.feedback = {{"state", "after " + input}};
  return out;
}

class JudgeCase : public ::testing::Test {
 protected:
  JudgeCase() {
    one.name = "secret/1";
    one.input = "1.in";
  }

  result<case_result> judge(problem_type type) {
    fake_runner run([this](const run_request& request) { return ran(request); },
                    [this](const pair_request& request) { return paired(request); });
    fake_checker check([this](const test_case&, const run_outcome& of) {
      ++checked;
      return of.standard_output == "yes" ? right() : wrong("not yes");
    });
    judging with{run, check, watch, {}};
    with.type = type;
    with.talk = &talk;
    with.transcript_bytes = 100;
    return judge_case(what, program{}, one, {.time = milliseconds(1000)}, with);
  }

  submission what;
  test_case one;
  fake_referee talk;
  fake_observer watch;
  int checked = 0;
  std::vector<run_request> requests;
  std::vector<pair_request> pairs;
  std::function<result<run_outcome>(const run_request&)> ran = [this](const run_request& request) {
    requests.push_back(request);
    run_outcome out;
    out.standard_output = "yes";
    out.cpu_time = milliseconds(10);
    return out;
  };
  std::function<result<pair_outcome>(const pair_request&)> paired =
      [this](const pair_request& request) {
        pairs.push_back(request);
        pair_outcome out;
        out.interactor.code = 42;
        out.submission.cpu_time = milliseconds(20);
        return out;
      };
};

TEST_F(JudgeCase, ArgumentsAndFilesOfTheCaseAreHandedOn) {
  one.settings.arguments = {"--fast", "2"};
  one.files = {{"table.txt", "/p/1.files/table.txt"}};
  ASSERT_EQ(judge({})->is, verdict::accepted);
  ASSERT_EQ(requests.size(), 1U);
  EXPECT_EQ(requests[0].arguments, one.settings.arguments);
  ASSERT_EQ(requests[0].files.size(), 1U);
  EXPECT_EQ(requests[0].files[0].name, "table.txt");
  EXPECT_EQ(std::get<std::filesystem::path>(requests[0].files[0].bytes), "/p/1.files/table.txt");
}

TEST_F(JudgeCase, APassGetsTheInputAndTheFeedbackOfTheOneBefore) {
  talk.answers = {another_pass("second"), another_pass("third"), right()};
  const auto judged = judge({.multi_pass = true, .passes = 3});
  ASSERT_EQ(judged->is, verdict::accepted) << judged->message;
  EXPECT_EQ(judged->earlier.size(), 2U);
  EXPECT_EQ(checked, 0);
  EXPECT_EQ(talk.inputs, (std::vector<std::string>{"1.in", "second", "third"}));
  EXPECT_TRUE(talk.feedbacks[0].empty());
  ASSERT_EQ(talk.feedbacks[2].size(), 1U);
  EXPECT_EQ(talk.feedbacks[1][0].bytes, "after second");
  EXPECT_EQ(talk.feedbacks[2][0].bytes, "after third");
}

TEST_F(JudgeCase, TheFirstPassThatFailsDecides) {
  talk.answers = {another_pass("second"), wrong("too small")};
  const auto judged = judge({.multi_pass = true, .passes = 5});
  EXPECT_EQ(judged->is, verdict::wrong_answer);
  EXPECT_EQ(judged->message, "pass 2: too small");
}

TEST_F(JudgeCase, MorePassesThanAllowedAreTheJurysFault) {
  talk.answers = {another_pass("again")};
  const auto judged = judge({.multi_pass = true, .passes = 2});
  EXPECT_EQ(judged->is, verdict::judge_error);
  EXPECT_NE(judged->message.find("asks for pass 3, but limits.validation_passes is 2"),
            std::string::npos)
      << judged->message;
  auto again = *judged;
  classify_case(again, {.time = milliseconds(1000)});
  EXPECT_EQ(again.is, verdict::judge_error);
}

TEST_F(JudgeCase, ASlowPassIsFoundWhenTheFactsAreReadAgain) {
  int pass = 0;
  ran = [&](const run_request& request) -> result<run_outcome> {
    requests.push_back(request);
    run_outcome out;
    if (request.what.name != "referee") out.cpu_time = milliseconds(pass++ == 0 ? 600 : 10);
    return out;
  };
  talk.answers = {another_pass("second"), right()};
  auto judged = *judge({.multi_pass = true, .passes = 2});
  EXPECT_EQ(judged.is, verdict::accepted);
  EXPECT_EQ(slowest_pass(judged), microseconds(600'000));
  classify_case(judged, {.time = milliseconds(500)});
  EXPECT_EQ(judged.is, verdict::time_limit);
  EXPECT_EQ(judged.message, "pass 1");
}

TEST_F(JudgeCase, AnInteractorIsAskedAndNoChecker) {
  const auto judged = judge({.interactive = true});
  EXPECT_EQ(judged->is, verdict::accepted) << judged->message;
  EXPECT_EQ(checked, 0);
  ASSERT_EQ(pairs.size(), 1U);
  EXPECT_EQ(pairs[0].accepting_exit, 42);
  EXPECT_EQ(pairs[0].transcript_bytes, 100U);
  EXPECT_EQ(pairs[0].interactor.what.name, "referee");
  EXPECT_EQ(judged->run.cpu_time, microseconds(20'000));
  EXPECT_TRUE(judged->pair.has_value());
}

TEST_F(JudgeCase, WhatTheInteractorSaysDecidesWhereTheSubmissionEndedWell) {
  talk.answers = {wrong("42 is not 43")};
  const auto judged = judge({.interactive = true});
  EXPECT_EQ(judged->is, verdict::wrong_answer);
  EXPECT_EQ(judged->message, "42 is not 43");
}

TEST_F(JudgeCase, PairsMayHaveSeveralPasses) {
  talk.answers = {another_pass("second"), right()};
  const auto judged = judge({.interactive = true, .multi_pass = true});
  EXPECT_EQ(judged->is, verdict::accepted);
  EXPECT_EQ(pairs.size(), 2U);
  EXPECT_EQ(talk.inputs, (std::vector<std::string>{"1.in", "second"}));
}

TEST_F(JudgeCase, AnswersAreHandedInAsFiles) {
  what.source.files = {{"secret/1.out", "yes"}, {"2.out", "no"}};
  EXPECT_EQ(judge({.submit_answer = true})->is, verdict::accepted);
  EXPECT_TRUE(requests.empty());
  one.name = "secret/2";
  EXPECT_EQ(judge({.submit_answer = true})->is, verdict::wrong_answer);
  one.name = "secret/3";
  const auto missing = judge({.submit_answer = true});
  EXPECT_EQ(missing->is, verdict::wrong_answer);
  EXPECT_EQ(missing->message, "no answer: secret/3.out is not there");
}

TEST_F(JudgeCase, TheLongestNameOfAnAnswerCounts) {
  what.source.files = {{"1.out", "no"}, {"g1/1.out", "yes"}};
  one.name = "secret/g1/1";
  EXPECT_EQ(judge({.submit_answer = true})->is, verdict::accepted);
  one.name = "secret/g2/1";
  EXPECT_EQ(judge({.submit_answer = true})->is, verdict::wrong_answer);
}

TEST_F(JudgeCase, AProgramMayGiveTheAnswersAsWell) {
  what.source.files = {{"solution.py", "print('yes')"}};
  EXPECT_FALSE(is_answers(what.source));
  EXPECT_EQ(judge({.submit_answer = true})->is, verdict::accepted);
  EXPECT_EQ(requests.size(), 1U);
}

}  // namespace

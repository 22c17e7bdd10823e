// How pairs end, who is seen to end first, and what stops them.
// No test asserts a time closely: the machine may be busy. Where a test would hang without
// what it tests, its limits are minutes.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <chrono>
#include <csignal>
#include <string>

#include "tests/judge/run/pair_fixture.hpp"

namespace judge {
namespace {

using namespace std::chrono_literals;
using testing::expect_exit;

class PairEnds : public testing::pair_test {};
INSTANTIATE_TEST_SUITE_P(At, PairEnds, testing::every_level, testing::level_name);

TEST_P(PairEnds, AnEndedSubmissionIsTheEndOfTheInteractorsInput) {
  const auto outcome = run_pair({"say", "1", "exit", "3"}, {"hear", "1", "hear-end", "exit", "43"});
  expect_exit(outcome.submission, 3);
  expect_exit(outcome.interactor, 43);
  EXPECT_FALSE(outcome.interactor_first);  // it said so because the submission had ended
}

TEST_P(PairEnds, ACrashIsSeenBeforeWhatTheInteractorMakesOfIt) {
  for (int i = 0; i < 20; ++i) {
    const auto outcome =
        run_pair({"say", "1", "raise", "11"}, {"hear", "1", "hear-end", "exit", "43"});
    EXPECT_EQ(outcome.submission.code, SIGSEGV);
    EXPECT_EQ(outcome.interactor.code, 43);
    EXPECT_FALSE(outcome.interactor_first);
  }
}

TEST_P(PairEnds, AVerdictIsSeenBeforeWhatTheSubmissionMakesOfIt) {
  // The submission dies of the end of its input, right after the interactor said 43.
  for (int i = 0; i < 20; ++i) {
    const auto outcome = run_pair({"say", "1", "hear", "never"}, {"hear", "1", "exit", "43"});
    expect_exit(outcome.interactor, 43);
    EXPECT_EQ(outcome.submission.code, 91);
    EXPECT_TRUE(outcome.interactor_first);
  }
}

TEST_P(PairEnds, AVerdictThatDoesNotNeedTheEndIsFirstWhoeverEnds) {
  // The last answer is wrong and the submission crashes at once; the interactor thinks a while.
  const auto outcome =
      run_pair({"say", "wrong\n", "raise", "11"}, {"hear", "wrong\n", "spin", "100", "exit", "43"});
  EXPECT_EQ(outcome.submission.code, SIGSEGV);
  expect_exit(outcome.interactor, 43);
  EXPECT_TRUE(outcome.interactor_first);
}

TEST_P(PairEnds, NobodyDiesOfSigpipe) {
  // The interactor accepts early; the submission goes on writing, more than a pipe holds.
  const auto after =
      run_pair({"say", "1", "flood", "2000000", "exit", "0"}, {"hear", "1", "exit", "42"});
  expect_exit(after.submission, 0);
  EXPECT_EQ(after.submission.output_bytes, 2'000'001U);
  EXPECT_TRUE(after.interactor_first);
  const auto closed = run_pair({"close-input", "say", "1"},
                               {"hear", "1", "flood", "2000000", "hear-end", "exit", "42"});
  expect_exit(closed.interactor, 42);
}

TEST_P(PairEnds, AClosedOutputIsTheEndWhileTheProgramLives) {
  const auto outcome = run_pair({"say", "all", "close-output", "hear", "bye", "hear-end"},
                                {"hear", "all", "hear-end", "say", "bye", "exit", "42"});
  expect_exit(outcome.submission, 0);
  expect_exit(outcome.interactor, 42);
  const auto other =
      run_pair({"hear-end", "say", "1"}, {"close-output", "hear", "1", "hear-end", "exit", "42"});
  expect_exit(other.submission, 0);
  expect_exit(other.interactor, 42);
}

TEST_P(PairEnds, AClosedOutputHidesNoCrashAndNoSleep) {
  const auto crashed =
      run_pair({"close-output", "sleep", "300", "exit", "1"}, {"hear-end", "exit", "43"});
  expect_exit(crashed.submission, 1);
  EXPECT_FALSE(crashed.interactor_first);
  auto asleep = pair({"close-output", "sleep", "60000"}, {"hear-end", "exit", "43"});
  asleep.submission.limits.wall_time = 500ms;
  const auto outcome = run_pair(asleep);
  EXPECT_EQ(outcome.submission.stopped, stop_reason::wall_time);
  EXPECT_FALSE(outcome.interactor_first);
}

TEST_P(PairEnds, ARejectedSubmissionIsNotWaitedForLong) {
  const auto begin = std::chrono::steady_clock::now();
  const auto outcome = run_pair({"say", "1", "sleep", "60000"}, {"hear", "1", "exit", "43"});
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 30s);
  EXPECT_EQ(outcome.submission.stopped, stop_reason::partner);
  EXPECT_TRUE(outcome.interactor_first);
}

TEST_P(PairEnds, AnAcceptedSubmissionKeepsItsOwnLimits) {
  auto request = pair({"spin", "1000000"}, {"exit", "42"});
  request.submission.limits.cpu_time = 500ms;
  const auto outcome = run_pair(request);
  EXPECT_EQ(outcome.submission.stopped, stop_reason::cpu_time);
  expect_exit(run_pair({"sleep", "600", "exit", "0"}, {"exit", "42"}).submission, 0);
}

TEST_P(PairEnds, LimitsHoldForEachAlone) {
  auto request = pair({"spin", "1000000"}, {"hear-end", "exit", "43"});
  request.submission.limits.cpu_time = 300ms;
  auto outcome = run_pair(request);
  EXPECT_EQ(outcome.submission.stopped, stop_reason::cpu_time);
  expect_exit(outcome.interactor, 43);
  EXPECT_FALSE(outcome.interactor_first);

  request = pair({"hear-end", "exit", "4"}, {"spin", "1000000"});
  request.interactor.limits.cpu_time = 300ms;
  outcome = run_pair(request);
  EXPECT_EQ(outcome.interactor.stopped, stop_reason::cpu_time);
  expect_exit(outcome.submission, 4);
  EXPECT_GE(outcome.interactor.cpu_time, 290ms);
  EXPECT_LT(outcome.submission.cpu_time, 250ms);
}

TEST_P(PairEnds, AFloodFillsNeitherMemoryNorTime) {
  const auto peak = [] {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    return used.ru_maxrss;
  };
  const auto before = peak();
  // Nobody reads: the writer has to wait in its own pipe, until the reader ends.
  auto request = pair({"flood", "200000000", "exit", "0"}, {"sleep", "300", "exit", "42"});
  request.submission.limits.output_bytes = mebibyte;
  request.transcript_bytes = mebibyte;
  const auto outcome = run_pair(request);
  expect_exit(outcome.submission, 0);
  EXPECT_EQ(outcome.submission.output_bytes, 200'000'000U);
  EXPECT_TRUE(outcome.submission.output_limit_exceeded);
  EXPECT_LT(peak() - before, 40 * 1024) << "KiB";
}

TEST_P(PairEnds, WhatIsBeyondTheLimitIsNotPassedOn) {
  auto request =
      pair({"say", std::string(1000, 'a'), "say", std::string(1000, 'b'), "exit", "0"},
           {"hear", std::string(1000, 'a') + std::string(500, 'b'), "hear-end", "exit", "42"});
  request.submission.limits.output_bytes = 1500;
  const auto outcome = run_pair(request);
  expect_exit(outcome.interactor, 42);
  EXPECT_EQ(outcome.submission.output_bytes, 2000U);
  EXPECT_TRUE(outcome.submission.output_limit_exceeded);
  EXPECT_FALSE(outcome.interactor.output_limit_exceeded);
}

TEST_P(PairEnds, ADeadlockIsSeenAndNamed) {
  const auto begin = std::chrono::steady_clock::now();
  const auto outcome = run_pair({"say", "12", "hear", "x"}, {"hear", "123", "exit", "42"});
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 30s);  // the wall limits are 60 s
  ASSERT_TRUE(outcome.still);
  EXPECT_TRUE(outcome.still->deadlock);
  EXPECT_EQ(outcome.still->submission, waiting::for_input);
  EXPECT_EQ(outcome.still->interactor, waiting::for_input);
  EXPECT_EQ(outcome.submission.stopped, stop_reason::deadlock);
  EXPECT_EQ(outcome.interactor.stopped, stop_reason::deadlock);
  EXPECT_FALSE(outcome.interactor_first);
}

TEST_P(PairEnds, AScriptThatForgetsToFlushIsInADeadlock) {
  if (!std::filesystem::exists("/usr/bin/python3")) GTEST_SKIP() << "no python3";
  auto request = pair({}, {"hear", "1\n", "say", "2\n", "exit", "42"});
  request.submission.what.command = {"/usr/bin/python3", "-c",
                                     "import sys; sys.stdout.write('1\\n'); sys.stdin.readline()"};
  const auto outcome = run_pair(request);
  EXPECT_EQ(outcome.submission.stopped, stop_reason::deadlock);
  EXPECT_EQ(outcome.submission.output_bytes, 0U);  // not even when the interactor was killed
}

TEST_P(PairEnds, WritersThatNeverReadAreADeadlock) {
  const auto outcome = run_pair({"flood", "5000000"}, {"flood", "5000000", "exit", "42"});
  ASSERT_TRUE(outcome.still);
  EXPECT_TRUE(outcome.still->deadlock);
  EXPECT_EQ(outcome.still->submission, waiting::for_room);
  EXPECT_EQ(outcome.submission.stopped, stop_reason::deadlock);
}

TEST_P(PairEnds, WhoeverCanGoOnByItselfIsInNoDeadlock) {
  for (const char* way : {"wake-up", "thread"}) {
    const auto outcome =
        run_pair({way, "700", "hear", "x"}, {"hear", "awake\n", "say", "x", "exit", "42"});
    EXPECT_EQ(outcome.interactor.code, 42) << way;
    EXPECT_FALSE(outcome.still) << way;
  }
  const auto sleeper = run_pair({"sleep", "700", "say", "1"}, {"hear", "1", "exit", "42"});
  expect_exit(sleeper.interactor, 42);
  const auto thinker = run_pair({"hear", "1"}, {"spin", "400", "say", "1", "exit", "42"});
  expect_exit(thinker.submission, 0);
}

TEST_P(PairEnds, TheWallClockStopsASilentSubmission) {
  auto request = pair({"sleep", "60000"}, {"hear", "1", "exit", "42"});
  request.submission.limits.wall_time = 500ms;
  const auto outcome = run_pair(request);
  EXPECT_EQ(outcome.submission.stopped, stop_reason::wall_time);
  ASSERT_TRUE(outcome.still);
  EXPECT_FALSE(outcome.still->deadlock);
  EXPECT_TRUE(outcome.still->together);
  EXPECT_EQ(outcome.still->submission, waiting::no);
  EXPECT_EQ(outcome.still->interactor, waiting::for_input);
  EXPECT_EQ(outcome.interactor.code, 91);  // it met the end of its input
}

TEST_P(PairEnds, TheWallClockKnowsAnInteractorThatOwesAnAnswer) {
  auto request = pair({"say", "1", "hear", "x"}, {"hear", "1", "sleep", "60000"});
  request.submission.limits.wall_time = 500ms;
  request.interactor.limits.wall_time = 2000ms;
  const auto outcome = run_pair(request);
  EXPECT_EQ(outcome.submission.stopped, stop_reason::wall_time);
  ASSERT_TRUE(outcome.still);
  EXPECT_EQ(outcome.still->submission, waiting::for_input);
  EXPECT_EQ(outcome.still->interactor, waiting::no);
  EXPECT_GE(outcome.still->silent, 200ms);
  EXPECT_EQ(outcome.interactor.stopped, stop_reason::wall_time);  // it does not heed the end either
}

TEST_P(PairEnds, WhatTheInteractorComputesIsNotHeldAgainstTheSubmission) {
  auto request = pair({"hear", "1"}, {"spin", "1000", "say", "1", "exit", "42"});
  request.submission.limits.wall_time = 500ms;
  const auto outcome = run_pair(request);
  expect_exit(outcome.submission, 0);
  expect_exit(outcome.interactor, 42);
}

}  // namespace
}  // namespace judge

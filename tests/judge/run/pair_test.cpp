// Submission and interactor that talk to each other.
// No test asserts a time closely: the machine may be busy. Where a test would hang without
// what it tests, its limits are minutes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "tests/judge/run/pair_fixture.hpp"
#include "tests/judge/run/process_tree.hpp"

namespace judge {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;  // NOLINT(google-build-using-namespace)
using testing::children_of;
using ::testing::Contains;
using testing::expect_exit;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::talkers;

class Pair : public testing::pair_test {};
INSTANTIATE_TEST_SUITE_P(At, Pair, testing::every_level, testing::level_name);

TEST_P(Pair, GuessesANumber) {
  const auto outcome = run_pair({"guess", "1000000"}, {"think", "271828", "20"});
  expect_exit(outcome.submission, 0);
  expect_exit(outcome.interactor, 42);
  EXPECT_GT(outcome.submission.output_bytes, 0U);
  EXPECT_GT(outcome.interactor.output_bytes, 0U);
  EXPECT_EQ(outcome.submission.level, GetParam());
  EXPECT_FALSE(outcome.still);
  EXPECT_FALSE(outcome.said);
  const auto too_few = run_pair({"guess", "1000000"}, {"think", "271828", "10"});
  expect_exit(too_few.interactor, 43);
  EXPECT_TRUE(too_few.interactor_first);
}

TEST_P(Pair, OrdinaryRunsAndPairsTakeTurns) {
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(run(acting({"exit", "7"})).code, 7);
    expect_exit(run_pair({"say", "x"}, {"hear", "x", "exit", "42"}).interactor, 42);
  }
}

TEST_P(Pair, EveryByteArrivesUnchangedAndInOrder) {
  // More than all buffers between the two hold, in both directions at once.
  const auto outcome = run_pair({"flood", "3000000", "close-output", "hear-all", "exit", "5"},
                                {"hear-all", "flood", "3000000", "exit", "42"});
  expect_exit(outcome.submission, 5);
  expect_exit(outcome.interactor, 42);
  EXPECT_EQ(outcome.submission.output_bytes, 3'000'000U);
  EXPECT_EQ(outcome.interactor.output_bytes, 3'000'000U);
  std::string every;
  for (int i = 1; i < 256; ++i) every.push_back(static_cast<char>(i));
  expect_exit(run_pair({"say", every}, {"hear", every, "hear-end", "exit", "42"}).interactor, 42);
}

TEST_P(Pair, FilesAndFeedbackAreTheInteractors) {
  auto request = pair(
      {"hear", "secret\n"},
      {"show", "/work/case.in", "leave", "feedback/judgemessage.txt", "well done", "exit", "42"});
  request.interactor.files = {{"case.in", "secret\n"s, false}};
  request.interactor.collect = {"feedback/"};
  const auto outcome = run_pair(request);
  expect_exit(outcome.submission, 0);
  ASSERT_EQ(outcome.interactor.files.size(), 1U);
  EXPECT_EQ(outcome.interactor.files[0].name, "feedback/judgemessage.txt");
  EXPECT_EQ(outcome.interactor.files[0].bytes, "well done");
}

TEST_P(Pair, TheTranscriptIsExactAndTimed) {
  auto request = pair({"say", "ask\n", "hear", "yes\n", "sleep", "100", "say", "done\n"},
                      {"hear", "ask\n", "say", "yes\n", "hear", "done\n", "exit", "42"});
  request.transcript_bytes = 4096;
  const auto outcome = run_pair(request);
  ASSERT_TRUE(outcome.said);
  EXPECT_FALSE(outcome.said->cut);
  const auto& entries = outcome.said->entries;
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries[0].from, pair_side::submission);
  EXPECT_EQ(entries[0].bytes, "ask\n");
  EXPECT_EQ(entries[1].from, pair_side::interactor);
  EXPECT_EQ(entries[1].bytes, "yes\n");
  EXPECT_EQ(entries[2].bytes, "done\n");
  EXPECT_LE(entries[0].at, entries[1].at);
  EXPECT_GE(entries[2].at - entries[1].at, 100ms);
}

TEST_P(Pair, TheTranscriptIsCapped) {
  auto request = pair({"ping", "1000"}, {"pong", "exit", "42"});
  request.transcript_bytes = 1000;
  auto outcome = run_pair(request);
  expect_exit(outcome.interactor, 42);
  ASSERT_TRUE(outcome.said);
  EXPECT_TRUE(outcome.said->cut);
  std::uint64_t size = 0;
  for (const auto& one : outcome.said->entries) size += sizeof one + one.bytes.size();
  EXPECT_GT(size, 500U);
  EXPECT_LE(size, 1000U);
  EXPECT_EQ(outcome.said->entries[0].bytes, "p");

  request = pair({"flood", "100000"}, {"hear-all", "exit", "42"});
  request.transcript_bytes = 1000;
  outcome = run_pair(request);
  ASSERT_EQ(outcome.said->entries.size(), 1U);
  EXPECT_EQ(outcome.said->entries[0].bytes.size(), 1000 - sizeof(transcript_entry));
  EXPECT_TRUE(outcome.said->cut);
}

TEST_P(Pair, ComplaintsAreKeptApart) {
  const auto outcome =
      run_pair({"complain", "of the submission"}, {"complain", "of the interactor", "exit", "42"});
  EXPECT_EQ(outcome.submission.standard_error, "of the submission");
  EXPECT_EQ(outcome.interactor.standard_error, "of the interactor");
}

TEST_P(Pair, WhatCannotBeStartedIsAnError) {
  for (const bool submission : {true, false}) {
    auto request = pair({"hear-all"}, {"hear-all", "exit", "42"});
    (submission ? request.submission : request.interactor).what.command = {"no-such-command"};
    const auto outcome = sandbox_->run_pair(request);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.failure().whose, fault::environment);
    EXPECT_THAT(outcome.failure().message, HasSubstr("no-such-command"));
    request = pair({"hear-all"}, {"hear-all", "exit", "42"});
    (submission ? request.submission : request.interactor).files = {{"../escape", "x"s, false}};
    EXPECT_FALSE(sandbox_->run_pair(request));
  }
  expect_exit(run_pair({"say", "x"}, {"hear", "x", "exit", "42"}).interactor, 42);
}

TEST_P(Pair, ManyPairsAtOnceDoNotWaitForEachOther) {
  start(4);
  std::atomic<int> right{0};
  std::vector<std::thread> callers;
  const auto request = pair({"guess", "1000"}, {"think", "77", "12"});
  for (int caller = 0; caller < 10; ++caller) {
    callers.emplace_back([&] {
      for (int i = 0; i < 5; ++i) {
        const auto outcome = sandbox_->run_pair(request);
        if (outcome && outcome->submission.code == 0 && outcome->interactor.code == 42) ++right;
      }
    });
  }
  for (auto& one : callers) one.join();
  EXPECT_EQ(right, 50);
}

TEST_P(Pair, AnInterruptionEndsBoth) {
  std::thread interrupter([this] {
    for (int i = 0; i < 1000 && talkers() < 2; ++i) std::this_thread::sleep_for(10ms);
    EXPECT_EQ(talkers(), 2);
    stop_.request_stop();
  });
  const auto begin = std::chrono::steady_clock::now();
  const auto outcome = sandbox_->run_pair(pair({"sleep", "60000"}, {"sleep", "60000"}));
  interrupter.join();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 30s);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.failure().whose, fault::interrupted);
}

/// Behind bubblewrap, or children of our own where there are no namespaces; in their order.
std::vector<pid_t> zygotes(isolation level) {
  auto found = children_of(::getpid());
  if (level == isolation::l2) return found;
  for (auto& one : found) {
    const auto below = children_of(one);
    one = below.empty() ? 0 : below[0];
  }
  return found;
}

TEST_P(Pair, DeadZygotesAreReplaced) {
  expect_exit(run_pair({"say", "x"}, {"hear", "x", "exit", "42"}).interactor, 42);
  const auto first = zygotes(GetParam());
  ASSERT_EQ(first.size(), 2U);
  for (const pid_t one : first) {
    ASSERT_GT(one, 0);
    ASSERT_EQ(::kill(one, SIGKILL), 0);
    expect_exit(run_pair({"say", "x"}, {"hear", "x", "exit", "42"}).interactor, 42);
    const auto now = zygotes(GetParam());
    ASSERT_EQ(now.size(), 2U);
    EXPECT_THAT(now, Not(Contains(one)));
  }
  // In the middle of a pair it is repeated.
  const auto before = zygotes(GetParam());
  ASSERT_EQ(before.size(), 2U);
  ASSERT_GT(before[1], 0);
  std::atomic<bool> killed = false;
  std::jthread killer([&](const std::stop_token& stop) {
    while (talkers() < 2 && !stop.stop_requested()) std::this_thread::sleep_for(1ms);
    killed = !stop.stop_requested() && ::kill(before[1], SIGKILL) == 0;
  });
  const auto outcome =
      run_pair({"say", "x", "hear", "y"}, {"hear", "x", "spin", "1000", "say", "y", "exit", "42"});
  killer.request_stop();
  killer.join();
  expect_exit(outcome.submission, 0);
  expect_exit(outcome.interactor, 42);
  EXPECT_TRUE(killed) << "the two were never seen together";
  const auto after = zygotes(GetParam());
  ASSERT_EQ(after.size(), 2U);
  EXPECT_THAT(after, Not(Contains(before[1])));
}

}  // namespace
}  // namespace judge

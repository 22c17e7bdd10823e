// What a run may use, and what is said about it. No test asserts a time closely: the machine may be
// busy. The bounds are such that a limit which is not enforced fails them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <string>
#include <thread>

#include "judge/run/sandbox.hpp"
#include "tests/judge/run/sandbox_fixture.hpp"

namespace judge {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;  // NOLINT(google-build-using-namespace)

class Limits : public testing::sandbox_test {};
INSTANTIATE_TEST_SUITE_P(At, Limits, testing::every_level, testing::level_name);

TEST_P(Limits, CpuStopsAnEndlessLoop) {
  auto request = acting({"spin", "1000000"});
  request.limits.cpu_time = 300ms;
  const auto outcome = run(request);
  EXPECT_EQ(outcome.stopped, stop_reason::cpu_time);
  EXPECT_EQ(outcome.how, ending::signalled);
  EXPECT_EQ(outcome.code, SIGKILL);
  EXPECT_GE(outcome.cpu_time, 300ms);
  EXPECT_LT(outcome.cpu_time, 10s);
}

TEST_P(Limits, CpuIsMeasured) {
  const auto outcome = run(acting({"spin", "200"}));
  EXPECT_EQ(outcome.stopped, stop_reason::none);
  EXPECT_GE(outcome.cpu_time, 199ms);
  EXPECT_LT(outcome.cpu_time, 2s);
  EXPECT_GE(outcome.wall_time, 199ms);
  EXPECT_LT(run(acting({"exit", "0"})).cpu_time, 190ms);  // counted from zero each time
}

TEST_P(Limits, CpuOfChildrenNobodyWaitsForCounts) {
  auto request = acting({"burn", "4", "200"});
  request.what.needs.processes = true;
  const auto outcome = run(request);
  EXPECT_EQ(outcome.code, 0);
  if (counted()) {
    EXPECT_GE(outcome.cpu_time, 780ms);
    return;
  }
  request.what.needs.processes = false;  // could not be counted: refused
  EXPECT_LT(run(request).cpu_time, 190ms);
}

TEST_P(Limits, WallStopsASleeper) {
  auto request = acting({"sleep"});
  request.limits.wall_time = 200ms;
  const auto outcome = run(request);
  EXPECT_EQ(outcome.stopped, stop_reason::wall_time);
  EXPECT_EQ(outcome.how, ending::signalled);
  EXPECT_GE(outcome.wall_time, 200ms);
  EXPECT_LT(outcome.wall_time, 20s);
  EXPECT_LT(outcome.cpu_time, 100ms);
}

TEST_P(Limits, MemoryStopsWhoTouchesTooMuch) {
  auto request = acting({"touch", "200"});
  request.limits.memory_bytes = 64 * mebibyte;
  const auto outcome = run(request);
  if (counted()) {
    EXPECT_EQ(outcome.how, ending::signalled);
    EXPECT_EQ(outcome.code, SIGKILL);
    EXPECT_GE(outcome.out_of_memory_kills, 1U);
    EXPECT_FALSE(outcome.memory_is_a_guess);
  } else {
    EXPECT_EQ(outcome.code, 3);  // mmap refuses
    EXPECT_TRUE(outcome.memory_is_a_guess);
  }
  EXPECT_EQ(outcome.stopped, stop_reason::none);
  EXPECT_EQ(run(acting({"exit", "0"})).out_of_memory_kills, 0U);
}

/// A run-time system may reserve as many addresses as it likes, but not use them.
TEST_P(Limits, MemoryCountsWhereAddressesDoNot) {
  auto request = acting({"touch", "200"});
  request.what.needs.address_space = true;
  request.limits.memory_bytes = 64 * mebibyte;
  const auto outcome = run(request);
  EXPECT_TRUE(outcome.out_of_memory_kills > 0 || outcome.looks_out_of_memory);
  request.arguments = {"touch", "1500"};
  const auto beyond = run(request);
  EXPECT_TRUE(beyond.how == ending::signalled || beyond.code != 0);
}

/// What the kernel keeps of one run neither takes from the next one nor gives to it.
TEST_P(Limits, MemoryIsTheSameAfterARunThatLeavesMuchBehind) {
  if (!counted()) GTEST_SKIP() << "an address space ends with its program";
  const auto with_64_mebibytes = [this](std::vector<std::string> words) {
    auto request = acting(std::move(words));
    request.limits.memory_bytes = 64 * mebibyte;
    return run(request);
  };
  EXPECT_EQ(with_64_mebibytes({"look-up", "200000"}).code, 0);
  EXPECT_EQ(with_64_mebibytes({"touch", "60"}).code, 0);
  EXPECT_EQ(with_64_mebibytes({"look-up", "200000"}).code, 0);
  EXPECT_GE(with_64_mebibytes({"touch", "72"}).out_of_memory_kills, 1U);
}

TEST_P(Limits, MemoryIsMeasured) {
  const auto outcome = run(acting({"touch", "50"}));
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out_of_memory_kills, 0U);
  EXPECT_GE(outcome.peak_memory_bytes, 50 * mebibyte);
  EXPECT_LT(outcome.peak_memory_bytes, 60 * mebibyte);
  const auto small = run(acting({"exit", "0"}));
  EXPECT_GT(small.peak_memory_bytes, 0U);
  EXPECT_LT(small.peak_memory_bytes, 8 * mebibyte);
}

TEST_P(Limits, MemoryOfTheRunTimeSystemIsGrantedOnTop) {
  auto request = acting({"touch", "80"});
  request.limits.memory_bytes = 64 * mebibyte;
  request.what.needs.memory_reserve_bytes = 64 * mebibyte;
  EXPECT_EQ(run(request).code, 0);
}

TEST_P(Limits, InputIsNotCountedAsMemory) {
  auto request = acting({"echo"});
  request.input = std::string(100 * mebibyte, 'x');
  request.limits.memory_bytes = 32 * mebibyte;
  request.limits.output_bytes = 200 * mebibyte;
  const auto outcome = run(request);
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.output_bytes, 100 * mebibyte);
  EXPECT_LT(outcome.peak_memory_bytes, 16 * mebibyte);
}

TEST_P(Limits, OutputBeyondTheLimitIsDiscardedAndTheProgramGoesOn) {
  auto request = acting({"flood", "1", "5000000"});
  request.limits.output_bytes = mebibyte;
  auto outcome = run(request);
  EXPECT_EQ(outcome.how, ending::exited);
  EXPECT_EQ(outcome.code, 0);
  EXPECT_TRUE(outcome.output_limit_exceeded);
  EXPECT_EQ(outcome.output_bytes, 5'000'000U);
  EXPECT_EQ(outcome.standard_output.size(), mebibyte);

  request.limits.output_bytes = 5'000'000;
  outcome = run(request);
  EXPECT_FALSE(outcome.output_limit_exceeded);
  EXPECT_EQ(outcome.standard_output.size(), 5'000'000U);
}

TEST_P(Limits, AnEndlessFloodIsATimeLimit) {
  auto request = acting({"flood-for-ever"});
  request.limits.cpu_time = 200ms;
  request.limits.wall_time = 30s;
  const auto outcome = run(request);
  EXPECT_NE(outcome.stopped, stop_reason::none);
  EXPECT_TRUE(outcome.output_limit_exceeded);
  EXPECT_LE(outcome.standard_output.size(), request.limits.output_bytes);
}

TEST_P(Limits, ErrorsAreKeptToSixtyFourKibibytes) {
  const auto outcome = run(acting({"flood", "2", "1000000"}));
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.error_bytes, 1'000'000U);
  EXPECT_EQ(outcome.standard_error.size(), 65536U);
  EXPECT_EQ(outcome.standard_output, "");
  EXPECT_FALSE(outcome.output_limit_exceeded);
}

TEST_P(Limits, FilesCountAsOutput) {
  for (const char* name : {"/work/big", "/tmp/big"}) {
    auto request = acting({"write", name, "50000000"});
    request.limits.output_bytes = 4 * mebibyte;
    auto outcome = run(request);
    EXPECT_NE(outcome.code, 0) << name;
    EXPECT_TRUE(outcome.output_limit_exceeded) << name;
    request.arguments[2] = "3000000";
    outcome = run(request);
    EXPECT_EQ(outcome.code, 0) << name;
    EXPECT_FALSE(outcome.output_limit_exceeded) << name;
    EXPECT_GE(outcome.file_bytes, 3'000'000U);
  }
}

TEST_P(Limits, PlacedFilesDoNotCountAsOutput) {
  auto request = acting({"exit", "0"});
  request.files = {{"big", std::string(20 * mebibyte, 'x'), false}};
  request.limits.output_bytes = mebibyte;
  request.limits.memory_bytes = 16 * mebibyte;
  const auto outcome = run(request);
  EXPECT_EQ(outcome.code, 0);
  EXPECT_FALSE(outcome.output_limit_exceeded);
  EXPECT_EQ(outcome.file_bytes, 0U);
}

TEST_P(Limits, ProcessesAreCounted) {
  auto request = acting({"children", "100"});
  request.limits.processes = 8;
  request.what.needs.processes = true;
  expect_bound(run(request).standard_output, 7);
  request.what.needs.processes = false;
  EXPECT_EQ(run(request).standard_output, counted() ? "7\n" : "0\n");
}

TEST_P(Limits, ThreadsAreProcesses) {
  auto request = acting({"threads", "100"});
  request.limits.processes = 8;
  expect_bound(run(request).standard_output, 7);
}

TEST_P(Limits, ThreadsFitIntoTheMemory) {
  auto request = acting({"plain-threads", "8"});
  request.limits.memory_bytes = 128 * mebibyte;
  EXPECT_EQ(run(request).code, 0);
}

TEST_P(Limits, TheStackIsAsLargeAsTheMemory) {
  EXPECT_EQ(run(acting({"recurse", "100"})).code, 0);
  auto request = acting({"recurse", "100"});
  request.limits.memory_bytes = 64 * mebibyte;
  const auto outcome = run(request);
  EXPECT_EQ(outcome.how, ending::signalled);
  EXPECT_TRUE(outcome.code == SIGSEGV || outcome.code == SIGKILL) << outcome.code;
}

TEST_P(Limits, StoppingTheJudgeStopsTheProgram) {
  const auto begin = std::chrono::steady_clock::now();
  std::jthread stopper([this] {
    std::this_thread::sleep_for(200ms);
    stop_.request_stop();
  });
  const auto outcome = sandbox_->run(acting({"sleep"}));
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.failure().whose, fault::interrupted);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 30s);
  const auto later = sandbox_->run(acting({"exit", "0"}));
  ASSERT_FALSE(later);
  EXPECT_EQ(later.failure().whose, fault::interrupted);
}

TEST_P(Limits, WaitingCallersAreInterruptedToo) {
  const auto request = acting({"sleep"});
  const auto expect_interrupted = [&] {
    const auto outcome = sandbox_->run(request);
    EXPECT_TRUE(!outcome && outcome.failure().whose == fault::interrupted);
  };
  std::jthread one(expect_interrupted);
  std::jthread two(expect_interrupted);
  std::this_thread::sleep_for(100ms);
  stop_.request_stop();
}

/// Memory that is only named costs nothing where a cgroup counts; as address space it is too much,
/// and the kernel's SIGSEGV while loading is told for what it is.
TEST_P(Limits, ArraysLargerThanTheLimit) {
  const auto folder = box();
  std::filesystem::copy_file(LARGE_PROGRAM, folder / "large");
  auto request = acting({});
  request.what.command = {"/box/large"};
  const auto outcome = run(request);
  if (counted()) {
    EXPECT_EQ(outcome.how, ending::exited);
    EXPECT_EQ(outcome.code, 0);
  } else {
    EXPECT_EQ(outcome.how, ending::signalled);
    EXPECT_TRUE(outcome.looks_out_of_memory);
  }
}

}  // namespace
}  // namespace judge

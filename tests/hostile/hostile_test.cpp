// Programs that attack the sandbox, each with what must come of it at L0 and at L1. After each, the
// next run is clean and nothing is left.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

#include "judge/run/sandbox.hpp"
#include "tests/judge/run/sandbox_fixture.hpp"

namespace judge {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class Hostile : public testing::sandbox_test {
 protected:
  /// In the limits of the list that these programs come from: 1 s, 128 MiB, 32 processes, 16 MiB.
  run_outcome attack(const std::string& program, std::vector<std::string> arguments = {},
                     std::uint64_t memory = 128 * mebibyte) {
    const auto folder = box();
    fs::copy_file(fs::path(HOSTILE_PROGRAMS) / ("hostile_" + program), folder / program,
                  fs::copy_options::overwrite_existing);
    auto request = acting(std::move(arguments));
    request.what.name = program;
    request.what.command = {"/box/" + program};
    request.limits = {.cpu_time = 1000ms,
                      .wall_time = 3000ms,
                      .memory_bytes = memory,
                      .output_bytes = 16 * mebibyte,
                      .processes = 32};
    const auto outcome = run(request);
    // Whatever it did, the next run has all it may have.
    auto next = acting({"children", "100"});
    next.limits.processes = 8;
    next.what.needs.processes = true;
    EXPECT_EQ(run(next).standard_output, "7\n") << "after " << program;
    return outcome;
  }
};
INSTANTIATE_TEST_SUITE_P(At, Hostile, ::testing::Values(isolation::l0, isolation::l1),
                         testing::level_name);

TEST_P(Hostile, ForkBomb) {
  const auto outcome = attack("fork_bomb");
  EXPECT_NE(outcome.stopped, stop_reason::none);
}

TEST_P(Hostile, MemoryInChildren) {
  const auto outcome = attack("memory_in_children");
  if (counted()) {
    EXPECT_GE(outcome.out_of_memory_kills, 1U);
  } else {
    EXPECT_EQ(outcome.code, 9);
  }
}

TEST_P(Hostile, SharedMemory) {
  const auto outcome = attack("shared_memory", {}, 64 * mebibyte);
  if (counted()) {
    EXPECT_GE(outcome.out_of_memory_kills, 1U);
    EXPECT_EQ(outcome.how, ending::signalled);
  } else {
    EXPECT_EQ(outcome.code, 9);
  }
}

TEST_P(Hostile, MemoryFile) {
  const auto outcome = attack("memory_file");
  EXPECT_TRUE(outcome.how == ending::signalled ? outcome.code == SIGXFSZ : outcome.code == 9);
}

TEST_P(Hostile, DeafLoop) { EXPECT_EQ(attack("deaf_loop").stopped, stop_reason::cpu_time); }

TEST_P(Hostile, Stopped) { EXPECT_EQ(attack("stopped").stopped, stop_reason::wall_time); }

TEST_P(Hostile, OrphanBurner) {
  const auto outcome = attack("orphan_burner");
  EXPECT_EQ(outcome.how, ending::exited);
  EXPECT_EQ(outcome.code, counted() ? 0 : 9);
  EXPECT_EQ(outcome.stopped, stop_reason::none);
}

TEST_P(Hostile, KillEveryone) {
  const auto outcome = attack("kill_everyone");
  EXPECT_EQ(outcome.how, ending::exited);
  EXPECT_EQ(outcome.code, 0);
}

TEST_P(Hostile, InodeBomb) {
  const auto outcome = attack("inode_bomb");
  EXPECT_EQ(outcome.code, 0);
  EXPECT_TRUE(outcome.output_limit_exceeded);
}

TEST_P(Hostile, DescriptorBomb) { EXPECT_EQ(attack("descriptor_bomb").code, 0); }

TEST_P(Hostile, ForeignAbi) {
  for (const char* door : {"i386", "x32"}) {
    const auto outcome = attack("foreign_abi", {door});
    if (outcome.how == ending::exited && outcome.code == 77) GTEST_SKIP() << "x86-64 only";
    EXPECT_EQ(outcome.how, ending::signalled) << door;
    EXPECT_EQ(outcome.code, SIGSYS) << door;
  }
}

TEST_P(Hostile, ForbiddenCalls) {
  const auto outcome = attack("forbidden_calls");
  EXPECT_EQ(outcome.how, ending::exited);
  EXPECT_EQ(outcome.code, 0) << outcome.standard_output;
  EXPECT_EQ(outcome.standard_output, "");
}

}  // namespace
}  // namespace judge

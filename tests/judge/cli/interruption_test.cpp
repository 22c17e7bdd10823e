// Ctrl-C: exit code 130, no process and no temporary folder left, the report written as far as it
// got.
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>

#include "support/scene.hpp"

namespace {

namespace fs = std::filesystem;
using judge::testing::process;
using judge::testing::Scene;

/// Processes anywhere on the machine whose command line holds `word`.
int processes_with(const std::string& word) {
  int count = 0;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    const auto name = entry.path().filename().string();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    const auto line = judge::read_file(entry.path() / "cmdline");
    if (line && line->find(word) != std::string::npos) ++count;
  }
  return count;
}

/// The program waits with a word of its own on its command line, which nothing else has.
std::string waiting_program(const std::string& word) {
  return "#include <unistd.h>\n#include <cstdlib>\n"
         "int main(int argc, char**) {\n"
         "  if (argc == 1) execl(\"/proc/self/exe\", \"" +
         word +
         "\", \"again\", nullptr);\n"
         "  if (argc == 1) execl(\"/box/program\", \"" +
         word +
         "\", \"again\", nullptr);\n"
         "  sleep(30);\n}\n";
}

TEST_F(Scene, CtrlCLeavesNothingBehind) {
  const std::string word = "gavel-interruption-test-" + std::to_string(::getpid());
  put("my.cpp", waiting_program(word));
  fs::create_directory(at("tmp"));
  ::setenv("TMPDIR", at("tmp").c_str(), 1);
  process judge(command({"run", at("my.cpp").string(), "-p", at("problem").string(), "--time-limit",
                         "60", "--json", at("report.json").string()}),
                at("."));
  ::unsetenv("TMPDIR");
  for (int i = 0; i < 600 && processes_with(word) == 0; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  ASSERT_GT(processes_with(word), 0) << "the submission never started";

  judge.signal(SIGINT);
  const auto done = judge.wait();
  EXPECT_EQ(done.code, 130) << done.err;
  EXPECT_EQ(processes_with(word), 0);
  EXPECT_TRUE(fs::is_empty(at("tmp")));
  const auto report = judge::read_file(at("report.json"));
  ASSERT_TRUE(report);
  EXPECT_NE(report->find("\"complete\":false"), std::string::npos);
  EXPECT_NE(report->find("\"errors\":[\"interrupted\"]"), std::string::npos);
}

TEST_F(Scene, AKilledJudgeTakesItsProgramsWithIt) {
  const std::string word = "gavel-kill-test-" + std::to_string(::getpid());
  put("my.cpp", waiting_program(word));
  process judge(
      command({"run", at("my.cpp").string(), "-p", at("problem").string(), "--time-limit", "60"}),
      at("."));
  for (int i = 0; i < 600 && processes_with(word) == 0; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  ASSERT_GT(processes_with(word), 0) << "the submission never started";
  judge.signal(SIGKILL);
  EXPECT_EQ(judge.wait().code, 128 + SIGKILL);
  for (int i = 0; i < 100 && processes_with(word) > 0; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  EXPECT_EQ(processes_with(word), 0);
}

}  // namespace

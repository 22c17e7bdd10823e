// tests/judge/run/pair_fixture.hpp - pairs of talkers: see programs/talker.cpp for their steps.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "judge/base/files.hpp"
#include "judge/run/sandbox.hpp"
#include "tests/judge/run/sandbox_fixture.hpp"

namespace judge::testing {

using words = std::vector<std::string>;

/// Processes on this machine whose command line names a talker.
inline int talkers() {
  int found = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const auto line = read_file(entry.path() / "cmdline", 4096);
    if (!line) continue;
    const std::filesystem::path program(line->substr(0, line->find('\0')));
    if (program.filename() == "talker-" + std::to_string(::getpid())) ++found;
  }
  return found;
}

class pair_test : public sandbox_test {
 protected:
  [[nodiscard]] run_request talking(words steps) {
    const auto name = "talker-" + std::to_string(::getpid());
    auto request = acting(std::move(steps));
    if (!std::filesystem::exists(box() / name)) {
      std::filesystem::copy_file(TALKER_PROGRAM, box() / name);
    }
    request.what.name = "talker";
    request.what.command = {"/box/" + name};
    return request;
  }
  [[nodiscard]] pair_request pair(words submission, words interactor) {
    pair_request request;
    request.submission = talking(std::move(submission));
    request.interactor = talking(std::move(interactor));
    return request;
  }
  [[nodiscard]] pair_outcome run_pair(const pair_request& request) {
    auto outcome = sandbox_->run_pair(request);
    EXPECT_TRUE(outcome) << outcome.failure().message;
    return outcome ? *std::move(outcome) : pair_outcome{};
  }
  [[nodiscard]] pair_outcome run_pair(words submission, words interactor) {
    return run_pair(pair(std::move(submission), std::move(interactor)));
  }
  void TearDown() override { EXPECT_EQ(talkers(), 0); }
};

inline void expect_exit(const run_outcome& run, int code) {
  EXPECT_EQ(run.how, ending::exited);
  EXPECT_EQ(run.code, code);
  EXPECT_EQ(run.stopped, stop_reason::none);
}

}  // namespace judge::testing

// tests/judge/run/sandbox_fixture.hpp - a sandbox and programs to put into it.
#pragma once

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <stop_token>
#include <string>
#include <vector>

#include "judge/base/files.hpp"
#include "judge/run/cgroup/cgroup.hpp"
#include "judge/run/plain/landlock.hpp"
#include "judge/run/sandbox.hpp"

namespace judge {
/// For GoogleTest, which finds it by its name.
inline void PrintTo(isolation level, std::ostream* out) { *out << short_name(level); }
}  // namespace judge

namespace judge::testing {

/// Every test runs at each level there is: L0 where this user may have a cgroup, L1 always, L2
/// where the kernel has Landlock.
inline const auto every_level = ::testing::Values(isolation::l0, isolation::l1, isolation::l2);

class sandbox_test : public ::testing::TestWithParam<isolation> {
 protected:
  void SetUp() override {
    if (GetParam() == isolation::l0) {
      // That root gets one wherever there are cgroups is a test of its own.
      const auto group = cgroup::make(0);
      if (!group) GTEST_SKIP() << group.failure().message;
    }
    if (GetParam() == isolation::l2 && landlock_version() == 0) {
      GTEST_SKIP() << "this kernel has no Landlock";
    }
    start();
  }

  void start(unsigned workers = 1) {
    sandbox_options options;
    options.workers = workers;
    options.required = GetParam();
    options.strongest = GetParam();
    auto started = sandbox::start(options, stop_.get_token());
    ASSERT_TRUE(started) << started.failure().message;
    sandbox_ = *std::move(started);
    ASSERT_EQ(sandbox_->level(), GetParam());
  }

  /// `actor` with these words, from a folder that only this user may enter.
  [[nodiscard]] run_request acting(std::vector<std::string> words) {
    run_request request;
    request.what.name = "actor";
    request.what.folder = box();
    request.what.command = {"/box/actor"};
    request.arguments = std::move(words);
    request.limits.cpu_time = milliseconds(20'000);
    request.limits.wall_time = milliseconds(60'000);
    request.limits.memory_bytes = 256 * mebibyte;
    return request;
  }

  [[nodiscard]] run_outcome run(const run_request& request) {
    auto outcome = sandbox_->run(request);
    EXPECT_TRUE(outcome) << outcome.failure().message;
    return outcome ? *std::move(outcome) : run_outcome{};
  }

  /// Made when first asked for, that is after the zygote started.
  [[nodiscard]] std::filesystem::path box() {
    if (!box_) {
      auto made = temporary_folder::make();
      EXPECT_TRUE(made) << made.failure().message;
      box_.emplace(*std::move(made));
      std::filesystem::copy_file(ACTOR_PROGRAM, box_->path() / "actor");
    }
    return box_->path();
  }

  [[nodiscard]] bool counted() const { return GetParam() == isolation::l0; }
  /// With namespaces and mounts of its own.
  [[nodiscard]] bool apart() const { return GetParam() <= isolation::l1; }

  /// Of processes: exact, unless the user's other ones count as well, which come and go.
  void expect_bound(const std::string& seen, int bound) const {
    if (apart() || ::geteuid() == 0) {
      EXPECT_EQ(seen, std::to_string(bound) + "\n");
    } else {
      EXPECT_GT(std::stoi("0" + seen), 0);
      EXPECT_LT(std::stoi("0" + seen), 100);
    }
  }

  std::stop_source stop_;
  std::unique_ptr<sandbox> sandbox_;

 private:
  std::optional<temporary_folder> box_;
};

inline std::string level_name(const ::testing::TestParamInfo<isolation>& info) {
  return std::string(short_name(info.param));
}

}  // namespace judge::testing

#include "judge/run/sandbox.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "judge/base/text.hpp"
#include "tests/judge/run/core_marks.hpp"
#include "tests/judge/run/sandbox_fixture.hpp"

namespace judge {
namespace {

using namespace std::string_literals;  // NOLINT(google-build-using-namespace): "..."s
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

class Sandbox : public testing::sandbox_test {};
INSTANTIATE_TEST_SUITE_P(At, Sandbox, testing::every_level, testing::level_name);

TEST_P(Sandbox, TellsTheExitCode) {
  for (const int code : {0, 1, 42, 255}) {
    const auto outcome = run(acting({"exit", std::to_string(code)}));
    EXPECT_EQ(outcome.how, ending::exited);
    EXPECT_EQ(outcome.code, code);
    EXPECT_EQ(outcome.stopped, stop_reason::none);
    EXPECT_EQ(outcome.level, GetParam());
  }
}

TEST_P(Sandbox, TellsTheSignal) {
  for (const int number : {SIGSEGV, SIGKILL, SIGFPE, SIGTERM}) {
    const auto outcome = run(acting({"raise", std::to_string(number)}));
    EXPECT_EQ(outcome.how, ending::signalled);
    EXPECT_EQ(outcome.code, number);
    EXPECT_EQ(outcome.stopped, stop_reason::none);
  }
  EXPECT_EQ(run(acting({"abort"})).code, SIGABRT);  // process 1 would die of SIGSEGV instead
}

TEST_P(Sandbox, PassesBytesThroughUnchanged) {
  auto request = acting({"echo"});
  std::string bytes = "\0first\xff\xfe\r\n\0"s;
  for (int i = 0; i < 1'000'000; ++i) bytes.push_back(static_cast<char>(i * 7 % 256));
  request.input = bytes;
  const auto outcome = run(request);
  EXPECT_EQ(outcome.code, 0);
  EXPECT_TRUE(outcome.standard_output == bytes);
  EXPECT_EQ(outcome.output_bytes, bytes.size());

  const auto file = box() / "input";
  ASSERT_TRUE(write_file(file, bytes));
  request.input = file;
  EXPECT_TRUE(run(request).standard_output == bytes);
  request.input = std::string();
  EXPECT_EQ(run(request).standard_output, "");
}

TEST_P(Sandbox, PassesArgumentsUnchanged) {
  const auto outcome = run(acting({"arguments", "", "a b", "\xff\n", "--"}));
  EXPECT_EQ(outcome.standard_output, "\0a b\0\xff\n\0--\0"s);
}

TEST_P(Sandbox, LooksCommandsUpInItsOwnPath) {
  run_request request;
  request.what.name = "sh";
  request.what.command = {"sh", "-c", "echo $0; pwd"};
  const auto seen = run(request).standard_output;
  EXPECT_THAT(seen, MatchesRegex(apart() ? "sh\n/work\n" : "sh\n/.+/work\n"));
  request.what.command = {"no-such-command"};
  const auto missing = sandbox_->run(request);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.failure().whose, fault::environment);
  EXPECT_THAT(missing.failure().message, HasSubstr("no-such-command"));
}

TEST_P(Sandbox, MissingFoldersAndCommandsAreErrors) {
  auto request = acting({"exit", "0"});
  request.what.folder = box() / "not-there";
  EXPECT_FALSE(sandbox_->run(request));
  request.what.folder = box() / "actor";  // not a folder
  EXPECT_FALSE(sandbox_->run(request));
  request = acting({"exit", "0"});
  request.what.command.clear();
  EXPECT_FALSE(sandbox_->run(request));
  request = acting({"exit", "0"});
  request.input = box() / "no-such-input";
  EXPECT_FALSE(sandbox_->run(request));
  request = acting({std::string(1 << 20, 'x')});  // more than fits
  EXPECT_FALSE(sandbox_->run(request));
  EXPECT_EQ(run(acting({"exit", "7"})).code, 7);  // and nothing of it lingers
}

TEST_P(Sandbox, AnInterruptedStartIsNoFaultOfTheMachine) {
  std::stop_source stop;
  stop.request_stop();
  const auto started =
      sandbox::start({.required = GetParam(), .strongest = GetParam()}, stop.get_token());
  ASSERT_FALSE(started);
  EXPECT_EQ(started.failure().whose, fault::interrupted) << started.failure().message;
}

/// What a submission is made of cannot be the judge's fault.
TEST_P(Sandbox, AProgramThatTheKernelDoesNotTakeEndsLikeInAShell) {
  const auto script = box() / "script";
  std::ofstream(script) << "#!/not/there\n";
  std::filesystem::permissions(script, std::filesystem::perms(0755));
  auto request = acting({});
  request.what.command = {"/box/script"};
  const auto outcome = run(request);
  EXPECT_EQ(outcome.how, ending::exited);
  EXPECT_EQ(outcome.code, 127);
  EXPECT_THAT(outcome.standard_error, ::testing::HasSubstr("cannot be started"));
}

TEST_P(Sandbox, EnvironmentIsFixed) {
  ::setenv("SECRET_OF_THE_JUDGE", "1", 1);
  auto request = acting({"environment"});
  request.what.needs.environment = {{"HOME", "/work"}, {"EXTRA", "a=b"}};
  const auto seen = run(request).standard_output;
  if (apart()) {
    EXPECT_EQ(seen, "PATH=/usr/local/bin:/usr/bin:/bin\nHOME=/work\nLANG=C.UTF-8\nEXTRA=a=b\n");
    return;
  }
  EXPECT_THAT(seen, MatchesRegex("PATH=/usr/local/bin:/usr/bin:/bin\nHOME=/.+/work\nLANG=C.UTF-8\n"
                                 "TMPDIR=/.+/tmp\nOPENSSL_CONF=/dev/null\nEXTRA=a=b\n"));
}

TEST_P(Sandbox, InheritsNoDescriptors) {
  // Not closed on exec, as a shell or a test driver may leave them to the judge.
  const int stray = ::dup2(0, 200);
  ASSERT_EQ(stray, 200);
  start();
  EXPECT_EQ(run(acting({"descriptors"})).standard_output, "0\n1\n2\n");
  ::close(stray);
}

TEST_P(Sandbox, ProgramIsNobodyOfTheHost) {
  const auto outcome = run(acting({"identity"}));
  const auto seen = words_of(outcome.standard_output);
  ASSERT_EQ(seen.size(), 3U);
  EXPECT_EQ(seen[1], seen[0]);
  if (!apart() && ::geteuid() != 0) {
    EXPECT_EQ(seen[0], std::to_string(::geteuid()));  // there is nobody else to be
    return;
  }
  EXPECT_GT(std::stoul(seen[0]), 1'000'000'000U);
  if (apart()) {
    EXPECT_EQ(seen[2], "2");  // 1 is the init
  }
}

TEST_P(Sandbox, PlacesAndCollectsFiles) {
  ASSERT_TRUE(write_file(box() / "on-host", "of the host\n"));
  auto request = acting({});
  request.what.needs.processes = true;
  request.what.command = {"sh", "-c",
                          "cat a/b/one two; ./run; echo new > a/b/new; echo three > back/3;"
                          "mkdir back/deep; echo 4 > back/deep/4; rm two"};
  request.files = {{"a/b/one", "1\n"s, false},
                   {"two", box() / "on-host", false},
                   {"run", "#!/bin/sh\necho ran\n"s, true}};
  request.collect = {"a/b/new", "a/b/one", "two", "missing", "back/"};
  const auto outcome = run(request);
  EXPECT_EQ(outcome.standard_output, "1\nof the host\nran\n");
  EXPECT_EQ(outcome.standard_error, "");
  std::vector<std::string> names;
  for (const auto& file : outcome.files) names.push_back(file.name + "=" + file.bytes);
  EXPECT_THAT(names,
              ElementsAre("a/b/new=new\n", "a/b/one=1\n", "back/3=three\n", "back/deep/4=4\n"));
  EXPECT_EQ(run(acting({"read", "/work/a"})).standard_output, "2\n");  // ENOENT: fresh each time
}

TEST_P(Sandbox, RefusesToPlaceFilesElsewhere) {
  for (const char* name : {"../escape", "/etc/x", "", "a/../../x"}) {
    auto request = acting({"exit", "0"});
    request.files = {{name, "x"s, false}};
    EXPECT_FALSE(sandbox_->run(request)) << name;
  }
  auto request = acting({"exit", "0"});
  request.collect = {"../"};
  EXPECT_FALSE(sandbox_->run(request));
  EXPECT_EQ(run(acting({"exit", "5"})).code, 5);
}

TEST_P(Sandbox, CollectsRegularFilesOnly) {
  auto request = acting({"traps"});
  request.collect = {"out/", "wanted"};
  const auto outcome = run(request);
  EXPECT_EQ(outcome.code, 0);
  std::vector<std::string> names;
  for (const auto& file : outcome.files) names.push_back(file.name);
  EXPECT_THAT(names, ElementsAre("out/below/plain", "out/plain"));
}

TEST_P(Sandbox, ServesManyCallersAtOnce) {
  start(2);
  std::atomic<int> right{0};
  std::vector<std::thread> callers;
  const auto request = acting({"echo"});
  for (int caller = 0; caller < 10; ++caller) {
    callers.emplace_back([&, caller] {
      for (int i = 0; i < 10; ++i) {
        auto own = request;
        own.input = "caller " + std::to_string(caller) + " run " + std::to_string(i);
        const auto outcome = sandbox_->run(own);
        if (outcome && outcome->standard_output == std::get<std::string>(own.input)) ++right;
      }
    });
  }
  for (auto& one : callers) one.join();
  EXPECT_EQ(right, 100);
}

TEST_P(Sandbox, AProgramStaysOnTheWorkersCore) {
  run_request request;
  request.what.name = "nproc";
  request.what.command = {"nproc"};
  // Other tests' sandboxes may have all the cores; a worker is then left without one. They may let
  // one go at any time: only who sees a free one each time, and never gets it, is wrong.
  bool held = false;
  for (int tries = 0; tries < 20; ++tries) {
    sandbox_.reset();
    held = testing::all_cores_are_held() || held;
    start();
    if (run(request).standard_output == "1\n") return;
  }
  if (held) GTEST_SKIP() << "other judges hold the cores";
  FAIL() << "cores are free, but not for the worker";
}

TEST_P(Sandbox, LeavesNothingOfTheRunBefore) {
  EXPECT_EQ(run(acting({"write", "/tmp/left", "10"})).code, 0);
  EXPECT_EQ(run(acting({"write", "/work/left", "10"})).code, 0);
  EXPECT_EQ(run(acting({"read", "/tmp/left"})).standard_output, "2\n");  // ENOENT
  EXPECT_EQ(run(acting({"read", "/work/left"})).standard_output, "2\n");
}

TEST_P(Sandbox, RefusesMoreThanItCanKeep) {
  sandbox_options options;
  options.required = isolation::l0;
  options.strongest = isolation::l1;  // as where there is no cgroup
  const auto refused = sandbox::start(options, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.failure().whose, fault::environment);
  EXPECT_THAT(refused.failure().message, HasSubstr("L0"));

  for (const auto required : {isolation::l1, isolation::l2}) {
    options.required = required;
    options.strongest = isolation::none;
    const auto without = sandbox::start(options, {});  // never silently without
    ASSERT_FALSE(without);
    EXPECT_EQ(without.failure().whose, fault::environment);
  }
}

}  // namespace
}  // namespace judge

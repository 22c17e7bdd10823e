// What a program cannot see or do, and that nothing stays behind.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "judge/base/text.hpp"
#include "judge/run/cgroup/cgroup.hpp"
#include "judge/run/cgroup/cgroup_home.hpp"
#include "judge/run/sandbox.hpp"
#include "tests/judge/run/process_tree.hpp"
#include "tests/judge/run/sandbox_fixture.hpp"

namespace judge {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::children_of;
using testing::runs_below;

class Isolation : public testing::sandbox_test {};
INSTANTIATE_TEST_SUITE_P(At, Isolation, testing::every_level, testing::level_name);

const auto not_there = std::to_string(ENOENT) + "\n";
const auto refused = std::to_string(EACCES) + "\n";
const auto read_only = std::to_string(EROFS) + "\n";

TEST_P(Isolation, TheHostIsNotThere) {
  for (const char* path : {"/etc/passwd", "/etc/shadow", "/root", "/home", "/var", "/proc/self",
                           "/proc/1/root", "/sys", "/run", "/dev/vda", "/dev/tty", "/dev/kmsg",
                           "/.gavel/host/etc/passwd", "/.gavel/host/usr"}) {
    const auto error = run(acting({"read", path})).standard_output;
    EXPECT_TRUE(error == not_there || (!apart() && error == refused)) << path << ": " << error;
  }
  // By its own name; an argument /tmp/... would be taken for the program's own folder.
  auto request = acting({"read-named"});
  request.input = box().string();
  EXPECT_EQ(run(request).standard_output, apart() ? not_there : refused);
  EXPECT_EQ(run(acting({"read", "/usr/bin/env"})).standard_output, "0\n");
}

TEST_P(Isolation, OnlyItsOwnFoldersAreWritable) {
  for (const char* path : {"/x", "/usr/x", "/box/x", "/dev/x", "/etc/x", "/proc/x", "/.gavel/x"}) {
    const auto error = run(acting({"create", path})).standard_output;
    EXPECT_TRUE(error == read_only || error == refused || (!apart() && error == not_there))
        << path << ": " << error;
  }
  EXPECT_EQ(run(acting({"create", "/tmp/x"})).standard_output, "0\n");
  EXPECT_EQ(run(acting({"create", "/work/x"})).standard_output, "0\n");
  EXPECT_FALSE(fs::exists(box() / "x"));
}

TEST_P(Isolation, ProcShowsOnlyItself) {
  auto request = acting({});
  request.what.needs.proc = true;
  request.what.needs.processes = true;
  request.what.command = {"sh", "-c", "ls /proc; cat /proc/self/comm"};
  // Shell, ls and what always is there; not the init, not the machine. The whole machine's /proc,
  // where there is no other one, is refused.
  EXPECT_EQ(run(request).standard_output, apart() ? "2\n3\nself\nthread-self\ncat\n" : "");
}

TEST_P(Isolation, InputCannotBeChanged) {
  const auto file = box() / "case.in";
  ASSERT_TRUE(write_file(file, "precious\n"));
  auto request = acting({"tamper"});
  request.input = file;
  request.what.needs.proc = true;
  EXPECT_EQ(run(request).standard_output, "0\n");
  const auto after = read_file(file);
  ASSERT_TRUE(after);
  EXPECT_EQ(*after, "precious\n");
}

TEST_P(Isolation, ThereIsNoNetwork) {
  const auto none = std::to_string(EAFNOSUPPORT) + "\n";
  // A socket by name leads to the machine, unless its names are the sandbox's own.
  EXPECT_EQ(run(acting({"network"})).standard_output,
            none + none + none + none + none + "unix " + (apart() ? "0\n" : none));
}

TEST_P(Isolation, LeftoversDieWithTheRun) {
  auto request = acting({"daemon"});
  request.what.needs.processes = true;
  const auto outcome = run(request);
  EXPECT_EQ(outcome.code, 0);  // and we are not waiting for the daemon's end of the pipe
  EXPECT_LT(outcome.wall_time, 30s);
  // The next run would not get all of its processes if the daemon were still there.
  request = acting({"children", "100"});
  request.limits.processes = 8;
  request.what.needs.processes = true;
  expect_bound(run(request).standard_output, 7);
}

/// With namespaces there is bubblewrap in between.
std::vector<pid_t> zygotes_of(pid_t judge, bool apart) {
  const auto children = children_of(judge);
  return apart && !children.empty() ? children_of(children[0]) : children;
}

/// Where groups are made.
std::vector<fs::path> group_folders() {
  const auto places = find_cgroups();
  if (!places) return {};
  if (const auto* v1 = std::get_if<cgroup_v1_places>(&*places)) {
    return {v1->memory, v1->cpuacct, v1->pids};
  }
  const auto& home = cgroup_home::get();
  if (!home) return {};
  return {home->path()};
}

std::vector<fs::path> groups_of(pid_t owner) {
  std::vector<fs::path> found;
  const auto prefix = "gavel-" + std::to_string(owner) + "-";
  for (const auto& folder : group_folders()) {
    for (const auto& entry : fs::directory_iterator(folder)) {
      const auto name = entry.path().filename().native();
      // The judge itself stays in its own to its end.
      if (name.starts_with(prefix + "judge")) continue;
      if (name.starts_with(prefix)) found.push_back(entry.path());
    }
  }
  return found;
}

TEST_P(Isolation, NothingIsLeftAtTheEnd) {
  const auto mounts = read_file("/proc/self/mountinfo");
  EXPECT_EQ(run(acting({"exit", "0"})).code, 0);
  EXPECT_FALSE(children_of(::getpid()).empty());
  EXPECT_EQ(groups_of(::getpid()).empty(), !counted());
  sandbox_.reset();
  EXPECT_TRUE(children_of(::getpid()).empty());
  EXPECT_TRUE(groups_of(::getpid()).empty());
  const auto mounts_after = read_file("/proc/self/mountinfo");
  ASSERT_TRUE(mounts && mounts_after);
  EXPECT_EQ(*mounts, *mounts_after);
}

TEST_P(Isolation, ADeadZygoteIsReplaced) {
  EXPECT_EQ(run(acting({"exit", "1"})).code, 1);
  const auto zygotes = zygotes_of(::getpid(), apart());
  ASSERT_EQ(zygotes.size(), 1U);
  ASSERT_EQ(::kill(zygotes[0], SIGKILL), 0);
  EXPECT_EQ(run(acting({"exit", "2"})).code, 2);

  // In the middle of a run it is repeated.
  const auto again = zygotes_of(::getpid(), apart());
  ASSERT_EQ(again.size(), 1U);
  EXPECT_NE(again, zygotes);
  std::atomic<bool> killed = false;
  std::jthread killer([&](const std::stop_token& stop) {
    while (!runs_below(again[0], "actor") && !stop.stop_requested()) {
      std::this_thread::sleep_for(1ms);
    }
    killed = !stop.stop_requested() && ::kill(again[0], SIGKILL) == 0;
  });
  EXPECT_EQ(run(acting({"spin", "1000"})).code, 0);
  killer.request_stop();
  killer.join();
  EXPECT_TRUE(killed) << "the program was never seen";
  const auto last = zygotes_of(::getpid(), apart());
  ASSERT_EQ(last.size(), 1U);
  EXPECT_NE(last, again);
}

TEST_P(Isolation, AKilledJudgeLeavesNoProcess) {
  sandbox_.reset();
  // What the dead judge leaves behind becomes our child: we see it end, or not.
  ASSERT_EQ(::prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
  const auto request = acting({"sleep"});
  // Without mounts a killed judge leaves its folder to the next one that starts there.
  const auto temporary = temporary_folder::make();
  ASSERT_TRUE(temporary);
  fs::permissions(temporary->path(), fs::perms(0711));
  const pid_t other = ::fork();
  ASSERT_GE(other, 0);
  if (other == 0) {
    ::setenv("TMPDIR", temporary->path().c_str(), 1);
    start();
    [[maybe_unused]] const auto never = sandbox_->run(request);
    ::_exit(1);
  }
  // Until the program runs: bubblewrap, zygote, init, program; or zygote, program.
  const int generations = apart() ? 3 : 1;
  const auto deadline = std::chrono::steady_clock::now() + 30s;
  const auto running = [&] {
    auto generation = children_of(other);
    for (int depth = 0; depth < generations && !generation.empty(); ++depth) {
      generation = children_of(generation[0]);
    }
    return !generation.empty();
  };
  while (!running() && std::chrono::steady_clock::now() < deadline)
    std::this_thread::sleep_for(5ms);
  EXPECT_TRUE(running());
  ASSERT_EQ(::kill(other, SIGKILL), 0);
  bool gone = false;
  while (!gone && std::chrono::steady_clock::now() < deadline) {
    gone = ::waitpid(-1, nullptr, WNOHANG) < 0 && errno == ECHILD;
    std::this_thread::sleep_for(5ms);
  }
  EXPECT_TRUE(gone);
  start();  // removes the groups of the dead judge
  EXPECT_TRUE(groups_of(other).empty());
  ::prctl(PR_SET_CHILD_SUBREAPER, 0);
}

}  // namespace
}  // namespace judge

// A real group, of the version that this machine has, with a process in it.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "judge/base/files.hpp"
#include "judge/base/unique_fd.hpp"
#include "judge/model/limits.hpp"
#include "judge/run/cgroup/cgroup.hpp"

namespace judge {
namespace {

using namespace std::chrono_literals;

class CgroupGroup : public ::testing::Test {
 protected:
  void SetUp() override {
    auto made = cgroup::make(7);
    if (!made) GTEST_SKIP() << made.failure().message;
    group_ = *std::move(made);
  }

  /// A process in the group that does what it is told to once the limits stand. Returns how it
  /// ended, as waitpid has it.
  int run(std::uint64_t memory_bytes, unsigned processes, const std::function<int()>& act) {
    std::array<int, 2> gate{-1, -1};
    EXPECT_EQ(::pipe2(gate.data(), O_CLOEXEC), 0);
    const pid_t child = born(group_->birthplace());
    if (child == 0) {
      char go = 0;
      ::close(gate[1]);
      if (::read(gate[0], &go, 1) != 1) ::_exit(99);
      ::_exit(act());
    }
    EXPECT_GT(child, 0);
    const unique_fd ours(gate[1]);
    ::close(gate[0]);
    if (group_->holds_zygote()) {
      EXPECT_TRUE(group_->adopt(child));  // that is whom it plays
    }
    const auto begun = group_->begin(memory_bytes, processes);
    EXPECT_TRUE(begun) << begun.failure().message;
    during_ = group_->threads();
    inside_ = child;
    EXPECT_EQ(::write(ours.get(), "x", 1), 1);
    int state = 0;
    EXPECT_EQ(::waitpid(child, &state, 0), child);
    return state;
  }

  std::unique_ptr<cgroup> group_;
  std::vector<pid_t> during_;
  pid_t inside_ = 0;

 private:
  static pid_t born(int group) {
    clone_args arguments{};
    arguments.exit_signal = SIGCHLD;
    if (group >= 0) {
      arguments.flags = CLONE_INTO_CGROUP;
      arguments.cgroup = static_cast<decltype(arguments.cgroup)>(group);
    }
    return static_cast<pid_t>(::syscall(SYS_clone3, &arguments, sizeof arguments));
  }
};

int touch(std::size_t bytes) {
  void* const memory =
      ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return 2;
  for (std::size_t at = 0; at < bytes; at += 4096) static_cast<volatile char*>(memory)[at] = 1;
  return 0;
}

int spin(std::chrono::nanoseconds time) {
  timespec used{};
  do {
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  } while (std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec) < time);
  return 0;
}

/// Whether there is no excuse: a hierarchy of version 1 that this user may write to, or version 2
/// and a systemd that can be asked.
bool can_be_had() {
  const auto places = find_cgroups();
  if (!places) return false;
  if (const auto* v1 = std::get_if<cgroup_v1_places>(&*places)) {
    return ::access(v1->memory.c_str(), W_OK) == 0;
  }
  const auto bus = "/run/user/" + std::to_string(::geteuid()) + "/bus";
  return std::filesystem::exists(::geteuid() == 0 ? "/run/systemd/system" : bus);
}

/// Without this every test below might be skipped, and nobody would notice.
TEST(Cgroup, IsThereWhereItCanBeHad) {
  if (!can_be_had()) GTEST_SKIP() << "no writable hierarchy of version 1, and no systemd to ask";
  const auto made = cgroup::make(7);
  EXPECT_TRUE(made) << made.failure().message;
}

TEST_F(CgroupGroup, CountsAProcessorsTime) {
  EXPECT_EQ(run(256 * mebibyte, 8, [] { return spin(200ms); }), 0);
  EXPECT_GE(group_->cpu(), 195ms);
  const auto used = group_->end();
  EXPECT_GE(used.cpu, 195ms);
  EXPECT_EQ(used.out_of_memory_kills, 0U);
  EXPECT_LT(group_->cpu(), 100ms) << "the next run starts at zero";
}

TEST_F(CgroupGroup, ListsWhoIsInside) {
  EXPECT_EQ(run(256 * mebibyte, 8, [] { return 0; }), 0);
  const bool listed = std::count(during_.begin(), during_.end(), inside_) == 1;
  EXPECT_EQ(listed, !group_->holds_zygote());
  EXPECT_TRUE(group_->threads().empty());
}

TEST_F(CgroupGroup, KeepsThePeakOfEachRunApart) {
  EXPECT_EQ(run(256 * mebibyte, 8, [] { return touch(64 * mebibyte); }), 0);
  const auto large = group_->end();
  if (!large.peak_is_known) GTEST_SKIP() << "this kernel does not keep the peak";
  EXPECT_GE(large.peak_bytes, 64 * mebibyte);
  EXPECT_LT(large.peak_bytes, 80 * mebibyte);
  EXPECT_EQ(run(256 * mebibyte, 8, [] { return touch(8 * mebibyte); }), 0);
  const auto small = group_->end();
  // The kernel counts in batches of 64 pages a core; some may still be those of the run before.
  EXPECT_GE(small.peak_bytes, 8 * mebibyte - mebibyte / 2);
  EXPECT_LT(small.peak_bytes, 24 * mebibyte);
}

TEST_F(CgroupGroup, EndsWhoTakesTooMuchMemory) {
  const int state = run(32 * mebibyte, 8, [] { return touch(64 * mebibyte); });
  EXPECT_TRUE(WIFSIGNALED(state));
  EXPECT_EQ(WTERMSIG(state), SIGKILL);
  EXPECT_GE(group_->end().out_of_memory_kills, 1U);
  // The limit of the next run is its own.
  EXPECT_EQ(run(256 * mebibyte, 8, [] { return touch(64 * mebibyte); }), 0);
  EXPECT_EQ(group_->end().out_of_memory_kills, 0U);
}

/// What a program reads is kept by the kernel as long as there is room, and is not its memory.
TEST_F(CgroupGroup, LeavesOutTheCachesOfFiles) {
  auto folder = temporary_folder::make();
  ASSERT_TRUE(folder);
  const auto file = folder->path() / "large";
  const int state = run(256 * mebibyte, 8, [&file] {
    const unique_fd fd(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    static std::array<char, 65536> block;
    for (std::size_t done = 0; done < 48 * mebibyte; done += block.size()) {
      if (::write(fd.get(), block.data(), block.size()) < 0) return 1;
    }
    return 0;
  });
  EXPECT_EQ(state, 0);
  EXPECT_LT(group_->end().peak_bytes, 24 * mebibyte);
}

TEST_F(CgroupGroup, BoundsTheProcesses) {
  const int state = run(256 * mebibyte, 4, [] {
    std::array<pid_t, 16> children{};
    int made = 0;
    for (pid_t& child : children) {
      child = ::fork();
      if (child == 0) {
        ::pause();
        ::_exit(0);
      }
      if (child < 0) break;
      ++made;
    }
    for (int i = 0; i < made; ++i) ::kill(children[static_cast<std::size_t>(i)], SIGKILL);
    while (::wait(nullptr) > 0) {
    }
    return made;
  });
  ASSERT_TRUE(WIFEXITED(state));
  // Besides itself; the init, and where it would be inside the zygote, have room of their own.
  EXPECT_EQ(WEXITSTATUS(state), group_->holds_zygote() ? 5 : 4);
}

}  // namespace
}  // namespace judge

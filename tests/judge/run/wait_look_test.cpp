#include "judge/run/pair/wait_look.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <functional>
#include <string>
#include <thread>

namespace judge {
namespace {

using namespace std::chrono_literals;

struct pipe_of_two {
  std::array<int, 2> ends{-1, -1};
  pipe_of_two() { EXPECT_EQ(::pipe(ends.data()), 0); }
  pipe_of_two(const pipe_of_two&) = delete;
  pipe_of_two& operator=(const pipe_of_two&) = delete;
  ~pipe_of_two() {
    ::close(ends[0]);
    ::close(ends[1]);
  }
  [[nodiscard]] ino_t inode() const {
    struct stat info {};
    return ::fstat(ends[0], &info) == 0 ? info.st_ino : 0;
  }
};

/// The only child of an only child, as a program is of its run's init; ends with this.
class grandchild {
 public:
  explicit grandchild(const std::function<void()>& body) {
    pipe_of_two tell;
    child_ = ::fork();
    if (child_ == 0) {
      ::setpgid(0, 0);
      const pid_t inner = ::fork();
      if (inner == 0) {
        body();
        ::_exit(0);
      }
      [[maybe_unused]] const auto told = ::write(tell.ends[1], &inner, sizeof inner);
      ::waitpid(inner, nullptr, 0);
      for (;;) ::pause();
    }
    ::setpgid(child_, child_);
    EXPECT_EQ(::read(tell.ends[0], &inner_, sizeof inner_), static_cast<ssize_t>(sizeof inner_));
  }
  grandchild(const grandchild&) = delete;
  grandchild& operator=(const grandchild&) = delete;
  ~grandchild() {
    ::kill(-child_, SIGKILL);  // its group: what the grandchild started, too
    ::waitpid(child_, nullptr, 0);
  }
  [[nodiscard]] pid_t pid() const { return inner_; }

 private:
  pid_t child_ = -1;
  pid_t inner_ = -1;
};

/// Looks until that is seen; it takes a moment until a new process is where it will stay.
bool comes_to(const grandchild& who, waiting what, const pipe_of_two& in, const pipe_of_two& out) {
  for (int i = 0; i < 500; ++i) {
    if (look_at(who.pid(), in.inode(), out.inode()).is == what) return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

class WaitLook : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto children =
        "/proc/" + std::to_string(::getpid()) + "/task/" + std::to_string(::getpid()) + "/children";
    if (::access(children.c_str(), R_OK) != 0) GTEST_SKIP() << "no " << children;
  }
  pipe_of_two in_;
  pipe_of_two out_;
};

TEST_F(WaitLook, SeesAReaderOfItsInput) {
  const grandchild reader([this] {
    char byte = 0;
    [[maybe_unused]] const auto got = ::read(in_.ends[0], &byte, 1);
  });
  EXPECT_TRUE(comes_to(reader, waiting::for_input, in_, out_));
  const auto first = look_at(reader.pid(), in_.inode(), out_.inode());
  EXPECT_EQ(first, look_at(reader.pid(), in_.inode(), out_.inode()));
  EXPECT_FALSE(first.may_wake_up);
  // The same wait, but of another pipe.
  EXPECT_EQ(look_at(reader.pid(), out_.inode(), in_.inode()).is, waiting::no);
}

TEST_F(WaitLook, TellsOneWaitFromTheNext) {
  const grandchild reader([this] {
    char byte = 0;
    while (::read(in_.ends[0], &byte, 1) == 1) {
    }
  });
  ASSERT_TRUE(comes_to(reader, waiting::for_input, in_, out_));
  const auto before = look_at(reader.pid(), in_.inode(), out_.inode());
  ASSERT_EQ(::write(in_.ends[1], "x", 1), 1);
  for (int i = 0; i < 500; ++i) {
    if (look_at(reader.pid(), in_.inode(), out_.inode()).switches != before.switches) return;
    std::this_thread::sleep_for(10ms);
  }
  FAIL() << "the second wait looks like the first";
}

TEST_F(WaitLook, SeesAWriterWithoutRoom) {
  const grandchild writer([this] {
    const std::string block(1 << 20, 'x');
    [[maybe_unused]] const auto put = ::write(out_.ends[1], block.data(), block.size());
  });
  EXPECT_TRUE(comes_to(writer, waiting::for_room, in_, out_));
}

TEST_F(WaitLook, SleepersAndSpinnersDoNotWait) {
  const grandchild sleeper([] { ::sleep(60); });
  EXPECT_TRUE(comes_to(sleeper, waiting::no, in_, out_));
  const grandchild spinner([] {
    for (volatile bool go_on = true; go_on;) {
    }
  });
  EXPECT_TRUE(comes_to(spinner, waiting::no, in_, out_));
}

TEST_F(WaitLook, WhoHasAChildIsUnknown) {
  const grandchild parent([this] {
    if (::fork() == 0) {
      ::sleep(60);
      ::_exit(0);
    }
    char byte = 0;
    [[maybe_unused]] const auto got = ::read(in_.ends[0], &byte, 1);
  });
  std::this_thread::sleep_for(100ms);
  EXPECT_TRUE(comes_to(parent, waiting::unknown, in_, out_));
  EXPECT_FALSE(is_ending(parent.pid()));
}

TEST_F(WaitLook, AHandlerOfAnAlarmMayWakeItUp) {
  const grandchild reader([this] {
    ::signal(SIGALRM, [](int) {});
    ::alarm(60);
    char byte = 0;
    [[maybe_unused]] const auto got = ::read(in_.ends[0], &byte, 1);
  });
  ASSERT_TRUE(comes_to(reader, waiting::for_input, in_, out_));
  EXPECT_TRUE(look_at(reader.pid(), in_.inode(), out_.inode()).may_wake_up);
}

TEST_F(WaitLook, KnowsWhoIsGone) {
  EXPECT_FALSE(is_ending(::getpid()));
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  siginfo_t info{};
  ASSERT_EQ(::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT), 0);
  EXPECT_TRUE(is_ending(child));  // a zombie
  ::waitpid(child, nullptr, 0);
  EXPECT_TRUE(is_ending(child));
  EXPECT_EQ(look_at(child, in_.inode(), out_.inode()).is, waiting::unknown);
}

}  // namespace
}  // namespace judge

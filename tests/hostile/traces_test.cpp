// That the comparison of before and after can fail: each kind of trace is left on purpose.
#include "tests/hostile/traces.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/ipc.h>
#include <sys/mount.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <string>

#include "judge/base/files.hpp"
#include "judge/run/plain/plain_place.hpp"

namespace judge::hostile {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Traces : public ::testing::Test {
 protected:
  [[nodiscard]] std::vector<std::string> new_ones() const {
    return differences(before, folder(), {});
  }
  [[nodiscard]] fs::path folder() const { return temporary.value().path(); }

  result<temporary_folder> temporary = temporary_folder::make();
  traces before = look_for_traces(folder());
};

TEST_F(Traces, NothingIsLeftByNothing) { EXPECT_THAT(differences(before, folder()), IsEmpty()); }

TEST_F(Traces, AProcessIsSeenAndAnOrphanAsWell) {
  become_the_parent_of_orphans();
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t parent = ::fork();
  if (parent == 0) {
    const pid_t orphan = ::fork();
    if (orphan == 0) {
      ::setsid();
      for (;;) ::pause();
    }
    [[maybe_unused]] const auto told = ::write(ready[1], &orphan, sizeof orphan);
    ::_exit(0);
  }
  pid_t orphan = 0;
  ASSERT_EQ(::read(ready[0], &orphan, sizeof orphan), static_cast<ssize_t>(sizeof orphan));
  ASSERT_EQ(::waitpid(parent, nullptr, 0), parent);
  EXPECT_THAT(new_ones(), Contains(HasSubstr("process: ")));
  ASSERT_EQ(::kill(orphan, SIGKILL), 0);
  ASSERT_EQ(::waitpid(orphan, nullptr, 0), orphan);
  EXPECT_THAT(differences(before, folder()), IsEmpty());
}

TEST_F(Traces, AMountIsSeen) {
  // In a mount namespace of its own, so that nothing stays if the test ends here.
  const pid_t child = ::fork();
  if (child == 0) {
    const int alone = ::geteuid() == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER;
    if (::unshare(alone) != 0) ::_exit(77);
    ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
    const auto own = look_for_traces(folder());
    if (::mount("gavel_hostile", folder().c_str(), "tmpfs", 0, nullptr) != 0) ::_exit(77);
    const auto found = differences(own, folder(), {});
    ::_exit(std::any_of(found.begin(), found.end(),
                        [](const auto& one) { return one.starts_with("mount: "); })
                ? 0
                : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "no mount may be made here";
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST_F(Traces, AFileIsSeen) {
  ASSERT_TRUE(write_file(folder() / "left", "x"));
  EXPECT_THAT(new_ones(), Contains(HasSubstr("left")));
  fs::remove(folder() / "left");
  for (const std::string place : {"/tmp", "/dev/shm"}) {
    const auto name = place + "/gavel_hostile_left_" + std::to_string(::getpid());
    const int file = ::open(name.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0) continue;
    ::close(file);
    EXPECT_THAT(new_ones(), Contains("file: " + name));
    fs::remove(name);
  }
  EXPECT_THAT(differences(before, folder()), IsEmpty());
}

TEST_F(Traces, AGroupIsSeen) {
  const auto name = "gavel-" + std::to_string(::getpid()) + "-left";
  for (const std::string place : {"/sys/fs/cgroup/pids/", "/sys/fs/cgroup/"}) {
    if (::mkdir((place + name).c_str(), 0755) != 0) continue;
    EXPECT_THAT(new_ones(), Contains("cgroup: " + place + "gavel-" + std::to_string(::getpid())));
    ::rmdir((place + name).c_str());
    EXPECT_THAT(differences(before, folder()), IsEmpty());
    // Of the judge whose number begins with ours.
    const auto other = place + "gavel-" + std::to_string(::getpid()) + "0-left";
    ASSERT_EQ(::mkdir(other.c_str(), 0755), 0) << std::strerror(errno);
    EXPECT_THAT(new_ones(), IsEmpty());
    ::rmdir(other.c_str());
    return;
  }
  GTEST_SKIP() << "no cgroup may be made here";
}

TEST_F(Traces, SharedMemoryIsSeen) {
  const int segment = ::shmget(IPC_PRIVATE, 4096, 0600);
  ASSERT_GE(segment, 0);
  if (::geteuid() == 0) {
    // Root's own is of no run; each user that a run may have counts.
    EXPECT_THAT(new_ones(), Not(Contains(HasSubstr("System V shm"))));
    const auto first =
        first_made_up_user + static_cast<unsigned>(::getpid()) * made_up_users_of_a_judge;
    for (const auto user : {first, first + made_up_users_of_a_judge - 1}) {
      shmid_ds owner{};
      owner.shm_perm.uid = user;
      owner.shm_perm.mode = 0600;
      EXPECT_EQ(::shmctl(segment, IPC_SET, &owner), 0) << std::strerror(errno);
      EXPECT_THAT(new_ones(), Contains(HasSubstr("System V shm"))) << user;
    }
  } else {
    EXPECT_THAT(new_ones(), Contains(HasSubstr("System V shm")));
  }
  ::shmctl(segment, IPC_RMID, nullptr);
  EXPECT_THAT(differences(before, folder()), IsEmpty());
}

}  // namespace
}  // namespace judge::hostile

// Without namespaces: the paths, the folders, the signals and what else Landlock alone does not do.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "judge/base/unique_fd.hpp"
#include "judge/run/plain/empty_folder.hpp"
#include "judge/run/plain/inside_paths.hpp"
#include "judge/run/plain/plain_place.hpp"
#include "judge/run/sandbox.hpp"
#include "tests/judge/run/sandbox_fixture.hpp"

namespace judge {
namespace {

namespace fs = std::filesystem;
using namespace std::string_literals;  // NOLINT(google-build-using-namespace)
using ::testing::HasSubstr;

TEST(RealPaths, BeginWhereAPathBegins) {
  const auto real = [](const char* word) { return with_real_paths(word, "/t"); };
  EXPECT_EQ(real("/box/program"), "/t/box/program");
  EXPECT_EQ(real("/work"), "/t/work");
  EXPECT_EQ(real("HOME=/tmp"), "HOME=/t/tmp");
  EXPECT_EQ(real("-I/box"), "-I/t/box");
  EXPECT_EQ(real("-Wl,-rpath=/box:/work/lib"), "-Wl,-rpath=/t/box:/t/work/lib");
  EXPECT_EQ(real("@/work/list"), "@/t/work/list");
  EXPECT_EQ(real("cd /box && cat '/tmp/x'"), "cd /t/box && cat '/t/tmp/x'");
  EXPECT_EQ(real("-cp=/box;/box"), "-cp=/t/box;/t/box");
}

TEST(RealPaths, LeaveOtherWordsAlone) {
  for (const char* word : {"", "box", "/", "/boxes", "/box.old", "/usr/box", "./work", "../tmp/x",
                           "a/work", "http://box", "//box", "--file/box", "x-I/box",
                           "/workshop/box", "/tmp-2", "\xc3\xa9/box"}) {
    EXPECT_EQ(with_real_paths(word, "/t"), word);
  }
}

/// A folder of this test's own, emptied by the function under test.
class EmptyFolder : public ::testing::Test {
 protected:
  [[nodiscard]] unique_fd open() const {
    return unique_fd(::open(folder_->path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  }
  [[nodiscard]] const fs::path& path() const { return folder_->path(); }
  result<temporary_folder> folder_ = temporary_folder::make();
};

TEST_F(EmptyFolder, CountsWholePagesAndFilesOfTwoNamesOnce) {
  ASSERT_TRUE(write_file(path() / "one", "x"));
  ASSERT_TRUE(write_file(path() / "empty", ""));
  ASSERT_TRUE(write_file(path() / "below/two", std::string(5000, 'x')));
  fs::create_hard_link(path() / "below/two", path() / "again");
  const auto bytes = empty_folder(open().get());
  ASSERT_TRUE(bytes) << bytes.failure().message;
  EXPECT_EQ(*bytes, 3 * 4096U);
  EXPECT_TRUE(fs::is_empty(path()));
}

TEST_F(EmptyFolder, FollowsNoLink) {
  const auto other = temporary_folder::make();
  ASSERT_TRUE(other);
  ASSERT_TRUE(write_file(other->path() / "kept", "x"));
  fs::create_directory_symlink(other->path(), path() / "link");
  fs::create_directory(path() / "folder");
  fs::create_directory_symlink(other->path(), path() / "folder/link");
  fs::create_symlink(other->path() / "kept", path() / "folder/file");
  ASSERT_EQ(::mkfifo((path() / "fifo").c_str(), 0600), 0);
  ASSERT_TRUE(empty_folder(open().get()));
  EXPECT_TRUE(fs::is_empty(path()));
  EXPECT_TRUE(fs::exists(other->path() / "kept"));
}

TEST_F(EmptyFolder, FollowsNoLinkThatComesInBetween) {
  const auto other = temporary_folder::make();
  ASSERT_TRUE(other);
  ASSERT_TRUE(write_file(other->path() / "kept", "x"));
  fs::permissions(other->path(), fs::perms(0750));
  std::atomic<bool> enough = false;
  const auto one = path() / "one";
  const auto two = path() / "two";
  // A folder and a link take turns under one name, as a process that was not seen could do it.
  std::thread changer([&] {
    while (!enough) {
      ::renameat2(AT_FDCWD, one.c_str(), AT_FDCWD, two.c_str(), RENAME_EXCHANGE);
    }
  });
  const auto folder = open();
  bool kept = true;
  for (int i = 0; i < 3000 && kept; ++i) {
    ::mkdir(one.c_str(), 0700);
    ::symlink(other->path().c_str(), two.c_str());
    // That it sometimes fails is no wonder.
    [[maybe_unused]] const auto bytes = empty_folder(folder.get());
    const auto mode = fs::status(other->path()).permissions();
    kept = mode == fs::perms(0750) && fs::exists(other->path() / "kept");
  }
  enough = true;
  changer.join();
  EXPECT_TRUE(kept) << "what the link leads to was changed";
}

TEST_F(EmptyFolder, OpensWhatIsClosedAndGoesHoweverDeep) {
  // Far deeper than a path can be long, and than descriptors could be open.
  unique_fd at = open();
  for (int depth = 0; depth < 3000; ++depth) {
    ASSERT_EQ(::mkdirat(at.get(), "0", 0700), 0);
    ASSERT_EQ(::mkdirat(at.get(), "1", 0000), 0);
    at = unique_fd(::openat(at.get(), "0", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    ASSERT_TRUE(at);
  }
  at.reset();
  ASSERT_EQ(::chmod((path() / "0").c_str(), 0), 0);
  const auto folder = open();
  ASSERT_EQ(::chmod(path().c_str(), 0), 0);
  const auto emptied = empty_folder(folder.get());
  ASSERT_TRUE(emptied) << emptied.failure().message;
  EXPECT_TRUE(fs::is_empty(path()));
}

/// L2 with no more of Landlock than the parameter says, as on older kernels; 0 is all there is.
class Plain : public ::testing::TestWithParam<unsigned> {
 protected:
  void SetUp() override {
    const auto there = landlock_version();
    if (there == 0) GTEST_SKIP() << "this kernel has no Landlock";
    if (there < GetParam()) GTEST_SKIP() << "this kernel has Landlock " << there;
    ASSERT_TRUE(box_ && temporary_);
    fs::copy_file(ACTOR_PROGRAM, box_->path() / "actor");
    // Of the run's own user too, where that is another one than ours.
    fs::permissions(temporary_->path(), fs::perms::all);
    ::setenv("TMPDIR", temporary_->path().c_str(), 1);
    start(isolation::l2);
  }
  void TearDown() override {
    sandbox_.reset();
    before_.empty() ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", before_.c_str(), 1);
  }

  void start(isolation level) {
    sandbox_options options;
    options.required = level;
    options.strongest = level;
    if (GetParam() != 0) options.newest_landlock = GetParam();
    auto started = sandbox::start(options, {});
    ASSERT_TRUE(started) << started.failure().message;
    sandbox_ = *std::move(started);
  }

  [[nodiscard]] run_request acting(std::vector<std::string> words, bool processes = false) const {
    run_request request;
    request.what.name = "actor";
    request.what.folder = box_->path();
    request.what.command = {"/box/actor"};
    request.what.needs.processes = processes;
    request.arguments = std::move(words);
    request.limits.cpu_time = milliseconds(20'000);
    request.limits.wall_time = milliseconds(60'000);
    request.limits.memory_bytes = 256 * mebibyte;
    return request;
  }
  [[nodiscard]] run_outcome run(const run_request& request) const {
    auto outcome = sandbox_->run(request);
    EXPECT_TRUE(outcome) << outcome.failure().message;
    return outcome ? *std::move(outcome) : run_outcome{};
  }
  /// The one folder that the sandbox has made.
  [[nodiscard]] fs::path place() const {
    fs::path found;
    for (const auto& entry : fs::directory_iterator(temporary_->path())) found = entry.path();
    return found;
  }

  std::string before_ = std::getenv("TMPDIR") != nullptr ? std::getenv("TMPDIR") : "";
  result<temporary_folder> box_ = temporary_folder::make();
  result<temporary_folder> temporary_ = temporary_folder::make();
  std::unique_ptr<sandbox> sandbox_;
};
std::string version_name(const ::testing::TestParamInfo<unsigned>& version) {
  return version.param == 0 ? "Newest" : "Abi" + std::to_string(version.param);
}
INSTANTIATE_TEST_SUITE_P(Landlock, Plain, ::testing::Range(0U, landlock_with_signals + 1),
                         version_name);

TEST_P(Plain, NothingStaysInTheFolders) {
  auto request = acting({"traps"});
  request.collect = {"out/"};
  request.files = {{"placed", "x"s, false}};
  EXPECT_EQ(run(request).code, 0);
  EXPECT_EQ(run(acting({"write", "/tmp/left", "10"})).code, 0);
  struct stat info {};
  ASSERT_EQ(::stat(place().c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0700U);
  for (const char* name : {"box", "work", "tmp"}) EXPECT_TRUE(fs::is_empty(place() / name)) << name;
  sandbox_.reset();
  EXPECT_TRUE(fs::is_empty(temporary_->path()));
}

TEST_P(Plain, AFileOfTheHostIsNeitherReadNorChanged) {
  const auto file = temporary_->path() / "precious";
  ASSERT_TRUE(write_file(file, "precious\n"));
  fs::permissions(file, fs::perms(0666));
  struct stat before {};
  ASSERT_EQ(::stat(file.c_str(), &before), 0);
  auto request = acting({"change"});
  request.input = file.string();
  EXPECT_EQ(run(request).standard_output, "0 worked\n");
  request.what.needs.processes = true;  // as compilers have it
  EXPECT_EQ(run(request).standard_output, "0 worked\n");
  struct stat after {};
  ASSERT_EQ(::stat(file.c_str(), &after), 0);
  EXPECT_EQ(after.st_mode, before.st_mode);
  EXPECT_EQ(after.st_uid, before.st_uid);
  EXPECT_EQ(after.st_mtim.tv_sec, before.st_mtim.tv_sec);
  EXPECT_EQ(after.st_nlink, 1U);
  const auto text = read_file(file);
  ASSERT_TRUE(text);
  EXPECT_EQ(*text, "precious\n");
}

TEST_P(Plain, TheBoxIsACopyThatCannotBeWritten) {
  ASSERT_TRUE(write_file(box_->path() / "note", "x"));
  EXPECT_EQ(run(acting({"create", "/box/x"})).standard_output, std::to_string(EACCES) + "\n");
  EXPECT_EQ(run(acting({"create", "/box/note"})).standard_output, std::to_string(EACCES) + "\n");
  EXPECT_FALSE(fs::exists(box_->path() / "x"));
}

TEST_P(Plain, FilesMoveBetweenItsOwnFolders) {
  // Compilers do; Landlock's first version refuses it, and they copy instead.
  auto request = acting({}, true);
  request.what.command = {"sh", "-c", "mkdir a b && echo moved > a/x && mv a/x b/x && cat b/x"};
  EXPECT_EQ(run(request).standard_output, "moved\n");
}

TEST_P(Plain, SignalsReachNobodyElse) {
  auto request = acting({"signals", std::to_string(::getpid())});
  EXPECT_EQ(run(request).standard_output, "0 worked\n");
  request.what.needs.processes = true;
  EXPECT_EQ(run(request).standard_output, "0 worked\n");
}

TEST_P(Plain, ItsOwnSignalsReachIt) {
  EXPECT_EQ(run(acting({"abort"})).code, SIGABRT);
  EXPECT_EQ(run(acting({"abort"}, true)).code, SIGABRT);
  EXPECT_EQ(run(acting({"raise", "15"})).code, SIGTERM);
}

TEST_P(Plain, SocketsReachNobody) {
  EXPECT_EQ(run(acting({"sockets"})).standard_output, "0 worked\n");
  EXPECT_EQ(run(acting({"sockets"}, true)).standard_output, "0 worked\n");
}

TEST_P(Plain, QueuesAndSharedMemoryOfTheMachineAreRefused) {
  EXPECT_EQ(run(acting({"queues"})).standard_output, "0 worked\n");
  EXPECT_EQ(run(acting({"queues"}, true)).standard_output, "0 worked\n");
}

/// Processes of the machine that were started as `actor <what>`.
int count_actors(const std::string& what) {
  int count = 0;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator("/proc", failed)) {
    const unique_fd file(::open((entry.path() / "cmdline").c_str(), O_RDONLY | O_CLOEXEC));
    std::string words(4096, '\0');
    const auto size = file ? ::read(file.get(), words.data(), words.size()) : 0;
    words.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    if (words.find("/box/actor\0"s + what + "\0"s) != std::string::npos) ++count;
  }
  return count;
}

TEST_P(Plain, WhateverIsLeftDiesWithTheRun) {
  const auto mark = std::to_string(::getpid()) + "-" + std::to_string(GetParam());
  for (const char* what : {"daemon", "chain"}) {
    for (int i = 0; i < 10; ++i) {
      EXPECT_EQ(run(acting({what, mark}, true)).code, 0);
      EXPECT_EQ(count_actors(what + "\0"s + mark), 0) << what;
    }
  }
  // Nor does it outlive the wall clock's limit.
  auto request = acting({"chain-and-stay", mark}, true);
  request.limits.wall_time = milliseconds(300);
  EXPECT_EQ(run(request).stopped, stop_reason::wall_time);
  EXPECT_EQ(count_actors("chain-and-stay\0"s + mark), 0);
}

TEST_P(Plain, WithoutAnythingTheyDieAsWell) {
  start(isolation::none);
  const auto mark = std::to_string(::getpid()) + "-none-" + std::to_string(GetParam());
  for (const char* what : {"daemon", "chain"}) {
    const auto outcome = run(acting({what, mark}, true));
    EXPECT_EQ(outcome.code, 0);
    EXPECT_EQ(outcome.level, isolation::none);
    EXPECT_EQ(count_actors(what + "\0"s + mark), 0) << what;
  }
}

TEST_P(Plain, TheTemporaryFolderMustLetProgramsIn) {
  if (::geteuid() != 0) GTEST_SKIP() << "an ordinary user's programs are his own";
  fs::permissions(temporary_->path(), fs::perms::owner_all);
  sandbox_options options;
  options.required = isolation::l2;
  options.strongest = isolation::l2;
  const auto refused = sandbox::start(options, {});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.failure().message, HasSubstr("TMPDIR"));
}

TEST_P(Plain, FoldersOfKilledJudgesAreRemoved) {
  const auto user = ::geteuid() == 0 ? first_made_up_user + 1 : ::geteuid();
  const auto old = temporary_->path() / "gavel-run-dead";
  const auto young = temporary_->path() / "gavel-run-young";
  const auto foreign = temporary_->path() / "other-dead";
  for (const auto& folder : {old, young, foreign}) {
    fs::create_directories(folder / "work");
    ASSERT_TRUE(write_file(folder / "work/left", "x"));
    ASSERT_EQ(::chown(folder.c_str(), user, static_cast<gid_t>(-1)), 0);
    if (folder != young)
      fs::last_write_time(folder, fs::file_time_type::clock::now() - std::chrono::hours(1));
  }
  start(isolation::l2);
  EXPECT_FALSE(fs::exists(old));
  EXPECT_TRUE(fs::exists(young / "work/left"));
  EXPECT_TRUE(fs::exists(foreign / "work/left"));
}

}  // namespace
}  // namespace judge

#include "judge/base/files.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "judge/base/unique_fd.hpp"

namespace {

namespace fs = std::filesystem;

class Files : public ::testing::Test {
 protected:
  [[nodiscard]] fs::path in(const char* name) const { return folder_->path() / name; }

 private:
  judge::result<judge::temporary_folder> folder_ = judge::temporary_folder::make();
};

TEST_F(Files, RoundTripEveryByte) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  ASSERT_TRUE(judge::write_file(in("deep/file"), bytes));
  const auto read = judge::read_file(in("deep/file"));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, bytes);
}

TEST_F(Files, WritingFollowsALinkAndLeavesADeviceAlone) {
  ASSERT_TRUE(judge::write_file(in("target"), "old"));
  fs::create_symlink("target", in("link"));
  ASSERT_TRUE(judge::write_file(in("link"), "new"));
  EXPECT_TRUE(fs::is_symlink(in("link")));
  EXPECT_EQ(*judge::read_file(in("target")), "new");
  ASSERT_EQ(::mkfifo(in("pipe").c_str(), 0600), 0);
  const judge::unique_fd reader(::open(in("pipe").c_str(), O_RDONLY | O_NONBLOCK));
  ASSERT_TRUE(judge::write_file(in("pipe"), "through"));
  EXPECT_TRUE(fs::is_fifo(in("pipe")));
  EXPECT_EQ(*judge::read_descriptor(reader.get(), "pipe"), "through");
  EXPECT_FALSE(judge::write_file(in("."), "text"));
}

TEST_F(Files, WhatCannotBeWrittenIsSaidBefore) {
  EXPECT_TRUE(judge::check_writable(in("new/file")));
  EXPECT_FALSE(judge::check_writable(in(".")));
  ASSERT_TRUE(judge::write_file(in("file"), ""));
  EXPECT_TRUE(judge::check_writable(in("file")));
  EXPECT_FALSE(judge::check_writable(in("file/below")));
}

TEST_F(Files, WritingLeavesNoTemporaryFile) {
  ASSERT_TRUE(judge::write_file(in("file"), "one"));
  ASSERT_TRUE(judge::write_file(in("file"), "two"));
  const auto names = judge::list_folder(in("."));
  ASSERT_TRUE(names);
  EXPECT_EQ(names->size(), 1U);
}

TEST_F(Files, FilesOfTheKernelThatClaimToBeEmptyAreReadWhole) {
  const auto read = judge::read_file("/proc/self/status");
  ASSERT_TRUE(read);
  EXPECT_NE(read->find("Name:"), std::string::npos);
}

TEST_F(Files, WhatIsNoRegularFileIsRefusedByName) {
  ASSERT_EQ(::mkfifo(in("pipe").c_str(), 0600), 0);
  for (const auto& path : {in("pipe"), in("."), in("missing"), fs::path("/dev/zero")}) {
    const auto read = judge::read_file(path);
    ASSERT_FALSE(read) << path;
    EXPECT_NE(read.failure().message.find(path.string()), std::string::npos);
  }
}

TEST_F(Files, FilesBeyondTheLimitAreRefused) {
  ASSERT_TRUE(judge::write_file(in("file"), "12345"));
  EXPECT_FALSE(judge::read_file(in("file"), 4));
  EXPECT_TRUE(judge::read_file(in("file"), 5));
}

TEST_F(Files, AFileIsReadBlockByBlock) {
  std::string bytes;
  while (bytes.size() < 200'000) bytes += std::to_string(bytes.size()) + "\n";
  ASSERT_TRUE(judge::write_file(in("file"), bytes));
  EXPECT_EQ(*judge::read_file(in("file")), bytes);
  std::string joined;
  std::size_t largest = 0;
  ASSERT_TRUE(judge::for_each_block(in("file"), [&](std::string_view block) {
    joined += block;
    largest = std::max(largest, block.size());
    return true;
  }));
  EXPECT_EQ(joined, bytes);
  EXPECT_LT(largest, bytes.size());
}

TEST_F(Files, ReadingBlocksStopsWhenAskedTo) {
  ASSERT_TRUE(judge::write_file(in("file"), std::string(200'000, 'x')));
  int blocks = 0;
  ASSERT_TRUE(judge::for_each_block(in("file"), [&](std::string_view) { return ++blocks < 1; }));
  EXPECT_EQ(blocks, 1);
  EXPECT_FALSE(judge::for_each_block(in("missing"), [](std::string_view) { return true; }));
}

TEST_F(Files, APipeIsReadToItsEnd) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  const std::string text(50'000, 'x');  // below the 64 KiB that a pipe takes without a reader
  ASSERT_EQ(::write(ends[1], text.data(), text.size()), 50'000);
  ::close(ends[1]);
  const auto read = judge::read_descriptor(ends[0], "pipe");
  ::close(ends[0]);
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, text);
}

TEST_F(Files, TreesAreListedSortedAndLinksAreNotFollowed) {
  ASSERT_TRUE(judge::write_file(in("b/2"), ""));
  ASSERT_TRUE(judge::write_file(in("a"), ""));
  fs::create_directory_symlink("/etc", in("link"));
  const auto names = judge::list_tree(in(""));
  ASSERT_TRUE(names);
  EXPECT_EQ(*names, (std::vector<fs::path>{"a", "b/2"}));
}

TEST_F(Files, AMissingFolderIsEmpty) {
  const auto names = judge::list_folder(in("missing"));
  ASSERT_TRUE(names);
  EXPECT_TRUE(names->empty());
}

TEST(TemporaryFolder, GoesWithAllItHolds) {
  fs::path path;
  {
    auto folder = judge::temporary_folder::make();
    ASSERT_TRUE(folder);
    path = folder->path();
    ASSERT_TRUE(judge::write_file(path / "a/b/c", "x"));
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST(CacheFolder, FollowsTheEnvironment) {
  ::setenv("XDG_CACHE_HOME", "/somewhere", 1);
  EXPECT_EQ(judge::cache_folder(), "/somewhere/gavel");
  ::unsetenv("XDG_CACHE_HOME");
}

}  // namespace

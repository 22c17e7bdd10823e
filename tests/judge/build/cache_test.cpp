#include "judge/build/cache.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "support/folder_tree.hpp"

namespace {

namespace fs = std::filesystem;
using judge::build_cache;
using judge::built_file;
using judge::milliseconds;
using judge::testing::folder_tree;

const std::vector<built_file> files{{"program", std::string("\x7f"
                                                            "ELF\0",
                                                            5)},
                                    {"lib/da'''ta\n", ""}};

TEST(BuildCache, KeepsWhatItIsGiven) {
  const folder_tree tree;
  const build_cache cache(tree.path("build"));
  EXPECT_FALSE(cache.find("key"));
  const std::string said = "warning: \"\"\" '''\n\ttab \\ and \xC3\xA4\n";
  ASSERT_TRUE(cache.keep("key", files, said, milliseconds(840)));
  const auto found = cache.find("key");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->message, said);
  EXPECT_EQ(found->took, milliseconds(840));
  for (const auto& file : files) {
    EXPECT_EQ(judge::read_file(found->folder / file.name).value(), file.bytes) << file.name;
  }
  EXPECT_NE(fs::status(found->folder / "program").permissions() & fs::perms::others_exec,
            fs::perms::none);
  EXPECT_NE(fs::status(found->folder.parent_path()).permissions() & fs::perms::others_exec,
            fs::perms::none)
      << "programs may run under another user";
  EXPECT_FALSE(cache.find("another"));
}

TEST(BuildCache, ADamagedEntryIsNoneAndIsReplaced) {
  const folder_tree tree;
  const build_cache cache(tree.path("build"));
  const auto damage = [&](auto&& how) {
    ASSERT_TRUE(cache.keep("key", files, "", milliseconds(1)));
    ASSERT_TRUE(cache.find("key"));
    how(tree.path("build/key"));
    EXPECT_FALSE(cache.find("key"));
    ASSERT_TRUE(cache.keep("key", files, "again", milliseconds(2)));
    EXPECT_EQ(cache.find("key")->message, "again");
    fs::remove_all(tree.path("build/key"));
  };
  damage([](const fs::path& entry) { fs::remove(entry / "box/program"); });
  damage([](const fs::path& entry) { fs::resize_file(entry / "box/program", 2); });
  damage([](const fs::path& entry) { (void)judge::write_file(entry / "box/program", "other"); });
  damage([](const fs::path& entry) { (void)judge::write_file(entry / "box/more", ""); });
  damage([](const fs::path& entry) { fs::remove(entry / "record"); });
  damage([](const fs::path& entry) { (void)judge::write_file(entry / "record", ""); });
  damage([](const fs::path& entry) {
    (void)judge::write_file(entry / "record", "gavel build 2\nsum\n1\n");
  });
  damage([](const fs::path& entry) {
    (void)judge::write_file(entry / "record", "gavel build 1\nsum");
  });
}

TEST(BuildCache, LeavesNothingBesideTheEntries) {
  const folder_tree tree;
  const build_cache cache(tree.path("build"));
  ASSERT_TRUE(cache.keep("key", files, "", milliseconds(1)));
  ASSERT_TRUE(cache.keep("key", files, "", milliseconds(1)));
  fs::remove(tree.path("build/key/record"));
  ASSERT_TRUE(cache.keep("key", files, "", milliseconds(1)));
  EXPECT_EQ(judge::list_folder(tree.path("build"))->size(), 1U);
}

TEST(BuildCache, AnUnwritableFolderIsAnErrorThatSaysWhatToDo) {
  const folder_tree tree;
  tree.put("build", "a file, where a folder is wanted");
  const auto kept = build_cache(tree.path("build")).keep("key", files, "", milliseconds(1));
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.failure().whose, judge::fault::environment);
  EXPECT_NE(kept.failure().message.find("XDG_CACHE_HOME"), std::string::npos);
}

TEST(BuildCache, SeveralMayBuildTheSameAtOnce) {
  const folder_tree tree;
  const build_cache cache(tree.path("build"));
  std::vector<std::thread> builders;
  std::vector<int> failures(8, 0);
  for (std::size_t i = 0; i < failures.size(); ++i) {
    builders.emplace_back([&, i] {
      for (int round = 0; round < 20; ++round) {
        const auto key = "key" + std::to_string(round);
        const std::vector<built_file> mine{
            {"program", std::string(10000, static_cast<char>('a' + i))}};
        const auto kept = cache.keep(key, mine, "", milliseconds(1));
        if (!kept || !cache.find(key)) ++failures[i];
      }
    });
  }
  for (auto& one : builders) one.join();
  EXPECT_EQ(failures, std::vector<int>(8, 0));
  EXPECT_EQ(judge::list_folder(tree.path("build"))->size(), 20U);
}

TEST(BuildCache, RemovesWhatNobodyFinished) {
  const folder_tree tree;
  tree.put("build/unfinished-old123/box/program", "half");
  tree.put("build/unfinished-new123/box/program", "half");
  tree.put("build/key/record", "old, but an entry");
  const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(25);
  for (const auto* name : {"build/unfinished-old123", "build/key"}) {
    fs::last_write_time(tree.path(name), long_ago);
  }
  const build_cache cache(tree.path("build"));
  EXPECT_FALSE(fs::exists(tree.path("build/unfinished-old123")));
  EXPECT_TRUE(fs::exists(tree.path("build/unfinished-new123")));  // of a judge that is at work
  EXPECT_TRUE(fs::exists(tree.path("build/key")));
}

}  // namespace

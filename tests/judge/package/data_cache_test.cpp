#include "judge/package/data_cache.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <string>

#include "judge/base/files.hpp"

namespace judge::package {
namespace {

const std::string key(64, 'a');

TEST(DataCache, FindsWhatItStored) {
  const auto folder = temporary_folder::make();
  const data_cache cache(folder->path() / "data");
  EXPECT_FALSE(cache.find(key));
  ASSERT_TRUE(cache.store(key, {{"1.in", "5\n"}}));
  const auto found = cache.find(key);
  ASSERT_TRUE(found);
  EXPECT_EQ(*read_file(found->at("1.in").path), "5\n");
}

TEST(DataCache, SaysWhatToDoWhereItCannotWrite) {
  const auto folder = temporary_folder::make();
  ASSERT_TRUE(write_file(folder->path() / "file", "x"));
  const data_cache cache(folder->path() / "file");  // not even root can put files below a file
  const auto stored = cache.store(key, {{"1.in", "5\n"}});
  ASSERT_FALSE(stored);
  EXPECT_EQ(stored.failure().whose, fault::environment);
  EXPECT_THAT(stored.failure().message,
              ::testing::EndsWith("Not a directory: set XDG_CACHE_HOME to a folder with room that "
                                  "you may write to"));
}

TEST(DataCache, RemovesWhatWasLeftBehind) {
  const auto folder = temporary_folder::make();
  const data_cache cache(folder->path());
  const auto place = folder->path() / "aa" / key;
  const auto old = place / "1.in.q1w2e3";
  const auto fresh = place / "1.in.r4t5y6";
  ASSERT_TRUE(write_file(old, "half"));
  ASSERT_TRUE(write_file(fresh, "half"));
  std::filesystem::last_write_time(
      old, std::filesystem::file_time_type::clock::now() - std::chrono::hours(25));
  ASSERT_TRUE(cache.store(key, {{"1.in", "5\n"}}));
  EXPECT_FALSE(std::filesystem::exists(old));
  EXPECT_TRUE(std::filesystem::exists(fresh));  // somebody may be writing it
}

}  // namespace
}  // namespace judge::package

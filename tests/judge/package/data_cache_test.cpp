#include "judge/package/data_cache.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

}  // namespace
}  // namespace judge::package

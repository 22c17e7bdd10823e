#include "judge/store/result_store.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

#include "judge/base/files.hpp"

namespace {

namespace fs = std::filesystem;
using namespace judge;

remembered_case taking(int milliseconds_of_cpu) {
  remembered_case facts;
  facts.passes.resize(1);
  facts.passes[0].run.cpu_time = milliseconds(milliseconds_of_cpu);
  facts.passes[0].check.emplace();
  facts.time_limit = milliseconds(1000);
  return facts;
}

class ResultStore : public ::testing::Test {
 protected:
  ResultStore() : folder(fs::path(::testing::TempDir()) / "result_store_test") {
    fs::remove_all(folder);
  }
  ~ResultStore() override { fs::remove_all(folder); }

  [[nodiscard]] std::optional<microseconds> time_of(const std::string& way,
                                                    const std::string& digest) const {
    result_store fresh(folder);
    const auto facts = fresh.find(way, digest);
    if (!facts) return {};
    return facts->passes.at(0).run.cpu_time;
  }

  fs::path folder;
};

TEST_F(ResultStore, FindsWhatAnEarlierJudgeKept) {
  {
    result_store store(folder);
    EXPECT_FALSE(store.find("a", "1"));
    store.keep("a", "1", taking(5));
    store.keep("b", "1", taking(6));
    EXPECT_TRUE(store.find("a", "1"));
  }
  EXPECT_EQ(time_of("a", "1"), milliseconds(5));
  EXPECT_EQ(time_of("b", "1"), milliseconds(6));
  EXPECT_FALSE(time_of("a", "2"));
  EXPECT_FALSE(time_of("c", "1"));
}

TEST_F(ResultStore, ALaterLineCounts) {
  result_store(folder).keep("a", "1", taking(5));
  result_store(folder).keep("a", "1", taking(7));
  EXPECT_EQ(time_of("a", "1"), milliseconds(7));
}

TEST_F(ResultStore, DamagedLinesAreMissingAndTheOthersAreNot) {
  result_store(folder).keep("a", "1", taking(5));
  const auto whole = *read_file(folder / "a");
  result_store(folder).keep("a", "2", taking(6));
  auto text = *read_file(folder / "a");
  text.replace(text.find("\"cpu\":5000"), 10, "\"cpu\":4000");  // the sum tells
  text += "half a li";
  ASSERT_TRUE(write_file(folder / "a", text));
  EXPECT_FALSE(time_of("a", "1"));
  EXPECT_EQ(time_of("a", "2"), milliseconds(6));
  result_store(folder).keep("a", "3", taking(8));  // behind the half line
  EXPECT_EQ(time_of("a", "3"), milliseconds(8));
  ASSERT_TRUE(write_file(folder / "a", whole.substr(0, whole.size() / 2)));
  EXPECT_FALSE(time_of("a", "1"));
}

TEST_F(ResultStore, AFolderThatCannotBeWrittenIsNoFailure) {
  std::ofstream(folder.string()) << "a file in its place";
  result_store store(folder);
  store.keep("a", "1", taking(5));
  EXPECT_TRUE(store.find("a", "1"));  // as long as it lives
  EXPECT_FALSE(time_of("a", "1"));
}

TEST_F(ResultStore, WhatNobodyTouchedForAMonthIsRemoved) {
  result_store(folder).keep("old", "1", taking(5));
  result_store(folder).keep("new", "1", taking(5));
  fs::last_write_time(folder / "old",
                      fs::file_time_type::clock::now() - std::chrono::hours(24 * 31));
  const result_store open(folder);
  EXPECT_FALSE(fs::exists(folder / "old"));
  EXPECT_TRUE(fs::exists(folder / "new"));
}

}  // namespace

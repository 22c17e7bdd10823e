#include "judge/base/result.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace {

using judge::error;
using judge::fault;
using judge::result;

TEST(Result, HoldsAValueOrAnError) {
  const result<int> good = 7;
  const result<int> bad = error{"no number"};
  ASSERT_TRUE(good);
  EXPECT_EQ(*good, 7);
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.failure().message, "no number");
}

TEST(Result, OfAStringKeepsValueAndErrorApart) {
  const result<std::string> good = std::string("text");
  ASSERT_TRUE(good);
  EXPECT_EQ(good->size(), 4U);
}

TEST(Result, MovesWhatCannotBeCopied) {
  result<std::unique_ptr<int>> made = std::make_unique<int>(3);
  const std::unique_ptr<int> taken = *std::move(made);
  EXPECT_EQ(*taken, 3);
}

TEST(Error, GainsContextOnItsWayUpAndKeepsItsFault) {
  const auto outer = judge::environment_error("disk full").in("cache");
  EXPECT_EQ(outer.message, "cache: disk full");
  EXPECT_EQ(outer.whose, fault::environment);
}

}  // namespace

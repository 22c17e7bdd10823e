#include "judge/base/glob.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using judge::glob;

bool covers(const std::string& pattern, const std::string& path) {
  const auto parsed = glob::parse(pattern);
  EXPECT_TRUE(parsed) << pattern;
  return parsed && parsed->covers(path);
}

TEST(Glob, StarsStayWithinAPartOfThePath) {
  EXPECT_TRUE(covers("secret/*-easy", "secret/1-easy"));
  EXPECT_TRUE(covers("*", "secret"));
  EXPECT_TRUE(covers("a*b*c", "aXbbYbc"));
  EXPECT_FALSE(covers("a*b*c", "aXbbYb"));
  EXPECT_FALSE(covers("secret*easy", "secret/easy"));
  EXPECT_TRUE(covers("*/*.py", "wrong_answer/w.py"));
  EXPECT_FALSE(covers("*.py", "wrong_answer/w.py"));
}

TEST(Glob, CoversWhatLiesBelowAndNothingOfALongerName) {
  EXPECT_TRUE(covers("secret/group1", "secret/group1/05"));
  EXPECT_TRUE(covers("secret/group1/", "secret/group1/05"));
  EXPECT_TRUE(covers("se*", "secret/group1/05"));
  EXPECT_FALSE(covers("secret/group1", "secret/group10/05"));
  EXPECT_FALSE(covers("secret/group1", "secret"));
  EXPECT_TRUE(glob::parse("secret")->names("secret"));
  EXPECT_FALSE(glob::parse("secret")->names("secret/1"));
}

// The patterns of BAPCtools' test/problems/testexpectations.
TEST(Glob, BracesStandForEachOfTheirTexts) {
  EXPECT_TRUE(covers("expansion/ac.{py,cpp}", "expansion/ac.cpp"));
  EXPECT_FALSE(covers("expansion/ac.{py,cpp}", "expansion/ac.c"));
  EXPECT_TRUE(covers("secret/*{,0,1,2,3,4,5,6,7,8,9}{0,2,4,6,8}", "secret/2"));
  EXPECT_TRUE(covers("secret/*{,0,1,2,3,4,5,6,7,8,9}{0,2,4,6,8}", "secret/12"));
  EXPECT_FALSE(covers("secret/*{,0,1,2,3,4,5,6,7,8,9}{0,2,4,6,8}", "secret/13"));
  EXPECT_TRUE(covers("secret/*{ 4 }{ 2 }", "secret/42"));
  EXPECT_TRUE(covers("{a,b/c}/*", "b/c/d"));
}

TEST(Glob, RefusesWhatTheFormatDoesNotHave) {
  for (const auto* pattern : {"", "a/**", "[ab].py", "a]", "?.py", "a{b", "a}b", "{a,{b,c}}"}) {
    EXPECT_FALSE(glob::parse(pattern)) << pattern;
  }
  std::string bomb;
  for (int i = 0; i < 40; ++i) bomb += "{a,b}";
  EXPECT_FALSE(glob::parse(bomb));
  EXPECT_FALSE(glob::parse(std::string(5000, 'a')));
}

TEST(Glob, ManyStarsTakeNoLongerThanTheyMust) {
  std::string stars;
  for (int i = 0; i < 1000; ++i) stars += "*a";
  EXPECT_FALSE(covers(stars + "b", std::string(4000, 'a')));
}

}  // namespace

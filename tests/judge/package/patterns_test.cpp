#include "judge/package/patterns.hpp"

#include <gtest/gtest.h>

#include <string>

namespace judge::package {
namespace {

bool found(const std::string& expression, std::string_view text) {
  const auto is = is_found(expression, text);
  if (!is) ADD_FAILURE() << is.failure().message;
  return is && *is;
}

// Each outcome is what Python's re.search says, with MULTILINE and DOTALL.
TEST(Patterns, MeanWhatTheyMeanInPython) {
  EXPECT_TRUE(found("^1 2$", "4\n1 2\n3\n"));
  EXPECT_FALSE(found("^1 2$", "4\n1 23\n"));
  EXPECT_TRUE(found("^a$.*^z$", "a\nb\nz\n"));  // the dot takes line ends
  EXPECT_TRUE(found(R"(\Aencrypt$)", "encrypt\n26\n"));
  EXPECT_FALSE(found(R"(\A26$)", "encrypt\n26\n"));
  EXPECT_TRUE(found(R"(26\n\Z)", "encrypt\n26\n"));
  EXPECT_FALSE(found(R"(26\Z)", "encrypt\n26\n"));
  EXPECT_TRUE(found(R"(\\Z)", "a\\Z"));  // a backslash and a Z
  EXPECT_TRUE(found(R"(\A(?!.*^[A-Z]$).*\Z)", "a\nb\n"));
  EXPECT_FALSE(found(R"(\A(?!.*^[A-Z]$).*\Z)", "a\nB\n"));
  EXPECT_TRUE(found(R"((?P<digit>\d)\1)", "1233"));
  EXPECT_FALSE(found("x", ""));
  EXPECT_TRUE(found("", ""));
}

TEST(Patterns, AreRefusedWhereTheyAreNone) {
  EXPECT_FALSE(pattern_fault("a(b|c)*"));
  EXPECT_TRUE(pattern_fault("("));
  EXPECT_TRUE(pattern_fault("[z-a]"));
  EXPECT_EQ(pattern_fault("(")->find('\n'), std::string::npos);
}

TEST(Patterns, EndEvenWhereTheyWouldSearchForever) {
  EXPECT_FALSE(
      is_found("(a|aa|a?)+(a|aa)*$b", std::string(3000, 'a') + "c").failure().message.empty());
}

TEST(Patterns, TakeLongTexts) {
  const std::string text(5'000'000, 'a');
  EXPECT_TRUE(found("^a*$", text));
  EXPECT_FALSE(found("b", text));
}

}  // namespace
}  // namespace judge::package

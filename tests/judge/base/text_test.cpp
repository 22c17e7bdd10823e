#include "judge/base/text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace {

using judge::printable;

TEST(Lines, KnowBothLineEndsAndAMissingLastOne) {
  EXPECT_EQ(judge::lines_of("a\r\n\nb"), (std::vector<std::string_view>{"a", "", "b"}));
  EXPECT_TRUE(judge::lines_of("").empty());
}

TEST(Words, AreSplitAtAnyWhiteSpace) {
  EXPECT_EQ(judge::words_of("  tree\n a\tb "), (std::vector<std::string>{"tree", "a", "b"}));
  EXPECT_TRUE(judge::words_of(" \t\n").empty());
}

TEST(Trimmed, LosesWhiteSpaceAtBothEndsOnly) {
  EXPECT_EQ(judge::trimmed(" a b\r\n"), "a b");
  EXPECT_EQ(judge::trimmed(" \n"), "");
}

TEST(SameButForCase, KnowsTheLettersAToZOnly) {
  EXPECT_TRUE(judge::same_but_for_case("aBz[", "AbZ["));
  EXPECT_FALSE(judge::same_but_for_case("[", "{"));
  EXPECT_FALSE(judge::same_but_for_case("\xc3\xa9", "\xc3\x89"));
  EXPECT_FALSE(judge::same_but_for_case(std::string_view("a\0b", 3), std::string_view("a\0c", 3)));
  EXPECT_FALSE(judge::same_but_for_case("a", "ab"));
}

TEST(Printable, KeepsTextAndShowsBytes) {
  EXPECT_EQ(printable("caf\xC3\xA9"), "caf\xC3\xA9");
  EXPECT_EQ(printable(std::string_view("a\0b", 3)), "a\\x00b");
  EXPECT_EQ(printable("\xC3("), "\\xc3(");
  EXPECT_EQ(printable("\x1b[31m"), "\\x1b[31m");
  EXPECT_EQ(printable("\xED\xA0\x80"), "\\xed\\xa0\\x80");  // a surrogate is no character
  EXPECT_EQ(printable("abcdef", 3), "abc...");
}

TEST(WellFormed, ReplacesWhatIsNoText) {
  EXPECT_EQ(judge::well_formed("a\n\xC3\xA9"), "a\n\xC3\xA9");
  EXPECT_EQ(judge::well_formed("a\xFF"
                               "b"),
            "a\xEF\xBF\xBD"
            "b");
}

RC_GTEST_PROP(Printable, NeverEmitsAControlByte, (const std::string& bytes)) {
  const auto shown = printable(bytes, 1000);
  RC_ASSERT(std::none_of(shown.begin(), shown.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  }));
}

}  // namespace

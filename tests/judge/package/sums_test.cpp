#include "judge/package/sums.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <string>

namespace judge::package {
namespace {

const std::string one_sum(64, 'a');

std::string refusal(const std::string& text) {
  const auto sums = parse_sums("data/SHA256SUMS", text);
  return sums ? "" : sums.failure().message;
}

TEST(ParseSums, ReadsWhatSha256sumPrints) {
  const auto sums = parse_sums("x", one_sum + "  secret/1.in\n\n" + one_sum + " *secret/1.ans\r\n");
  ASSERT_TRUE(sums);
  EXPECT_EQ(*sums, (std::map<std::string, std::string>{{"secret/1.in", one_sum},
                                                       {"secret/1.ans", one_sum}}));
  EXPECT_TRUE(parse_sums("x", "")->empty());
}

TEST(ParseSums, NamesTheLineThatIsWrong) {
  EXPECT_EQ(refusal(one_sum + "  a\nsecret/1.in\n"),
            "data/SHA256SUMS:2: 'secret/1.in' is not a sum, two blanks and a name: write what "
            "'sha256sum' prints, for example with 'judge generate --update-sums'");
  EXPECT_NE(refusal(one_sum + " a\n"), "");
  EXPECT_NE(refusal(one_sum + "  \n"), "");
  EXPECT_NE(refusal(std::string(64, 'g') + "  a\n"), "");
  EXPECT_NE(refusal(std::string(64, 'A') + "  a\n"), "");
  EXPECT_NE(refusal("\\" + one_sum + "  a\n"), "");  // sha256sum's escaped names
  EXPECT_NE(refusal(one_sum + "  ../../etc/passwd\n").find("leads out of data/"),
            std::string::npos);
  EXPECT_NE(refusal(one_sum + "  /etc/passwd\n").find("leads out of data/"), std::string::npos);
  EXPECT_NE(refusal(one_sum + "  a/..\n").find("leads out of data/"), std::string::npos);
  EXPECT_EQ(refusal(one_sum + "  a..b/..c\n"), "");
  EXPECT_NE(refusal(one_sum + "  a\n" + one_sum + "  a\n").find(":2: 'a' is there twice"),
            std::string::npos);
}

RC_GTEST_PROP(ParseSums, UndoesSumsText, ()) {
  const auto digits =
      rc::gen::container<std::string>(64, rc::gen::elementOf(std::string("0123456789abcdef")));
  const auto name = rc::gen::nonEmpty(
      rc::gen::container<std::string>(rc::gen::elementOf(std::string("abz09-_ ()*"))));
  const auto sums = *rc::gen::container<std::map<std::string, std::string>>(
      rc::gen::map(name, [](std::string text) { return "s/" + text + "."; }), digits);
  const auto again = parse_sums("x", sums_text(sums));
  RC_ASSERT(static_cast<bool>(again));
  RC_ASSERT(*again == sums);
}

}  // namespace
}  // namespace judge::package

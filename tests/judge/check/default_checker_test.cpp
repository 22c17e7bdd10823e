#include "judge/check/default_checker.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "judge/base/files.hpp"
#include "judge/base/text.hpp"

namespace {

using judge::compare;
using judge::comparison;
using judge::parse_comparison;
using judge::words_of;
using std::string_literals::operator""s;
using testing::HasSubstr;
using answer_is = judge::check_outcome::answer;

comparison flags(const std::string& text) { return *parse_comparison(words_of(text)); }
bool right(const std::string& answer, const std::string& output, const std::string& with = "") {
  return compare(answer, output, flags(with)).is == answer_is::right;
}
std::string message(const std::string& answer, const std::string& output,
                    const std::string& with = "") {
  return compare(answer, output, flags(with)).message;
}

TEST(DefaultChecker, ComparesTokenByToken) {
  EXPECT_TRUE(right("", ""));
  EXPECT_TRUE(right("", " \t\n\v\f\r"));
  EXPECT_TRUE(right("A B", " A  B \t\n"));
  EXPECT_TRUE(right("1\n2\n", "1 2"));
  EXPECT_FALSE(right("A B", "AB"));
  EXPECT_FALSE(right("A B", "A"));
  EXPECT_FALSE(right("A B", "A B C"));
  EXPECT_FALSE(right("A B", "B A"));
  EXPECT_FALSE(right("", "0"));
  EXPECT_FALSE(right("-1 -1", "-1-1"));
}

TEST(DefaultChecker, IgnoresTheCaseOfAsciiLettersUnlessToldOtherwise) {
  EXPECT_TRUE(right("Yes AZ[", "yEs az["));
  EXPECT_FALSE(right("@`", "`@")) << "the neighbours of the letters are no letters";
  EXPECT_FALSE(right("\xC4", "\xE4")) << "bytes beyond ASCII have no case";
  EXPECT_FALSE(right("Yes", "yes", "case_sensitive"));
  EXPECT_TRUE(right("Yes", "Yes", "case_sensitive"));
}

TEST(DefaultChecker, NulIsAByteLikeOthers) {
  EXPECT_FALSE(right("a", "a\0"s));
  EXPECT_FALSE(right("a", "a\0a"s));
  EXPECT_FALSE(right("a\0b"s, "a\0c"s));
  EXPECT_TRUE(right("a\0b"s, "A\0B"s));
  EXPECT_FALSE(right("1", "1\0"s, "float_tolerance 1"));
}

TEST(DefaultChecker, WhiteSpaceCountsWhenAsked) {
  EXPECT_TRUE(right("a b\n", "a b\n", "space_change_sensitive"));
  for (const char* output : {"a b", " a b\n", "a  b\n", "a\tb\n", "a b\n\n", "a b \n", "a b\r\n"}) {
    EXPECT_FALSE(right("a b\n", output, "space_change_sensitive")) << output;
    EXPECT_TRUE(right("a b\n", output)) << output;
  }
  EXPECT_TRUE(right("A b\n", "a B\n", "space_change_sensitive")) << "case is another matter";
  EXPECT_EQ(message("a b\n", "a  b\n", "space_change_sensitive"),
            "line 1, column 2: white space differs: expected \" \", found \"  \"");
  EXPECT_EQ(message("a\n", "a", "space_change_sensitive"),
            "line 1, column 2: white space differs: expected \"\\n\", found none");
}

TEST(DefaultChecker, NumbersAreTextWithoutATolerance) {
  EXPECT_FALSE(right("1", "1.0"));
  EXPECT_FALSE(right("1", "01"));
  EXPECT_TRUE(right("1", "1.0", "float_tolerance 0"));
  EXPECT_TRUE(right("1000 0.001", "1500 0.501", "float_tolerance 0.5"));
  EXPECT_FALSE(right("1000 0.001", "1501 0.501", "float_tolerance 0.5"));
  EXPECT_TRUE(right("10", "11", "float_absolute_tolerance 1"));
  EXPECT_FALSE(right("10", "11", "float_relative_tolerance 0.01"));
  EXPECT_TRUE(right("INF nan", "inf NaN", "float_tolerance 1e-6")) << "text";
  EXPECT_FALSE(right("0", "nan", "float_tolerance 1e9"));
  EXPECT_TRUE(right("1e400 x", "1e400 x", "float_tolerance 1e-6"));
}

TEST(DefaultChecker, SaysWhereAndWhat) {
  EXPECT_EQ(message("4294967295\n", "0\n"), "line 1, column 1: expected 4294967295, found 0");
  EXPECT_EQ(message("1 2\n3 4\n", "1 2\n3   5\n"), "line 2, column 5: expected 4, found 5");
  EXPECT_EQ(message("1 2 3\n", "1\n"),
            "line 2, column 1: the output ends too early: expected 2 more tokens, the next is 2");
  EXPECT_EQ(message("7", ""),
            "line 1, column 1: the output ends too early: expected 1 more token, the next is 7");
  EXPECT_EQ(message("1\n", "1\n2 3\n"), "line 2, column 1: trailing output: 2");
  EXPECT_EQ(message("1", "x", "float_tolerance 1e-6"),
            "line 1, column 1: expected 1, found x, which is not a number");
  EXPECT_EQ(message("1", "1.5", "float_tolerance 1e-6"),
            "line 1, column 1: expected 1, found 1.5 (0.5 off)");
}

TEST(DefaultChecker, ShowsOfLongTokensWhereTheyDiffer) {
  const std::string same(1000, 'a');
  const auto said = message(same + "X", same + "Y");
  EXPECT_THAT(said, HasSubstr("aX (from its byte 986 on)"));
  EXPECT_THAT(said, HasSubstr("aY (from its byte 986 on)"));
  EXPECT_LT(said.size(), 200U);
  EXPECT_LT(message("1", std::string(1 << 20, '\x1b')).size(), 400U) << "no control bytes either";
  EXPECT_THAT(message("1", "\x1b[31m"), HasSubstr("\\x1b"));
}

TEST(DefaultChecker, GivesHintsWhenAsked) {
  const comparison bare{.case_sensitive = true, .give_hints = true};
  EXPECT_EQ(compare("YES", "yes", bare).hint, "would be right if upper and lower case were alike");
  EXPECT_EQ(compare("1 2 3", "1 23", bare).hint, "would be right if white space were ignored");
  EXPECT_EQ(compare("0.3333333", "0.3333334", bare).hint,
            "would be right with a tolerance of 1e-6");
  EXPECT_EQ(compare("1", "2", bare).hint, "");
  EXPECT_EQ(compare("1", "1", bare).hint, "");
  EXPECT_EQ(compare("YES", "yes", comparison{.case_sensitive = true}).hint, "") << "not asked";
  comparison spaces = bare;
  spaces.space_change_sensitive = true;
  EXPECT_EQ(compare("1 2\n", "1  2\n", spaces).hint,
            "would be right if the amount of white space did not matter");
}

TEST(DefaultChecker, ArgumentsAreReadAsTheFormatHasThem) {
  const auto all = flags("case_sensitive space_change_sensitive float_tolerance 1e-6");
  EXPECT_TRUE(all.case_sensitive);
  EXPECT_TRUE(all.space_change_sensitive);
  EXPECT_EQ(all.absolute_tolerance, 1e-6);
  EXPECT_EQ(all.relative_tolerance, 1e-6);
  EXPECT_FALSE(flags("float_absolute_tolerance 1").relative_tolerance);
  EXPECT_FALSE(flags("float_relative_tolerance 1").absolute_tolerance);
  EXPECT_TRUE(flags("float_relative_tolerance 1 float_absolute_tolerance 2").absolute_tolerance);
  for (const char* wrong :
       {"float_tolerance", "float_tolerance x", "float_tolerance -1", "float_tolerance 0x1",
        "float_tolerance inf", "float_tolerance 1 float_tolerance 1",
        "float_tolerance 1 float_absolute_tolerance 1",
        "float_relative_tolerance 1 float_tolerance 1", "casesensitive", "1e-6"}) {
    EXPECT_FALSE(parse_comparison(words_of(wrong))) << wrong;
  }
  EXPECT_THAT(parse_comparison({"epsilon"}).failure().message, HasSubstr("'epsilon'"));
}

TEST(DefaultChecker, ReadsTheAnswerFile) {
  const auto folder = judge::temporary_folder::make();
  ASSERT_TRUE(folder);
  const judge::test_case one{.name = "secret/1", .input = {}, .answer = folder->path() / "1.ans"};
  judge::run_outcome run;
  run.standard_output = "42\n";
  judge::default_checker check{comparison{}};
  const auto missing = check.check(one, run);
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.failure().message, HasSubstr("1.ans"));
  ASSERT_TRUE(judge::write_file(one.answer, "42"));
  EXPECT_EQ(check.check(one, run)->is, answer_is::right);
  run.standard_output = "43\n";
  EXPECT_EQ(check.check(one, run)->is, answer_is::wrong);
}

// Longer than the blocks in which the answer is read.
TEST(DefaultChecker, ALongAnswerIsHeldAgainstTheWholeOutput) {
  const auto folder = judge::temporary_folder::make();
  ASSERT_TRUE(folder);
  const judge::test_case one{.name = "secret/1", .input = {}, .answer = folder->path() / "1.ans"};
  std::string answer;
  while (answer.size() < 200'000) answer += std::to_string(answer.size()) + "\n";
  ASSERT_TRUE(judge::write_file(one.answer, answer));
  judge::default_checker check{comparison{}};
  const auto found = [&](std::string output) {
    judge::run_outcome run;
    run.standard_output = std::move(output);
    return check.check(one, run)->is;
  };
  EXPECT_EQ(found(answer), answer_is::right);
  EXPECT_EQ(found(answer + " \n"), answer_is::right);
  EXPECT_EQ(found(answer + "1\n"), answer_is::wrong);
  EXPECT_EQ(found(answer.substr(0, answer.size() - 1)), answer_is::right);  // the last line's end
  EXPECT_EQ(found(answer.substr(0, 65536)), answer_is::wrong);
  EXPECT_EQ(found(""), answer_is::wrong);
  auto other = answer;
  other[150'000] = 'x';
  EXPECT_EQ(found(other), answer_is::wrong);
}

TEST(DefaultChecker, TheCaseMayWantAnotherComparisonThanItsProblem) {
  const auto folder = judge::temporary_folder::make();
  ASSERT_TRUE(folder);
  judge::test_case one{.name = "secret/1", .input = {}, .answer = folder->path() / "1.ans"};
  ASSERT_TRUE(judge::write_file(one.answer, "YES"));
  judge::run_outcome run;
  run.standard_output = "yes";
  judge::default_checker check{comparison{.case_sensitive = true}};
  EXPECT_EQ(check.check(one, run)->is, answer_is::wrong);
  one.settings.compare = comparison{};
  EXPECT_EQ(check.check(one, run)->is, answer_is::right);
}

TEST(DefaultChecker, SpeaksTheExitCodesOfValidators) {
  EXPECT_EQ(judge::validator_exit_code(answer_is::right), 42);
  EXPECT_EQ(judge::validator_exit_code(answer_is::wrong), 43);
  EXPECT_EQ(judge::validator_exit_code(answer_is::presentation), 43);
  EXPECT_EQ(judge::validator_exit_code(answer_is::broken_checker), 1);
}

// Texts of few different tokens and spaces, so that equal ones meet.
rc::Gen<std::string> text() {
  return rc::gen::container<std::string>(rc::gen::elementOf("aaAb 1.\n\t  \0"s));
}

/// The definition: split, compare.
bool right_by_splitting(const std::string& answer, const std::string& output) {
  const auto split = [](const std::string& from) {
    std::vector<std::string> tokens(1);
    for (char c : from) {
      if (" \n\t\v\f\r"s.find(c) != std::string::npos) {
        tokens.emplace_back();
      } else {
        tokens.back() += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      }
    }
    std::erase(tokens, "");
    return tokens;
  };
  return split(answer) == split(output);
}

RC_GTEST_PROP(DefaultChecker, AgreesWithSplitting, ()) {
  const auto a = *text().as("answer");
  const auto b = *rc::gen::oneOf(text(), rc::gen::just(a)).as("output");
  const bool expected = right_by_splitting(a, b);
  RC_CLASSIFY(expected, "right");
  RC_ASSERT(right(a, b) == expected);
  RC_ASSERT(right(b, a) == expected);
  RC_ASSERT(compare(a, b, {}).message.empty() == expected);
}

// The same again behind a long part in which the texts do not differ.
RC_GTEST_PROP(DefaultChecker, ALongEqualPartChangesNothing, ()) {
  const auto a = *text().as("answer");
  const auto b = *text().as("output");
  const auto between = *rc::gen::elementOf(" \nx"s);
  std::string part;
  for (int i = *rc::gen::inRange(0, 300); i >= 0; --i) part += i % 3 == 0 ? "1 \n" : "ab ";
  part += between;
  for (const char* with : {"", "space_change_sensitive", "float_tolerance 0.5"}) {
    RC_ASSERT(right(part + a, part + b, with) == right(between + a, between + b, with));
    RC_ASSERT(right(part + a, part + a + "\n z", with) == false);
    RC_ASSERT(right(part + a, part + a, with));
  }
}

RC_GTEST_PROP(DefaultChecker, EveryTextEqualsItself, ()) {
  const auto a = *text().as("answer");
  RC_ASSERT(
      right(a, a,
            *rc::gen::element("", "case_sensitive", "space_change_sensitive", "float_tolerance 0",
                              "case_sensitive space_change_sensitive float_tolerance 0")));
}

RC_GTEST_PROP(DefaultChecker, DoesNotCareForTheAmountOfWhiteSpace, ()) {
  const auto a = *text().as("answer");
  std::string stretched;
  for (const char c : a) {
    stretched += c;
    if (c == ' ' || c == '\n' || c == '\t') {
      stretched += *rc::gen::container<std::string>(rc::gen::elementOf(" \n\t\v\f\r"s));
    }
  }
  RC_ASSERT(right(a, stretched));
  RC_ASSERT(right(a, " " + stretched + "\n"));
  RC_ASSERT(right(a, stretched, "space_change_sensitive") == (a == stretched));
}

RC_GTEST_PROP(DefaultChecker, StricterNeverAcceptsMore, ()) {
  const auto a = *text().as("answer");
  const auto b = *text().as("output");
  for (const char* strict : {"case_sensitive", "space_change_sensitive"}) {
    if (right(a, b, strict)) RC_ASSERT(right(a, b));
  }
}

}  // namespace

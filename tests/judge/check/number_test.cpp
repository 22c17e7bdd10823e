#include "judge/check/number.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <regex>
#include <string>

namespace {

using judge::comparison;
using judge::is_decimal_number;
using judge::tolerance;
using answer = judge::tolerance::answer;

tolerance absolute(double size) { return tolerance(comparison{.absolute_tolerance = size}); }
tolerance relative(double size) { return tolerance(comparison{.relative_tolerance = size}); }
tolerance both(double size) {
  return tolerance(comparison{.absolute_tolerance = size, .relative_tolerance = size});
}

TEST(DecimalNumber, FollowsTheGrammarOfTheFormat) {
  for (const char* token : {"0", "-0", "+7", "1.", ".5", "-.5", "1.5", "1e5", "1.E+05", ".1e-3",
                            "00012", "1e0000000000000000000000000000001",
                            "123456789012345678901234567890.123456789012345678901234567890"}) {
    EXPECT_TRUE(is_decimal_number(token)) << token;
  }
  for (const char* token :
       {"",         ".",     "+",     "-",   "+.",  "e5",   ".e5",   "1e",  "1e+",
        "1e5.",     "1e5.0", "++1",   "--1", "1..", "0x10", "inf",   "nan", "-inf",
        "infinity", "1,5",   "1_000", "1f",  " 1",  "1 ",   "1e5e5", "1-1"}) {
    EXPECT_FALSE(is_decimal_number(token)) << token;
  }
  EXPECT_FALSE(is_decimal_number(std::string_view("1\0", 2)));
}

RC_GTEST_PROP(DecimalNumber, AgreesWithTheRegularExpressionOfTheFormat, ()) {
  static const std::regex grammar("[+-]?([0-9]*\\.[0-9]+|[0-9]+\\.|[0-9]+)([Ee][+-]?[0-9]+)?");
  std::string token;
  const auto maybe = [&](const std::string& characters, int most) {
    for (int i = *rc::gen::inRange(0, most + 1); i > 0; --i)
      token += *rc::gen::elementOf(characters);
  };
  maybe("+-", 1);
  maybe("019", 2);
  maybe(".", 1);
  maybe("019", 2);
  maybe("eE", 1);
  maybe("+-", 1);
  maybe("019x.", 1);
  const bool expected = std::regex_match(token, grammar);
  RC_CLASSIFY(expected, "a number");
  RC_ASSERT(is_decimal_number(token) == expected);
}

TEST(Tolerance, TakesTheAbsoluteOrTheRelativeOne) {
  EXPECT_EQ(absolute(1).compare("10", "11"), answer::close);
  EXPECT_EQ(absolute(1).compare("10", "11.000000001"), answer::far);
  EXPECT_EQ(relative(0.5).compare("10", "5"), answer::close);
  EXPECT_EQ(relative(0.5).compare("10", "4.99999"), answer::far);
  EXPECT_EQ(relative(0.5).compare("-10", "-15"), answer::close);
  EXPECT_EQ(relative(0.5).compare("0", "0.000"), answer::close) << "0 <= 0.5 * 0";
  EXPECT_EQ(relative(0.5).compare("0", "1e-300"), answer::far);
  EXPECT_EQ(both(1e-6).compare("1000000", "1000001"), answer::close) << "by the relative one";
  EXPECT_EQ(both(1e-6).compare("0", "1e-6"), answer::close) << "by the absolute one";
}

TEST(Tolerance, OnlyTheJudgesTokenDecidesWhatIsANumber) {
  EXPECT_EQ(both(0.5).compare("YES", "1"), answer::no_number);
  EXPECT_EQ(both(0.5).compare("inf", "inf"), answer::no_number);
  EXPECT_EQ(both(0.5).compare("0x10", "16"), answer::no_number);
  EXPECT_EQ(both(0.5).compare("1", "YES"), answer::far);
  EXPECT_EQ(both(0.5).compare("1", "nan"), answer::far);
  EXPECT_EQ(both(0.5).compare("16", "0x10"), answer::far);
}

TEST(Tolerance, BordersBelongToTheAcceptedSideWhateverRoundingDoes) {
  EXPECT_EQ(absolute(0.002).compare("0.001", "0.003"), answer::close);
  EXPECT_EQ(absolute(0.1).compare("0.7", "0.8"), answer::close);
  EXPECT_EQ(absolute(1e-9).compare("123456.000000001", "123456.000000002"), answer::close);
  EXPECT_EQ(relative(1e-9).compare("3e200", "3.000000003e200"), answer::close);
  EXPECT_EQ(relative(1e-9).compare("3e200", "3.000000003000001e200"), answer::far);
  EXPECT_EQ(absolute(0.1).compare("0.7", "0.800000000000001"), answer::far);
}

TEST(Tolerance, ZeroMeansTheSameNumberAsFarAsItCanBeRepresented) {
  EXPECT_EQ(both(0).compare("100", "1.00e2"), answer::close);
  EXPECT_EQ(both(0).compare("100", "100.00000000000000000000000000000000000000000001"),
            answer::close);
  EXPECT_EQ(both(0).compare("9223372036854775807", "9223372036854775808"), answer::far);
  EXPECT_EQ(both(0).compare("18446744073709551615", "18446744073709551614"), answer::far);
  EXPECT_EQ(both(0).compare("0.1", "0.10000000000000001"), answer::far) << "equal only as double";
}

TEST(Tolerance, IsNotFooledByHugeAndTinyExponents) {
  EXPECT_EQ(both(1e-6).compare("1e400", "1.0000001e400"), answer::close) << "beyond double";
  EXPECT_EQ(both(1e-6).compare("1e400", "1.1e400"), answer::far);
  EXPECT_EQ(both(1e-6).compare("1e400", "1e401"), answer::far);
  EXPECT_EQ(both(1e-6).compare("1e300", "-1e300"), answer::far);
  EXPECT_EQ(both(1e-6).compare("1.7e308", "-1.7e308"), answer::far);
  EXPECT_EQ(both(1e-6).compare("1", "1e99999999999999999999"), answer::far);
  EXPECT_EQ(both(1e-6).compare("1", "1e5000"), answer::far);
  EXPECT_EQ(both(1e-6).compare("1e5000", "1e5000"), answer::no_number) << "compared as text";
  EXPECT_EQ(both(0).compare("0", "1e-400"), answer::far);
  EXPECT_EQ(both(0).compare("0", "1e-4000"), answer::far);
  EXPECT_EQ(both(0).compare("0", "-1e-20000"), answer::far) << "tiny is not nothing";
  EXPECT_EQ(both(0.5).compare("0", "1e-20000"), answer::close);
  EXPECT_EQ(both(0).compare("0", "0e99999999999999999999"), answer::close);
  EXPECT_EQ(both(0).compare("0", "-0.000"), answer::close);
  const std::string zeros(400, '0');
  EXPECT_EQ(both(0).compare("1", "0." + zeros + "1e401"), answer::close) << "a long way to say 1";
  EXPECT_EQ(both(0).compare("1" + zeros, "1e400"), answer::close);
}

/// A number of thousandths, exactly.
std::string thousandths(std::int64_t value) {
  return fmt::format("{}{}.{:03}", value < 0 ? "-" : "", std::abs(value) / 1000,
                     std::abs(value) % 1000);
}

RC_GTEST_PROP(Tolerance, AgreesWithIntegerArithmetic, ()) {
  const auto right = *rc::gen::inRange<std::int64_t>(-2'000'000, 2'000'001).as("answer");
  const auto off = *rc::gen::inRange<std::int64_t>(-2000, 2001).as("off");
  const auto allowed =
      *rc::gen::weightedOneOf<std::int64_t>(
           {{1, rc::gen::just(std::abs(off))}, {1, rc::gen::inRange<std::int64_t>(0, 2001)}})
           .as("allowed");
  RC_CLASSIFY(allowed == std::abs(off), "at the border");
  const auto a = thousandths(right);
  const auto s = thousandths(right + off);
  const double size = std::stod(thousandths(allowed));
  RC_ASSERT((absolute(size).compare(a, s) == answer::close) == (std::abs(off) <= allowed));
  RC_ASSERT((relative(size).compare(a, s) == answer::close) ==
            (std::abs(off) * 1000 <= allowed * std::abs(right)));
}

RC_GTEST_PROP(Tolerance, GrowsMonotonously, ()) {
  const auto a = thousandths(*rc::gen::inRange<std::int64_t>(-9999, 10000));
  const auto s = thousandths(*rc::gen::inRange<std::int64_t>(-9999, 10000));
  const double small = *rc::gen::inRange(0, 100) / 16.0;
  const double more = *rc::gen::inRange(0, 100) / 16.0;
  if (both(small).compare(a, s) == answer::close) {
    RC_ASSERT(both(small + more).compare(a, s) == answer::close);
  }
  if (absolute(small).compare(a, s) == answer::close) {
    RC_ASSERT(both(small).compare(a, s) == answer::close);
  }
}

}  // namespace

#include "judge/package/broken_inputs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "judge/package/package_files.hpp"
#include "support/fake_builder.hpp"
#include "support/fake_runner.hpp"

namespace judge {
namespace {

using package::broken_inputs;
using package::text_traits;
using package::traits_of;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::fake_builder;
using testing::fake_runner;
using testing::file_texts;
using ::testing::IsEmpty;
using testing::minimal_with;
using ::testing::Not;
using testing::package_on_disk;

constexpr text_traits plain = {.empty = false};

std::vector<std::string> texts_of(std::string_view valid, const text_traits& shown = plain) {
  std::vector<std::string> texts;
  for (const auto& one : broken_inputs(valid, shown)) texts.push_back(one.text);
  return texts;
}

TEST(BrokenInputs, BreakATextInEveryWay) {
  EXPECT_THAT(texts_of("3 -10\n7 8\n"),
              ElementsAre("", "\n", "q%Zk2&xW vJ*f\n", " 3 -10\n7 8\n", "3 -10\n7 8 \n",
                          "3 -10 \n7 8\n", "3  -10\n7 8\n", "3\t-10\n7 8\n", "3 -10\n7 8",
                          "3 -10\n7 8\n\n", "3 -10\n7 8\n42\n", "3 -10\n7 8 42\n", "3 -10\n7\n",
                          "03 -10\n7 8\n", "3 -10\n7 08\n", "+3 -10\n7 8\n", "3 -10\n7 8\xE9\n",
                          "3 -10\n7 8\x7F\n", "3 -10\r\n7 8\r\n"));
}

TEST(BrokenInputs, NameTheLine) {
  for (const auto& one : broken_inputs("3 -10\n7 8\n", plain)) {
    const bool last = one.how == "a missing newline at the end";
    const bool first = one.text == "3 -10 \n7 8\n";
    if (last || first) {
      EXPECT_EQ(one.line, last ? 2 : 1);
    }
  }
}

TEST(BrokenInputs, PutTheZeroBehindASignAndNoPlusBeforeOne) {
  EXPECT_THAT(texts_of("-5\n"), Contains("-05\n"));
  EXPECT_THAT(texts_of("-5\n"), Not(Contains("-+5\n")));
  EXPECT_THAT(texts_of("a1 1a 5.5\n"), Not(Contains("0a1 1a 5.5\n")));
}

TEST(BrokenInputs, LeaveOutWhatValidInputsShow) {
  const auto shown = traits_of(" +07  8 \t\xE9\x01\r\n1 \n\n");
  const auto left = texts_of("3 4\n", shown);
  EXPECT_THAT(left, ElementsAre("", "q%Zk2&xW vJ*f\n", "3 4", "3 4\n42\n", "3 4 42\n", "3\n"));
}

TEST(BrokenInputs, NothingButConstantsComesOfAnEmptyText) {
  EXPECT_THAT(texts_of(""), ElementsAre("\n", "q%Zk2&xW vJ*f\n", " ", "\n", "42\n"));
}

/// A problem with these inputs, and a validator that accepts what `accepts` says.
std::vector<std::string> findings_of(const file_texts& files,
                                     const std::function<bool(const std::string&)>& accepts) {
  const package_on_disk package(files);
  const auto whole = package.loaded();
  fake_builder builds([](const program_source& source) -> result<build_outcome> {
    build_outcome outcome;
    outcome.built.emplace();
    outcome.built->name = source.name;
    return outcome;
  });
  fake_runner runs([&](const run_request& asked) -> result<run_outcome> {
    run_outcome outcome;
    outcome.code = accepts(std::get<std::string>(asked.input)) ? 42 : 43;
    return outcome;
  });
  const auto found = check_broken_inputs(whole, builds, runs);
  if (!found) return {found.failure().message};
  std::vector<std::string> lines;
  for (const auto& one : *found) {
    EXPECT_FALSE(one.is_error);
    lines.push_back(package.shown(one.text));
  }
  return lines;
}

TEST(CheckBrokenInputs, FindsNothingWhereAllAreRefused) {
  EXPECT_THAT(findings_of(minimal_with({}), [](const auto&) { return false; }), IsEmpty());
}

TEST(CheckBrokenInputs, NamesEachWayOnceWithTheFirstInput) {
  EXPECT_THAT(findings_of(minimal_with({}), [](const auto& text) { return text.ends_with(" \n"); }),
              ElementsAre("sum/data/sample/1.in:1: the input validators also accept this input "
                          "with a trailing space: refuse that, or add a case that has it"));
}

TEST(CheckBrokenInputs, DoesNotTryWhatACaseShows) {
  // Only the first sample, which is broken in no other way, is accepted with a space behind it.
  const auto accepts = [](const auto& text) { return text == "1 2 \n"; };
  const auto files = minimal_with({});
  EXPECT_EQ(findings_of(files, accepts).size(), 1U);
  EXPECT_THAT(findings_of(minimal_with({{"data/secret/1.in", "5 5 \n"}}), accepts), IsEmpty());
}

TEST(CheckBrokenInputs, BreaksOnlySmallInputsAndAFewOfThem) {
  file_texts changes;
  for (int i = 0; i < 9; ++i) {
    const auto stem = "data/secret/" + std::to_string(i);
    changes[stem + ".in"] = std::string(std::size_t{1} << (2 * i + 2), '7') + "\n";
    changes[stem + ".ans"] = "1\n";
  }
  std::size_t longest = 0;
  findings_of(minimal_with(changes), [&](const auto& text) {
    longest = std::max(longest, text.size());
    return false;
  });
  EXPECT_GT(longest, 4U);
  EXPECT_LT(longest, 200U);
}

TEST(TextTraits, SeeWhatIsOdd) {
  const auto none = traits_of("1 -2\nab 0\n");
  for (const auto which :
       {&text_traits::empty, &text_traits::no_final_newline, &text_traits::blank_last_line,
        &text_traits::leading_space, &text_traits::trailing_space, &text_traits::double_space,
        &text_traits::tab, &text_traits::carriage_return, &text_traits::control,
        &text_traits::non_ascii, &text_traits::leading_zero, &text_traits::plus_sign}) {
    EXPECT_FALSE(none.*which);
  }
  EXPECT_TRUE(traits_of("").empty);
  EXPECT_TRUE(traits_of("1").no_final_newline);
  EXPECT_TRUE(traits_of("1\n\n").blank_last_line);
  EXPECT_TRUE(traits_of("\n").blank_last_line);
  EXPECT_TRUE(traits_of("1\n 2\n").leading_space);
  EXPECT_TRUE(traits_of("1 \n2\n").trailing_space);
  EXPECT_TRUE(traits_of("1 ").trailing_space);
  EXPECT_TRUE(traits_of("1  2\n").double_space);
  EXPECT_TRUE(traits_of("1 -07\n").leading_zero);
  EXPECT_FALSE(traits_of("0 10 0.5 a01\n").leading_zero);
  EXPECT_TRUE(traits_of("+1\n").plus_sign);
  EXPECT_FALSE(traits_of("+ a\n").plus_sign);
}

}  // namespace
}  // namespace judge

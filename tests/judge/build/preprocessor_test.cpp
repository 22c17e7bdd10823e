#include "judge/build/preprocessor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace {

using judge::include_directive;
using judge::scan_preprocessor_lines;
using testing::ElementsAre;
using testing::IsEmpty;

/// "line:<name>", with a ? behind what is conditional.
std::vector<std::string> includes_of(std::string_view text) {
  std::vector<std::string> found;
  for (const auto& one : scan_preprocessor_lines(text).includes) {
    found.push_back(std::to_string(one.line) + ":" + one.spelling() + (one.conditional ? "?" : ""));
  }
  return found;
}

TEST(Preprocessor, FindsIncludesHoweverTheyAreWritten) {
  EXPECT_THAT(includes_of("#include <vector>\n#include \"a/b.hpp\"\n"),
              ElementsAre("1:<vector>", "2:\"a/b.hpp\""));
  EXPECT_THAT(includes_of("  #  include<a>//x\n\t#include\t\"b\"/*y*/"),
              ElementsAre("1:<a>", "2:\"b\""));
  EXPECT_THAT(includes_of("#inc\\\nlude <a\\\n.h>\n#include <b>"), ElementsAre("1:<a.h>", "4:<b>"));
  EXPECT_THAT(includes_of("/* a\n b */ #include <c>"), ElementsAre("2:<c>"));
  EXPECT_THAT(includes_of("#/* */include/* */<c>"), ElementsAre("1:<c>"));
  EXPECT_THAT(includes_of("#include <a>\r\n#include <b>\r\n"), ElementsAre("1:<a>", "2:<b>"));
  EXPECT_THAT(includes_of("#include <sys//odd.h>"), ElementsAre("1:<sys//odd.h>"));
  EXPECT_THAT(includes_of("#include HEADER(x)\n#include_next <y>"),
              ElementsAre("1:HEADER(x)", "2:include_next"));
}

TEST(Preprocessor, IsNotConfusedByCommentsAndLiterals) {
  for (const char* text : {
           "// #include <a>",
           "// \\\n#include <a>",
           "/*\n#include <a>\n*/",
           "int x; #include <a>",
           "int x; /*\n*/ #include <a>",
           "auto s = R\"(\n#include <a>\n)\";",
           "auto s = u8R\"xy(\n)\"\n#include <a>\n)xy\";",
           "auto s = \"\\\n#include <a>\";",
           "#define X \\\n#include <a>",
           "#define QUOTE \" /*\n",
           "#includes <a>",
           "",
           "#",
           "\\\n",
       }) {
    EXPECT_THAT(includes_of(text), IsEmpty()) << text;
  }
  for (const char* text : {
           "auto s = \"/*\";\n#include <a>",
           "auto s = \"\\\"/*\";\n#include <a>",
           "char c = '\"';\n#include <a>",
           "int n = 1'000'000;\n#include <a>",
           "auto c = u8'\"';\n#include <a>",
           "auto s = R\"(\\)\";\n#include <a>",
           "auto BAR\"(\n#include <a>",  // not a raw string: the prefix is BAR
           "#error don't\n#include <a>",
           "#define X '\n#include <a>",
           "// it's\n#include <a>",
       }) {
    EXPECT_THAT(includes_of(text), ElementsAre("2:<a>")) << text;
  }
}

TEST(Preprocessor, JoinsLinesAsCompilersDo) {
  EXPECT_THAT(includes_of("/\\\n/ #include <a>\n#include <b>"), ElementsAre("3:<b>"));
  EXPECT_THAT(includes_of("// it's \\ \n#include <a>\n#include <b>"), ElementsAre("3:<b>"))
      << "blanks behind the backslash";
  EXPECT_THAT(includes_of("#define X \\\t\n#include <a>\n#include <b>"), ElementsAre("3:<b>"));
}

TEST(Preprocessor, KnowsTheOtherSpellingOfTheHash) {
  EXPECT_THAT(includes_of("%:include <a>\n % :include <b>"), ElementsAre("1:<a>"));
}

TEST(Preprocessor, KnowsNumbersAndRawStringsFromTheirLikes) {
  EXPECT_THAT(includes_of("auto a = 1.e5'0;\n#include <a>"), ElementsAre("2:<a>"));
  EXPECT_THAT(includes_of("R\"x\" (\n#include <a>"), ElementsAre("2:<a>")) << "no raw string";
}

TEST(Preprocessor, KnowsWhatIsConditional) {
  EXPECT_THAT(includes_of("#if X\n#include <a>\n#else\n#include <b>\n#endif\n#include <c>"),
              ElementsAre("2:<a>?", "4:<b>?", "6:<c>"));
  EXPECT_THAT(includes_of("#ifdef X\n#ifdef Y\n#endif\n#include <a>\n#endif"),
              ElementsAre("4:<a>?"));
  EXPECT_THAT(
      includes_of("#if 0\n#include <a>\n#if X\n#include <b>\n#endif\n#else\n#include <c>\n#endif"),
      ElementsAre("7:<c>?"));
  EXPECT_THAT(includes_of("#if 0 // never\n#include <a>\n#elif X\n#include <b>\n#endif"),
              ElementsAre("4:<b>?"));
  EXPECT_THAT(includes_of("#endif\n#endif\n#include <a>"), ElementsAre("3:<a>"));
}

TEST(Preprocessor, AnIncludeGuardIsNoCondition) {
  EXPECT_THAT(includes_of("// c\n#ifndef G\n#define G\n#include <a>\nint x;\n#endif  // G\n"),
              ElementsAre("4:<a>"));
  EXPECT_THAT(
      includes_of("#pragma once\n#ifndef G\n#define G\n#include <a>\n#ifdef Y\n#include <b>\n"
                  "#endif\n#endif\n"),
      ElementsAre("4:<a>", "6:<b>?"));
  for (const char* text : {
           "int x;\n#ifndef G\n#define G\n#include <a>\n#endif\n",
           "#ifndef G\n#define G\n#include <a>\n#endif\nint x;\n",
           "#ifndef G\n#define G\n#include <a>\n#endif\n#define Y\n",
           "#ifndef G\n#define H\n#include <a>\n#endif\n",
           "#ifndef G\n#define G 1\n#include <a>\n#endif\n",
           "#ifndef G\nint x;\n#define G\n#include <a>\n#endif\n",
           "#ifndef G\n#define G\n#include <a>\n#else\nint x;\n#endif\n",
       }) {
    const auto found = scan_preprocessor_lines(text).includes;
    ASSERT_EQ(found.size(), 1U) << text;
    EXPECT_TRUE(found[0].conditional) << text;
  }
}

TEST(Preprocessor, CountsTheMacrosBefore) {
  const auto found = scan_preprocessor_lines(
                         "#include <a>\n#define X\n#include <b>\n#pragma GCC optimize(3)\n"
                         "#if 0\n#undef X\n#endif\n#include <c>\n")
                         .includes;
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].macros_before, 0);
  EXPECT_EQ(found[1].macros_before, 1);
  EXPECT_EQ(found[2].macros_before, 2);
  const auto guarded =
      scan_preprocessor_lines("#pragma once\n#ifndef G\n#define G\n#include <a>\n#endif").includes;
  EXPECT_EQ(guarded.at(0).macros_before, 0) << "neither the guard nor #pragma once";
}

TEST(Preprocessor, TellsWhereTheLinesAre) {
  const std::string text = "int x;\n  #include <a>  // why\nint y;\n/* c */ #pragma once\nint z;\n";
  const auto lines = scan_preprocessor_lines(text);
  ASSERT_EQ(lines.includes.size(), 1U);
  ASSERT_EQ(lines.pragma_once.size(), 1U);
  const auto part = [&](judge::text_range range) {
    return text.substr(range.begin, range.end - range.begin);
  };
  EXPECT_EQ(part(lines.includes[0].where), "  #include <a>  // why\n");
  EXPECT_EQ(part(lines.pragma_once[0]), "#pragma once") << "the comment and its line stay";
}

// Whatever bytes a file holds: the scanner ends, and its ranges are in order and inside the text.
RC_GTEST_PROP(Preprocessor, IsTotal, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "#include <a>", "#include \"b\"", "#if 0", "#endif", "#else", "\n", "\\\n", "\\", "/*", "*/",
      "//", "\"", "'", "R\"(", ")\"", "1'0", "#pragma once", "#ifndef G", "#define G", " ", "x",
      "\r", "#", "%:include <a>"));
  std::string text;
  for (const auto& piece : pieces) text += piece;
  const auto lines = scan_preprocessor_lines(text);
  std::size_t end = 0;
  for (const auto& one : lines.includes) {
    RC_ASSERT(one.where.begin >= end);
    RC_ASSERT(one.where.begin < one.where.end);
    RC_ASSERT(text[one.where.begin] == '#' || text[one.where.begin] == '%' ||
              text[one.where.begin] == ' ' || text[one.where.begin] == '\r' ||
              text[one.where.begin] == '\\');
    end = one.where.end;
  }
  RC_ASSERT(end <= text.size());
}

}  // namespace

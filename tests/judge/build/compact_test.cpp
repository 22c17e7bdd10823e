#include "judge/build/compact.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <regex>
#include <string>
#include <vector>

namespace {

using judge::compact;

TEST(Compact, LeavesOutCommentsBlankLinesAndIndentationButKeepsLines) {
  EXPECT_EQ(compact("// what it is\n\n/* and\n   why */ int a;  // a\n\n\tint b;  \r\n  // end\n"),
            "int a;\nint b;\n");
  EXPECT_EQ(compact("int a; /* two\nlines */ int b;\n"), "int a;int b;\n") << "one line still";
  EXPECT_EQ(compact("// one \\\n   comment\nint a;"), "int a;");
  EXPECT_EQ(compact("/\\\n/ one\nint a;/\\\n* two *\\\n/int b;"), "int a;int b;");
  EXPECT_EQ(compact(""), "");
  EXPECT_EQ(compact("\n \n"), "");
  EXPECT_EQ(compact("/* no end\n\n"), "");
}

TEST(Compact, TheFirstLicenceLineStays) {
  EXPECT_EQ(compact("// a\n//\n  // SPDX-License-Identifier: MIT\n// by\nint a;\n\n"
                    "// SPDX-License-Identifier: MIT\nint b;\n"),
            "// SPDX-License-Identifier: MIT\nint a;\nint b;\n");
  EXPECT_EQ(compact("int a ;  // SPDX-License-Identifier: MIT\nint b ;\n"),
            "int a; // SPDX-License-Identifier: MIT\nint b;\n");
}

TEST(Compact, BlanksGoBetweenANameAndPunctuation) {
  EXPECT_EQ(compact("template < typename T > int f ( T * a , int b = 1 )\n"),
            "template<typename T>int f(T*a,int b=1)\n");
  EXPECT_EQ(compact("return /* so */ { x -> y } ;\n"), "return{x->y} ;\n");
}

TEST(Compact, BlanksStayWhereTokensWouldRunTogether) {
  for (const std::string text : {"unsigned int a b\n",
                                 "a b\n",
                                 "+ +\n",
                                 "- ->\n",
                                 "< ::\n",
                                 "/ *\n",
                                 "/ /\n",
                                 "& &\n",
                                 "0xE +1\n",
                                 "2e+ 5\n",
                                 "1 .. 2\n",
                                 "1 .x\n",
                                 ". 5\n",
                                 "1. x\n",
                                 "1 -1\n",
                                 "1'000 +1\n",
                                 "\"a\" _s\n",
                                 "R \"(a)\"\n",
                                 "L 'a'\n",
                                 "u8 \"x\"\n",
                                 "operator\"\" _s\n",
                                 "( \"a\" )\n",
                                 "a \\u00e9\n",
                                 "a $b\n",
                                 "a \xC3\xA9\n"}) {
    EXPECT_EQ(compact(text), text);
  }
  EXPECT_EQ(compact("int/* */a;+/* */+b;R/**/\"x\""), "int a;+ +b;R \"x\"");
}

TEST(Compact, LiteralsStayAsTheyAre) {
  for (const std::string text :
       {"f(\"a  // b\",\"/* c */  \\\"  \");\n", "f('\"','\\'',' ',u'x',u8\"  \");\n",
        "R\"( // a\n\n  b \\\n \"  )\"_s;\n", "LR\"x(  )\"  /* )x\";\n", "1'000'000;\n",
        "\"a \\\n  b  // c\"\n"}) {
    EXPECT_EQ(compact(text), text);
  }
}

TEST(Compact, DirectivesKeepTheirTextButForComments) {
  EXPECT_EQ(compact("  #define F (x)  // c\n"), "#define F (x)\n");
  EXPECT_EQ(compact("#define F/* c */(x)\n"), "#define F (x)\n") << "not a macro with arguments";
  EXPECT_EQ(compact("/* c */ # /* d */ if A  &&  B /* e */ // f\n  a ;\n#endif  // A\n"),
            "# if A  &&  B\na;\n#endif\n");
  EXPECT_EQ(compact("#define A(x) \\\n    f( x ); /* c\n d */ \\\n    g( x )\nint a ;\n"),
            "#define A(x) \\\n    f( x ); g( x )\nint a;\n");
  EXPECT_EQ(compact("#define A a // b \\\n   c\nd\n"), "#define A a\nd\n");
  EXPECT_EQ(compact("%: define F (x)\n"), "%: define F (x)\n");
  EXPECT_EQ(compact("#inc\\\nlude <a//b>  // c\n#include \"a/*b\"\n#include A /**/ \n"),
            "#inc\\\nlude <a//b>\n#include \"a/*b\"\n#include A\n");
  EXPECT_EQ(compact("a /*\n*/ #define  b (c)\n"), "a#define b(c)\n") << "no directive";
  EXPECT_EQ(compact("\xEF\xBB\xBF#define F (x)\n"), "\xEF\xBB\xBF#define F (x)\n");
  EXPECT_EQ(compact("#error don't  // stop\na\n"), "#error don't  // stop\na\n");
}

TEST(Compact, ABackslashDoesNotComeToStandAtALineEnd) {
  EXPECT_EQ(compact("#define A \\ // c\nint a;\n"), "#define A \\/**/\nint a;\n");
  EXPECT_EQ(compact("#define A \\  \n  1\nint a;\n"), "#define A \\  \n  1\nint a;\n")
      << "compilers join these lines";
}

// --- any soup of tokens ------------------------------------------------------------------------

/// The tokens of a text by the longest match of the grammar's regular expressions. A directive's
/// tokens have the blanks between them as " " and its end as "\n".
std::vector<std::string> tokens_of(const std::string& text) {
  static const std::regex gap(R"((?:[ \t]|\\[ \t]*\n|//(?:\\[ \t]*\n|[^\n])*|)"
                              R"(/\*(?:[^*]|\*(?!/))*(?:\*/)?)+)");
  static const std::regex header(R"((?:<[^>\n]*>|"[^"\n]*"))");
  static const std::regex token(
      R"re((?:(?:u8|u|U|L)?R"([^()\\\s]{0,16})\((?:(?!\)\1")[\s\S])*(?:\)\1")?|)re"
      R"re("(?:\\[ \t]*\n|\\[^\n]|[^"\\\n])*"?|'(?:\\[ \t]*\n|\\[^\n]|[^'\\\n])*'?|)re"
      R"re(\.?\d(?:[eEpP][+-]|'?[\w$]|\.)*|(?:[a-zA-Z_$]|\\u[0-9a-f]{4})(?:[\w$]|\\u[0-9a-f]{4})*|)re"
      R"re(<=>|<<=|>>=|\.\.\.|->\*|%:%:|<<|>>|[-+*/%&|^<>=!]=|&&|\|\||\+\+|--|->|::|##|\.\*|)re"
      R"re(<:|:>|<%|%>|%:|[\s\S]))re");
  std::vector<std::string> found;
  std::vector<std::string> line;
  bool apart = false;
  const auto is_directive = [&] { return !line.empty() && (line[0] == "#" || line[0] == "%:"); };
  const auto end_line = [&] {
    if (is_directive()) line.emplace_back("\n");
    found.insert(found.end(), line.begin(), line.end());
    line.clear();
    apart = false;
  };
  std::smatch match;
  auto at = text.begin();
  const auto next_is = [&](const std::regex& what) {
    return std::regex_search(at, text.end(), match, what, std::regex_constants::match_continuous);
  };
  for (; at != text.end();) {
    if (next_is(gap)) {
      apart = true;
    } else {
      const bool named = is_directive() && line.back() == "include";
      if (!(named && next_is(header))) {
        EXPECT_TRUE(next_is(token));
      }
      if (match.str() == "\n") {
        end_line();
      } else {
        if (apart && is_directive()) line.emplace_back(" ");
        line.push_back(match.str());
        apart = false;
      }
    }
    at = match[0].second;
  }
  end_line();
  return found;
}

std::string piece() {
  return *rc::gen::element<std::string>(
      "a", "b1", "R", "u8", "e", "$", "\\u00e9", "1", "0xE", "1'000", ".5", "1.", "1e", "2e+5",
      "2e+", "'", "\"", "0x1p-3", "+", "-", "*", "/", ".", "...", "<", ">", ":", "::", "&", "%",
      "=", "(", ")", "{", "}", "[", ";", ",", "#", "??", "\"a  // b\"", "\"\\\"  /*\"",
      "\"a \\\n  b\"", "'\"'", "'\\''", "'/'", "R\"(a  \n // \" \\\n  b)\"",
      "u8R\"x( )\"  /* )x\"");
}

std::string gap() {
  return *rc::gen::weightedElement<std::string>({{6, ""},
                                                 {8, " "},
                                                 {2, " \t  "},
                                                 {2, "/* c */"},
                                                 {2, " /* \" // ' */ "},
                                                 {2, " /* two\n * lines **/"},
                                                 {2, " \\\n   "},
                                                 {1, " \\ \n"}});
}

std::string line() {
  auto text = *rc::gen::weightedElement<std::string>({{12, ""},
                                                      {4, "    "},
                                                      {2, "  #define F (x) "},
                                                      {2, "# define F/**/(x) \\\n    "},
                                                      {2, "/* c\n */ #include <a//b>"},
                                                      {1, "%: pragma "}});
  for (int pieces = *rc::gen::inRange(0, 16); pieces > 0; --pieces) text += piece() + gap();
  return text + *rc::gen::weightedElement<std::string>({{8, "\n"},
                                                        {1, "\n\n \n"},
                                                        {2, "// it's \"c\n"},
                                                        {1, " // c /* \\\n   d \\  \n  e\n"},
                                                        {1, "// SPDX-License-Identifier: MIT\n"}});
}

// 2026-11-20: the R was read as the name of a directive, and the rest as a plain string.
TEST(CompactLaws, ARawStringWhereADirectiveHasItsName) {
  EXPECT_EQ(compact("#R\"(a\n  // \\\n  b)\"\n"), "#R\"(a\n  // \\\n  b)\"\n");
}

RC_GTEST_PROP(CompactLaws, HasTheSameTokensAndIsItsOwnCompactText, ()) {
  std::string text;
  for (int lines = *rc::gen::inRange(1, 6); lines > 0; --lines) text += line();
  if (*rc::gen::arbitrary<bool>()) text.pop_back();
  RC_LOG() << "text:\n" << text << "\n";
  const auto once = compact(text);
  RC_LOG() << "compact:\n" << once << "\n";
  RC_ASSERT(once.size() <= text.size());
  RC_ASSERT(tokens_of(once) == tokens_of(text));
  RC_ASSERT(compact(once) == once);
}

}  // namespace

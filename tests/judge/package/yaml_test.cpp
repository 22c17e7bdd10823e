#include "judge/package/yaml.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

#include "judge/package/constants.hpp"
#include "judge/package/fields.hpp"

namespace judge::package {
namespace {

std::string refusal(const std::string& text) {
  const auto document = parse_yaml("x.yaml", text);
  return document ? "" : document.failure().message;
}

TEST(ParseYaml, RemembersPlacesFromOne) {
  const auto document = parse_yaml("x.yaml", "a: 1\nb:\n  - 'two'\n");
  ASSERT_TRUE(document);
  const auto& root = document->root;
  ASSERT_EQ(root.keys.size(), 2U);
  EXPECT_EQ(where(*document, root.keys[1].at), "x.yaml:2:1");
  EXPECT_EQ(where(*document, root.items[0].at), "x.yaml:1:4");
  const auto& two = root.items[1].items.at(0);
  EXPECT_EQ(where(*document, two.at), "x.yaml:3:5");
  EXPECT_EQ(two.text, "two");
  EXPECT_FALSE(two.plain);
  EXPECT_TRUE(root.items[0].plain);
}

TEST(ParseYaml, KeepsTheSpellingOfNumbers) {
  EXPECT_EQ(parse_yaml("x", "1e-06")->root.text, "1e-06");
  EXPECT_EQ(parse_yaml("x", "0x10")->root.text, "0x10");
  EXPECT_EQ(parse_yaml("x", "")->root.is, yaml_node::kind::null);
  EXPECT_EQ(parse_yaml("x", "~")->root.is, yaml_node::kind::null);
}

TEST(ParseYaml, RefusesWhatIsNotYaml) {
  EXPECT_EQ(
      refusal("a: [1\n"),
      "x.yaml:2:1: not YAML: end of sequence flow not found: check the indentation, and quote "
      "texts that hold ': ' or ' #'");
  EXPECT_EQ(refusal("a: b: c\n").substr(0, 16), "x.yaml:1:5: not ");
  EXPECT_EQ(refusal("a: 1\n---\nb: 2\n"),
            "x.yaml:3:1: a second YAML document: the file must hold one");
}

TEST(ParseYaml, RefusesWhatIsNotText) {
  EXPECT_EQ(refusal(std::string("a: b\nc: \0d\n", 11)),
            "x.yaml:2:4: a NUL byte: save the file as UTF-8 text");
  EXPECT_EQ(refusal("a: \xff\n"), "x.yaml:1:4: not UTF-8: save the file as UTF-8 text");
  EXPECT_EQ(refusal("a: \xed\xa0\x80\n"), "x.yaml:1:4: not UTF-8: save the file as UTF-8 text");
  EXPECT_NE(refusal(std::string(yaml_limit_bytes + 1, ' ')), "");
}

TEST(ParseYaml, RefusesABombOfAliases) {
  std::string bomb = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n";
  for (int i = 1; i < 12; ++i) {
    const auto before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int j = 0; j < 8; ++j) bomb += "," + before;
    bomb += "]\n";
  }
  EXPECT_NE(refusal(bomb).find("multiply this file beyond all bounds"), std::string::npos);
  // One long text, often.
  std::string scalar = "a: &a " + std::string(500'000, 'x') + "\nb: [";
  for (int i = 0; i < 50'000; ++i) scalar += "*a,";
  EXPECT_NE(refusal(scalar + "]\n").find("multiply this file beyond all bounds"),
            std::string::npos);
  EXPECT_NE(refusal("&a [*a]"), "");
  EXPECT_NE(refusal("[*nobody]"), "");
}

TEST(ParseYaml, RefusesAQuoteThatIsNeverClosed) {
  for (const auto* text : {"a: \"x\nb: y\n", "a: 'x\nb: y\n", "a: 'it''s\n", "a: \"x\\\"\n",
                           "- &a \"x\n", "- !!str 'x\n", "'x\n", "\xef\xbb\xbf- 'x\n"}) {
    EXPECT_NE(refusal(text).find("never closed"), std::string::npos) << text;
  }
  for (const auto* text :
       {"a: \"x\n\n b\"\n", "a: 'it''s'\n", "a: '''x'''\n", "a: \"x\\\"\"\n", "a: it's\n",
        "a: '\"'\n", "a: &b 'x'\n", "a: |\n 'x\n", "a: \xc3\xa9\nb: 'x'\n", "'a': x\n", "a: ''\n",
        "a: x # it's\n", "a: !!str\n  'x'\n"}) {
    EXPECT_EQ(refusal(text), "") << text;
  }
}

TEST(ParseYaml, FollowsHonestAliases) {
  const auto document = parse_yaml("x", "a: &t [1, 2]\nb: *t\n");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root.items[1].items.size(), 2U);
  EXPECT_EQ(document->root.items[1].at.line, 2);
}

TEST(ParseYaml, RefusesDeepNesting) {
  EXPECT_NE(refusal(std::string(2'000, '[')), "");
  EXPECT_NE(refusal(std::string(200'000, '[')), "");
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  EXPECT_NE(refusal(deep).find("nested deeper"), std::string::npos);
  EXPECT_NE(refusal(std::string(200'000, '{')), "");
  std::string dashes;
  for (int i = 0; i < 20'000; ++i) dashes += "- ";
  EXPECT_NE(refusal(dashes), "");
}

/// Texts near YAML: pieces that mean something, in any order.
rc::Gen<std::string> almost_yaml() {
  const auto piece = rc::gen::element<std::string>(
      "a", "b: ", "\n", "\n  ", "- ", "[", "]", "{", "}", ",", ": ", "'", "\"", "&a ", "*a", "|\n",
      ">\n", "#", "!!int ", "!t ", "---\n", "...\n", "? ", "%YAML 1.2\n", "\t", "\\x41", "1.5", "~",
      "\xc3\xa9", "\xff", "<<: ", "@", "`", "%TAG ! x\n", "limits: ", "data: ");
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                      [](const std::vector<std::string>& pieces) {
                        std::string text;
                        for (const auto& one : pieces) text += one;
                        return text;
                      });
}

RC_GTEST_PROP(ParseYaml, NeverFallsOver, ()) {
  const auto text = *almost_yaml().as("text");
  const auto document = parse_yaml("x.yaml", text);
  RC_CLASSIFY(static_cast<bool>(document), "well-formed");
  if (!document) {
    RC_ASSERT(document.failure().message.rfind("x.yaml:", 0) == 0U);
    RC_ASSERT(document.failure().message.find('\n') == std::string::npos);
  }
}

TEST(Decimal, IsDecimalOnly) {
  EXPECT_EQ(decimal("1.5"), 1.5);
  EXPECT_EQ(decimal("+.5"), 0.5);
  EXPECT_EQ(decimal("-2e3"), -2000.0);
  EXPECT_EQ(decimal("5."), 5.0);
  for (const auto* bad : {"", "+", "-", ".", "inf", "nan", "-inf", "0x10", "1 ", " 1", "1e",
                          "1e999", "1,5", "+-1", "--1"}) {
    EXPECT_FALSE(decimal(bad)) << bad;
  }
}

TEST(Substituted, PutsInWhatIsKnownAndLeavesTheRest) {
  const std::map<std::string, std::string> constants{
      {"n", "5"}, {"n.tex", "five"}, {"loop", "{{n}}"}};
  EXPECT_EQ(substituted("{{n}} {{n.tex}} {{m}} {{ n }} {n} {{}}", constants),
            "5 five {{m}} {{ n }} {n} {{}}");
  EXPECT_EQ(substituted("{{{n}}}", constants), "{5}");
  EXPECT_EQ(substituted("{{loop}}", constants), "{{n}}");  // what is put in is not looked at again
  EXPECT_EQ(substituted("{{n", constants), "{{n");
  EXPECT_EQ(substituted("", constants), "");
}

/// The definition, position by position, with another way to look for what stands there.
std::string substituted_by_trying(const std::string& text,
                                  const std::map<std::string, std::string>& constants) {
  std::string whole;
  for (std::size_t i = 0; i < text.size();) {
    bool replaced = false;
    for (const auto& [name, value] : constants) {
      const auto sequence = "{{" + name + "}}";
      if (text.compare(i, sequence.size(), sequence) != 0) continue;
      whole += value;
      i += sequence.size();
      replaced = true;
      break;
    }
    if (!replaced) whole += text[i++];
  }
  return whole;
}

RC_GTEST_PROP(Substituted, AgreesWithTryingEveryPlace, ()) {
  const std::map<std::string, std::string> constants{{"a", "1"}, {"ab", ""}, {"b", "{{a}}"}};
  const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "{", "{{", "}", "}}", "a", "b", "{{a}}", "{{ab}}", "{{b}}", " "));
  std::string text;
  for (const auto& piece : pieces) text += piece;
  RC_TAG(text.find("{{a}}") != std::string::npos);
  RC_ASSERT(substituted(text, constants) == substituted_by_trying(text, constants));
}

}  // namespace
}  // namespace judge::package

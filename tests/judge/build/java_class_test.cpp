#include "judge/build/java_class.hpp"

#include <gtest/gtest.h>

namespace {

using judge::scan_java;

TEST(JavaClass, FindsTheClassWithMain) {
  const auto found = scan_java(
      "import java.util.*;\nclass Helper { void main(int x) {} }\n"
      "public class Solution {\n  public static void main(String[] args) throws Exception {}\n}\n");
  EXPECT_EQ(found.package, "");
  EXPECT_EQ(found.public_type, "Solution");
  EXPECT_EQ(found.main_type, "Solution");
}

TEST(JavaClass, KnowsPackagesAndOtherKindsOfTypes) {
  const auto found = scan_java(
      "package org . example;\n@Deprecated final class A {}\n"
      "interface I { static void main(String... a) { } }\n");
  EXPECT_EQ(found.package, "org.example");
  EXPECT_FALSE(found.public_type);
  EXPECT_EQ(found.main_type, "I");
  EXPECT_EQ(
      scan_java("public record P(int x) { public static void main(String[] a) {} }").main_type,
      "P");
  EXPECT_EQ(scan_java("public enum E { X; static public void main(String[] a) {} }").public_type,
            "E");
}

TEST(JavaClass, IsNotConfusedByCommentsLiteralsAndNesting) {
  const auto found = scan_java(
      "// public class No { public static void main(String[] a) {} }\n"
      "/* class Neither { */\n"
      "class Yes {\n"
      "  String s = \"} public class X {\"; char c = '}'; char d = '\\'';\n"
      "  String t = \"\"\"\n   \" } class Y { \"\"\";\n"
      "  static class Inner { public static void main(String[] a) {} }\n"
      "  public static void main(String[] a) {}\n"
      "}\n"
      "class Last { Class<?> k = Yes.class; }\n");
  EXPECT_FALSE(found.public_type);
  EXPECT_EQ(found.main_type, "Yes");
}

TEST(JavaClass, NoMainIsNone) {
  EXPECT_FALSE(scan_java("public class A { void main() {} static int main; }").main_type);
  EXPECT_FALSE(scan_java("").main_type);
  EXPECT_FALSE(scan_java("\"unterminated").main_type);
  EXPECT_FALSE(scan_java("/* unterminated").main_type);
  EXPECT_FALSE(scan_java("}}} class").main_type);
}

}  // namespace

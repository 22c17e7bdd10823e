#include "judge/build/plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>
#include <string>

namespace {

using judge::build_key;
using judge::build_plan;
using judge::language;
using judge::language_table;
using judge::plan_build;
using judge::program_source;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

const language_table& table() {
  static const auto languages = language_table::builtin().value();
  return languages;
}
const language& named(const char* key) { return **table().find(key); }

program_source program(std::vector<judge::source_file> files, std::string entry = "") {
  return {"accepted/x", "/nowhere", std::move(files), "", std::move(entry)};
}
judge::result<build_plan> plan(const char* key, const program_source& source) {
  return plan_build(source, named(key), {});
}

TEST(Plan, AllFilesOfACppProgramAreCompiledTogether) {
  const auto made = plan("cpp", program({{"a.cpp", ""}, {"lib/b.cc", ""}, {"lib/b.hpp", ""}}));
  ASSERT_TRUE(made);
  ASSERT_EQ(made->compile.size(), 1U);
  EXPECT_THAT(made->compile[0],
              ElementsAre("g++", "-std=gnu++20", "-O2", "-DONLINE_JUDGE", "-static", "-pthread",
                          "-I.", "-o", "judge.out/program", "a.cpp", "lib/b.cc"));
  EXPECT_THAT(made->run, ElementsAre("/box/program"));
  EXPECT_EQ(made->files.size(), 3U);
}

TEST(Plan, ANameIsNeverAnOption) {
  const auto made = plan("cpp", program({{"-fplugin=x.cpp", ""}}));
  ASSERT_TRUE(made);
  EXPECT_THAT(made->compile[0], Contains("./-fplugin=x.cpp"));
}

TEST(Plan, TheEntryIsTheLanguagesRuleUnlessItIsNamed) {
  EXPECT_THAT(plan("python3", program({{"sol.py", ""}}))->run,
              ElementsAre("python3", "/box/sol.py"));
  EXPECT_THAT(plan("python3", program({{"a.py", ""}, {"main.py", ""}}))->run,
              ElementsAre("python3", "/box/main.py"));
  EXPECT_THAT(
      plan("python3", program({{"__init__.py", ""}, {"__main__.py", ""}, {"main.py", ""}}))->run,
      ElementsAre("python3", "/box/__main__.py"));
  EXPECT_THAT(plan("python3", program({{"b.py", ""}, {"a.py", ""}}))->run,
              ElementsAre("python3", "/box/b.py"))
      << "the first";
  EXPECT_THAT(plan("python3", program({{"a.py", ""}, {"main.py", ""}}, "a.py"))->run,
              ElementsAre("python3", "/box/a.py"));
  EXPECT_THAT(plan("python3", program({{"a.py", ""}}, "b.py")).failure().message,
              HasSubstr("its entry 'b.py' is not among its files"));
  EXPECT_THAT(plan("python3", program({{"data.txt", ""}, {"a.py", ""}}))->compile[0],
              ElementsAre("python3", "-I", "-m", "py_compile", "a.py"))
      << "only sources are compiled";
}

TEST(Plan, JavaFilesGetTheNameOfTheirPublicClass) {
  const std::string text =
      "package p; public class Main { public static void main(String[] a) {} }";
  const auto made = plan("java", program({{"dir/solution.java", text}}));
  ASSERT_TRUE(made);
  EXPECT_EQ(made->files[0].name, "dir/Main.java");
  EXPECT_THAT(made->compile[0], Contains("dir/Main.java"));
  EXPECT_EQ(made->run.back(), "p.Main");
  EXPECT_THAT(made->run, Contains("-Xmx{memory_mib}m")) << "known only when it is run";
  EXPECT_EQ(made->refused, "");
}

TEST(Plan, OfSeveralJavaClassesWithMainTheNamedOneStarts) {
  const std::vector<judge::source_file> files{
      {"A.java", "class A { public static void main(String[] a) {} }"},
      {"B.java", "class B { public static void main(String[] a) {} }"},
      {"Main.java", "class Main { public static void main(String[] a) {} }"}};
  EXPECT_EQ(plan("java", program(files))->run.back(), "Main");
  EXPECT_EQ(plan("java", program(files, "B"))->run.back(), "B");
  EXPECT_EQ(plan("java", program({files[0], files[1]}))->run.back(), "A");
}

TEST(Plan, JavaWithoutMainIsRefusedLikeAnyWrongProgram) {
  const auto made = plan("java", program({{"A.java", "class A {}"}}));
  ASSERT_TRUE(made);
  EXPECT_EQ(made->refused, "no class has a method 'public static void main'");
}

TEST(Plan, WhatTheJudgeDoesNotSupportIsAnErrorThatSaysSo) {
  for (const char* name :
       {"", "../a.cpp", "/a.cpp", "a/../../b.cpp", "./a.cpp", "judge.out/a.cpp"}) {
    EXPECT_FALSE(plan("cpp", program({{name, ""}}))) << name;
  }
  EXPECT_FALSE(plan("cpp", program({})));
}

TEST(BuildKey, ChangesWithEverythingThatTheResultDependsOn) {
  const auto base = program({{"a.cpp", "int main() {}"}, {"b.cpp", "int b;"}});
  std::set<std::string> keys;
  const auto add = [&](const program_source& source, const language& speaks, const char* version) {
    return keys.insert(build_key(plan_build(source, speaks, {}).value(), version)).second;
  };
  EXPECT_TRUE(add(base, named("cpp"), "g++ 12"));
  EXPECT_FALSE(add(base, named("cpp"), "g++ 12")) << "the same is the same";
  EXPECT_TRUE(add(base, named("cpp"), "g++ 13"));
  EXPECT_TRUE(add(base, named("cpp17"), "g++ 12"));
  EXPECT_TRUE(add(base, named("cpp20"), "g++ 12"));

  auto source = base;
  source.files[1].text += " ";
  EXPECT_TRUE(add(source, named("cpp"), "g++ 12"));
  source = base;
  source.files[1].name = "c.cpp";
  EXPECT_TRUE(add(source, named("cpp"), "g++ 12"));
  source = base;
  source.files.push_back({"data.txt", ""});
  EXPECT_TRUE(add(source, named("cpp"), "g++ 12"));
  source = base;
  source.files = {{"a.cpp", "int main() {}b.cpp"}, {"", "int b;"}};
  source.files = {{"a.cpp", "int main() {"}, {"b.cpp", "}int b;"}};
  EXPECT_TRUE(add(source, named("cpp"), "g++ 12")) << "the border between files counts";

  const auto changed = [&](auto&& change) {
    language other = named("cpp");
    change(other);
    return add(base, other, "g++ 12");
  };
  EXPECT_TRUE(changed([](language& l) { l.compile[0].push_back("-g"); }));
  EXPECT_TRUE(changed([](language& l) { l.compile.push_back({"strip", "{output}"}); }));
  EXPECT_TRUE(changed([](language& l) { l.run.push_back("-x"); }));
  EXPECT_TRUE(changed([](language& l) { l.keep_sources = true; }));
  EXPECT_TRUE(changed([](language& l) { l.needs.environment = {{"A", "1"}}; }));
  EXPECT_TRUE(changed([](language& l) { l.needs.processes = !l.needs.processes; }));
  EXPECT_TRUE(changed([](language& l) { l.needs.address_space = !l.needs.address_space; }));
  EXPECT_TRUE(changed([](language& l) { l.needs.proc = !l.needs.proc; }));
  EXPECT_TRUE(changed([](language& l) { l.needs.memory_reserve_bytes += 1; }));

  source = base;
  source.name = "another name";
  EXPECT_FALSE(add(source, named("cpp"), "g++ 12")) << "the program is the same under any name";
}

RC_GTEST_PROP(BuildKey, DiffersForDifferentFiles, ()) {
  const auto text = rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab:1")));
  const auto a = *text;
  const auto b = *text;
  const auto c = *text;
  const auto d = *text;
  const auto key = [](const std::string& first, const std::string& second) {
    return build_key(*plan("cpp", program({{"a.cpp", first}, {"b.cpp", second}})), "v");
  };
  RC_ASSERT((key(a, b) == key(c, d)) == (a == c && b == d));
}

}  // namespace

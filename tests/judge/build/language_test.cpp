#include "judge/build/language.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "support/folder_tree.hpp"

namespace {

using judge::language_table;
using judge::program_source;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

const language_table& builtin() {
  static const auto table = language_table::builtin().value();
  return table;
}

std::string merge_error(const std::string& text) {
  auto table = builtin();
  const auto merged = table.merge(text, "mine.toml");
  return merged ? "no error" : merged.failure().message;
}

program_source program(const std::vector<std::string>& names, const std::string& language = "") {
  program_source source{"accepted/x", {}, {}, language};
  for (const auto& name : names) source.files.push_back({name, ""});
  return source;
}

TEST(Languages, ThoseThatComeWithTheJudgeAreComplete) {
  std::set<std::string> keys;
  for (const auto& one : builtin().all()) {
    EXPECT_TRUE(keys.insert(one.key).second) << one.key;
    EXPECT_FALSE(one.install.empty()) << one.key;
    EXPECT_FALSE(one.compile.empty()) << one.key;
  }
  for (const char* key : {"cpp", "cpp11", "cpp14", "cpp17", "cpp20", "cpp23", "c", "python3",
                          "pypy3", "java", "rust", "javascript"}) {
    EXPECT_TRUE(keys.count(key) == 1) << key;
  }
}

TEST(Languages, AScriptDecidesForItsWholeFolder) {
  const auto of = [](const std::vector<judge::source_file>& files) {
    return builtin().of({"v", {}, files, ""});
  };
  EXPECT_EQ((*of({{"a.c", ""}, {"build", ""}, {"b.py", ""}}))->key, "scripts");
  EXPECT_EQ((*of({{"run", ""}}))->key, "scripts");
  EXPECT_EQ((*of({{"a.c", ""}, {"lib/run", ""}}))->key, "c") << "not at the top";
  EXPECT_EQ((*of({{"input.ctd", ""}}))->key, "checktestdata");
}

TEST(Languages, TheExtensionDecidesAndTheFirstTableWins) {
  const auto& table = builtin();
  EXPECT_EQ((*table.for_file("dir/a.cpp"))->name, "C++20");
  EXPECT_EQ((*table.for_file("a.C"))->key, "cpp");
  EXPECT_EQ((*table.for_file("a.c"))->key, "c");
  EXPECT_EQ((*table.for_file("a.py"))->key, "python3");
  EXPECT_EQ((*table.for_file("a.rs"))->key, "rust");
  EXPECT_EQ((*table.for_file("a.js"))->key, "javascript");
  EXPECT_EQ((*table.for_file("Main.java"))->key, "java");
  for (const char* none : {"a", "a.", "a.hpp", ".cpp", "a.CPP", "a.cpp.txt"}) {
    const auto found = table.for_file(none);
    ASSERT_FALSE(found) << none;
    EXPECT_THAT(found.failure().message, HasSubstr(".cpp .cc")) << "lists the known ones";
  }
}

TEST(Languages, AProgramSpeaksOne) {
  const auto& table = builtin();
  EXPECT_EQ((*table.of(program({"a.cpp", "a.hpp", "b.cc"})))->key, "cpp");
  EXPECT_EQ((*table.of(program({"a.cpp"}, "cpp17")))->key, "cpp17");
  EXPECT_EQ((*table.of(program({"a.py"}, "pypy3")))->key, "pypy3");
  EXPECT_EQ((*table.of(program({"notes.txt", "a.py"})))->key, "python3");
  const auto two = table.of(program({"a.cpp", "b.py"}));
  ASSERT_FALSE(two);
  EXPECT_EQ(two.failure().message,
            "accepted/x: a.cpp is C++20, but b.py is Python 3: keep to one language, or name it");
  const auto unknown = table.of(program({"a.cpp"}, "cobol"));
  ASSERT_FALSE(unknown);
  EXPECT_THAT(unknown.failure().message,
              StartsWith("accepted/x: unknown language 'cobol': the known ones are cpp, cpp11"));
  EXPECT_THAT(table.of(program({"a.xyz"})).failure().message, HasSubstr("'.xyz'"));
  EXPECT_FALSE(table.of(program({})));
}

TEST(Languages, UsersChangeSingleKeys) {
  auto table = builtin();
  ASSERT_TRUE(
      table.merge("[cpp]\nname = \"clang\"\nversion = [\"clang++\", \"--version\"]\n", "m"));
  const auto* cpp = *table.find("cpp");
  EXPECT_EQ(cpp->name, "clang");
  EXPECT_THAT(cpp->version, ElementsAre("clang++", "--version"));
  EXPECT_EQ(cpp->run, (*builtin().find("cpp"))->run) << "the rest stays";
  EXPECT_EQ(table.all().size(), builtin().all().size());
}

TEST(Languages, UsersAddTheirOwnBehindTheOthers) {
  auto table = builtin();
  ASSERT_TRUE(table.merge(R"(
[zig]
name = "Zig"
extensions = ["zig", "cpp"]
compile = [["zig", "build-exe", "-femit-bin={output}", "{entry}"]]
run = ["/box/program"]
version = ["zig", "version"]
memory_reserve_mib = 8
environment = {A = "1"}

[asan]
extends = "cpp"
name = "C++20 with sanitizers"
processes = true
)",
                          "m"));
  EXPECT_EQ((*table.for_file("a.cpp"))->key, "cpp") << "the first table has the extension";
  const auto* zig = *table.for_file("a.zig");
  EXPECT_EQ(zig->key, "zig");
  EXPECT_EQ(zig->needs.memory_reserve_bytes, 8U << 20U);
  EXPECT_THAT(zig->needs.environment, ElementsAre(std::pair<std::string, std::string>("A", "1")));
  const auto* asan = *table.find("asan");
  EXPECT_TRUE(asan->needs.processes);
  EXPECT_EQ(asan->compile, (*table.find("cpp"))->compile);
}

TEST(Languages, TheOrderOfTheFileCountsNotTheAlphabet) {
  auto table = builtin();
  const std::string rest =
      "extensions = [\"new\"]\nrun = [\"x\"]\nversion = [\"x\"]\ncompile = [[\"x\"]]\n";
  ASSERT_TRUE(table.merge("[zebra]\nname = \"Z\"\n" + rest + "[apple]\nname = \"A\"\n" + rest,
                          "mine.toml"));
  EXPECT_EQ((*table.for_file("a.new"))->key, "zebra");
}

TEST(Languages, MistakesAreNamedWithLineAndColumn) {
  EXPECT_THAT(merge_error("[cpp\n"), StartsWith("mine.toml:1:"));
  EXPECT_THAT(merge_error("[cpp]\nnam = \"x\"\n"),
              StartsWith("mine.toml:2:7: cpp.nam: unknown key: the known ones are"));
  EXPECT_EQ(merge_error("[cpp]\nname = 1\n"), "mine.toml:2:8: cpp.name: must be a string");
  EXPECT_EQ(merge_error("[cpp]\nproc = \"yes\"\n"),
            "mine.toml:2:8: cpp.proc: must be true or false");
  EXPECT_THAT(merge_error("[cpp]\ncompile = [\"g++\"]\n"),
              HasSubstr("cpp.compile: must be an array"));
  EXPECT_THAT(merge_error("[cpp]\ncompile = [[]]\n"),
              HasSubstr("must not be an empty command line"));
  EXPECT_THAT(merge_error("[cpp]\nrun = [1]\n"),
              HasSubstr("mine.toml:2:8: cpp.run: must be a string"));
  EXPECT_THAT(merge_error("[cpp]\nentry = \"first\"\n"),
              HasSubstr("\"all\", \"file\" or \"class\""));
  EXPECT_THAT(merge_error("[cpp]\nmemory_reserve_mib = -1\n"), HasSubstr("0 to 65536"));
  EXPECT_THAT(merge_error("[cpp]\nrun = [\"/box/{binary}\"]\n"),
              HasSubstr("unknown placeholder {binary}: the known ones are {entry} {class}"));
  EXPECT_THAT(merge_error("[cpp]\ncompile = [[\"g++\", \"{class}\"]]\n"), HasSubstr("{class}"));
  EXPECT_THAT(merge_error("[x]\nextends = \"nothing\"\n"), HasSubstr("must be a language above"));
  EXPECT_THAT(merge_error("[x]\nname = \"X\"\n"), HasSubstr("mine.toml:1:1: x: needs extensions"));
  EXPECT_THAT(merge_error("cpp = 1\n"), StartsWith("mine.toml:1:7: cpp: must be a table"));
  EXPECT_THAT(merge_error("[cpp]\nenvironment = [\"A=1\"]\n"),
              HasSubstr("must be a table such as"));
}

TEST(Languages, AMistakeLeavesTheTableAsItWas) {
  auto table = builtin();
  ASSERT_FALSE(table.merge("[cpp]\nname = \"changed\"\n[x]\nnam = 1\n", "mine.toml"));
  EXPECT_EQ((*table.find("cpp"))->name, "C++20");
}

TEST(Languages, TheUsersFileIsFoundAndAnExtraOneWins) {
  const judge::testing::folder_tree tree;
  const char* before = std::getenv("XDG_CONFIG_HOME");
  const std::string old = before == nullptr ? "" : before;
  ::setenv("XDG_CONFIG_HOME", tree.path().c_str(), 1);
  EXPECT_TRUE(language_table::load()) << "a missing file of the user is no error";
  tree.put("gavel/languages.toml", "[cpp]\nname = \"mine\"\nnote = \"kept\"\n");
  tree.put("extra.toml", "[cpp]\nname = \"extra\"\n");
  EXPECT_EQ((*language_table::load()->find("cpp"))->name, "mine");
  const auto both = language_table::load(tree.path("extra.toml"));
  ASSERT_TRUE(both);
  EXPECT_EQ((*both->find("cpp"))->name, "extra");
  EXPECT_EQ((*both->find("cpp"))->note, "kept");
  EXPECT_FALSE(language_table::load(tree.path("missing.toml")))
      << "one that was named must be there";
  before == nullptr ? ::unsetenv("XDG_CONFIG_HOME") : ::setenv("XDG_CONFIG_HOME", old.c_str(), 1);
}

}  // namespace

#include "judge/build/sources.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "support/folder_tree.hpp"

namespace {

namespace fs = std::filesystem;
using judge::collect_sources;
using judge::program_source;
using judge::testing::folder_tree;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

class Sources : public testing::Test {
 protected:
  Sources() {
    tree.put("algorithms/gavel/all.hpp", "");
    tree.put("algorithms/gavel/a.hpp",
             "#pragma once\n#include <vector>\n#include \"gavel/b.hpp\"\n");
    tree.put("algorithms/gavel/b.hpp", "#include \"detail/c.hpp\"\n");
    tree.put("algorithms/gavel/detail/c.hpp", "int c;\n");
    tree.put("problems/x/instance.hpp", "#include <gavel/b.hpp>\n");
    home = tree.path("problems/x/submissions/accepted");
    fs::create_directories(home);
  }

  [[nodiscard]] program_source program(const std::string& text) const {
    return {"x.cpp", home, {{"x.cpp", text}}, ""};
  }
  [[nodiscard]] std::vector<std::string> names(const program_source& source) const {
    const auto collected = collect_sources(source, options);
    EXPECT_TRUE(collected) << (collected ? "" : collected.failure().message);
    std::vector<std::string> found;
    if (!collected) return found;
    EXPECT_EQ(collected->refused, "");
    for (const auto& file : collected->files) found.push_back(file.name);
    return found;
  }
  [[nodiscard]] std::string failure(const std::string& text) const {
    const auto collected = collect_sources(program(text), options);
    return collected ? "no error" : collected.failure().message;
  }

  [[nodiscard]] std::string refusal(const std::string& text) const {
    const auto collected = collect_sources(program(text), options);
    return collected ? collected->refused : collected.failure().message;
  }

  folder_tree tree;
  fs::path home;
  judge::include_options options;
};

TEST_F(Sources, FollowsOwnHeadersToTheEndWithEitherKindOfQuotes) {
  EXPECT_THAT(names(program("#include <iostream>\n#include \"gavel/a.hpp\"\n")),
              ElementsAre("x.cpp", "gavel/a.hpp", "gavel/b.hpp", "gavel/detail/c.hpp"));
  EXPECT_THAT(names(program("#include <problems/x/instance.hpp>\n")),
              ElementsAre("x.cpp", "problems/x/instance.hpp", "gavel/b.hpp", "gavel/detail/c.hpp"));
  EXPECT_THAT(names(program("int main() {}\n")), ElementsAre("x.cpp"));
}

TEST_F(Sources, TakesFilesBesideTheProgram) {
  tree.put("problems/x/submissions/accepted/util/u.hpp", "#include \"../v.h\"\n");
  tree.put("problems/x/submissions/accepted/v.h", "int v;\n");
  EXPECT_THAT(names(program("#include \"util/u.hpp\"\n")),
              ElementsAre("x.cpp", "util/u.hpp", "v.h"));
  EXPECT_THAT(names(program("#include <v.h>\n")), ElementsAre("x.cpp")) << "the system's";
}

TEST_F(Sources, FilesOfTheProgramAreTakenFromItNotFromTheDisk) {
  tree.put("problems/x/submissions/accepted/n.hpp", "{{n}}");
  auto source = program("#include \"n.hpp\"\n");
  source.files.push_back({"n.hpp", "17"});
  const auto collected = collect_sources(source, options);
  ASSERT_TRUE(collected);
  ASSERT_EQ(collected->files.size(), 2U);
  EXPECT_EQ(collected->files[1].text, "17");
}

TEST_F(Sources, WhatIsNotOursIsLeftToTheCompiler) {
  EXPECT_THAT(names(program(
                  "#include \"bits/stdc++.h\"\n#include \"missing.hpp\"\n#include MACRO\n"
                  "// #include \"gavel/none.hpp\"\n#if 0\n#include \"gavel/none.hpp\"\n#endif\n")),
              ElementsAre("x.cpp"));
}

TEST_F(Sources, AMissingHeaderOfOursIsAnErrorWithItsPlace) {
  const auto said = failure("\n#include \"gavel/none.hpp\"\n");
  EXPECT_THAT(said,
              HasSubstr((home / "x.cpp:2: \"gavel/none.hpp\" not found: looked in").string()));
  EXPECT_THAT(said, HasSubstr(tree.path("algorithms").string()));
  EXPECT_THAT(failure("#include <problems/y/instance.hpp>\n"),
              HasSubstr("x.cpp:1: <problems/y/instance.hpp> not found"));
  tree.put("algorithms/gavel/a.hpp", "\n\n#include \"gavel/gone.hpp\"\n");
  EXPECT_THAT(failure("#include \"gavel/a.hpp\"\n"), HasSubstr("algorithms/gavel/a.hpp:3: "));
}

TEST_F(Sources, OwnHeadersInsideConditionsAreRefused) {
  EXPECT_THAT(failure("#ifdef LOCAL\n#include \"gavel/a.hpp\"\n#endif\n"),
              HasSubstr("x.cpp:2: \"gavel/a.hpp\" stands inside #if"));
  tree.put("problems/x/submissions/accepted/debug.hpp", "");
  EXPECT_THAT(names(program("#ifdef LOCAL\n#include \"debug.hpp\"\n#endif\n")),
              ElementsAre("x.cpp", "debug.hpp"))
      << "other headers may be there";
}

TEST_F(Sources, NothingElseOfTheHostIsRead) {
  tree.put("problems/x/data/secret/1.ans", "42");
  tree.put("problems/x/submissions/accepted/1.ans", "42");
  tree.put("problems/x/submissions/secret.hpp", "42");
  EXPECT_THAT(names(program("#include \"/etc/passwd\"\n#include \"1.ans\"\n")),
              ElementsAre("x.cpp"));
  EXPECT_THAT(failure("#include \"problems/x/data/secret/1.ans\"\n"), HasSubstr("not found"));
  const folder_tree other;
  other.put("private.hpp", "42");
  fs::create_symlink(other.path("private.hpp"), home / "link.hpp");
  EXPECT_THAT(refusal("#include \"link.hpp\"\n"), HasSubstr("is a link that leads outside"));
  fs::create_symlink(tree.path("algorithms/gavel/b.hpp"), home / "inside.hpp");
  EXPECT_EQ(names(program("#include \"inside.hpp\"\n")).size(), 2U) << "the roots are ours";
}

TEST_F(Sources, APathThatLeavesTheFolderIsRefusedWhateverIsThere) {
  tree.put("problems/x/submissions/there.hpp", "42");
  for (const char* name : {"../there.hpp", "../missing.hpp", "u/../../there.hpp",
                           "../../../../../../../../../../../etc/passwd"}) {
    EXPECT_EQ(refusal("\n#include \"" + std::string(name) + "\"\n"),
              (home / "x.cpp").string() + ":2: \"" + name +
                  "\" leaves the program's folder: put the file beside the program, or name it "
                  "from an include folder");
  }
  EXPECT_THAT(names(program("#ifdef LOCAL\n#include \"../there.hpp\"\n#endif\n")),
              ElementsAre("x.cpp"))
      << "may be left out";
}

TEST_F(Sources, TooManyIncludesAreRefused) {
  std::string text;
  for (int i = 0; i < 10'001; ++i) text += "#include <vector>\n";
  EXPECT_THAT(refusal(text), HasSubstr("x.cpp:10001: more than 10000 includes"));
  EXPECT_EQ(refusal("#include \"gavel/a.hpp\"\n"), "");
}

TEST_F(Sources, TestlibIsTakenFromWhereItIsNamed) {
  EXPECT_THAT(refusal("#include \"testlib.h\"\n"),
              HasSubstr("x.cpp:1: testlib.h not found: get it from https://github.com/"));
  EXPECT_THAT(refusal("#include <testlib.h>\n"), HasSubstr("--testlib or GAVEL_TESTLIB"));
  const folder_tree named;
  named.put("testlib.h", "int named;\n");
  options.testlib = named.path();
  EXPECT_THAT(names(program("#include \"testlib.h\"\n")), ElementsAre("x.cpp", "testlib.h"));
  EXPECT_THAT(names(program("#include <testlib.h>\n")), ElementsAre("x.cpp", "testlib.h"));
  tree.put("problems/x/submissions/accepted/testlib.h", "int own;\n");
  const auto collected = collect_sources(program("#include \"testlib.h\"\n"), options);
  ASSERT_TRUE(collected);
  EXPECT_EQ(collected->files.at(1).text, "int own;\n") << "the one beside the program is nearer";
}

TEST_F(Sources, TwoFilesOfOneNameAreAnError) {
  tree.put("problems/x/submissions/accepted/gavel/mine.hpp", "int mine;\n");
  const folder_tree library;
  library.put("ds/x.hpp", "#include \"gavel/mine.hpp\"\n");
  options.roots = {library.path()};
  EXPECT_EQ(failure("#include \"ds/x.hpp\"\n"), "no error") << "the program's own is found for it";
  tree.put("algorithms/gavel/a.hpp", "#include \"mine.hpp\"\n");
  tree.put("algorithms/gavel/mine.hpp", "int another;\n");
  EXPECT_THAT(failure("#include \"gavel/mine.hpp\"\n#include \"gavel/a.hpp\"\n"),
              HasSubstr("a.hpp:1: \"mine.hpp\" is both "));
}

TEST_F(Sources, RootsAreTheOptionsThenTheNearestTreeThenTheInstalledPlace) {
  options.roots = {"/mine"};
  options.installed = "/usr/include";
  const auto root = fs::canonical(tree.path());
  EXPECT_THAT(judge::include_roots(home, options),
              ElementsAre("/mine", root, root / "algorithms", "/usr/include"));
  const folder_tree installed;
  installed.put("gavel/all.hpp", "");
  EXPECT_THAT(judge::include_roots(installed.path("some/where"), {}),
              ElementsAre(fs::canonical(installed.path())));
  const folder_tree nothing;
  EXPECT_THAT(judge::include_roots(nothing.path(), {}), testing::IsEmpty());
}

TEST_F(Sources, OptionsAreSearchedFirst) {
  const folder_tree mine;
  mine.put("gavel/b.hpp", "int mine;\n");
  options.roots = {mine.path()};
  const auto collected = collect_sources(program("#include \"gavel/b.hpp\"\n"), options);
  ASSERT_TRUE(collected);
  EXPECT_EQ(collected->files[1].text, "int mine;\n");
}

TEST_F(Sources, EverySourceFileOfTheProgramIsSearched) {
  auto source = program("int main() {}\n");
  source.files.push_back({"lib/other.cpp", "#include \"gavel/b.hpp\"\n"});
  source.files.push_back({"notes.txt", "#include \"gavel/none.hpp\"\n"});
  EXPECT_THAT(names(source), ElementsAre("x.cpp", "lib/other.cpp", "notes.txt", "gavel/b.hpp",
                                         "gavel/detail/c.hpp"));
}

TEST_F(Sources, FindsHeadersWhereTheProgramMayLook) {
  tree.put("common/random.h", "#include \"inner.h\"\n");
  tree.put("common/inner.h", "");
  auto source = program("#include \"random.h\"\n");
  EXPECT_THAT(names(source), ElementsAre("x.cpp"));
  source.include_roots = {tree.path("common")};
  EXPECT_THAT(names(source), ElementsAre("x.cpp", "random.h", "inner.h"));
}

TEST_F(Sources, FindsFilesOfTheProgramAboveAnotherOne) {
  program_source source{"x.cpp", home, {{"gen/x.cpp", "#include \"../params.h\"\n"}}, ""};
  source.files.push_back({"params.h", "#define N 5\n"});
  EXPECT_THAT(names(source), ElementsAre("gen/x.cpp", "params.h"));
}

}  // namespace

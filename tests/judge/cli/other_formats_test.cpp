// Problems of other tools, from the outside: judge import, and a library-checker repository.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "judge/base/hash.hpp"
#include "support/scene.hpp"

namespace {

using judge::testing::is_one_line_with;
using judge::testing::Scene;

constexpr auto companion =
    R"({"name": "B. Double", "group": "Site - Round 1", "url": "https://example.org/b",)"
    R"( "interactive": false, "memoryLimit": 256, "timeLimit": 2000,)"
    R"( "tests": [{"input": "3\n", "output": "6\n"}, {"input": "21\n", "output": "42\n"}],)"
    R"( "testType": "single", "input": {"type": "stdin"}, "output": {"type": "stdout"}})";

TEST_F(Scene, AnImportedProblemCanBeJudgedOn) {
  put("b.json", companion);
  const auto folder = at("b").string();
  const auto made = judge({"import", at("b.json").string(), "--into", folder});
  EXPECT_EQ(made.code, 0) << made.err;
  EXPECT_EQ(made.err, "");
  std::string expected;
  for (const auto* name : {"problem.yaml", "data/sample/1.in", "data/sample/1.ans",
                           "data/sample/2.in", "data/sample/2.ans"}) {
    expected += folder + "/" + name + "\n";
  }
  EXPECT_EQ(made.out, expected + "B. Double: 2 samples, 2 s, 256 MiB\n");
  const auto judged = judge({"run", at("my.cpp").string(), "--problem", folder});
  EXPECT_EQ(judged.code, 0) << judged.err;
  EXPECT_NE(judged.out.find("of 2000 ms"), std::string::npos) << judged.out;
}

TEST_F(Scene, AnImportNeverTouchesAFolderThatIsThere) {
  put("b.json", companion);
  put("mine/problem.yaml", "mine");
  const auto refused = judge({"import", at("b.json").string(), "--into", at("mine").string()});
  EXPECT_EQ(refused.code, 2);
  EXPECT_TRUE(is_one_line_with(refused.err, "/mine: is there already"));
  EXPECT_EQ(*judge::read_file(at("mine/problem.yaml")), "mine");
  // Not by force either, unless an import made it.
  const auto forced = [&](const char* folder) {
    return judge({"import", at("b.json").string(), "--into", at(folder).string(), "--force"}).code;
  };
  EXPECT_EQ(forced("mine"), 2);
  EXPECT_EQ(*judge::read_file(at("mine/problem.yaml")), "mine");
  EXPECT_EQ(judge({"import", at("b.json").string(), "--into", at("fresh").string()}).code, 0);
  EXPECT_EQ(forced("fresh"), 0);
}

TEST_F(Scene, AHostileImportIsOneLine) {
  put("bad.json", "{\"name\": ");
  auto refused = judge({"import", at("bad.json").string()});
  EXPECT_EQ(refused.code, 2);
  EXPECT_TRUE(is_one_line_with(refused.err, "/bad.json:1: not JSON"));
  std::string away = companion;
  away.replace(away.find("B. Double"), 9, "../../away");
  put("away.json", away);
  refused = judge({"import", at("away.json").string()});
  EXPECT_EQ(refused.code, 2);
  EXPECT_TRUE(is_one_line_with(
      refused.err,
      "/away.json: name: '../../away' cannot be the name of a folder: name one with --into"));
  EXPECT_FALSE(std::filesystem::exists(at("../../away")));
  EXPECT_EQ(judge({"import", at("none.json").string()}).code, 2);
}

/// A repository of one problem, without testlib: its checker and verifier end as testlib's do.
class LibraryCheckerScene : public Scene {
 protected:
  void SetUp() override {
    Scene::SetUp();
    put("repository/common/testlib.h", "#include <fstream>\n#include <iostream>\n");
    put("repository/double/info.toml",
        "title = 'Double'\ntimelimit = 2.0\n[[tests]]\nname = 'example.in'\nnumber = 1\n"
        "[[tests]]\nname = 'random.cpp'\nnumber = 2\n[[solutions]]\nname = 'wa.cpp'\n"
        "expect = 'WA'\n[params]\nN_MAX = 1_000\n");
    put("repository/double/gen/example_00.in", "21\n");
    put("repository/double/gen/random.cpp",
        "#include <cstdlib>\n#include \"testlib.h\"\n#include \"../params.h\"\n"
        "int main(int, char** v) { std::cout << N_MAX - atoi(v[1]) << '\\n'; }\n");
    put("repository/double/checker.cpp",
        "#include \"testlib.h\"\nint main(int, char** v) {\n"
        "  std::ifstream out(v[2]), ans(v[3]); long long a = 0, b = 1; out >> a; ans >> b;\n"
        "  return a == b ? 0 : 1; }\n");
    put("repository/double/verifier.cpp",
        "#include \"testlib.h\"\n#include \"params.h\"\n"
        "int main() { long long n = -1; std::cin >> n; return n >= 0 && n <= N_MAX ? 0 : 3; }\n");
    put("repository/double/sol/correct.cpp", judge::testing::doubling_program);
    put("repository/double/sol/wa.cpp", "int main() {}\n");
    put_hashes("2000\n");
  }

  void put_hashes(const std::string& answer) const {
    using judge::sha256_hex;
    put("repository/double/hash.json",
        "{\"example_00.in\": \"" + sha256_hex("21\n") + "\", \"example_00.out\": \"" +
            sha256_hex("42\n") + "\", \"random_00.in\": \"" + sha256_hex("1000\n") +
            "\", \"random_00.out\": \"" + sha256_hex(answer) + "\", \"random_01.in\": \"" +
            sha256_hex("999\n") + "\", \"random_01.out\": \"" + sha256_hex("1998\n") + "\"}");
  }
};

TEST_F(LibraryCheckerScene, ItsProblemIsJudgedAndNotWrittenTo) {
  const auto done =
      judge({"run", at("my.cpp").string(), "--problem", at("repository/double").string()});
  EXPECT_EQ(done.code, 0) << done.out << done.err;
  EXPECT_NE(done.out.find("3 of 3 cases"), std::string::npos) << done.out;
  EXPECT_NE(done.out.find("secret/random_01"), std::string::npos) << done.out;
  const auto wrong = judge(
      {"run", at("repository/double/sol/wa.cpp").string(), "-p", at("repository/double").string()});
  EXPECT_EQ(wrong.code, 1) << wrong.out << wrong.err;
  EXPECT_NE(wrong.out.find("WA on secret/example_00"), std::string::npos) << wrong.out;
  const auto made = judge({"generate", "--check-deterministic", at("repository/double").string()});
  EXPECT_EQ(made.code, 0) << made.err;
  EXPECT_EQ(judge({"generate", "--update-sums", at("repository/double").string()}).code, 2);
  for (const auto* name : {"params.h", "in", "out", "data"}) {
    EXPECT_FALSE(std::filesystem::exists(at("repository/double") / name)) << name;
  }
}

TEST_F(LibraryCheckerScene, AHashThatDiffersNamesItsCase) {
  put_hashes("2001\n");
  const auto done = judge({"verify", at("repository/double").string()});
  EXPECT_EQ(done.code, 2);
  EXPECT_TRUE(is_one_line_with(
      done.err, "/repository/double/hash.json: secret/random_00.ans: generated data differs"))
      << done.err;
}

}  // namespace

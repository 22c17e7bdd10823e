// judge verify beyond verdicts, and judge export, from the outside.
#include <gtest/gtest.h>

#include <string>

#include "support/scene.hpp"

namespace {

using judge::testing::is_one_line_with;
using judge::testing::Scene;

/// The scene's problem with a strict validator and a wrong submission.
class Package : public Scene {
 protected:
  void SetUp() override {
    Scene::SetUp();
    put("problem/problem.yaml",
        "problem_format_version: 2025-09\nname: Double\n"
        "uuid: 5f6c1c0e-0d52-4f0e-9b7c-3d0b4f7e6c12\nlimits:\n  time_limit: 1.0\n"
        "constants:\n  n_max: 21\n");
    put("problem/statement/problem.en.md", "Print twice n, at most {{n_max}}.\n");
    put("problem/input_validators/v.py",
        "import re, sys\n"
        "text = sys.stdin.buffer.read()\n"
        "good = re.fullmatch(rb'[1-9][0-9]*\\n', text) and int(text) <= {{n_max}}\n"
        "sys.exit(42 if good else 43)\n");
    put("problem/submissions/wrong_answer/six.cpp",
        "#include <iostream>\nint main() { std::cout << 6 << '\\n'; }\n");
  }
};

TEST_F(Package, VerifyFindsNothingInAStrictOne) {
  const auto done = judge({"verify", at("problem").string()});
  EXPECT_EQ(done.code, 0) << done.out << done.err;
  EXPECT_EQ(done.out.find("warning"), std::string::npos) << done.out;
  EXPECT_EQ(done.out.find("no wrong submission needs"), std::string::npos) << done.out;
}

TEST_F(Package, VerifyWarnsOfALooseValidatorABoundAndAnIdleCase) {
  put("problem/problem.yaml",
      "problem_format_version: 2025-09\nname: Double\n"
      "uuid: 5f6c1c0e-0d52-4f0e-9b7c-3d0b4f7e6c12\nlimits:\n  time_limit: 1.0\n"
      "constants:\n  n_max: 30\n");
  put("problem/input_validators/v.py",
      "import sys\n"
      "words = sys.stdin.read().split()\n"
      "good = len(words) == 1 and words[0].isdigit() and int(words[0]) <= {{n_max}}\n"
      "sys.exit(42 if good else 43)\n");
  put("problem/data/secret/idle.in", "3 \n");
  put("problem/data/secret/idle.ans", "6\n");
  const auto done = judge({"verify", at("problem").string(), "--matrix"});
  EXPECT_EQ(done.code, 0) << done.out << done.err;
  EXPECT_NE(done.out.find("data/sample/1.in:1: the input validators also accept this input with a "
                          "leading space"),
            std::string::npos)
      << done.out;
  EXPECT_EQ(done.out.find("a trailing space"), std::string::npos) << done.out;
  EXPECT_NE(done.out.find("problem.yaml:7: constants.n_max: no case reaches 30"), std::string::npos)
      << done.out;
  EXPECT_NE(done.out.find("why they stay: secret/idle\n"), std::string::npos) << done.out;
  EXPECT_NE(done.out.find("wrong_answer/six.cpp  .W."), std::string::npos) << done.out;

  const auto given = judge({"verify", at("problem").string(), "--only-given-data"});
  EXPECT_EQ(given.out.find("a leading space"), std::string::npos) << given.out;
  EXPECT_EQ(given.out.find("no case reaches"), std::string::npos) << given.out;
}

TEST_F(Package, AnExportIsJudgedLikeTheOriginal) {
  put("problem/shared.hpp", "inline long long twice(long long n) { return 2 * n; }\n");
  put("problem/submissions/accepted/a.cpp",
      "#include <iostream>\n#include \"shared.hpp\"\n"
      "int main() { long long n; std::cin >> n; std::cout << twice(n) << '\\n'; }\n");
  const auto made = judge(
      {"export", at("problem").string(), at("double").string(), "-I", at("problem").string()});
  EXPECT_EQ(made.code, 0) << made.err;
  EXPECT_NE(made.out.find("1 program bundled"), std::string::npos) << made.out;
  const auto verified = judge({"verify", at("double").string()});
  EXPECT_EQ(verified.code, 0) << verified.out << verified.err;
  EXPECT_NE(verified.out.find("1 problem, 2 submissions: all as expected"), std::string::npos);
}

TEST_F(Package, WhatCannotBeBundledIsJudgedAndExportedAsItIs) {
  const std::string program =
      "#include \"bits/stdc++.h\"\n"
      "int main() { long long n; std::cin >> n; std::cout << 2 * n << '\\n'; }\n";
  put("problem/submissions/accepted/quoted.cpp", program);
  put("problem/submissions/accepted/comment.py",
      "# include \"x\"\n#include \"x\"\nprint(2 * int(input()))\n");
  const auto done = judge({"verify", at("problem").string()});
  EXPECT_EQ(done.code, 0) << done.out << done.err;
  EXPECT_NE(done.out.find("accepted/quoted.cpp: not judged bundled: "), std::string::npos)
      << done.out;
  EXPECT_EQ(done.out.find("comment.py: not judged bundled"), std::string::npos) << done.out;
  const auto made = judge({"export", at("problem").string(), at("double").string()});
  EXPECT_EQ(made.code, 0) << made.err;
  EXPECT_NE(made.out.find("0 programs bundled"), std::string::npos) << made.out;
  const auto verified = judge({"verify", at("double").string()});
  EXPECT_EQ(verified.code, 0) << verified.out << verified.err;
}

TEST_F(Package, ExportPutsTestlibIn) {
  put("testlib/testlib.h", "inline int limit() { return 21; }\n");
  put("problem/submissions/accepted/a.cpp",
      "#include <iostream>\n#include <testlib.h>\n"
      "int main() { long long n; std::cin >> n; std::cout << 2 * n + 0 * limit() << '\\n'; }\n");
  const auto made = judge({"export", at("problem").string(), at("double").string(), "--testlib",
                           at("testlib").string()});
  EXPECT_EQ(made.code, 0) << made.err;
  EXPECT_NE(made.out.find("1 program bundled"), std::string::npos) << made.out;
}

TEST_F(Package, ExportRefusesAFolderThatIsInTheWay) {
  const auto folder = at("double").string();
  EXPECT_EQ(judge({"export", at("problem").string(), folder}).code, 0);
  const auto again = judge({"export", at("problem").string(), folder});
  EXPECT_EQ(again.code, 2);
  EXPECT_TRUE(is_one_line_with(again.err, "--force")) << again.err;
  EXPECT_EQ(judge({"export", at("problem").string(), folder, "--force"}).code, 0);
  const auto verified = judge({"verify", folder});
  EXPECT_EQ(verified.code, 0) << verified.out << verified.err;
  EXPECT_NE(verified.out.find("1 problem, 2 submissions: all as expected"), std::string::npos);
}

TEST_F(Package, ExportSaysWhereTheNameIsNotOneOfTheFormat) {
  const auto done = judge({"export", at("problem").string(), at("of_two").string()});
  EXPECT_EQ(done.code, 0);
  EXPECT_NE(done.out.find("call it oftwo"), std::string::npos) << done.out;
}

}  // namespace

// The judge from the outside: exit codes, and one clear line for each wrong input.
#include <gtest/gtest.h>
#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "support/scene.hpp"

namespace {

using judge::testing::is_one_line_with;
using judge::testing::process;
using judge::testing::Scene;

TEST_F(Scene, AnAcceptedSubmissionExitsWithZero) {
  const auto done = run("my.cpp");
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_NE(done.out.find("sample/1"), std::string::npos);
  EXPECT_NE(done.out.find("2 of 2 cases"), std::string::npos);
}

TEST_F(Scene, AWrongAnswerExitsWithOneAndShowsTheFirstDifference) {
  put("my.cpp", "#include <iostream>\nint main() { std::cout << 6 << '\\n'; }\n");
  const auto done = run("my.cpp");
  EXPECT_EQ(done.code, 1);
  EXPECT_NE(done.out.find("expected 42, found 6"), std::string::npos) << done.out;
  EXPECT_NE(done.out.find("WA on secret/1"), std::string::npos) << done.out;
}

TEST_F(Scene, ACompileErrorShowsTheCompilersWords) {
  put("my.cpp", "int main() { return nothing; }\n");
  const auto done = run("my.cpp");
  EXPECT_EQ(done.code, 1);
  EXPECT_NE(done.out.find("my.cpp:1:"), std::string::npos) << done.out;
  EXPECT_NE(done.out.find("CE"), std::string::npos);
}

TEST_F(Scene, EachLimitHasItsVerdict) {
  put("my.cpp", "int main() { for (volatile int i = 0;;) i = i + 1; }\n");
  EXPECT_NE(run("my.cpp").out.find("TLE on sample/1"), std::string::npos);
  put("my.cpp", "#include <vector>\nint main() { std::vector<int> v; return v.at(1); }\n");
  EXPECT_NE(run("my.cpp").out.find("SIGABRT"), std::string::npos);
  put("my.cpp",
      "#include <cstdio>\nint main() { for (int i = 0; i < 2000000; ++i) puts(\"12345678\"); }\n");
  EXPECT_NE(run("my.cpp").out.find("OLE on sample/1"), std::string::npos);
}

TEST_F(Scene, TheReportForProgramsIsWritten) {
  const auto file = at("report.json");
  EXPECT_EQ(judge({"run", at("my.cpp").string(), "-p", at("problem").string(), "--json",
                   file.string(), "--filter", "secret"})
                .code,
            0);
  const auto text = judge::read_file(file);
  ASSERT_TRUE(text);
  EXPECT_NE(text->find("\"verdict\":\"AC\""), std::string::npos);
  EXPECT_EQ(text->find("sample/1"), std::string::npos);
}

TEST_F(Scene, VerifyHoldsEachSubmissionAgainstItsFolder) {
  put("problem/submissions/wrong_answer/six.cpp",
      "#include <iostream>\nint main() { std::cout << 6 << '\\n'; }\n");
  const auto good = judge({"verify", at("problem").string()});
  EXPECT_EQ(good.code, 0) << good.out << good.err;
  put("problem/submissions/wrong_answer/right.cpp", judge::testing::doubling_program);
  const auto bad = judge({"verify", at("problem").string()});
  EXPECT_EQ(bad.code, 1);
  EXPECT_NE(bad.out.find("no case gave WA"), std::string::npos) << bad.out;
}

TEST_F(Scene, AFolderOfProblemsStandsForAllOfThem) {
  put("README.md", "not a problem");
  const auto done = judge({"verify", at("").string()});
  EXPECT_EQ(done.code, 0) << done.out << done.err;
  EXPECT_NE(done.out.find("1 problem, 1 submission: all as expected"), std::string::npos);
}

TEST_F(Scene, CheckSpeaksTheValidatorsExitCodes) {
  const auto answer = at("problem/data/sample/1.ans").string();
  const auto input = at("problem/data/sample/1.in").string();
  EXPECT_EQ(judge({"check", input, answer}, answer).code, 42);
  EXPECT_EQ(judge({"check", input, answer}, input).code, 43);
  EXPECT_EQ(judge({"check", input, at("missing").string()}, input).code, 2);
}

TEST_F(Scene, CheckDecidesLikeAnotherJudgeWhereAsked) {
  put("answer", "16\n");
  put("output", "0x10\n");
  const auto check = [&](std::vector<std::string> more) {
    std::vector<std::string> words{"check",         at("answer").string(), at("answer").string(),
                                   at("").string(), "float_tolerance",     "1e-6"};
    words.insert(words.end(), more.begin(), more.end());
    return judge(words, at("output").string()).code;
  };
  EXPECT_EQ(check({}), 43);
  EXPECT_EQ(check({"--compat", "kattis"}), 42);
  EXPECT_EQ(check({"--compat", "domjudge"}), 42);
  EXPECT_EQ(check({"--compat", "codeforces"}), 2);
}

TEST_F(Scene, RunTakesACheckerOfAnotherDialect) {
  put("even.py",
      "import sys\nwrong = int(open(sys.argv[2]).read()) % 2\n"
      "print('odd' if wrong else 'even', file=sys.stderr)\nsys.exit(wrong)\n");
  put("my.cpp", "#include <iostream>\nint main() { std::cout << 8 << '\\n'; }\n");
  const auto with = [&](std::vector<std::string> more) {
    std::vector<std::string> words{"run", at("my.cpp").string(), "-p", at("problem").string()};
    words.insert(words.end(), more.begin(), more.end());
    return judge(words);
  };
  const auto checker = at("even.py").string();
  EXPECT_EQ(with({}).code, 1);
  EXPECT_EQ(with({"--checker", checker, "--dialect", "exit-code"}).code, 0);
  EXPECT_EQ(with({"--checker", checker}).code, 3) << "0 is no verdict of the package format";
  const auto without = with({"--dialect", "testlib"});
  EXPECT_EQ(without.code, 2);
  EXPECT_TRUE(is_one_line_with(without.err, "--checker"));
}

TEST_F(Scene, WithoutTestlibItIsSaidWhereToGetIt) {
  put("checker.cpp", "#include \"testlib.h\"\nint main() {}\n");
  put("lib/testlib.h", "#include <fstream>\n");
  const auto with = [&](std::vector<std::string> more) {
    std::vector<std::string> words{"run",       at("my.cpp").string(),
                                   "-p",        at("problem").string(),
                                   "--checker", at("checker.cpp").string()};
    words.insert(words.end(), more.begin(), more.end());
    return judge(words);
  };
  EXPECT_EQ(with({"--testlib", at("lib").string()}).code, 0);
  EXPECT_EQ(with({"--testlib", at("lib/testlib.h").string()}).code, 0);
  const auto wrong = with({"--testlib", at("problem").string()});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_TRUE(is_one_line_with(wrong.err, "there is no testlib.h"));
  if (std::filesystem::exists("/usr/include/testlib.h") ||
      std::filesystem::exists("/usr/local/include/testlib.h")) {
    GTEST_SKIP() << "this system has a testlib.h";
  }
  const auto missing = with({});
  EXPECT_EQ(missing.code, 2);
  EXPECT_NE(missing.err.find("https://github.com/MikeMirzayanov/testlib"), std::string::npos);
}

TEST_F(Scene, AnIncludeThatLeavesItsFolderIsACompileError) {
  put("sources/my.cpp", "#include \"../secret.hpp\"\nint main() {}\n");
  const auto done = run("sources/my.cpp");
  EXPECT_EQ(done.code, 1) << done.err;
  EXPECT_NE(done.out.find("leaves the program's folder"), std::string::npos) << done.out;
}

TEST_F(Scene, ValidatorsWithBuildAndRunScriptsAreBuilt) {
  put("problem/output_validator/build", "#!/bin/sh\nc++ -o compare main.cpp\n");
  put("problem/output_validator/run", "#!/bin/sh\nexec \"$(dirname -- \"$0\")/compare\" \"$@\"\n");
  put("problem/output_validator/main.cpp",
      "#include <fstream>\n#include <iostream>\nint main(int, char** words) {\n"
      "  std::ifstream answer(words[2]);\n  int right = 0, given = 0;\n  answer >> right;\n"
      "  std::cin >> given;\n  return right == given ? 42 : 43;\n}\n");
  const auto good = judge({"verify", at("problem").string()});
  EXPECT_EQ(good.code, 0) << good.out << good.err;
  put("problem/data/invalid_output/a.in", "4\n");
  put("problem/data/invalid_output/a.ans", "8\n");
  put("problem/data/invalid_output/a.out", "8\n");
  const auto bad = judge({"verify", at("problem").string()});
  EXPECT_EQ(bad.code, 2);
  EXPECT_NE(bad.out.find("a.out: accepted: an invalid output must be refused"), std::string::npos)
      << bad.out;
}

/// With the program of that name where it is installed; else it is said that it is not.
TEST_F(Scene, ChecktestdataFilesAreRunWhereTheyCanBe) {
  put("problem/input_validators/v.ctd", "INT(1, 5) NEWLINE EOF\n");
  const auto done = judge({"verify", at("problem").string()});
  if (std::filesystem::exists("/usr/bin/checktestdata") ||
      std::filesystem::exists("/usr/local/bin/checktestdata")) {
    EXPECT_EQ(done.code, 2) << "21 is too large";
    EXPECT_NE(done.out.find("input validator v.ctd refuses it"), std::string::npos) << done.out;
  } else {
    EXPECT_EQ(done.code, 0);
    EXPECT_NE(done.out.find("warning"), std::string::npos);
    EXPECT_NE(done.out.find("checktestdata is not installed: get it from"), std::string::npos)
        << done.out;
  }
}

TEST_F(Scene, BundleOfAProgramWithoutHeadersIsTheProgram) {
  const auto done = judge({"bundle", at("my.cpp").string()});
  EXPECT_EQ(done.code, 0);
  EXPECT_EQ(done.out, judge::testing::doubling_program);
}

TEST_F(Scene, DoctorTellsTheLevelAndTheLanguages) {
  const auto done = judge({"doctor"});
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_NE(done.out.find("isolation"), std::string::npos);
  EXPECT_NE(done.out.find("C++20"), std::string::npos);
}

// Where bubblewrap is missing, as if namespaces were forbidden, there is at best L2.

class SceneWithoutNamespaces : public Scene {
 protected:
  void SetUp() override {
    Scene::SetUp();
    if (::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION) < 1) {
      GTEST_SKIP() << "this kernel has no Landlock";
    }
  }
  [[nodiscard]] judge::testing::finished judge_alone(std::vector<std::string> words) const {
    auto all = command(std::move(words));
    all.insert(all.begin(), {"/usr/bin/env", "PATH=" + at("nothing").string()});
    return process(std::move(all), at("")).wait();
  }
  [[nodiscard]] judge::testing::finished run_alone(const std::string& option) const {
    return judge_alone({"run", at("my.cpp").string(), "-p", at("problem").string(), option});
  }
};

TEST_F(SceneWithoutNamespaces, RefusesWeakIsolationAndSaysWhatWouldDo) {
  for (const char* option : {"--require-isolation=L1", "--require-isolation=L0"}) {
    const auto done = run_alone(option);
    EXPECT_EQ(done.code, 3);
    EXPECT_TRUE(is_one_line_with(done.err, "bwrap is not installed")) << done.err;
  }
  EXPECT_NE(run_alone("--jobs=1").err.find("--require-isolation=L2"), std::string::npos);
}

TEST_F(SceneWithoutNamespaces, AcceptsLandlockAndWarnsOnce) {
  const auto done = run_alone("--require-isolation=L2");
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_NE(done.out.find("2 of 2 cases"), std::string::npos) << done.out;
  EXPECT_NE(done.out.find("isolation L2"), std::string::npos) << done.out;
  EXPECT_TRUE(is_one_line_with(done.err, "judge: warning: isolation L2")) << done.err;
}

TEST_F(SceneWithoutNamespaces, TrustingTheCodeDoesNotWeakenIt) {
  const auto done = run_alone("--i-trust-this-code");
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_NE(done.out.find("isolation L2"), std::string::npos) << done.out;
  EXPECT_EQ(done.out.find("UNSANDBOXED"), std::string::npos) << done.out;
}

TEST_F(SceneWithoutNamespaces, DoctorShowsWhatThereIs) {
  const auto done = judge_alone({"doctor"});
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_NE(done.out.find("every run here: L2, with --require-isolation=L2"), std::string::npos)
      << done.out;
}

TEST_F(Scene, TrustAndARequirementExcludeEachOther) {
  const auto done = judge({"run", at("my.cpp").string(), "-p", at("problem").string(),
                           "--i-trust-this-code", "--require-isolation=L0"});
  EXPECT_EQ(done.code, 2);
}

// Bad input: one line that says where, what and what to do.

TEST_F(Scene, AMissingSourceIsNamed) {
  const auto done = run("missing.cpp");
  EXPECT_EQ(done.code, 2);
  EXPECT_TRUE(is_one_line_with(done.err, "missing.cpp"));
}

TEST_F(Scene, AMissingProblemIsNamed) {
  const auto done = judge({"run", at("my.cpp").string(), "-p", at("nowhere").string()});
  EXPECT_EQ(done.code, 2);
  EXPECT_TRUE(is_one_line_with(done.err, "nowhere"));
}

TEST_F(Scene, AnUnknownLanguageListsTheKnownOnes) {
  put("my.zig", "");
  const auto by_extension = run("my.zig");
  EXPECT_EQ(by_extension.code, 2);
  EXPECT_TRUE(is_one_line_with(by_extension.err, "my.zig"));
  const auto by_name =
      judge({"run", at("my.cpp").string(), "-p", at("problem").string(), "--language", "cobol"});
  EXPECT_EQ(by_name.code, 2);
  EXPECT_TRUE(is_one_line_with(by_name.err, "python3"));
}

TEST_F(Scene, ABrokenProblemYamlHasItsLineAndColumn) {
  put("problem/problem.yaml",
      "problem_format_version: 2025-09\nname: Double\nlimits:\n  time_limit: fast\n");
  const auto done = run("my.cpp");
  EXPECT_EQ(done.code, 2);
  EXPECT_TRUE(is_one_line_with(done.err, "problem.yaml:4:15"));
  put("problem/problem.yaml", "name: [\n");
  const auto torn = run("my.cpp");
  EXPECT_EQ(torn.code, 2);
  EXPECT_TRUE(is_one_line_with(torn.err, "problem.yaml:2:"));
}

TEST_F(Scene, AnInputWithoutAnAnswerIsNamed) {
  put("problem/data/secret/2.in", "5\n");
  const auto done = run("my.cpp");
  EXPECT_EQ(done.code, 2);
  EXPECT_TRUE(is_one_line_with(done.err, "2.in"));
}

TEST_F(Scene, ACheckerThatCrashesIsAJudgeError) {
  put("problem/output_validator/validator.py", "import os\nos.abort()\n");
  const auto done = run("my.cpp");
  EXPECT_EQ(done.code, 3);
  EXPECT_NE(done.out.find("JE"), std::string::npos) << done.out;
}

TEST_F(Scene, AValidatorThatRefusesGoodDataIsReported) {
  put("problem/input_validators/v.py", "import sys\nprint('no', file=sys.stderr)\nsys.exit(43)\n");
  const auto done = judge({"verify", at("problem").string()});
  EXPECT_EQ(done.code, 2);
  EXPECT_NE(done.out.find("v.py"), std::string::npos) << done.out;
}

TEST_F(Scene, WrongUsageExitsWithTwo) {
  EXPECT_EQ(judge({}).code, 2);
  EXPECT_EQ(judge({"run"}).code, 2);
  EXPECT_EQ(judge({"dance"}).code, 2);
  EXPECT_EQ(judge({"run", at("my.cpp").string(), "--jobs", "0"}).code, 2);
  EXPECT_EQ(
      judge({"run", at("my.cpp").string(), "-p", at("problem").string(), "--filter", "zzz"}).code,
      2);
}

TEST_F(Scene, NotANumberIsNoLimit) {
  for (const char* option : {"--time-limit", "--memory"}) {
    const auto done =
        judge({"run", at("my.cpp").string(), "-p", at("problem").string(), option, "nan"});
    EXPECT_EQ(done.code, 2) << option;
  }
}

TEST_F(Scene, AnUnknownCommandIsNamed) {
  EXPECT_NE(judge({"dance"}).err.find("dance"), std::string::npos);
}

TEST_F(Scene, AReportThatCannotBeWrittenIsSaidBeforeTheWork) {
  const auto done = judge({"run", at("my.cpp").string(), "-p", at("problem").string(), "--json",
                           at("problem").string()});
  EXPECT_EQ(done.code, 2);
  EXPECT_TRUE(is_one_line_with(done.err, "--json"));
  EXPECT_EQ(done.out, "");
}

TEST_F(Scene, ResultsThatCannotBeWrittenAreAnError) {
  const auto done = process({"sh", "-c", "exec \"$0\" \"$@\" > /dev/full", GAVEL_JUDGE, "run",
                             at("my.cpp").string(), "-p", at("problem").string()},
                            at(""))
                        .wait();
  EXPECT_EQ(done.code, 3);
  EXPECT_NE(done.err.find("standard output"), std::string::npos);
}

TEST_F(Scene, OnlyCppIsBundled) {
  put("my.py", "print(1)\n");
  const auto done = judge({"bundle", at("my.py").string()});
  EXPECT_EQ(done.code, 2);
  EXPECT_TRUE(is_one_line_with(done.err, "my.py"));
}

TEST_F(Scene, ABundleDoesNotOverwriteItsSource) {
  const auto file = at("my.cpp").string();
  EXPECT_EQ(judge({"bundle", file, "-o", file}).code, 2);
  EXPECT_EQ(*judge::read_file(file), judge::testing::doubling_program);
}

TEST_F(Scene, ACompactBundleIsTheProgramInFewerBytes) {
  put("long.cpp",
      "// why\n#include <cstdio>\n\nint main() {\n  std::puts( \"a  b\" );  // so\n}\n");
  const auto done = judge({"bundle", "--compact", at("long.cpp").string()});
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_EQ(done.out, "#include <cstdio>\nint main() {\nstd::puts( \"a  b\" );\n}\n");
}

TEST_F(Scene, ACompactBundleHasNoLinesToName) {
  const auto done = judge({"bundle", "--compact", "--line", at("my.cpp").string()});
  EXPECT_EQ(done.code, 2);
  EXPECT_EQ(done.out, "");
  EXPECT_TRUE(is_one_line_with(done.err, "--line"));
}

TEST_F(Scene, TheFilterDoesNotChangeAnInferredTimeLimit) {
  put("problem/problem.yaml",
      "problem_format_version: 2025-09\nname: Double\n"
      "uuid: 5f6c1c0e-0d52-4f0e-9b7c-3d0b4f7e6c12\n");
  // Slow on 21 only: 0.6 s make a limit of 2 s.
  put("problem/submissions/accepted/a.cpp",
      "#include <ctime>\n#include <iostream>\nint main() { long long n; std::cin >> n;\n"
      "while (n == 21 && clock() < 0.6 * CLOCKS_PER_SEC) {} std::cout << 2 * n << '\\n'; }\n");
  const auto done =
      judge({"run", at("my.cpp").string(), "-p", at("problem").string(), "--filter", "sample"});
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_NE(done.out.find("of 2000 ms"), std::string::npos) << done.out;
}

TEST_F(Scene, HelpAndVersionExitWithZero) {
  for (const char* name : {"run", "verify", "generate", "import", "bundle", "check", "doctor"}) {
    const auto help = judge({name, "--help"});
    EXPECT_EQ(help.code, 0) << name;
    EXPECT_NE(help.out.find("judge " + std::string(name)), std::string::npos) << name;
  }
  EXPECT_EQ(judge({"--version"}).code, 0);
}

}  // namespace

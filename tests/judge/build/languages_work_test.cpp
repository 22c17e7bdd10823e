// The language table against the real tools, on the host. A language whose tools are not installed
// is skipped.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "judge/build/compile.hpp"
#include "support/fake_runner.hpp"
#include "support/folder_tree.hpp"
#include "support/host_run.hpp"

namespace {

using judge::program_source;
using testing::HasSubstr;

class LanguagesWork : public testing::Test {
 protected:
  LanguagesWork()
      : runner(judge::testing::host_run),
        compile(judge::language_table::builtin().value(), runner, {tree.path("cache"), {}}) {}

  [[nodiscard]] bool available(const std::string& key) {
    const auto states = compile.survey().value();
    for (const auto& state : states) {
      if (state.key == key) return state.available;
    }
    return false;
  }
  judge::build_outcome build(std::vector<judge::source_file> files, const std::string& key = "") {
    auto outcome = compile.build({files.front().name, tree.path("home"), std::move(files), key});
    EXPECT_TRUE(outcome) << (outcome ? "" : outcome.failure().message);
    return outcome ? *outcome : judge::build_outcome{};
  }
  /// What the program prints for "7\n".
  std::string output(const judge::build_outcome& outcome) {
    if (!outcome.built) return "compile error: " + outcome.message;
    judge::run_request request;
    request.what = *outcome.built;
    request.input = std::string("7\n");
    const auto run = judge::testing::host_run(request);
    return run->standard_output + run->standard_error;
  }

  judge::testing::folder_tree tree;
  judge::testing::fake_runner runner;
  judge::compiler compile;
};

TEST_F(LanguagesWork, Cpp) {
  EXPECT_EQ(output(build(
                {{"a.cpp",
                  "#include <iostream>\n#include <thread>\n#include \"b.hpp\"\n"
                  "int main() { int n; std::cin >> n; int m = 0;\n"
                  "std::thread t([&] { m = twice(n); }); t.join(); std::cout << m << '\\n'; }\n"},
                 {"b.cpp", "#include \"b.hpp\"\nint twice(int n) { return 2 * n; }\n"},
                 {"b.hpp", "#pragma once\nint twice(int n);\n"}})),
            "14\n");
  const auto wrong = build({{"dir/bad.cpp", "int main() {\n  return x;\n}\n"}});
  EXPECT_FALSE(wrong.built);
  EXPECT_THAT(wrong.message, HasSubstr("dir/bad.cpp:2:10: error:"));
}

TEST_F(LanguagesWork, EveryCppStandard) {
  const std::string program =
      "#include <cstdio>\nint main() { std::printf(\"%ld\\n\", __cplusplus); }\n";
  EXPECT_EQ(output(build({{"a.cpp", program}}, "cpp11")), "201103\n");
  EXPECT_EQ(output(build({{"a.cpp", program}}, "cpp14")), "201402\n");
  EXPECT_EQ(output(build({{"a.cpp", program}}, "cpp17")), "201703\n");
  EXPECT_EQ(output(build({{"a.cpp", program}}, "cpp20")), "202002\n");
  EXPECT_GT(output(build({{"a.cpp", program}}, "cpp23")), "202002\n");
}

TEST_F(LanguagesWork, HeadersOfTheLibraryAreFound) {
  tree.put("gavel/all.hpp", "");
  tree.put("gavel/seven.hpp", "#pragma once\ninline int seven() { return 7; }\n");
  EXPECT_EQ(output(build({{"a.cpp",
                           "#include <gavel/seven.hpp>\n#include <cstdio>\n"
                           "int main() { std::printf(\"%d\\n\", seven()); }\n"}})),
            "7\n");
}

TEST_F(LanguagesWork, C) {
  EXPECT_EQ(output(build({{"a.c",
                           "#include <math.h>\n#include <stdio.h>\nint main(void) { int n; "
                           "scanf(\"%d\", &n); printf(\"%.0f\\n\", sqrt(n * n)); }\n"}})),
            "7\n");
}

TEST_F(LanguagesWork, Python) {
  for (const std::string key : {"python3", "pypy3"}) {
    if (!available(key)) continue;
    EXPECT_EQ(output(build({{"lib.py", "def twice(n): return 2 * n\n"},
                            {"main.py", "import lib\nprint(lib.twice(int(input())))\n"}},
                           key)),
              "14\n");
    const auto wrong = build({{"a.py", "print(1\n"}}, key);
    EXPECT_FALSE(wrong.built) << "a syntax error is a compile error";
    EXPECT_THAT(wrong.message, HasSubstr("line 1"));
    EXPECT_EQ(output(build({{"random.py", "print(1)\n"}, {"py_compile.py", "print(2)\n"}}, key)),
              "1\n")
        << "the program's modules do not disturb the check";
  }
}

TEST_F(LanguagesWork, Java) {
  if (!available("java")) GTEST_SKIP() << "no javac";
  const std::string program =
      "import java.util.*;\nclass Helper { static int twice(int n) { return 2 * n; } }\n"
      "public class Solution { public static void main(String[] a) {\n"
      "System.out.println(Helper.twice(new Scanner(System.in).nextInt())); } }\n";
  EXPECT_EQ(output(build({{"whatever.java", program}})), "14\n");
  EXPECT_EQ(output(build({{"x.java", "package a.b;\n" + program}})), "14\n");
  const auto wrong =
      build({{"Bad.java", "class Bad { public static void main(String[] a) { x } }"}});
  EXPECT_FALSE(wrong.built);
  EXPECT_THAT(wrong.message, HasSubstr("Bad.java:1: error:"));
  EXPECT_THAT(build({{"No.java", "class No {}"}}).message, HasSubstr("no class has"));
}

TEST_F(LanguagesWork, Rust) {
  if (!available("rust")) GTEST_SKIP() << "no rustc";
  EXPECT_EQ(output(build({{"1-a.rs",
                           "use std::io; fn main() { let mut s = String::new(); "
                           "io::stdin().read_line(&mut s).unwrap(); "
                           "println!(\"{}\", 2 * s.trim().parse::<i32>().unwrap()); }"}})),
            "14\n");
  EXPECT_FALSE(build({{"b.rs", "fn main() { x }"}}).built);
}

TEST_F(LanguagesWork, JavaScript) {
  if (!available("javascript")) GTEST_SKIP() << "no node";
  EXPECT_EQ(output(build({{"a.js",
                           "const n = parseInt(require('fs').readFileSync(0, 'utf8'));\n"
                           "function deep(k) { return k ? 1 + deep(k - 1) : 0; }\n"
                           "console.log(deep(100000) ? 2 * n : 0);\n"}})),
            "14\n");
  const auto wrong = build({{"b.js", "function (\n"}});
  EXPECT_FALSE(wrong.built);
  EXPECT_THAT(wrong.message, HasSubstr("SyntaxError"));
}

}  // namespace

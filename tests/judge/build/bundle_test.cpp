#include "judge/build/bundle.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "support/folder_tree.hpp"

namespace {

using judge::bundle;
using judge::bundle_options;
using judge::program_source;
using judge::testing::folder_tree;
using testing::HasSubstr;

class Bundle : public testing::Test {
 protected:
  Bundle() { tree.put("gavel/all.hpp", ""); }

  [[nodiscard]] program_source program(const std::string& text) const {
    return {"x.cpp", tree.path("home"), {{"x.cpp", text}}, ""};
  }
  [[nodiscard]] std::string bundled(const std::string& text, bool lines = false) const {
    bundle_options options;
    options.line_directives = lines;
    const auto made = bundle(program(text), options);
    EXPECT_TRUE(made) << (made ? "" : made.failure().message);
    return made ? *made : "";
  }
  [[nodiscard]] std::string failure(const std::string& text) const {
    const auto made = bundle(program(text), {});
    return made ? "no error" : made.failure().message;
  }

  folder_tree tree;
};

TEST_F(Bundle, PutsEachHeaderWhereItIsFirstIncludedAndGathersTheSystems) {
  tree.put("gavel/b.hpp",
           "// b.hpp\n// SPDX-License-Identifier: MIT\n#pragma once\n\n#include <vector>\n#include "
           "<string>\n\nint b;\n");
  tree.put("gavel/a.hpp",
           "// a.hpp\n#pragma once\n\n#include <array>\n\n#include \"gavel/b.hpp\"\n\nint a;\n");
  EXPECT_EQ(bundled("// mine\n#include <vector>\n#include \"gavel/a.hpp\"\n#include "
                    "<gavel/b.hpp>\n#include <map>\n\nint main() {}\n"),
            "// mine\n"
            "#include <vector>\n#include <array>\n#include <string>\n#include <map>\n"
            "// a.hpp\n\n"
            "// b.hpp\n// SPDX-License-Identifier: MIT\n\nint b;\n\n"
            "int a;\n\n"
            "int main() {}\n");
}

TEST_F(Bundle, AProgramWithoutHeadersStaysAsItIs) {
  const std::string text = "#include <cstdio>\n#include <vector>\n\nint main() {}\n";
  EXPECT_EQ(bundled(text), text);
  EXPECT_EQ(bundled("int main() {}"), "int main() {}\n");
  EXPECT_EQ(bundled("#include <a>\n\n#include <b>\n#include <a>\nint x;\n"),
            "#include <a>\n#include <b>\n\nint x;\n");
}

TEST_F(Bundle, SystemIncludesThatAMacroMayChangeStay) {
  const std::string text =
      "#define _GLIBCXX_DEBUG\n#include <vector>\n#define _USE_MATH_DEFINES\n#include <cmath>\n"
      "#ifdef X\n#include <map>\n#endif\nint main() {}\n";
  EXPECT_EQ(bundled(text), text);
  tree.put("gavel/a.hpp", "#include <set>\n#define A\n#include <list>\nint a;\n");
  EXPECT_EQ(bundled("#define int long long\n#include <map>\n#include \"gavel/a.hpp\"\n"),
            "#define int long long\n#include <set>\n#include <map>\n#define A\n#include "
            "<list>\nint a;\n");
}

// Found by the property below, 2026-11-20: two equal includes behind a macro became one when the
// bundle was bundled again.
TEST_F(Bundle, EqualIncludesBehindAMacroStayBoth) {
  tree.put("gavel/a.hpp", "#pragma once\n#define M 1\n#include <map>\n\n#include <map>\nint a;\n");
  const auto once = bundled("#include \"gavel/a.hpp\"\nint main() {}\n");
  EXPECT_EQ(once, "#define M 1\n#include <map>\n\n#include <map>\nint a;\nint main() {}\n");
  EXPECT_EQ(bundled(once), once);
}

TEST_F(Bundle, OtherQuotedHeadersAndIncludeGuardsWork) {
  tree.put("home/lib/u.hpp",
           "#ifndef U\n#define U\n#include <set>\n#include \"v.h\"\nint u;\n#endif\n");
  tree.put("home/lib/v.h", "int v;");
  EXPECT_EQ(bundled("#include \"lib/u.hpp\"\n#include \"lib/../lib/v.h\"\nint main() {}\n"),
            "#include <set>\n#ifndef U\n#define U\nint v;\nint u;\n#endif\nint main() {}\n");
}

TEST_F(Bundle, KeepsTheLinesOfTheOriginalsOnRequest) {
  tree.put("gavel/a.hpp", "// a\n#pragma once\nint a;\n");
  EXPECT_EQ(bundled("// mine\n#include <map>\n#include \"gavel/a.hpp\"\nint main() {}\n", true),
            "#line 1 \"x.cpp\"\n// mine\n#include <map>\n#line 1 \"gavel/a.hpp\"\n// a\n"
            "#line 3 \"gavel/a.hpp\"\nint a;\n#line 4 \"x.cpp\"\nint main() {}\n");
}

TEST_F(Bundle, FailsLoudlyOnWhatItCannotDo) {
  EXPECT_THAT(failure("\n#include \"gavel/none.hpp\"\n"),
              HasSubstr("home/x.cpp:2: \"gavel/none.hpp\" not found: looked in "));
  EXPECT_THAT(failure("#include \"vector\"\n"),
              HasSubstr("home/x.cpp:1: \"vector\" not found: looked in "));
  EXPECT_THAT(failure("#include \"vector\"\n"), HasSubstr("write <vector>"));
  EXPECT_THAT(failure("#define H <vector>\n#include H\n"), HasSubstr("home/x.cpp:2: #include H: "));
  tree.put("gavel/a.hpp", "int a;\n");
  EXPECT_THAT(failure("#if X\n#include \"gavel/a.hpp\"\n#endif\n"),
              HasSubstr("home/x.cpp:2: \"gavel/a.hpp\" stands inside #if"));
  tree.put("gavel/a.hpp", "\n#include \"gavel/b.hpp\"\n");
  tree.put("gavel/b.hpp", "#include \"gavel/a.hpp\"\n");
  EXPECT_THAT(failure("#include \"gavel/a.hpp\"\n"),
              HasSubstr("gavel/b.hpp:1: gavel/a.hpp includes itself: x.cpp -> gavel/a.hpp -> "
                        "gavel/b.hpp -> gavel/a.hpp"));
  auto two = program("int main() {}\n");
  two.files.push_back({"y.cpp", ""});
  EXPECT_THAT(bundle(two).failure().message,
              HasSubstr("x.cpp: 2 files are compiled by themselves"));
  two.files.clear();
  EXPECT_FALSE(bundle(two));
}

TEST_F(Bundle, KeepsMissingHeadersOnRequest) {
  bundle_options options;
  options.keep_missing = true;
  const std::string alone = "#include <vector>\n#include \"bits/stdc++.h\"\nint x;\n";
  EXPECT_EQ(*bundle(program(alone), options), alone);
  tree.put("gavel/a.hpp", "#pragma once\nint a;\n");
  const auto made =
      bundle(program("#include \"gavel/a.hpp\"\n#include \"grader.h\"\nint x;\n"), options);
  ASSERT_TRUE(made) << made.failure().message;
  EXPECT_EQ(*made, "int a;\n#include \"grader.h\"\nint x;\n");
  EXPECT_FALSE(bundle(program("#include \"gavel/none.hpp\"\n"), options));
}

TEST_F(Bundle, AHeaderOfTheProgramItselfIsTakenFromIt) {
  auto source = program("#include \"n.hpp\"\nint main() {}\n");
  source.files.push_back({"n.hpp", "int n = 17;\n"});
  const auto made = bundle(source);
  ASSERT_TRUE(made);
  EXPECT_EQ(*made, "int n = 17;\nint main() {}\n");
}

/// Headers 0..n-1, each including some with higher numbers, some of the system's, some macros.
std::vector<std::string> headers() {
  const auto n = *rc::gen::inRange(1, 7).as("headers");
  std::vector<std::string> texts;
  for (int i = 0; i < n; ++i) {
    const bool guard = *rc::gen::arbitrary<bool>();
    std::string text = fmt::format("// header {}\n", i);
    text += guard ? fmt::format("#ifndef G{}\n#define G{}\n", i, i) : "#pragma once\n";
    for (int lines = *rc::gen::inRange(0, 6); lines > 0; --lines) {
      const auto to = *rc::gen::inRange(i + 1, n + 6);
      if (to < n) {
        text += *rc::gen::arbitrary<bool>() ? fmt::format("#include \"gavel/h{}.hpp\"\n", to)
                                            : fmt::format("#include <gavel/h{}.hpp>  // why\n", to);
      } else {
        text += *rc::gen::element<std::string>("#include <map>\n", "#include <set>\n", "\n",
                                               "#define M 1\n", "#if M\n#include <list>\n#endif\n",
                                               "/* #include \"gavel/none.hpp\" */\n");
      }
    }
    text += fmt::format("struct marker{} {{}};\n", i);
    if (guard) text += "#endif\n";
    texts.push_back(text);
  }
  return texts;
}

RC_GTEST_PROP(BundleLaws, IsItsOwnBundleAndHoldsEachNeededHeaderOnceBehindWhatItNeeds, ()) {
  const folder_tree tree;
  tree.put("gavel/all.hpp", "");
  const auto texts = headers();
  for (std::size_t i = 0; i < texts.size(); ++i)
    tree.put(fmt::format("gavel/h{}.hpp", i), texts[i]);
  program_source source{
      "x.cpp", tree.path(), {{"x.cpp", "// main\n#include \"gavel/h0.hpp\"\nint main() {}\n"}}, ""};
  const auto once = bundle(source);
  RC_ASSERT(static_cast<bool>(once));
  RC_LOG() << *once;

  source.files[0].text = *once;
  const auto twice = bundle(source);
  RC_ASSERT(static_cast<bool>(twice));
  RC_ASSERT(*twice == *once);

  RC_ASSERT(once->find("#include \"gavel/h") == std::string::npos);
  RC_ASSERT(once->find("#include <gavel/h") == std::string::npos);
  RC_ASSERT(once->find("#pragma once") == std::string::npos);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto marker = fmt::format("struct marker{} ", i);
    const auto at = once->find(marker);
    RC_ASSERT(i > 0 || at != std::string::npos);
    if (at == std::string::npos) continue;  // nothing includes it
    RC_ASSERT(once->find(marker, at + 1) == std::string::npos);
    for (std::size_t j = i + 1; j < texts.size(); ++j) {
      if (texts[i].find(fmt::format("gavel/h{}.hpp", j)) == std::string::npos) continue;
      const auto other = once->find(fmt::format("struct marker{} ", j));
      RC_ASSERT(other != std::string::npos);
      RC_ASSERT(other < at);
    }
  }
}

}  // namespace

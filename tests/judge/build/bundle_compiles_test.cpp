// Bundles that a real compiler must take: with the test's own compiler, on the host.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <regex>
#include <string>

#include "judge/build/bundle.hpp"
#include "judge/build/compact.hpp"
#include "support/folder_tree.hpp"

namespace {

using judge::testing::folder_tree;

/// What the program prints, compiled with warnings as errors; a sentence where it does not compile.
std::string output_of(const folder_tree& tree, const std::string& text,
                      const std::string& options) {
  tree.put("work/one.cpp", text);
  const auto file = [&](const char* name) { return tree.path(name).string(); };
  const auto compiled = std::system(
      fmt::format("{} -std=c++20 -Wall -Wextra -Werror {} {} -o {} 2> {}", TEST_COMPILER, options,
                  file("work/one.cpp"), file("work/one"), file("work/said"))
          .c_str());
  if (compiled != 0) return judge::read_file(tree.path("work/said")).value();
  const auto ran = std::system(fmt::format("{} > {}", file("work/one"), file("work/out")).c_str());
  return ran == 0 ? judge::read_file(tree.path("work/out")).value() : "did not end well";
}

/// What the preprocessor leaves, without blanks; every line is number 0. System headers are not
/// read: they are alike.
std::string preprocessed(const folder_tree& tree, const std::string& text) {
  tree.put("work/one.cpp", std::regex_replace(text, std::regex("#include <[^>]*>"), ""));
  const auto out = tree.path("work/preprocessed").string();
  const auto ended = std::system(fmt::format("{} -std=c++20 -D__LINE__=0 -w -E -P {} -o {}",
                                             TEST_COMPILER, tree.path("work/one.cpp").string(), out)
                                     .c_str());
  EXPECT_EQ(ended, 0);
  auto left = judge::read_file(out).value();
  std::erase_if(left, [](char c) { return c == ' ' || c == '\n'; });
  EXPECT_FALSE(left.empty());
  return left;
}

std::string bundled(const std::filesystem::path& home, const std::string& text, bool lines) {
  const judge::program_source source{"x.cpp", home, {{"x.cpp", text}}, ""};
  judge::bundle_options options;
  options.line_directives = lines;
  auto made = judge::bundle(source, options);
  EXPECT_TRUE(made) << (made ? "" : made.failure().message);
  return made ? *made : "";
}

TEST(BundleCompiles, AProgramOfTheLibraryAloneInItsFile) {
  const folder_tree tree;
  const std::string program =
      "#include <bits/stdc++.h>\n"
      "using namespace std;\n"
      "#define rep(i, n) for (int i = 0; i < (n); ++i)\n"
      "#define all(x) (x).begin(), (x).end()\n"
      "#include \"gavel/maximum_gap.hpp\"\n"
      "int main() { vector<int> v{3, 6, 9, 1}; cout << gavel::maximum_gap(v) << '\\n'; }\n";
  for (const bool lines : {false, true}) {
    const auto text = bundled(TEST_SOURCE_ROOT "/problems", program, lines);
    EXPECT_EQ(text.find("#include \"gavel"), std::string::npos);
    EXPECT_EQ(output_of(tree, text, ""), "3\n");
  }
}

TEST(BundleCompiles, EveryHeaderOfTheLibraryAtOnce) {
  const folder_tree tree;
  const auto text = bundled(TEST_SOURCE_ROOT, "#include \"gavel/all.hpp\"\nint main() {}\n", false);
  EXPECT_EQ(output_of(tree, text, ""), "");
}

TEST(BundleCompiles, ACompactBundleIsTheSameProgram) {
  const folder_tree tree;
  const std::string program =
      "#include \"gavel/all.hpp\"\n#include <cstdio>\n"
      "int main() { std::printf(\"%u\\n\", gavel::maximum_gap(std::vector{3, 6, 9, 1})); }\n";
  const auto text = bundled(TEST_SOURCE_ROOT, program, false);
  const auto shorter = judge::compact(text);
  EXPECT_LT(shorter.size(), text.size() * 3 / 4);
  EXPECT_EQ(output_of(tree, shorter, ""), "3\n");
  EXPECT_TRUE(preprocessed(tree, shorter) == preprocessed(tree, text)) << "too long to be shown";
}

TEST(BundleCompiles, GuardsSplicesAndLiterals) {
  const folder_tree tree;
  tree.put("gavel/all.hpp", "");
  tree.put("gavel/text.hpp",
           "#ifndef TEXT\n#define TEXT\n#include <string>\n#include <string_view>\n"
           "inline std::string_view text() { return R\"x(\n#include \"gavel/none.hpp\"\n)x\"; }\n"
           "#endif  // TEXT");
  tree.put("lib/one.h", "#pragma once\n#include \"two.h\"\n#include <gavel/text.hpp>\n");
  tree.put("lib/two.h", "#pragma once\n#include \"gavel/text.hpp\"\n#inc\\\nlude <cstdio>\n");
  const std::string program =
      "#include \"lib/one.h\"\n#include \"lib/two.h\"\n"
      "int main() { std::printf(\"%d\\n\", int(text().size())); }\n";
  EXPECT_EQ(output_of(tree, bundled(tree.path(), program, false), ""), "27\n");
  EXPECT_EQ(output_of(tree, program, fmt::format("-I{}", tree.path().string())), "27\n")
      << "as it was written";
}

TEST(BundleCompiles, MessagesNameTheOriginalLineOnRequest) {
  const folder_tree tree;
  tree.put("gavel/all.hpp", "");
  tree.put("gavel/a.hpp", "// doc\n#pragma once\n#include <vector>\n\nint wrong = \"text\";\n");
  const auto text =
      bundled(tree.path(), "#include <map>\n#include \"gavel/a.hpp\"\nint main() {}\n", true);
  EXPECT_NE(output_of(tree, text, "").find("gavel/a.hpp:5:"), std::string::npos);
}

}  // namespace

// tests/support/scene.hpp - a small problem in a temporary folder, and the judge as a process.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "judge/base/files.hpp"
#include "judge/base/text.hpp"
#include "support/process.hpp"

namespace judge::testing {

inline constexpr const char* doubling_program =
    "#include <iostream>\nint main() { long long n; std::cin >> n; std::cout << 2 * n << '\\n'; "
    "}\n";

class Scene : public ::testing::Test {
 protected:
  /// "double the number", two cases, one accepted submission.
  void SetUp() override {
    put("problem/problem.yaml",
        "problem_format_version: 2025-09\nname: Double\n"
        "uuid: 5f6c1c0e-0d52-4f0e-9b7c-3d0b4f7e6c12\nlimits:\n  time_limit: 1.0\n");
    put("problem/statement/problem.en.md", "Print twice the number.\n");
    put("problem/data/sample/1.in", "3\n");
    put("problem/data/sample/1.ans", "6\n");
    put("problem/data/secret/1.in", "21\n");
    put("problem/data/secret/1.ans", "42\n");
    put("problem/input_validators/v.py", "import sys\nsys.exit(42)\n");
    put("problem/submissions/accepted/a.cpp", doubling_program);
    put("my.cpp", doubling_program);
  }

  [[nodiscard]] std::filesystem::path at(std::string_view name) const {
    return folder_->path() / name;
  }
  void put(std::string_view name, std::string_view text) const {
    ASSERT_TRUE(write_file(at(name), text));
  }

  [[nodiscard]] std::vector<std::string> command(std::vector<std::string> words) const {
    words.insert(words.begin(), GAVEL_JUDGE);
    return words;
  }
  [[nodiscard]] finished judge(std::vector<std::string> words,
                               const std::string& input = "/dev/null") const {
    return process(command(std::move(words)), folder_->path(), input).wait();
  }
  [[nodiscard]] finished run(const char* source) const {
    return judge({"run", at(source).string(), "--problem", at("problem").string()});
  }

 private:
  result<temporary_folder> folder_ = temporary_folder::make();
};

/// One line, for a person, that names `what`.
inline ::testing::AssertionResult is_one_line_with(const std::string& text,
                                                   const std::string& what) {
  if (lines_of(text).size() != 1) {
    return ::testing::AssertionFailure() << "not one line: " << text;
  }
  if (text.find(what) == std::string::npos) {
    return ::testing::AssertionFailure() << "no '" << what << "' in: " << text;
  }
  return ::testing::AssertionSuccess();
}

}  // namespace judge::testing

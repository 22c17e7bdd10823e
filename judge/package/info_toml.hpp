// judge/package/info_toml.hpp - info.toml, the description of a library-checker problem.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "judge/base/result.hpp"
#include "judge/model/limits.hpp"
#include "judge/package/fields.hpp"

namespace judge::package {

struct info_toml {
  struct test {
    std::string name;  ///< of a file in gen/: a program, or "example.in" of example_00.in
    int number = 0;
    int line = 0;
  };
  struct solution {
    std::string name;    ///< of a file in sol/
    std::string expect;  ///< "", "WA", "TLE" or "RE"
    bool allow_wrong = false, allow_slow = false, allow_crash = false;
    bool is_function = false;  ///< called by grader/grader.cpp
    int line = 0;
  };

  std::string title;
  milliseconds time_limit{0};
  std::string checker = "checker.cpp";
  std::string verifier = "verifier.cpp";
  std::vector<test> tests;
  std::vector<solution> solutions;
  std::string params;  ///< params.h: a #define a line
};

/// Reads the text of the file called `name`. What is wrong is noted with its line.
[[nodiscard]] std::optional<info_toml> read_info_toml(const std::string& name,
                                                      const std::string& text, complaints& notes);

}  // namespace judge::package

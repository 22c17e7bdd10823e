// bench/judge/bench_package.hpp - problem packages made for a benchmark, and `judge run` on them.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

#include "bench/judge/bench_tools.hpp"

namespace bench {

/// The sum of two numbers, by bench/judge/sum.cpp; cases are added one by one. The judge's cache
/// lies beside the package, so that nothing is taken from an earlier run.
class package {
 public:
  /// `limits`: more lines of that part of problem.yaml, each with two blanks before it.
  explicit package(std::filesystem::path folder, std::string_view limits = "")
      : folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_ / "problem/data/secret");
    std::filesystem::create_directories(folder_ / "problem/statement");
    std::ofstream(folder_ / "problem/problem.yaml")
        << "problem_format_version: 2025-09\nname: Sum\n"
           "uuid: 5f6c1c0e-0d52-4f0e-9b7c-3d0b4f7e6c12\nlimits:\n  time_limit: 20\n"
        << limits;
    std::ofstream(folder_ / "problem/statement/problem.en.md") << "Print the sum.\n";
    ::setenv("XDG_CACHE_HOME", (folder_ / "cache").c_str(), 1);
  }

  /// A file of a case: "007" and ".in".
  [[nodiscard]] std::filesystem::path file(const std::string& name, const char* ending) const {
    return folder_ / "problem/data/secret" / (name + ending);
  }

  /// Of `judge run`; empty where it did not find every case right.
  [[nodiscard]] std::optional<ended> judged(const std::string& source,
                                            const std::string& filter = "") const {
    std::vector<std::string> command{JUDGE_PROGRAM, "run",       source,
                                     "--no-cache",  "--problem", (folder_ / "problem").string()};
    if (!filter.empty()) command.insert(command.end(), {"--filter", filter});
    auto end = run_bare(std::move(command));
    if (end && end->status == 0) return end;
    fmt::print(stderr, "judge run failed:\n{}\n", end ? end->output : "it did not start");
    return std::nullopt;
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace bench

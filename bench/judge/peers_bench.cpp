// peers_bench [small]: five submissions on a package with 200 trivial cases, by this judge and by
// the tools that people use today.
//
// Every tool is one whole process over the whole package, everything compiled before where the tool
// can keep that; the tools take turns. A column tells the cost of a case: the time with all cases
// less the time with ten, so that neither start nor compilation is in it. The bare loop spawns the
// same program, reads a pipe and compares tokens: no isolation, no limits.
//
// The peers are taken where the environment names their commands; the words {package} and {program}
// in one stand for the package's folder and for a compiled submission:
//   GAVEL_BENCH_BT='bt run -aa ...'  GAVEL_BENCH_VERIFYPROBLEM='verifyproblem -p submissions
//   {package}' GAVEL_BENCH_OJ='oj test -S -c {program} -d {tests}'
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/judge/bench_tools.hpp"
#include "judge/base/text.hpp"

namespace {

namespace fs = std::filesystem;

constexpr int submissions = 5;

/// A package with so many cases and the five submissions, which differ in a comment.
void write_package(const fs::path& to, int cases, bool legacy) {
  const auto write = [&](const std::string& name, const std::string& text) {
    const auto written = judge::write_file(to / name, text);
    if (!written) fmt::print(stderr, "peers_bench: {}\n", written.failure().message);
  };
  if (legacy) {
    write("problem.yaml",
          "problem_format_version: legacy\nname: Sum\nsource: bench\nlicense: cc0\n");
    write(".timelimit", "2\n");
    write("problem_statement/problem.en.tex", "\\problemname{Sum}\nPrint the sum.\n");
  } else {
    write("problem.yaml",
          "problem_format_version: 2025-09\nname: Sum\nsource: bench\nlicense: cc0\n"
          "uuid: 5f6c1c0e-0d52-4f0e-9b7c-3d0b4f7e6c12\nlimits:\n  time_limit: 2.0\n");
    write("statement/problem.en.tex", "\\problemname{Sum}\nPrint the sum.\n");
  }
  for (int i = 0; i < cases; ++i) {
    const int a = i * 7919 % 10007;
    const int b = i * 104 % 10009;
    const auto name = fmt::format("data/{}/{:03}", i == 0 ? "sample" : "secret", i);
    write(name + ".in", fmt::format("{} {}\n", a, b));
    write(name + ".ans", fmt::format("{}\n", a + b));
    if (legacy) {
      const auto bare = fmt::format("{}_tests/{:03}", to.string(), i);
      write(bare + ".in", fmt::format("{} {}\n", a, b));
      write(bare + ".out", fmt::format("{}\n", a + b));
    }
  }
  const auto source = judge::read_file(SUM_SOURCE);
  for (int i = 0; i < submissions && source; ++i) {
    write(fmt::format("submissions/accepted/sum_{}.cpp", i), *source + fmt::format("// {}\n", i));
  }
}

bool bare_loop(const fs::path& package) {
  for (int i = 0; i < submissions; ++i) {
    for (const auto* part : {"data/sample", "data/secret"}) {
      const auto names = judge::list_folder(package / part);
      if (!names) return false;
      for (const auto& name : *names) {
        if (name.extension() != ".in") continue;
        const auto input = package / part / name;
        auto answer_file = input;
        const auto end = bench::run_bare({SUM_PROGRAM}, input.string());
        const auto answer = judge::read_file(answer_file.replace_extension(".ans"));
        if (!end || !answer || end->status != 0) return false;
        if (judge::words_of(end->output) != judge::words_of(*answer)) return false;
      }
    }
  }
  return true;
}

struct contender {
  std::string name;
  std::function<bool(const fs::path&)> judges;
  std::vector<double> whole, few;  ///< seconds
};

/// A command line, its words split at blanks, run in the package's folder.
std::function<bool(const fs::path&)> command(std::string line, int times = 1) {
  return [line = std::move(line), times](const fs::path& package) {
    const auto put = [](std::string text, std::string_view mark, const std::string& value) {
      for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark)) {
        text.replace(at, mark.size(), value);
      }
      return text;
    };
    auto whole = line;
    for (const auto& [mark, value] : {std::pair("{package_2025_09}", package.string() + "_2025_09"),
                                      std::pair("{tests}", package.string() + "_tests"),
                                      std::pair("{package}", package.string()),
                                      std::pair("{program}", std::string(SUM_PROGRAM))}) {
      whole = put(whole, mark, value);
    }
    for (int i = 0; i < times; ++i) {
      const auto end = bench::run_bare(
          {"/bin/sh", "-c", fmt::format("cd '{}' && {} 2>&1", package.string(), whole)});
      if (end && end->status == 0) continue;
      fmt::print(stderr, "peers_bench: {} failed:\n{}\n", whole, end ? end->output : "no start");
      return false;
    }
    return true;
  };
}

double seconds_of(const contender& one, const fs::path& package) {
  const auto begin = std::chrono::steady_clock::now();
  if (!one.judges(package)) return -1;
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

int main(int argc, char** argv) {
  const bool small = argc > 1 && std::string_view(argv[1]) == "small";
  const int many = small ? 12 : 200;
  const int few = small ? 2 : 10;
  const int rounds = small ? 1 : 7;
  const auto folder = judge::temporary_folder::make();
  if (!folder) {
    fmt::print(stderr, "peers_bench: {}\n", folder.failure().message);
    return 3;
  }
  fs::permissions(folder->path(), fs::perms(0755));
  ::setenv("XDG_CACHE_HOME", (folder->path() / "cache").c_str(), 1);
  for (const auto& [name, cases] : {std::pair("whole", many), std::pair("few", few)}) {
    write_package(folder->path() / name, cases, true);
    write_package(folder->path() / (std::string(name) + "_2025_09"), cases, false);
  }

  const std::string verify =
      fmt::format("{} verify {{package}} --no-cache --only-given-data", JUDGE_PROGRAM);
  std::vector<contender> all{{"bare loop", bare_loop, {}, {}},
                             {"judge verify -j1", command(verify + " -j1"), {}, {}},
                             {"judge verify -j2", command(verify + " -j2"), {}, {}}};
  const auto peer = [&](const char* variable, const char* name, int times) {
    const char* line = std::getenv(variable);
    if (line != nullptr) all.push_back({name, command(line, times), {}, {}});
    if (line == nullptr && !small) fmt::print("{}: not measured, {} is not set\n", name, variable);
  };
  peer("GAVEL_BENCH_BT", "bt run", 1);
  peer("GAVEL_BENCH_VERIFYPROBLEM", "verifyproblem", 1);
  peer("GAVEL_BENCH_OJ", "oj test, five times", submissions);

  for (int round = 0; round <= rounds; ++round) {
    for (auto& one : all) {
      const double whole = seconds_of(one, folder->path() / "whole");
      const double some = seconds_of(one, folder->path() / "few");
      if (whole < 0 || some < 0) return 1;
      if (round == 0) continue;  // the first compiles
      one.whole.push_back(whole);
      one.few.push_back(some);
    }
  }
  const auto of_a_case = [&](const contender& one) {
    return 1000 * (bench::median(one.whole) - bench::median(one.few)) /
           (submissions * static_cast<double>(many - few));
  };
  fmt::print("{} submissions, {} cases, {} rounds in turn, medians\n", submissions, many, rounds);
  fmt::print("  {:<22}{:>12}{:>12}{:>12}{:>10}\n", "", "whole, s", "few, s", "ms a case", "ratio");
  for (const auto& one : all) {
    fmt::print("  {:<22}{:>12.3f}{:>12.3f}{:>12.2f}{:>9.2f}x\n", one.name, bench::median(one.whole),
               bench::median(one.few), of_a_case(one), of_a_case(one) / of_a_case(all.front()));
  }
  return 0;
}

// package_bench [small]: the whole of `judge run` on a package with 200 trivial cases.
//
// One worker, the submission compiled before. Beside it a bare loop over the same cases, in turn:
// posix_spawn of the same program on the host, its output through a pipe, tokens compared with the
// answer; no isolation, no limits, no measurement. And `judge run` on one case of the package,
// which shows what the start costs.
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/judge/bench_package.hpp"
#include "bench/judge/bench_tools.hpp"
#include "judge/base/text.hpp"

namespace {

struct contender {
  std::string name;
  std::function<double()> seconds;  ///< negative: it failed
  std::vector<double> milliseconds;
};

std::vector<std::string> write_cases(const bench::package& into, int count) {
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) {
    names.push_back(fmt::format("{:03}", i));
    const int a = i * 7919 % 10007;
    const int b = i * 104 % 10009;
    std::ofstream(into.file(names.back(), ".in")) << a << ' ' << b << '\n';
    std::ofstream(into.file(names.back(), ".ans")) << a + b << '\n';
  }
  return names;
}

double bare_loop(const bench::package& of, const std::vector<std::string>& names,
                 const std::string& program) {
  const auto begin = std::chrono::steady_clock::now();
  for (const auto& name : names) {
    const auto end = bench::run_bare({program}, of.file(name, ".in").string());
    const auto answer = judge::read_file(of.file(name, ".ans"));
    if (!end || !answer || end->status != 0) return -1;
    if (judge::words_of(end->output) != judge::words_of(*answer)) return -1;
  }
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

int main(int argc, char** argv) {
  const bool small = argc > 1 && std::string_view(argv[1]) == "small";
  auto folder = judge::temporary_folder::make();
  if (!folder) {
    fmt::print(stderr, "package_bench: {}\n", folder.failure().message);
    return 3;
  }
  const bench::package of(folder->path());
  const auto names = write_cases(of, small ? 5 : 200);
  const auto judged = [&](const std::string& filter) {
    const auto end = of.judged(SUM_SOURCE, filter);
    return end ? end->seconds : -1;
  };
  std::vector<contender> all{
      {"bare loop", [&] { return bare_loop(of, names, SUM_PROGRAM); }, {}},
      {"judge run", [&] { return judged(""); }, {}},
      {"judge run, one case of them", [&] { return judged(names.back()); }, {}}};
  const int rounds = small ? 2 : 12;
  for (int round = 0; round < rounds; ++round) {
    for (auto& one : all) {
      const auto seconds = one.seconds();
      if (seconds < 0) {
        fmt::print(stderr, "package_bench: {}: a case failed\n", one.name);
        return 1;
      }
      if (round > 0) one.milliseconds.push_back(1000 * seconds);  // the first compiles
    }
  }
  fmt::print("{} cases, wall time in ms, {} rounds in turn\n", names.size(), rounds - 1);
  fmt::print("  {:<28}{:>8}{:>8}{:>8}{:>8}\n", "", "p10", "median", "p90", "ratio");
  const auto bare = bench::median(all.front().milliseconds);
  for (const auto& one : all) {
    const auto median = bench::median(one.milliseconds);
    fmt::print("  {:<28}{:>8.1f}{:>8.1f}{:>8.1f}{:>8.2f}\n", one.name,
               bench::quantile(one.milliseconds, 0.1), median,
               bench::quantile(one.milliseconds, 0.9), median / bare);
  }
  return 0;
}

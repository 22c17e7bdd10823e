// accuracy_bench [small]: the CPU time that the sandbox reports beside what the program measured.
//
// The program spins for a known length, alone, in four threads, in four children and in four
// orphaned processes, and prints the sum of what its processes read from their own clocks just
// before they ended. What the sandbox reports should not differ by more than 2 %. The start of the
// program and its end are a part of both, but for the last instructions behind the clock.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "bench/judge/bench_tools.hpp"

namespace {

using judge::isolation;

struct shape {
  const char* name;
  std::vector<std::string> words;  ///< before the length
  bool forks;
};

struct measurement {
  double inside_ms = 0;
  double reported_ms = 0;
  [[nodiscard]] double off_percent() const { return 100 * (reported_ms - inside_ms) / inside_ms; }
};

/// Empty where the program did not run to its end.
std::optional<measurement> measure(judge::sandbox& sandbox, const std::filesystem::path& box,
                                   const shape& what, int ms) {
  judge::run_request request;
  request.what.name = "self_measuring";
  request.what.folder = box;
  request.what.command = {"/box/self_measuring"};
  request.arguments = what.words;
  request.arguments.push_back(std::to_string(ms));
  const auto outcome = sandbox.run(request);
  if (!outcome || outcome->how != judge::ending::exited || outcome->code != 0) return std::nullopt;
  return measurement{std::strtod(outcome->standard_output.c_str(), nullptr) / 1e6,
                     static_cast<double>(outcome->cpu_time.count()) / 1e3};
}

/// False where a run failed.
bool print_row(judge::sandbox& sandbox, const std::filesystem::path& box, const shape& what, int ms,
               int rounds) {
  fmt::print("  {:<6}{:<18}{:>6}", judge::short_name(sandbox.level()), what.name, ms);
  if (what.forks && sandbox.level() != isolation::l0) {
    fmt::print("   processes are refused at this level\n");
    return true;
  }
  std::vector<double> inside, reported, off;
  double worst = 0;
  for (int round = 0; round < rounds; ++round) {
    const auto one = measure(sandbox, box, what, ms);
    if (!one) {
      fmt::print("   the program did not run\n");
      return false;
    }
    inside.push_back(one->inside_ms);
    reported.push_back(one->reported_ms);
    off.push_back(one->off_percent());
    if (std::abs(off.back()) > std::abs(worst)) worst = off.back();
  }
  fmt::print("{:>12.3f}{:>12.3f}{:>+10.3f}{:>+10.3f}\n", bench::median(inside),
             bench::median(reported), bench::median(off), worst);
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  const bool small = argc > 1 && std::string_view(argv[1]) == "small";
  const auto folder = bench::folder_with(SELF_MEASURING_PROGRAM, "self_measuring");
  if (!folder) return 3;
  const std::vector<shape> shapes{{"one process", {"spin"}, false},
                                  {"4 threads", {"threads", "4"}, false},
                                  {"4 children", {"children", "4"}, true},
                                  {"4 orphans", {"orphans", "4"}, true}};
  const auto sandboxes = bench::sandboxes_of_every_level();
  if (sandboxes.empty()) return 3;

  const int rounds = small ? 1 : 7;
  fmt::print("CPU time in ms, medians of {}; difference of the reported one in percent\n", rounds);
  fmt::print("  {:<6}{:<18}{:>6}{:>12}{:>12}{:>10}{:>10}\n", "level", "shape", "spin", "inside",
             "reported", "median", "worst");
  bool ran = true;
  for (const int ms : small ? std::vector{20} : std::vector{10, 100, 1000}) {
    for (const auto& what : shapes) {
      for (const auto& one : sandboxes) {
        ran = print_row(*one, folder->path(), what, ms, rounds) && ran;
      }
    }
  }
  return ran ? 0 : 1;
}

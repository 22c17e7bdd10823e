// overhead_bench [small]: what a run in the sandbox costs beyond starting the program.
//
// A program that does nothing is started in turn by a bare posix_spawn, by bubblewrap started for
// the run, and by the judge's sandbox at each level there is; back to back, and with 20 ms between
// two starts, which is nearer to real use: caches cold, the kernel's grace periods idle.
// Figures are wall time a start; the ratio is to the bare posix_spawn of the same table.
#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "bench/judge/bench_tools.hpp"

namespace {

namespace fs = std::filesystem;
using clock_type = std::chrono::steady_clock;

struct contender {
  std::string name;
  std::function<bool()> start;  // false: the program did not run to its end
  std::vector<double> milliseconds;
};

bool spawn_and_wait(std::vector<std::string> command) {
  std::vector<char*> arguments;
  for (auto& word : command) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  char* environment[] = {nullptr};
  pid_t pid = -1;
  int status = -1;
  return ::posix_spawnp(&pid, arguments[0], nullptr, nullptr, arguments.data(), environment) == 0 &&
         ::waitpid(pid, &status, 0) == pid && status == 0;
}

std::function<bool()> in_sandbox(judge::sandbox& sandbox, const fs::path& folder) {
  judge::run_request request;
  request.what.name = "nothing";
  request.what.folder = folder;
  request.what.command = {"/box/nothing"};
  return [&sandbox, request] {
    const auto outcome = sandbox.run(request);
    return outcome && outcome->how == judge::ending::exited && outcome->code == 0;
  };
}

bool measure(std::vector<contender>& all, int rounds, std::chrono::milliseconds gap) {
  for (auto& one : all) one.milliseconds.clear();
  for (int round = 0; round < rounds; ++round) {
    for (auto& one : all) {
      std::this_thread::sleep_for(gap);
      const auto begin = clock_type::now();
      const bool ran = one.start();
      const std::chrono::duration<double, std::milli> took = clock_type::now() - begin;
      if (!ran) {
        fmt::print(stderr, "overhead_bench: {}: the program did not run\n", one.name);
        return false;
      }
      if (round > 0) one.milliseconds.push_back(took.count());  // the first warms up
    }
  }
  fmt::print("{} starts each, {} ms apart\n", rounds - 1, gap.count());
  fmt::print("  {:<28}{:>8}{:>8}{:>8}{:>8}\n", "", "p10", "median", "p90", "ratio");
  const double bare = bench::quantile(all.front().milliseconds, 0.5);
  for (const auto& one : all) {
    const double median = bench::quantile(one.milliseconds, 0.5);
    fmt::print("  {:<28}{:>8.2f}{:>8.2f}{:>8.2f}{:>8.2f}\n", one.name,
               bench::quantile(one.milliseconds, 0.1), median,
               bench::quantile(one.milliseconds, 0.9), median / bare);
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  const bool small = argc > 1 && std::string_view(argv[1]) == "small";
  const auto folder = bench::folder_with(OVERHEAD_PROGRAM, "nothing");
  if (!folder) return 3;
  const auto program = folder->path() / "nothing";

  std::vector<contender> all;
  all.push_back({"posix_spawn", [&] { return spawn_and_wait({program.string()}); }, {}});
  const auto sandboxes = bench::sandboxes_of_every_level();
  for (const auto& one : sandboxes) {
    all.push_back({fmt::format("sandbox {}", judge::short_name(one->level())),
                   in_sandbox(*one, folder->path()),
                   {}});
  }
  if (sandboxes.empty()) return 3;
  all.push_back({"bubblewrap for each run",
                 [&] {
                   return spawn_and_wait({"bwrap", "--unshare-all", "--ro-bind", "/usr", "/usr",
                                          "--ro-bind", folder->path().string(), "/box", "--dev",
                                          "/dev", "--tmpfs", "/tmp", "/box/nothing"});
                 },
                 {}});
  const bool measured = measure(all, small ? 3 : 501, std::chrono::milliseconds(0)) &&
                        measure(all, small ? 3 : 201, std::chrono::milliseconds(20));
  return measured ? 0 : 1;
}

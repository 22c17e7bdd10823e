// syscall_bench [small]: what the sandbox adds to one system call.
//
// The same program makes the same calls bare and at each level there is, in turn. For calls that
// the seccomp filter allows whatever their arguments are the kernel remembers that and does not run
// the filter; prlimit64 is one whose arguments it has to look at.
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/judge/bench_tools.hpp"

namespace {

struct contender {
  std::string name;
  std::function<double(const std::string& call, const std::string& count)>
      measure;  ///< ns; < 0: failed
  std::vector<double> nanoseconds;
};

double in_sandbox(judge::sandbox& sandbox, const std::filesystem::path& box,
                  const std::string& call, const std::string& count) {
  judge::run_request request;
  request.what.name = "self_measuring";
  request.what.folder = box;
  request.what.command = {"/box/self_measuring"};
  request.arguments = {"call", call, count};
  const auto outcome = sandbox.run(request);
  if (!outcome || outcome->code != 0) return -1;
  return std::strtod(outcome->standard_output.c_str(), nullptr);
}

/// False where a run failed.
bool measure(std::vector<contender>& all, const std::string& call, int count, int rounds) {
  for (auto& one : all) one.nanoseconds.clear();
  for (int round = 0; round < rounds; ++round) {
    for (auto& one : all) {
      const auto ns = one.measure(call, std::to_string(count));
      if (ns < 0) {
        fmt::print(stderr, "syscall_bench: {}: the program did not run\n", one.name);
        return false;
      }
      one.nanoseconds.push_back(ns);
    }
  }
  const double bare = bench::median(all.front().nanoseconds);
  for (const auto& one : all) {
    const double ns = bench::median(one.nanoseconds);
    fmt::print("  {:<12}{:<14}{:>8.0f}{:>8.0f}{:>8.2f}\n", call, one.name,
               bench::quantile(one.nanoseconds, 0.1), ns, ns / bare);
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  const bool small = argc > 1 && std::string_view(argv[1]) == "small";
  const auto folder = bench::folder_with(SELF_MEASURING_PROGRAM, "self_measuring");
  if (!folder) return 3;
  const auto program = folder->path() / "self_measuring";

  std::vector<contender> all;
  all.push_back({"bare",
                 [&](const std::string& call, const std::string& count) {
                   const auto end = bench::run_bare({program.string(), "call", call, count});
                   return end && end->status == 0 ? std::strtod(end->output.c_str(), nullptr) : -1;
                 },
                 {}});
  const auto sandboxes = bench::sandboxes_of_every_level();
  if (sandboxes.empty()) return 3;
  for (const auto& one : sandboxes) {
    all.push_back({fmt::format("sandbox {}", judge::short_name(one->level())),
                   [&](const std::string& call, const std::string& count) {
                     return in_sandbox(*one, folder->path(), call, count);
                   },
                   {}});
  }
  const int rounds = small ? 1 : 11;
  const int count = small ? 1000 : 1'000'000;
  fmt::print("ns of CPU a call, {} calls a run, {} runs each in turn\n", count, rounds);
  fmt::print("  {:<12}{:<14}{:>8}{:>8}{:>8}\n", "call", "", "p10", "median", "ratio");
  for (const char* call : {"getppid", "read", "prlimit64"}) {
    if (!measure(all, call, count, rounds)) return 1;
  }
  return 0;
}

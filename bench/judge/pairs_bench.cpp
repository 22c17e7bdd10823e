// pairs_bench [small]: what a word between a submission and its interactor costs.
//
// Two programs hand one byte to and fro. Directly: two pipes between them, both on one core, which
// is as fast as a pair can be. In the sandbox: the judge stands between them, counts, and writes a
// transcript where one is asked for. Figures are wall time a round trip; the ratio is to the direct
// pipes of the same table.
#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/judge/bench_tools.hpp"
#include "judge/base/files.hpp"
#include "judge/run/sandbox.hpp"

namespace {

namespace fs = std::filesystem;
using clock_type = std::chrono::steady_clock;

struct contender {
  std::string name;
  std::function<bool(long rounds)> play;  // false: it did not go as it should
  std::vector<double> microseconds;
};

pid_t start(const std::string& program, const char* what, const std::string& rounds, int in,
            int out) {
  const pid_t pid = ::fork();
  if (pid != 0) return pid;
  cpu_set_t first;
  CPU_ZERO(&first);
  CPU_SET(0, &first);
  ::sched_setaffinity(0, sizeof first, &first);
  ::dup2(in, 0);
  ::dup2(out, 1);
  ::execl(program.c_str(), "ping_pong", what, rounds.c_str(), nullptr);
  ::_exit(127);
}

bool directly(const std::string& program, long rounds) {
  std::array<int, 2> there{};
  std::array<int, 2> back{};
  if (::pipe2(there.data(), O_CLOEXEC) != 0 || ::pipe2(back.data(), O_CLOEXEC) != 0) return false;
  const auto count = std::to_string(rounds);
  const pid_t ping = start(program, "ping", count, back[0], there[1]);
  const pid_t pong = start(program, "pong", count, there[0], back[1]);
  for (const int fd : {there[0], there[1], back[0], back[1]}) ::close(fd);
  int ping_status = -1;
  int pong_status = -1;
  return ::waitpid(ping, &ping_status, 0) == ping && ::waitpid(pong, &pong_status, 0) == pong &&
         ping_status == 0 && WEXITSTATUS(pong_status) == 42;
}

bool in_sandbox(judge::sandbox& sandbox, const fs::path& folder, std::uint64_t transcript,
                long rounds) {
  judge::pair_request request;
  for (auto* one : {&request.submission, &request.interactor}) {
    one->what.name = "ping_pong";
    one->what.folder = folder;
    one->what.command = {"/box/ping_pong"};
  }
  request.submission.arguments = {"ping", std::to_string(rounds)};
  request.interactor.arguments = {"pong"};
  request.transcript_bytes = transcript;
  const auto outcome = sandbox.run_pair(request);
  return outcome && outcome->submission.code == 0 && outcome->interactor.code == 42;
}

bool measure(std::vector<contender>& all, int plays, long rounds) {
  for (auto& one : all) one.microseconds.clear();
  for (int play = 0; play < plays; ++play) {
    for (auto& one : all) {
      const auto begin = clock_type::now();
      const bool played = one.play(rounds);
      const std::chrono::duration<double, std::micro> took = clock_type::now() - begin;
      if (!played) {
        fmt::print(stderr, "pairs_bench: {}: the programs did not end well\n", one.name);
        return false;
      }
      const auto trips = static_cast<double>(std::max(1L, rounds));
      if (play > 0) one.microseconds.push_back(took.count() / trips);  // the first warms up
    }
  }
  fmt::print("{}, {} times; microseconds {}\n",
             rounds == 0 ? "start and end of a pair" : fmt::format("{} round trips", rounds),
             plays - 1, rounds == 0 ? "each" : "a round trip");
  fmt::print("  {:<28}{:>9}{:>9}{:>9}{:>8}\n", "", "p10", "median", "p90", "ratio");
  const double bare = bench::median(all.front().microseconds);
  for (const auto& one : all) {
    const double median = bench::median(one.microseconds);
    fmt::print("  {:<28}{:>9.2f}{:>9.2f}{:>9.2f}{:>8.2f}\n", one.name,
               bench::quantile(one.microseconds, 0.1), median,
               bench::quantile(one.microseconds, 0.9), median / bare);
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  const bool small = argc > 1 && std::string_view(argv[1]) == "small";
  const auto folder = bench::folder_with(PING_PONG_PROGRAM, "ping_pong");
  if (!folder) return 3;
  const auto program = folder->path() / "ping_pong";

  std::vector<contender> all;
  all.push_back({"two pipes", [&](long rounds) { return directly(program.string(), rounds); }, {}});
  const auto sandboxes = bench::sandboxes_of_every_level();
  for (const auto& one : sandboxes) {
    for (const unsigned transcript : {0U, 1U << 24}) {
      all.push_back({fmt::format("pair {}{}", judge::short_name(one->level()),
                                 transcript > 0 ? ", with transcript" : ""),
                     [&sandbox = *one, at = folder->path(), transcript](long rounds) {
                       return in_sandbox(sandbox, at, transcript, rounds);
                     },
                     {}});
    }
  }
  if (sandboxes.empty()) return 3;
  const bool measured =
      measure(all, small ? 2 : 21, small ? 100 : 20'000) && measure(all, small ? 2 : 101, 0);
  return measured ? 0 : 1;
}

// bench/judge/bench_tools.hpp - what the judge's benchmarks share.
#pragma once

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "judge/base/files.hpp"
#include "judge/base/unique_fd.hpp"
#include "judge/run/sandbox.hpp"

namespace bench {

inline double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

inline double median(std::vector<double> values) { return quantile(std::move(values), 0.5); }

/// A sandbox for every level there is; says why where there is none.
inline std::vector<std::unique_ptr<judge::sandbox>> sandboxes_of_every_level() {
  std::vector<std::unique_ptr<judge::sandbox>> made;
  for (const auto level : {judge::isolation::l0, judge::isolation::l1}) {
    judge::sandbox_options options;
    options.required = level;
    options.strongest = level;
    auto started = judge::sandbox::start(options, {});
    if (started) {
      made.push_back(*std::move(started));
    } else {
      fmt::print("{}\n", started.failure().message);
    }
  }
  return made;
}

/// A fresh folder that everyone may enter, with a copy of the program in it; says why where there
/// is none.
inline std::optional<judge::temporary_folder> folder_with(const std::filesystem::path& program,
                                                          const char* name) {
  auto folder = judge::temporary_folder::make();
  if (!folder) {
    fmt::print(stderr, "{}\n", folder.failure().message);
    return std::nullopt;
  }
  std::filesystem::permissions(folder->path(), std::filesystem::perms(0755));
  std::filesystem::copy_file(program, folder->path() / name);
  return *std::move(folder);
}

struct ended {
  int status = -1;        ///< as waitpid gives it
  std::string output;     ///< what it wrote to stdout
  double seconds = 0;     ///< wall time, from the start to the end
  long peak_rss_kib = 0;  ///< of it, or of the largest process that it waited for
};

/// Runs a command on the host with a file as its input, without any isolation.
inline std::optional<ended> run_bare(std::vector<std::string> command,
                                     const std::string& input = "/dev/null") {
  const auto begin = std::chrono::steady_clock::now();
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
  const judge::unique_fd from(ends[0]);
  judge::unique_fd to(ends[1]);
  std::vector<char*> arguments;
  for (auto& word : command) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, 0, input.c_str(), O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, to.get(), 1);
  pid_t pid = -1;
  const int failed =
      ::posix_spawnp(&pid, arguments[0], &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return std::nullopt;
  to.reset();
  ended end;
  std::array<char, 65536> buffer;
  for (ssize_t got = 0; (got = ::read(from.get(), buffer.data(), buffer.size())) > 0;) {
    end.output.append(buffer.data(), static_cast<std::size_t>(got));
  }
  rusage used{};
  if (::wait4(pid, &end.status, 0, &used) != pid) return std::nullopt;
  end.peak_rss_kib = used.ru_maxrss;
  end.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return end;
}

}  // namespace bench

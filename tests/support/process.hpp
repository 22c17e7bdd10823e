// tests/support/process.hpp - runs a program and keeps what it printed; for tests of the command
// line.
#pragma once

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "judge/base/files.hpp"

namespace judge::testing {

struct finished {
  int code = -1;  ///< exit status, or 128 + signal
  std::string out;
  std::string err;
};

/// A program under way, its output going into files of `folder`.
class process {
 public:
  process(std::vector<std::string> command, std::filesystem::path folder,
          const std::string& input = "/dev/null")
      : folder_(std::move(folder)) {
    std::vector<char*> argv;
    for (auto& word : command) argv.push_back(word.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, input.c_str(), O_RDONLY, 0);
    for (const int fd : {1, 2}) {
      posix_spawn_file_actions_addopen(&actions, fd, file(fd).c_str(), O_WRONLY | O_CREAT | O_TRUNC,
                                       0600);
    }
    if (posix_spawnp(&pid_, argv[0], &actions, nullptr, argv.data(), environ) != 0) pid_ = -1;
    posix_spawn_file_actions_destroy(&actions);
  }
  process(const process&) = delete;
  process& operator=(const process&) = delete;
  ~process() {
    if (pid_ > 0) {
      ::kill(pid_, SIGKILL);
      ::waitpid(pid_, nullptr, 0);
    }
  }

  void signal(int number) const { ::kill(pid_, number); }
  [[nodiscard]] pid_t pid() const { return pid_; }

  /// Waits for its end.
  [[nodiscard]] finished wait() {
    finished out;
    int status = 0;
    if (pid_ > 0 && ::waitpid(pid_, &status, 0) == pid_) {
      out.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    pid_ = -1;
    out.out = *read_file(file(1));
    out.err = *read_file(file(2));
    return out;
  }

 private:
  [[nodiscard]] std::string file(int fd) const {
    return (folder_ / (fd == 1 ? "standard_output" : "standard_error")).string();
  }
  std::filesystem::path folder_;
  pid_t pid_ = -1;
};

}  // namespace judge::testing

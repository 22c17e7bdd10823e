// tests/support/host_run.hpp - runs a request on the host, without sandbox and without limits: for
// tests that need the real compilers, as the answer of a fake_runner.
#pragma once

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "judge/base/files.hpp"
#include "judge/model/run.hpp"

namespace judge::testing {

namespace detail::host_run {

inline std::string bytes_of(const content& what) {
  if (const auto* held = std::get_if<std::string>(&what)) return *held;
  return read_file(std::get<std::filesystem::path>(what)).value();
}

/// The host's folders in place of the sandbox's.
inline std::string outside(std::string word, const std::string& box, const std::string& work) {
  for (const auto& [inside, folder] : {std::pair(std::string("/box"), box), {"/work", work}}) {
    if (word == inside || word.starts_with(inside + "/")) word.replace(0, inside.size(), folder);
  }
  return word;
}

[[noreturn]] inline void become(std::vector<std::string> words, const run_request& request,
                                const std::filesystem::path& work,
                                const std::filesystem::path& streams) {
  const auto open_as = [](const std::filesystem::path& file, int flags, int fd) {
    if (::dup2(::open(file.c_str(), flags | O_CREAT, 0600), fd) < 0) ::_exit(126);
  };
  open_as(streams / "in", O_RDONLY, 0);
  open_as(streams / "out", O_WRONLY, 1);
  open_as(streams / "err", O_WRONLY, 2);
  for (const auto& [name, value] : request.what.needs.environment) {
    ::setenv(name.c_str(), outside(value, {}, work).c_str(), 1);
  }
  // As the sandbox has it: the stack may take all memory.
  struct rlimit stack {};
  ::getrlimit(RLIMIT_STACK, &stack);
  stack.rlim_cur = stack.rlim_max;
  ::setrlimit(RLIMIT_STACK, &stack);
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  if (::chdir(work.c_str()) == 0) ::execvp(arguments[0], arguments.data());
  ::_exit(127);
}

}  // namespace detail::host_run

inline result<run_outcome> host_run(const run_request& request) {
  using namespace detail::host_run;  // NOLINT(google-build-using-namespace)
  const auto work = temporary_folder::make();
  const auto streams = temporary_folder::make();
  for (const auto& file : request.files) {
    auto put = write_file(work->path() / file.name, bytes_of(file.bytes), file.executable);
    if (!put) return std::move(put).failure();
  }
  for (const auto& name : request.collect) {
    if (name.ends_with('/')) std::filesystem::create_directories(work->path() / name);
  }
  if (auto put = write_file(streams->path() / "in", bytes_of(request.input)); !put) {
    return std::move(put).failure();
  }
  auto words = command_of(request.what, request.limits.memory_bytes);
  words.insert(words.end(), request.arguments.begin(), request.arguments.end());
  for (auto& word : words) {
    word = outside(word, request.what.folder.string(), work->path().string());
  }
  const auto child = ::fork();
  if (child == 0) become(words, request, work->path(), streams->path());
  int status = 0;
  if (child < 0 || ::waitpid(child, &status, 0) != child) return environment_error("no child");

  run_outcome run;
  run.how = WIFEXITED(status) ? ending::exited : ending::signalled;
  run.code = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
  run.standard_output = read_file(streams->path() / "out").value();
  run.standard_error = read_file(streams->path() / "err").value();
  for (const auto& name : request.collect) {
    if (!name.ends_with('/')) continue;
    const auto found = list_tree(work->path() / name).value();
    for (const auto& file : found) {
      run.files.push_back({name + file.string(), read_file(work->path() / name / file).value()});
    }
  }
  return run;
}

}  // namespace judge::testing

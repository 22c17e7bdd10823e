#include "judge/run/session.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "judge/run/work_folder.hpp"

namespace judge {
namespace {

constexpr int pipe_size = 1 << 20;  // fewer switches between program and judge

error pipe_error() { return environment_error("pipe: " + std::generic_category().message(errno)); }

}  // namespace

result<pipe_ends> make_pipe(judge_end ours) {
  std::array<int, 2> ends{-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return pipe_error();
  pipe_ends made{unique_fd(ends[0]), unique_fd(ends[1])};
  // The judge's end alone: the flag belongs to the end, not to the pipe.
  const int own = ours == judge_end::read ? ends[0] : ends[1];
  if (::fcntl(own, F_SETFL, O_NONBLOCK) != 0) return pipe_error();
  return made;
}

result<session> session::open(const run_request& wanted, const request_surroundings& within,
                              unique_fd input) {
  auto request = prepare(wanted, within);
  if (!request) return std::move(request).failure();
  if (!input) {
    auto sealed = sealed_input(wanted.input);
    if (!sealed) return std::move(sealed).failure();
    input = *std::move(sealed);
  }
  auto output = make_pipe(judge_end::read);
  if (!output) return std::move(output).failure();
  auto errors = make_pipe(judge_end::read);
  if (!errors) return std::move(errors).failure();
  // Best effort: an ordinary user may have used up the pipes' share of memory.
  ::fcntl(output->write.get(), F_SETPIPE_SZ, pipe_size);
  return session{*std::move(request), std::move(input), *std::move(output), *std::move(errors)};
}

}  // namespace judge

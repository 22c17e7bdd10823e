#include "tests/hostile/arena.hpp"

#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>

#include "judge/base/hash.hpp"
#include "judge/base/parallel.hpp"
#include "judge/base/text.hpp"
#include "judge/pipeline/classify.hpp"

namespace judge::hostile {
namespace fs = std::filesystem;
namespace {

unique_fd listen_on(int family, const void* address, std::size_t size) {
  unique_fd socket(::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const bool listening = ::bind(socket.get(), static_cast<const sockaddr*>(address),
                                static_cast<socklen_t>(size)) == 0 &&
                         ::listen(socket.get(), 16) == 0;
  EXPECT_TRUE(listening) << std::strerror(errno);
  return socket;
}

unique_fd listen_on_name(const std::string& name, bool abstract) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::size_t start = abstract ? 1 : 0;
  EXPECT_LT(name.size() + start, sizeof address.sun_path);
  name.copy(address.sun_path + start, sizeof address.sun_path - start - 1);
  return listen_on(AF_UNIX, &address, offsetof(sockaddr_un, sun_path) + name.size() + 1);
}

/// Content, size, owner and rights: all that a program could have changed.
std::string state_of(const fs::path& file) {
  struct stat info {};
  const auto bytes = read_file(file);
  if (::stat(file.c_str(), &info) != 0 || !bytes) return "not there";
  return fmt::format("{} {} {} {:o} {}.{} {}", sha256_hex(*bytes), info.st_size, info.st_uid,
                     info.st_mode, info.st_mtim.tv_sec, info.st_mtim.tv_nsec, info.st_nlink);
}

bool fits(const expectation& wanted, const run_outcome& seen, verdict is) {
  if (wanted.is != is) return false;
  return wanted.any_ending ||
         (wanted.how == seen.how && wanted.code == seen.code && wanted.stopped == seen.stopped);
}

}  // namespace

listeners::listeners(const fs::path& folder)
    : abstract(fmt::format("gavel_hostile_{}", ::getpid())), path(folder / "socket") {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  network_ = listen_on(AF_INET, &address, sizeof address);
  socklen_t size = sizeof address;
  ::getsockname(network_.get(), reinterpret_cast<sockaddr*>(&address), &size);
  port = std::to_string(ntohs(address.sin_port));
  abstract_ = listen_on_name(abstract, true);
  file_ = listen_on_name(path, false);
}

bool listeners::reached() const {
  for (const auto* one : {&network_, &abstract_, &file_}) {
    if (unique_fd(::accept(one->get(), nullptr, nullptr))) return true;
  }
  return false;
}

case_limits limits_of(const attack& one, milliseconds time) {
  return {.time = time,
          .memory_bytes = one.memory_bytes,
          .output_bytes = 16 * mebibyte,
          .processes = 32};
}

std::string shown(const run_outcome& outcome, verdict is) {
  return fmt::format(
      "{}: {} {}, stopped {}, CPU {} ms, wall {} ms, wait {} ms, peak {} MiB, {} OOM kills, "
      "output {}, errors {}, files {}; it said:\n{}\n{}",
      short_name(is), outcome.how == ending::exited ? "exit code" : "signal", outcome.code,
      static_cast<int>(outcome.stopped), outcome.cpu_time.count() / 1000,
      outcome.wall_time.count() / 1000, outcome.wait_time.count() / 1000,
      outcome.peak_memory_bytes / mebibyte, outcome.out_of_memory_kills, outcome.output_bytes,
      outcome.error_bytes, outcome.file_bytes, printable(outcome.standard_output, 2000),
      printable(outcome.standard_error, 500));
}

void arena::SetUp() {
  auto made = temporary_folder::make();
  ASSERT_TRUE(made) << made.failure().message;
  temporary_.emplace(*std::move(made));
  // Open, so that it is the sandbox alone that keeps programs out.
  fs::permissions(temporary(), fs::perms(0755));
  // All temporary files of this process, so that one too many is seen.
  if (const char* old = std::getenv("TMPDIR")) old_temporary_ = old;
  ::setenv("TMPDIR", temporary().c_str(), 1);
  input_ = temporary() / "secret.in";
  ASSERT_TRUE(write_file(input_, "42\n" + std::string(9000, 'x') + "\n"));
  input_before_ = state_of(input_);
  listeners_ = std::make_unique<listeners>(temporary());
  become_the_parent_of_orphans();
  sandbox_test::SetUp();
}

void arena::TearDown() {
  old_temporary_.empty() ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", old_temporary_.c_str(), 1);
  if (!sandbox_) return;
  sandbox_.reset();
  for (const auto& trace : look_for_traces(temporary())) {
    EXPECT_FALSE(trace.starts_with("process: ") || trace.starts_with("cgroup: ")) << trace;
  }
}

void arena::begin(unsigned workers) {
  if (workers > 1) start(workers);
  std::vector<fs::path> programs;
  for (const auto& entry : fs::directory_iterator(HOSTILE_PROGRAMS)) {
    const auto name = entry.path().filename().string();
    if (!name.starts_with("hostile_") || !fs::is_regular_file(entry)) continue;
    fs::copy_file(entry.path(), box() / name.substr(8));
  }
  // A worker may look different once it was used; and it is started when it is needed, so all of
  // them have to be at once.
  for_each_in_parallel(workers, workers, {}, [this](std::size_t) {
    auto request = acting({"sleep"});
    request.limits.wall_time = milliseconds(300);
    EXPECT_EQ(run(request).stopped, stop_reason::wall_time);
    return true;
  });
  before_ = look_for_traces(temporary());
  helpers_before_ = own_children();
}

std::string arena::filled_in(const std::string& word) {
  if (word == "{input}") return input_;
  if (word == "{folder}") return box();
  if (word == "{judge}") return fs::read_symlink("/proc/self/exe");
  if (word == "{pid}") return std::to_string(::getpid());
  if (word == "{temporary}") return temporary();
  if (word == "{port}") return listeners_->port;
  if (word == "{abstract}") return listeners_->abstract;
  if (word == "{socket}") return listeners_->path;
  return word;
}

run_request arena::request_for(const attack& one, milliseconds time) {
  run_request request;
  request.what.name = one.name;
  request.what.folder = box();
  request.what.command = {"/box/" + one.program};
  request.what.needs.proc = one.proc;
  for (const auto& word : one.arguments) request.arguments.push_back(filled_in(word));
  request.input = input_;
  request.collect = one.collect;
  request.limits = limits_of(one, time).of_a_run();
  // Between the limit and this an answer counts as late; later it is not waited for.
  request.limits.cpu_time = time + milliseconds(100);
  request.limits.wall_time = milliseconds(3000);
  return request;
}

std::optional<run_outcome> arena::run_attack(const attack& one, milliseconds time) {
  auto outcome = sandbox_->run(request_for(one, time));
  EXPECT_TRUE(outcome) << one.name << ": " << outcome.failure().message;
  if (!outcome) return std::nullopt;
  return *std::move(outcome);
}

void arena::expect_as_in_the_table(const attack& one, milliseconds time,
                                   const run_outcome& outcome) {
  check_outcome check;
  check.is = outcome.standard_output == one.output ? check_outcome::answer::right
                                                   : check_outcome::answer::wrong;
  const auto decided = classify(outcome, check, limits_of(one, time));
  const auto& wanted = one.expected.at(GetParam());
  EXPECT_TRUE(std::any_of(wanted.begin(), wanted.end(), [&](const expectation& way) {
    return fits(way, outcome, decided.is);
  })) << shown(outcome, decided.is);
  EXPECT_EQ(outcome.level, GetParam());
  EXPECT_LE(outcome.standard_output.size(), 16 * mebibyte);
  EXPECT_LE(outcome.standard_error.size(), 65536U);
  std::vector<std::string> names;
  for (const auto& file : outcome.files) names.push_back(file.name);
  EXPECT_EQ(names, one.collected);
}

void arena::expect_no_traces() {
  reap_orphans();
  for (const auto& difference : differences(before_, temporary())) {
    ADD_FAILURE() << "left behind or gone: " << difference;
  }
  EXPECT_EQ(state_of(input_), input_before_) << "the test data was changed";
  EXPECT_FALSE(listeners_->reached()) << "a connection came out of the sandbox";
}

void arena::expect_a_clean_next_run() {
  const attack witness{"the next run", "clean_slate", {"32", "100"}, always({right()})};
  auto request = request_for(witness, milliseconds(20'000));
  request.what.needs.processes = true;
  request.limits.wall_time = milliseconds(60'000);
  const auto outcome = run(request);
  EXPECT_EQ(outcome.code, 0) << shown(outcome, verdict::accepted);
  EXPECT_EQ(outcome.how, ending::exited) << shown(outcome, verdict::accepted);
  EXPECT_EQ(outcome.standard_output, "");
  EXPECT_FALSE(outcome.output_limit_exceeded);
}

}  // namespace judge::hostile

#include "judge/run/worker.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <system_error>
#include <utility>

#include "judge/run/channel.hpp"
#include "judge/run/work_folder.hpp"

namespace judge {
namespace {

using std::chrono::nanoseconds;

/// Whom programs run as where the judge is root: nobody else on the machine, another one for each
/// worker of each judge, because the kernel counts processes by user.
unsigned user_of(unsigned number) {
  return first_made_up_user + static_cast<unsigned>(::getpid()) * made_up_users_of_a_judge +
         number % made_up_users_of_a_judge;
}

constexpr unsigned partner_of(unsigned number) { return number + 64; }

std::string why(int code) { return std::generic_category().message(code); }

microseconds rounded(nanoseconds time) {
  return std::chrono::duration_cast<microseconds>(std::max(time, nanoseconds(0)));
}

/// Waits for the zygote's word after a request that failed before its start.
void cancel(int control, std::uint32_t serial) {
  const wire::kill_word word{.serial = serial};
  if (!send_packet(control, bytes_of(word))) return;
  while (const auto heard = receive_packet_in(control, patience)) {
    if (heard->what == wire::kind::done) return;
  }
}

/// Why a program could not be started.
error start_failure(const run_request& request, const wire::answer& answer) {
  const auto& what = request.what;
  const auto reason = why(answer.error);
  switch (answer.failed) {
    case wire::step::box:
      return environment_error(
          fmt::format("{}: the program's folder {}: {}", what.name, what.folder.string(), reason));
    case wire::step::exec:
      return environment_error(fmt::format("{}: '{}' cannot be started in the sandbox: {}",
                                           what.name, what.command.front(), reason));
    case wire::step::work_folder:
      return environment_error(fmt::format("{}: the sandbox's work folder: {}", what.name, reason));
    default:
      return environment_error(
          fmt::format("{}: the sandbox could not start a program ({}): {}; see 'judge doctor'",
                      what.name, wire::words_for(answer.failed), reason));
  }
}

void set_ending(run_outcome& outcome, const wire::answer& answer) {
  if (answer.ended != 0 && WIFEXITED(answer.status)) {
    outcome.how = ending::exited;
    outcome.code = WEXITSTATUS(answer.status);
    return;
  }
  // Killed together with its init, by us or for want of memory.
  outcome.how = ending::signalled;
  outcome.code = answer.ended != 0 ? WTERMSIG(answer.status) : SIGKILL;
}

void set_memory(run_outcome& outcome, std::uint64_t limit, std::uint64_t reserve, bool too_large,
                const wire::answer& answer, const cgroup::usage* used) {
  outcome.peak_memory_bytes = static_cast<std::uint64_t>(answer.peak_rss_kib) * 1024;
  if (used != nullptr) {
    // The group counts in steps of 256 KiB a core, and not the pages that programs share.
    outcome.peak_memory_bytes = std::max(outcome.peak_memory_bytes, used->peak_bytes);
    outcome.memory_is_a_guess = !used->peak_is_known;
    outcome.out_of_memory_kills = used->out_of_memory_kills;
    return;
  }
  outcome.memory_is_a_guess = true;
  // A growing vector asks for twice what it holds, so half of the limit counts as close to it.
  const bool failed = outcome.how == ending::signalled || outcome.code != 0;
  outcome.looks_out_of_memory = failed && outcome.stopped == stop_reason::none &&
                                (too_large || outcome.peak_memory_bytes >= limit / 2);
  // Where the address space is not the limit, a run-time system may go beyond and end well.
  if (outcome.peak_memory_bytes > limit + reserve) outcome.looks_out_of_memory = true;
}

}  // namespace

result<std::unique_ptr<worker>> worker::start(unsigned number, isolation level,
                                              const seccomp_filters& filters, unsigned landlock,
                                              std::optional<core_lease> core) {
  std::unique_ptr<worker> made(new worker(number, level, filters, landlock));
  made->user_ = user_of(number);
  made->core_ = std::move(core);
  if (level >= isolation::l2) {
    auto place = plain_place::make(::geteuid() == 0 ? made->user_ : 0);
    if (!place) return std::move(place).failure();
    made->place_.emplace(*std::move(place));
  }
  if (level == isolation::l2) {
    auto ruleset = make_ruleset(landlock, made->place_->folders());
    if (!ruleset) return std::move(ruleset).failure();
    made->ruleset_ = *std::move(ruleset);
  }
  if (auto awake = made->wake(); !awake) return std::move(awake).failure();
  return made;
}

result<worker*> worker::partner() {
  if (!partner_) {
    auto started = start(partner_of(number_), level_, filters_, landlock_, std::nullopt);
    if (!started) return std::move(started).failure();
    partner_ = *std::move(started);
  }
  return partner_.get();
}

result<zygote_process> worker::start_zygote() const {
  if (!place_) return zygote_process::start(user_, filters_);
  plain_surroundings within;
  within.work = place_->work();
  if (level_ == isolation::l2) {
    within.ruleset = ruleset_.get();
    within.filters = &filters_;
    within.own_signals_only = landlock_ < landlock_with_signals;
  }
  return zygote_process::start_plain(::geteuid() == 0 ? user_ : ::geteuid(), within);
}

status worker::wake() {
  zygote_.reset();
  if (level_ == isolation::l0 && !group_) {
    auto group = cgroup::make(number_);
    if (!group) return std::move(group).failure();
    group_ = *std::move(group);
  }
  auto zygote = start_zygote();
  if (!zygote) return std::move(zygote).failure();
  zygote_.emplace(*std::move(zygote));
  if (core_) bind_to_core(zygote_->pid(), core_->core());
  runs_ = 0;
  if (group_) {
    if (auto adopted = group_->adopt(zygote_->pid()); !adopted) return adopted;
  }
  if (make_next_init()) return done();
  return environment_error("the sandbox's helper process died at once");
}

bool worker::make_next_init() {
  const auto word = wire::kind::next;
  const int group = group_ ? group_->birthplace() : -1;
  return group >= 0 ? send_packet(zygote_->control(), bytes_of(word), {group})
                    : send_packet(zygote_->control(), bytes_of(word));
}

void worker::settle() {
  if (group_) {
    used_ = group_->end();
    if (group_->spent()) {
      zygote_.reset();  // first: a group is removed when nobody is in it
      group_.reset();
      if (!wake()) zygote_.reset();  // the next run tries again, and has someone to tell
      return;
    }
  }
  if (!make_next_init()) zygote_.reset();
}

result<run_outcome> worker::run(const run_request& request, const std::stop_token& stop) {
  const thread_on_core bound(core_);
  for (int tries = 0; tries < 2; ++tries) {
    if (!zygote_) {
      if (auto awake = wake(); !awake) return std::move(awake).failure();
    }
    if (auto outcome = try_run(request, stop)) return *std::move(outcome);
    zygote_.reset();
  }
  return environment_error(
      request.what.name +
      ": the sandbox's helper process died twice: is the machine out of memory? Judge again");
}

status worker::furnish_place(const run_request& request, session& one) {
  const auto& what = request.what;
  if (auto cleared = place_->clear(); !cleared) return std::move(cleared).failure();
  if (!one.request.folder.empty()) {
    auto filled = place_->fill_box(one.request.folder);
    if (!filled) return std::move(filled).failure().in(what.name + ": the program's folder");
  }
  auto placed = place_files(place_->work(), request, ::geteuid() == 0 ? user_ : 0);
  if (placed) one.folder.reset(::openat(place_->work(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return placed;
}

request_surroundings worker::surroundings() const {
  request_surroundings within{.serial = runs_ + 1, .counted = group_ != nullptr};
  if (place_) {
    within.top = place_->top();
    // As root the programs have a user of their own; else all count but what becomes the program.
    if (::geteuid() != 0) within.others = std::max<std::uint64_t>(threads_of_user(), 1) - 1;
  }
  return within;
}

std::optional<result<run_outcome>> worker::try_run(const run_request& request,
                                                   const std::stop_token& stop) {
  auto opened = session::open(request, surroundings());
  if (!opened) return std::move(opened).failure();
  session& one = *opened;
  auto begun = begin(request, one);
  if (!begun) return std::nullopt;
  if (!*begun) return std::move(*begun).failure();
  drain output(std::move(one.output.read), request.limits.output_bytes);
  drain errors(std::move(one.errors.read), error_limit);
  const auto seen =
      attend(zygote_->control(), runs_, request.limits, group_.get(), output, errors, stop);
  return finish(request, one, seen, {output.count(), errors.count(), output.take(), errors.take()});
}

std::optional<status> worker::begin(const run_request& request, session& one) {
  if (place_) {
    auto furnished = furnish_place(request, one);
    if (!furnished) return furnished;
  }
  if (group_) {
    auto begun = group_->begin(one.request.memory_bytes, request.limits.processes);
    if (!begun) return begun;
  }
  if (!send_packet(zygote_->requests(), one.request.packet,
                   {one.input.get(), one.output.write.get(), one.errors.write.get()})) {
    return std::nullopt;
  }
  ++runs_;
  one.input.reset();
  one.output.write.reset();
  one.errors.write.reset();
  if (!one.request.uses_folder || place_) return done();
  auto word = receive_packet_in(zygote_->control(), patience);
  if (!word) return std::nullopt;
  if (word->what == wire::kind::done) {
    settle();
    return start_failure(request, word->answer);
  }
  // The packet carries the mount; a folder opened in it lives on when the mount is gone.
  one.folder.reset(::openat(word->fd.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  auto placed = place_files(one.folder.get(), request, ::geteuid() == 0 ? user_ : 0);
  if (!placed) {
    one.folder.reset();
    abandon();
    return placed;
  }
  const auto go = wire::kind::go;
  if (!send_packet(zygote_->requests(), bytes_of(go))) return std::nullopt;
  return done();
}

void worker::abandon() {
  cancel(zygote_->control(), runs_);
  settle();
}

std::optional<result<run_outcome>> worker::finish(const run_request& request, session& one,
                                                  const attendance& seen, written_output written) {
  if (!seen.answer) {
    // Without namespaces what the program started lives on when the zygote dies.
    if (place_ && seen.program > 0) ::kill(-seen.program, SIGKILL);
    zygote_.reset();
    if (!seen.interrupted) return std::nullopt;
    return error{request.what.name + ": interrupted", fault::interrupted};
  }
  run_outcome outcome;
  bool cut = false;
  if (one.folder) {
    // Before the counters are read: the folder's pages belong to this run.
    outcome.files = collect_files(one.folder.get(), request, request.limits.output_bytes, cut);
    one.folder.reset();
  }
  std::uint64_t left_bytes = 0;
  if (place_) {
    const auto cleared = place_->clear();
    if (!cleared) {
      zygote_.reset();
      return cleared.failure();
    }
    left_bytes = *cleared;
  }
  const auto& answer = *seen.answer;
  // Out of step, which a helper that died in between may leave behind: begun anew.
  if (answer.serial != runs_) {
    zygote_.reset();
    return std::nullopt;
  }
  const bool holds_zygote = group_ && group_->holds_zygote();
  settle();
  if (seen.interrupted) return error{request.what.name + ": interrupted", fault::interrupted};
  const bool own = request.what.command.front().starts_with(std::string(box_folder) + "/");
  if (answer.failed == wire::step::exec && own) {
    // A program of its own making that the kernel does not take: as a shell would tell.
    outcome.level = level();
    outcome.code = 127;
    outcome.standard_error = "the program cannot be started: " + why(answer.error);
    outcome.error_bytes = outcome.standard_error.size();
    return outcome;
  }
  if (answer.failed != wire::step::none) return start_failure(request, answer);
  if (seen.never_started) {
    return environment_error(request.what.name +
                             ": the sandbox took too long to start it; is the machine too busy?");
  }
  // Its init died before the program was there, and for no fault of the program.
  if (answer.started_ns == 0 && seen.stopped == stop_reason::none &&
      (level_ != isolation::l0 || used_.out_of_memory_kills == 0))
    return std::nullopt;

  outcome.level = level();
  // A program that ended by itself while our word was under way was not stopped by it.
  if (answer.ended == 0) outcome.stopped = seen.stopped;
  set_ending(outcome, answer);
  const nanoseconds setup(answer.setup_cpu_ns);
  const nanoseconds zygote(holds_zygote ? answer.zygote_cpu_ns : 0);
  const auto spent = (level_ == isolation::l0 ? used_.cpu - zygote
                                              : nanoseconds(microseconds(answer.total_cpu_us))) -
                     setup;
  outcome.cpu_time = rounded(std::max(spent, seen.cpu));
  outcome.wall_time =
      rounded(answer.ended != 0 ? nanoseconds(answer.ended_ns - answer.started_ns) : seen.wall);
  outcome.wait_time = rounded(seen.wait);
  outcome.steal_time = rounded(seen.steal);
  set_memory(outcome, request.limits.memory_bytes, request.what.needs.memory_reserve_bytes,
             one.request.too_large, answer, level_ == isolation::l0 ? &used_ : nullptr);
  outcome.involuntary_switches = static_cast<std::uint64_t>(answer.involuntary_switches);

  outcome.output_bytes = written.output_bytes;
  outcome.error_bytes = written.error_bytes;
  const auto files = place_ ? left_bytes : answer.work_used + answer.tmp_used;
  outcome.file_bytes = files - std::min(files, one.request.placed_bytes);
  outcome.output_limit_exceeded =
      cut || answer.folder_full != 0 ||
      (outcome.how == ending::signalled && outcome.code == SIGXFSZ) ||
      outcome.output_bytes + outcome.error_bytes + outcome.file_bytes > request.limits.output_bytes;
  outcome.standard_output = std::move(written.output);
  outcome.standard_error = std::move(written.errors);
  return outcome;
}

}  // namespace judge

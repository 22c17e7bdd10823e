#include "judge/run/pair/attend_pair.hpp"

#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <ctime>
#include <span>
#include <utility>

#include "judge/run/core_lease.hpp"
#include "judge/run/pair/wait_look.hpp"

namespace judge {
namespace {

using clock = attendant::clock;
using std::chrono::milliseconds;

constexpr auto quiet = milliseconds(50);       // before, and between, two looks for a deadlock
constexpr auto grace = milliseconds(200);      // for a submission that nothing can help any more
constexpr auto patience = milliseconds(1000);  // with whoever is expected to wait, or to be gone
constexpr auto short_nap = milliseconds(1);

/// A reader that went away is an error of write() and no signal, in this thread.
class no_sigpipe {
 public:
  no_sigpipe() {
    ::sigemptyset(&pipe_);
    ::sigaddset(&pipe_, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  no_sigpipe(const no_sigpipe&) = delete;
  no_sigpipe& operator=(const no_sigpipe&) = delete;
  ~no_sigpipe() {
    if (::sigismember(&before_, SIGPIPE) == 1) return;
    const timespec now{};
    while (::sigtimedwait(&pipe_, nullptr, &now) > 0) {
    }
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t pipe_{};
  sigset_t before_{};
};

struct pair_look {
  wait_look submission;
  wait_look interactor;
  bool operator==(const pair_look&) const = default;
};

class pair_attendant {
 public:
  pair_attendant(pair_seat submission, pair_seat interactor, int accepting_exit, int core,
                 const std::stop_token& stop)
      : submission_(submission),
        interactor_(interactor),
        accepting_exit_(accepting_exit),
        core_(core),
        interruption_(stop) {}

  pair_attendance attend() {
    while (!submission_.run.over() || !interactor_.run.over()) {
      if (!wait()) break;
      const auto now = clock::now();
      settle_ends(now);
      if (now >= std::min(submission_.run.next_look(), interactor_.run.next_look())) look();
      if (now >= look_for_deadlock_) look_for_deadlock();
    }
    submission_.says.drop_rest();
    interactor_.says.drop_rest();
    seen_.interactor_first = interactor_was_first();
    return std::move(seen_);
  }

 private:
  static constexpr auto own = attendant::fds;

  /// Until something happens or is due, and does what is to be done at once. False on failure.
  bool wait() {
    std::array<pollfd, 2 * own + 5> watched;
    watched.fill({-1, 0, 0});
    const auto put = [&watched](std::size_t at, const auto& some) {
      std::copy(some.begin(), some.end(), watched.begin() + static_cast<std::ptrdiff_t>(at));
    };
    put(0, submission_.run.watched());
    put(own, interactor_.run.watched());
    if (!deadlock_) {
      put(2 * own, submission_.says.watched());
      put(2 * own + 2, interactor_.says.watched());
    }
    if (!interrupted_) watched.back() = {interruption_.get(), POLLIN, 0};

    const timespec nap = nap_until(next_event());
    const int ready = ::ppoll(watched.data(), watched.size(), &nap, nullptr);
    if (ready < 0) return errno == EINTR;
    if (ready == 0) return true;
    carry(submission_.says, watched[2 * own], watched[2 * own + 1]);
    carry(interactor_.says, watched[2 * own + 2], watched[2 * own + 3]);
    heed(submission_.run, std::span(watched).subspan<0, own>());
    heed(interactor_.run, std::span(watched).subspan<own, own>());
    if (watched.back().revents != 0) {
      interrupted_ = true;
      submission_.run.interrupt();
      interactor_.run.interrupt();
    }
    return true;
  }

  [[nodiscard]] clock::time_point next_event() const {
    return std::min({submission_.run.next_look(), interactor_.run.next_look(), settle_again_,
                     look_for_deadlock_});
  }

  void carry(lane& says, const pollfd& source, const pollfd& sink) {
    if (source.revents == 0 && sink.revents == 0) return;
    if (!says.move()) return;
    last_byte_ = clock::now();
    look_for_deadlock_ = last_byte_ + quiet;
    quiet_look_ = {};
  }

  void heed(attendant& run, std::span<const pollfd, own> seen) const {
    const bool started = run.program() != 0;
    run.heed(seen);
    if (!started && run.program() != 0 && core_ >= 0) bind_to_core(run.program(), core_);
  }

  /// What follows from an end of output, or of a program.
  void settle_ends(clock::time_point now) {
    settle_again_ = clock::time_point::max();
    // Whoever dies first must not set the other one free before it dies as well.
    if (deadlock_) return;
    if (submission_.run.over()) interactor_.says.drop_reader();
    if (interactor_.run.over()) submission_.says.drop_reader();
    settle_end_of(submission_, submission_end_, now);
    settle_end_of(interactor_, interactor_end_, now);
    if (submission_.run.over() && failed(submission_.run)) {
      interactor_.run.stop(stop_reason::partner);
    }
    if (!interactor_.run.over() || submission_.run.over()) return;
    if (failed(interactor_.run)) submission_.run.stop(stop_reason::partner);
    if (accepted()) return;
    if (!grace_end_) grace_end_ = now + grace;
    if (now >= *grace_end_) {
      submission_.run.stop(stop_reason::partner);
    } else {
      settle_again_ = std::min(settle_again_, *grace_end_);
    }
  }

  /// Tells the reader that the writer will say no more, when it is time.
  void settle_end_of(const pair_seat& writer, std::optional<clock::time_point>& since,
                     clock::time_point now) {
    const auto& reader = &writer == &submission_ ? interactor_ : submission_;
    // Who is being killed learns nothing more: it might still end by itself because of it.
    if (!writer.says.at_end() || reader.run.stopping()) return;
    if (!since) since = now;
    if ((now < *since + patience || goes_on_by_itself(writer)) && !may_be_told(writer)) {
      // Looking costs the core that the other one needs: the longer it lasts, the more seldom.
      settle_again_ = std::min(settle_again_, now + short_nap + (now - *since) / 4);
      return;
    }
    writer.says.tell_end();
    if (&writer == &submission_ && submission_.run.over()) interactor_told_ = true;
    last_byte_ = clock::now();
    look_for_deadlock_ = last_byte_ + quiet;
    quiet_look_ = {};
  }

  [[nodiscard]] bool may_be_told(const pair_seat& writer) const {
    if (!writer.run.over()) {
      if (writer.run.program() == 0 || is_ending(writer.run.program())) return false;
      return &writer == &interactor_ ||
             (look_at_submission().is == waiting::for_input && interactor_.says.empty());
    }
    if (&writer == &interactor_) return true;
    const pid_t reader = interactor_.run.program();
    if (reader == 0 || submission_.says.unread()) return false;
    const auto seen = look_at(reader, submission_.says.sink_pipe(), interactor_.says.source_pipe());
    return seen.is != waiting::no && !is_ending(reader);
  }

  [[nodiscard]] wait_look look_at_submission() const {
    return look_at(submission_.run.program(), interactor_.says.sink_pipe(),
                   submission_.says.source_pipe());
  }

  /// The interactor hears of the end of the output when the submission has ended, or waits for what
  /// only comes after: by closing its output a submission cannot choose a wrong answer in place of
  /// the crash or the sleep that follows.
  [[nodiscard]] bool goes_on_by_itself(const pair_seat& writer) const {
    return &writer == &submission_ && !writer.run.over() &&
           (writer.run.program() == 0 || is_ending(writer.run.program()) ||
            look_at_submission().is == waiting::no);
  }

  /// It never ran, or nobody will tell how it ended.
  static bool failed(attendant& run) {
    const auto& answer = run.seen().answer;
    return !answer || answer->failed != wire::step::none || run.seen().never_started;
  }

  [[nodiscard]] bool accepted() const {
    const auto& answer = interactor_.run.seen().answer;
    return answer && answer->ended != 0 && WIFEXITED(answer->status) &&
           WEXITSTATUS(answer->status) == accepting_exit_;
  }

  /// The limits of both. What one of them computes, or waits for a core, is not silence of the
  /// other one.
  void look() {
    auto& submission = submission_.run;
    auto& interactor = interactor_.run;
    submission.measure();
    interactor.measure();
    if (!submission.over()) seen_.served = interactor.seen().cpu + interactor.seen().wait;
    submission.grant(seen_.served);
    interactor.grant(submission.seen().cpu + submission.seen().wait);
    const bool ends = (!submission.over() && !submission.stopping() && submission.wall_is_over()) ||
                      (!interactor.over() && !interactor.stopping() && interactor.wall_is_over());
    if (ends && !seen_.still) seen_.still = standing(both(), false);
    submission.enforce();
    interactor.enforce();
  }

  [[nodiscard]] pair_look both() const {
    return {look_at_submission(), look_at(interactor_.run.program(), submission_.says.sink_pipe(),
                                          interactor_.says.source_pipe())};
  }

  [[nodiscard]] standstill standing(const pair_look& seen, bool deadlock) const {
    return {.submission = seen.submission.is,
            .interactor = seen.interactor.is,
            .silent = std::chrono::duration_cast<microseconds>(clock::now() - last_byte_),
            .together = !submission_.run.over() && !interactor_.run.over(),
            .deadlock = deadlock};
  }

  /// Two looks a while apart that have seen one and the same wait of both, and between them nothing
  /// under way that could end it.
  void look_for_deadlock() {
    look_for_deadlock_ = clock::now() + quiet;
    const bool apart = submission_.run.over() || interactor_.run.over();
    if (apart || submission_.run.stopping() || interactor_.run.stopping()) {
      look_for_deadlock_ = clock::time_point::max();
      return;
    }
    const auto before = std::exchange(quiet_look_, std::nullopt);
    const auto now = both();
    if (!stuck(now)) return;
    quiet_look_ = now;
    if (before != now) return;
    deadlock_ = true;
    seen_.still = standing(now, true);
    submission_.run.stop(stop_reason::deadlock);
    interactor_.run.stop(stop_reason::deadlock);
  }

  [[nodiscard]] bool stuck(const pair_look& seen) const {
    if (seen.submission.may_wake_up || seen.interactor.may_wake_up) return false;
    if (seen.submission.is != seen.interactor.is) return false;  // one of them will be served
    if (seen.submission.is == waiting::for_input) {
      return submission_.says.empty() && interactor_.says.empty();
    }
    return seen.submission.is == waiting::for_room && submission_.says.jammed() &&
           interactor_.says.jammed();
  }

  [[nodiscard]] bool interactor_was_first() const {
    const auto& ours = interactor_.run.seen().answer;
    const auto& theirs = submission_.run.seen().answer;
    if (!ours || !theirs || ours->ended == 0) return false;
    return !interactor_told_ || (theirs->ended != 0 && ours->ended_ns < theirs->ended_ns);
  }

  pair_seat submission_;
  pair_seat interactor_;
  int accepting_exit_;
  int core_;
  interruption_fd interruption_;
  bool interrupted_ = false;
  bool deadlock_ = false;
  bool interactor_told_ = false;                     ///< of the submission's end
  std::optional<clock::time_point> submission_end_;  ///< of its output
  std::optional<clock::time_point> interactor_end_;
  std::optional<clock::time_point> grace_end_;
  clock::time_point settle_again_ = clock::time_point::max();
  clock::time_point last_byte_ = clock::now();
  clock::time_point look_for_deadlock_ = last_byte_ + quiet;
  std::optional<pair_look> quiet_look_;
  pair_attendance seen_;
};

}  // namespace

pair_attendance attend_pair(pair_seat submission, pair_seat interactor, int accepting_exit,
                            int core, const std::stop_token& stop) {
  const no_sigpipe quiet_writes;
  return pair_attendant(submission, interactor, accepting_exit, core, stop).attend();
}

}  // namespace judge

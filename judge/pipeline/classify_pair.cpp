#include "judge/pipeline/classify_pair.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>

namespace judge {
namespace {

double seconds(microseconds time) { return static_cast<double>(time.count()) / 1e6; }

bool is_late(const run_outcome& run) { return run.stopped == stop_reason::wall_time; }

/// The submission waited, for at least half of the time, and not for its own fault.
bool interactor_owed(const pair_outcome& pair) {
  if (!pair.still || !pair.still->together) return false;
  const auto& still = *pair.still;
  const auto& late = is_late(pair.submission) ? pair.submission : pair.interactor;
  return is_late(late) && still.interactor == waiting::no &&
         (still.submission == waiting::for_input || still.submission == waiting::for_room) &&
         still.silent * 2 >= late.wall_time;
}

/// The interactor's wall clock ran out over a submission that said nothing.
bool waited_in_vain(const pair_outcome& pair) {
  return is_late(pair.interactor) && !is_late(pair.submission) && pair.still &&
         pair.still->together;
}

decision silence(const pair_outcome& pair, std::string_view what) {
  const auto& run = pair.submission;
  if (run.output_limit_exceeded) {
    return {verdict::output_limit,
            fmt::format("{} bytes; what was beyond the limit never reached the interactor",
                        run.output_bytes + run.error_bytes + run.file_bytes)};
  }
  return {verdict::idle_limit, std::string(what)};
}

/// Each of them stopped for want of the other one's word.
decision deadlock(const pair_outcome& pair) {
  if (pair.still && pair.still->submission == waiting::for_room) {
    return silence(pair,
                   "deadlock: submission and interactor both write, and neither of them reads");
  }
  return silence(
      pair, fmt::format("deadlock: submission and interactor wait for each other; the submission "
                        "has written {} bytes, the interactor {}: is a flush missing?",
                        pair.submission.output_bytes, pair.interactor.output_bytes));
}

/// Lines 1 to 3 of the table: empty where the interactor did what it is for, or could not.
std::optional<decision> interactor_failure(const pair_outcome& pair, const check_outcome& said) {
  if (interactor_owed(pair)) {
    return decision{verdict::judge_error,
                    fmt::format("the interactor owed the submission an answer for {:.1f} s",
                                seconds(pair.still->silent))};
  }
  if (waited_in_vain(pair) || pair.interactor.stopped == stop_reason::deadlock) return std::nullopt;
  if (said.is == check_outcome::answer::broken_checker) return classify(said);
  return std::nullopt;
}

}  // namespace

decision classify(const pair_outcome& pair, const check_outcome& said, const case_limits& limits) {
  if (auto failed = interactor_failure(pair, said)) return *std::move(failed);
  if (pair.interactor_first && said.is == check_outcome::answer::wrong) return classify(said);

  const bool in_vain = waited_in_vain(pair);
  auto run = pair.submission;
  const auto why = run.stopped;
  if (in_vain || why == stop_reason::deadlock || why == stop_reason::partner) {
    // How it ended is then our doing; its memory and time are its own.
    run.how = ending::exited;
    run.code = 0;
    run.output_limit_exceeded = false;
  }
  // What the interactor used is time in which the submission could only wait.
  run.wait_time += pair.served;
  // One that was stopped for its partner's sake slept for it as well.
  const bool by_itself = why == stop_reason::none && !in_vain;
  const milliseconds idle_time = by_itself ? limits.idle_time() * 2 : std::chrono::hours(24);
  if (auto decided = classify(run, limits, idle_time)) return *std::move(decided);
  if (why == stop_reason::deadlock) return deadlock(pair);
  if (in_vain) {
    return silence(pair, fmt::format("the interactor waited in vain for {:.1f} s",
                                     seconds(pair.still->silent)));
  }
  if (why == stop_reason::partner && said.is == check_outcome::answer::right) {
    return {verdict::judge_error, "the submission was stopped although it was accepted"};
  }
  return classify(said);
}

}  // namespace judge

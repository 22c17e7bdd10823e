#include "judge/pipeline/classify_pair.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <csignal>
#include <string>
#include <vector>

namespace {

using namespace judge;
using namespace std::chrono_literals;
using answer = check_outcome::answer;

case_limits limits_of_a_second() {
  case_limits limits;
  limits.time = 1000ms;
  return limits;
}

run_outcome exited(int code) {
  run_outcome run;
  run.code = code;
  run.cpu_time = 10ms;
  run.wall_time = 20ms;
  return run;
}

run_outcome killed(stop_reason why, microseconds wall = 6s) {
  run_outcome run;
  run.how = ending::signalled;
  run.code = SIGKILL;
  run.stopped = why;
  run.cpu_time = 10ms;
  run.wall_time = wall;
  return run;
}

run_outcome crashed() {
  auto run = exited(SIGSEGV);
  run.how = ending::signalled;
  return run;
}

run_outcome too_slow() {
  auto run = exited(0);
  run.cpu_time = 1100ms;
  return run;
}

run_outcome out_of_memory() {
  auto run = killed(stop_reason::none);
  run.out_of_memory_kills = 1;
  return run;
}

run_outcome cut(run_outcome run) {
  run.output_limit_exceeded = true;
  return run;
}

standstill at(waiting submission, waiting interactor, bool deadlock = false) {
  return {.submission = submission,
          .interactor = interactor,
          .silent = 5s,
          .together = true,
          .deadlock = deadlock};
}

struct line {
  std::string what;
  pair_outcome pair;
  answer said;
  verdict expected;
};

constexpr auto first = true;
constexpr auto second = false;

pair_outcome seen(run_outcome submission, run_outcome interactor, bool interactor_first,
                  std::optional<standstill> still = {}) {
  const auto served = interactor.cpu_time + interactor.wait_time;
  return {.submission = std::move(submission),
          .interactor = std::move(interactor),
          .interactor_first = interactor_first,
          .served = served,
          .still = still,
          .said = {}};
}

/// Every line of the table in classify_pair.hpp, and the places where two of them meet.
std::vector<line> table() {
  const auto deadlock = at(waiting::for_input, waiting::for_input, true);
  const auto owed = at(waiting::for_input, waiting::no);
  const auto in_vain = at(waiting::no, waiting::for_input);
  auto in_passing = owed;
  in_passing.silent = 10ms;
  auto after_the_end = in_vain;
  after_the_end.together = false;
  const auto late = killed(stop_reason::wall_time);
  const auto stuck = killed(stop_reason::deadlock, 150ms);
  const auto stopped = killed(stop_reason::partner);
  const auto broken = answer::broken_checker;
  const auto wrong = answer::wrong;
  const auto right = answer::right;
  return {
      {"both well", seen(exited(0), exited(42), first), right, verdict::accepted},
      {"the same, ended otherwise", seen(exited(0), exited(42), second), right, verdict::accepted},
      {"rejected at the end", seen(exited(0), exited(43), second), wrong, verdict::wrong_answer},
      {"presentation", seen(exited(0), exited(2), second), answer::presentation,
       verdict::presentation_error},
      // 1: the interactor owed an answer
      {"interactor asleep", seen(late, exited(43), second, owed), wrong, verdict::judge_error},
      {"both late", seen(late, late, second, owed), broken, verdict::judge_error},
      {"interactor asleep at its own limit", seen(stopped, late, second, owed), broken,
       verdict::judge_error},
      {"it answered a moment ago", seen(late, exited(43), second, in_passing), wrong,
       verdict::idle_limit},
      {"not known who waits",
       seen(late, exited(43), second, at(waiting::unknown, waiting::unknown)), wrong,
       verdict::idle_limit},
      // 2: silence at the interactor's limit
      {"submission silent", seen(stopped, late, second, in_vain), broken, verdict::idle_limit},
      {"silent, then crashed by the end", seen(crashed(), late, second, in_vain), broken,
       verdict::idle_limit},
      {"silent, then gave up", seen(exited(0), late, second, in_vain), broken, verdict::idle_limit},
      {"silent, but busy", seen(too_slow(), late, second, in_vain), broken, verdict::time_limit},
      {"interactor deaf to the end", seen(exited(0), late, second, after_the_end), broken,
       verdict::judge_error},
      {"deaf to the end of a late one", seen(late, late, second, in_vain), broken,
       verdict::judge_error},
      // 3: the interactor failed by itself
      {"interactor crashed", seen(exited(0), crashed(), second), broken, verdict::judge_error},
      {"exit code 0", seen(exited(0), exited(0), first), broken, verdict::judge_error},
      {"interactor too slow", seen(stopped, killed(stop_reason::cpu_time), second), broken,
       verdict::judge_error},
      {"both crashed", seen(crashed(), crashed(), second), broken, verdict::judge_error},
      {"interactor crashed, submission too slow", seen(too_slow(), crashed(), first), broken,
       verdict::judge_error},
      // 4: the interactor came first with WA
      {"WA, then a crash", seen(crashed(), exited(43), first), wrong, verdict::wrong_answer},
      {"WA, then too slow", seen(too_slow(), exited(43), first), wrong, verdict::wrong_answer},
      {"WA, then out of memory", seen(out_of_memory(), exited(43), first), wrong,
       verdict::wrong_answer},
      {"WA, then a flood", seen(cut(exited(0)), exited(43), first), wrong, verdict::wrong_answer},
      {"WA, then stopped", seen(stopped, exited(43), first), wrong, verdict::wrong_answer},
      {"AC, then a crash", seen(crashed(), exited(42), first), right, verdict::run_time_error},
      {"AC, then too slow", seen(too_slow(), exited(42), first), right, verdict::time_limit},
      {"AC, then asleep", seen(late, exited(42), first), right, verdict::idle_limit},
      // 5, 6: memory, time
      {"crash, then WA", seen(crashed(), exited(43), second), wrong, verdict::run_time_error},
      {"too slow, then WA", seen(too_slow(), exited(43), second), wrong, verdict::time_limit},
      {"out of memory, then WA", seen(out_of_memory(), exited(43), second), wrong,
       verdict::memory_limit},
      // 7: deadlock
      {"deadlock", seen(stuck, stuck, second, deadlock), broken, verdict::idle_limit},
      {"deadlock of writers",
       seen(stuck, stuck, second, at(waiting::for_room, waiting::for_room, true)), broken,
       verdict::idle_limit},
      {"deadlock behind the output limit", seen(cut(stuck), stuck, second, deadlock), broken,
       verdict::output_limit},
      // 8: the submission's own end
      {"asleep", seen(late, exited(43), second, in_vain), wrong, verdict::idle_limit},
      {"exit code", seen(exited(3), exited(43), second), wrong, verdict::run_time_error},
      {"flood", seen(cut(exited(0)), exited(42), second), right, verdict::output_limit},
  };
}

TEST(ClassifyPair, FollowsItsTable) {
  for (const auto& one : table()) {
    const auto decided = classify(one.pair, {.is = one.said}, limits_of_a_second());
    EXPECT_EQ(decided.is, one.expected) << one.what << ": " << decided.message;
  }
}

TEST(ClassifyPair, NamesTheDeadlock) {
  auto stuck = killed(stop_reason::deadlock, 150ms);
  stuck.output_bytes = 12;
  const auto decided =
      classify(seen(stuck, stuck, second, at(waiting::for_input, waiting::for_input, true)),
               {.is = answer::broken_checker}, limits_of_a_second());
  EXPECT_EQ(decided.message,
            "deadlock: submission and interactor wait for each other; the submission has written "
            "12 bytes, the interactor 12: is a flush missing?");
}

TEST(ClassifyPair, WhatTheInteractorUsedIsNotSleep) {
  auto late = killed(stop_reason::wall_time, 20s);
  auto busy = exited(43);
  busy.cpu_time = 15s;
  const auto still = at(waiting::for_input, waiting::unknown);
  EXPECT_EQ(
      classify(seen(late, busy, second, still), {.is = answer::wrong}, limits_of_a_second()).is,
      verdict::judge_error);  // too busy a machine, or interactor: not the submission's sleep
}

TEST(ClassifyPair, ASleeperThatNobodyStoppedIsStillIdle) {
  auto slow = exited(0);
  slow.wall_time = 7s;  // the limit of a second lets a pair wait for six
  EXPECT_EQ(classify(seen(slow, exited(43), false), {.is = answer::wrong}, limits_of_a_second()).is,
            verdict::idle_limit);
  auto busy = exited(43);
  busy.cpu_time = 2s;
  EXPECT_EQ(classify(seen(slow, busy, false), {.is = answer::wrong}, limits_of_a_second()).is,
            verdict::wrong_answer);  // it was the interactor that took the time
}

TEST(ClassifyPair, WhatTheInteractorDidAfterwardsIsNoExcuse) {
  auto late = killed(stop_reason::wall_time, 8s);
  auto busy = exited(43);
  busy.cpu_time = 15s;  // it went on reading what had been written
  auto pair = seen(late, busy, second, at(waiting::for_room, waiting::unknown));
  pair.served = 1s;
  EXPECT_EQ(classify(pair, {.is = answer::wrong}, limits_of_a_second()).is, verdict::idle_limit);
}

run_outcome any_run() {
  run_outcome run;
  run.how = *rc::gen::element(ending::exited, ending::signalled);
  run.code = *rc::gen::element(0, 1, 9, 11, 42, 43);
  run.stopped = *rc::gen::element(stop_reason::none, stop_reason::cpu_time, stop_reason::wall_time,
                                  stop_reason::deadlock, stop_reason::partner);
  run.cpu_time = milliseconds(*rc::gen::inRange(0, 2000));
  run.wall_time = run.cpu_time + milliseconds(*rc::gen::inRange(0, 5000));
  run.out_of_memory_kills = *rc::gen::element(0U, 0U, 1U);
  run.output_limit_exceeded = *rc::gen::arbitrary<bool>();
  return run;
}

pair_outcome any_pair() {
  const auto any_wait = [] {
    return *rc::gen::element(waiting::unknown, waiting::no, waiting::for_input, waiting::for_room);
  };
  auto pair = seen(any_run(), any_run(), *rc::gen::arbitrary<bool>());
  if (*rc::gen::arbitrary<bool>()) {
    pair.still = {.submission = any_wait(),
                  .interactor = any_wait(),
                  .silent = milliseconds(*rc::gen::inRange(0, 5000)),
                  .together = *rc::gen::arbitrary<bool>(),
                  .deadlock = *rc::gen::arbitrary<bool>()};
  }
  return pair;
}

answer any_answer() {
  return *rc::gen::element(answer::right, answer::wrong, answer::presentation,
                           answer::broken_checker);
}

RC_GTEST_PROP(ClassifyPair, AcceptsOnlyWhatTheInteractorAccepted, ()) {
  const auto pair = any_pair();
  const auto said = any_answer();
  if (classify(pair, {.is = said}, limits_of_a_second()).is == verdict::accepted) {
    RC_ASSERT(said == answer::right);
    RC_ASSERT(!judge::classify(pair.submission, limits_of_a_second(), 6000ms));
  }
}

RC_GTEST_PROP(ClassifyPair, WhoComesFirstMattersForWrongAnswersOnly, ()) {
  auto pair = any_pair();
  const auto said = any_answer();
  RC_PRE(said != answer::wrong);
  const auto before = classify(pair, {.is = said}, limits_of_a_second());
  pair.interactor_first = !pair.interactor_first;
  RC_ASSERT(classify(pair, {.is = said}, limits_of_a_second()).is == before.is);
}

}  // namespace

// tests/hostile/attacks.hpp - an attack: what is run, and what must come of it at each level.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "judge/model/limits.hpp"
#include "judge/model/run.hpp"
#include "judge/model/verdict.hpp"

namespace judge::hostile {

/// One way in which an attack may end: the facts, and the verdict that they lead to. Where the
/// output decides, it is compared with the attack's own.
struct expectation {
  verdict is = verdict::accepted;
  ending how = ending::exited;
  int code = 0;
  stop_reason stopped = stop_reason::none;
  bool any_ending = false;  ///< the verdict is all that counts
};

/// Those that are right; more than one where the machine's speed decides.
using expectations = std::vector<expectation>;

inline expectation right() { return {}; }
inline expectation wrong() { return {.is = verdict::wrong_answer}; }
inline expectation fails(int code) { return {.is = verdict::run_time_error, .code = code}; }
/// What was asked for was not granted; see programs/bounds.hpp.
inline expectation refused() { return fails(9); }
inline expectation dies_of(int signal) {
  return {.is = verdict::run_time_error, .how = ending::signalled, .code = signal};
}
inline expectation too_slow() {
  return {.is = verdict::time_limit,
          .how = ending::signalled,
          .code = 9,
          .stopped = stop_reason::cpu_time};
}
/// Ended by itself, but after the limit.
inline expectation too_late() { return {.is = verdict::time_limit, .any_ending = true}; }
inline expectation asleep() {
  return {.is = verdict::idle_limit,
          .how = ending::signalled,
          .code = 9,
          .stopped = stop_reason::wall_time};
}
inline expectation too_much_memory() { return {.is = verdict::memory_limit, .any_ending = true}; }
inline expectation too_much_output() { return {.is = verdict::output_limit}; }

struct by_level {
  expectations l0;
  expectations l1;
  expectations l2;

  [[nodiscard]] const expectations& at(isolation level) const {
    return level == isolation::l0 ? l0 : level == isolation::l1 ? l1 : l2;
  }
};

/// The same at every level.
inline by_level always(const expectations& all) { return {all, all, all}; }
/// Where a cgroup counts, and where none does.
inline by_level counted(const expectations& with, const expectations& without) {
  return {with, without, without};
}

/// Where Landlock alone keeps a program in.
inline by_level without_mounts(const expectations& with, const expectations& without) {
  return {with, with, without};
}

struct attack {
  std::string name;                    ///< unique
  std::string program;                 ///< tests/hostile/programs/<program>.cpp
  std::vector<std::string> arguments;  ///< {input} {folder} {judge} {pid} {temporary} and
                                       ///< listeners: {port} {abstract} {socket}
  by_level expected;
  std::string output = {};  ///< the right answer
  bool proc = false;        ///< with /proc, as Java has it
  std::vector<std::string> collect = {};
  std::vector<std::string> collected = {};  ///< names of what must come back
  std::uint64_t memory_bytes = 128 * mebibyte;
};

struct family {
  std::string name;  ///< as a test's name
  std::vector<attack> attacks;
  bool at_once = false;  ///< each in a worker of its own: what costs is the wall clock
  milliseconds time{1000};
};

/// Everything that is run; tests/hostile/attack_table.cpp is the list to read.
const std::vector<family>& families();

/// Source text that attacks the compiler or, through it, the judge.
struct compile_attack {
  std::string name;
  std::vector<std::pair<std::string, std::string>> files;  ///< name and text
  /// The message must hold one of these; none: it must compile.
  std::vector<std::string> says;
  /// Where files of the host are there, but closed.
  std::optional<std::vector<std::string>> says_without_mounts = {};
};

const std::vector<compile_attack>& compile_attacks();

}  // namespace judge::hostile

// judge/model/pair.hpp - a submission and an interactor that talk to each other: what is asked, and
// what was seen. No judgement.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judge/model/run.hpp"

namespace judge {

enum class pair_side { submission, interactor };

[[nodiscard]] constexpr std::string_view name_of(pair_side side) {
  return side == pair_side::submission ? "submission" : "interactor";
}

/// Each one's standard output is the other one's standard input; `input` of neither counts.
struct pair_request {
  run_request submission;
  run_request interactor;
  /// With this exit code of the interactor the submission's own end still counts. Any other end of
  /// the interactor decides, and a submission that does not end soon after it is stopped.
  int accepting_exit = 42;
  /// Of memory for the transcript; 0: none is kept.
  std::uint64_t transcript_bytes = 0;
};

/// What one of them wrote at once, as far as it was passed on.
struct transcript_entry {
  microseconds at{0};  ///< since the pair began
  pair_side from = pair_side::submission;
  std::string bytes;
};

struct transcript {
  std::vector<transcript_entry> entries;
  bool cut = false;  ///< more was said than there was room for
};

/// What a program waited for when it was looked at. `no` is certain: it ran, slept, or waited for
/// something else. The other two are certain as well; all else is `unknown`, as are programs of
/// several threads or processes.
enum class waiting { unknown, no, for_input, for_room };

/// How the two stood when the wall clock stopped one of them, or when nothing could move any more.
struct standstill {
  waiting submission = waiting::unknown;
  waiting interactor = waiting::unknown;
  microseconds silent{0};  ///< since the last byte was passed on
  bool together = false;   ///< neither had ended
  bool deadlock = false;   ///< neither could ever go on
};

/// The standard output of neither is kept: what there is stands in the transcript.
struct pair_outcome {
  run_outcome submission;
  run_outcome interactor;
  /// The interactor ended before the submission did, or before it was told that the submission had
  /// ended: whatever it said, it did not say because of that end.
  bool interactor_first = false;
  /// What the interactor had used and waited for a core when the submission ended; it may go on for
  /// long, with what it has still to read.
  microseconds served{0};
  std::optional<standstill> still;
  std::optional<transcript> said;
};

}  // namespace judge

// judge/run/pair/attend_pair.hpp - stands by a pair: carries what the two say, and ends what must
// end.
//
// Who is told of an end, and when, is what makes the verdict on a pair repeatable:
//   - A program's end of output is passed on when everything before it was read; where it is closed
//     by the program's end, only after that end is known. So what a program does because its
//     partner ended is always seen to come after that end.
//   - The interactor is told of the submission's end when it waits for input. If it gives its
//     verdict before, that verdict owes nothing to the submission's end (`interactor_first`),
//     however the two ends fell.
//   - Nobody is killed by SIGPIPE: what is written for a partner that is gone is read and dropped.
//   - When the submission has ended, the interactor has its own limits to come to a verdict. When
//     the interactor has ended, the submission has its own limits too if it was accepted; else a
//     moment, since nothing that it does can count.
#pragma once

#include <optional>
#include <stop_token>

#include "judge/model/pair.hpp"
#include "judge/run/attend.hpp"
#include "judge/run/pair/lane.hpp"

namespace judge {

/// One of the two: its run, and the lane that it writes to.
struct pair_seat {
  attendant& run;
  lane& says;
};

struct pair_attendance {
  bool interactor_first = false;
  std::chrono::nanoseconds served{0};
  std::optional<standstill> still;
};

/// Returns when all processes of both are gone. Binds both to `core`, where this thread should be.
[[nodiscard]] pair_attendance attend_pair(pair_seat submission, pair_seat interactor,
                                          int accepting_exit, int core,
                                          const std::stop_token& stop);

}  // namespace judge

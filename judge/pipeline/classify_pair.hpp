// judge/pipeline/classify_pair.hpp - from what was seen of a pair to the verdict. Pure.
//
// `said` is what the interactor's end means (its exit code, its files), as the package's dialect
// has it. The first line that holds decides:
//
//   what was seen                                                           verdict
//   1  the wall clock stopped one of them while both were there, and
//      the submission had been waiting for an interactor that owed it
//      an answer                                                            JE
//   2  the interactor was stopped at its wall clock otherwise, and the
//      submission was still there: it was the submission that was silent    lines 5 to 8
//   3  the interactor gave no verdict by itself: limits, signal, any other
//      exit code; but not where it was stopped in a deadlock                JE
//   4  the interactor came first, and said that the answer is wrong         WA
//   5  the submission ran out of memory                                     MLE
//   6  the submission used too much CPU                                     TLE
//   7  silence (line 2), or a deadlock: each waited for the other           TLE (idle)
//      ... but after the submission's output was cut off at its limit       OLE
//   8  the wall clock stopped the submission; then its signal, exit code,
//      output                                                               TLE (idle), RTE, OLE
//   9  what the interactor said                                             AC, WA, PE
//
// "Came first": see pair_outcome. A wrong answer that the interactor found without knowing of the
// submission's end is the reason for whatever the submission did then; one that it found because
// the submission had ended is not.
#pragma once

#include "judge/model/limits.hpp"
#include "judge/model/pair.hpp"
#include "judge/model/verdict.hpp"
#include "judge/pipeline/classify.hpp"

namespace judge {

[[nodiscard]] decision classify(const pair_outcome& pair, const check_outcome& said,
                                const case_limits& limits);

}  // namespace judge

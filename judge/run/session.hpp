// judge/run/session.hpp - what belongs to one run on the judge's side.
#pragma once

#include "judge/base/result.hpp"
#include "judge/base/unique_fd.hpp"
#include "judge/model/run.hpp"
#include "judge/run/request.hpp"

namespace judge {

struct pipe_ends {
  unique_fd read;
  unique_fd write;
};

/// The judge's end does not block; the program's does, as programs expect.
enum class judge_end { read, write };
[[nodiscard]] result<pipe_ends> make_pipe(judge_end ours);

struct session {
  prepared_request request;
  unique_fd input;
  pipe_ends output;
  pipe_ends errors;
  unique_fd folder = {};  ///< the run's work folder, where something is placed or brought back

  /// Standard input is what the request says, or `input` where there is one.
  static result<session> open(const run_request& wanted, const request_surroundings& within,
                              unique_fd input = {});
};

}  // namespace judge

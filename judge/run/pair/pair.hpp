// judge/run/pair/pair.hpp - runs a submission and its interactor at the same time, on two workers.
#pragma once

#include <stop_token>

#include "judge/model/pair.hpp"
#include "judge/run/worker.hpp"

namespace judge {

/// The submission on `one`, the interactor on its partner, both on one core: they take turns, and
/// to wake a program on another core takes ten times as long. A zygote that dies is started anew
/// and the pair repeated once.
[[nodiscard]] result<pair_outcome> run_pair(worker& one, const pair_request& request,
                                            const std::stop_token& stop);

}  // namespace judge

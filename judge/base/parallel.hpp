// judge/base/parallel.hpp - several things at once, in order.
#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>

namespace judge {

/// Calls `step(i)` for every i in [0, count), in increasing order of their start, on up to `jobs`
/// threads. Starts nothing more once `stop` asks for it or a step returns false; waits for what
/// runs. An exception of a step is thrown again here.
void for_each_in_parallel(std::size_t count, unsigned jobs, const std::stop_token& stop,
                          const std::function<bool(std::size_t)>& step);

}  // namespace judge

// gavel/maximum_gap/threads.hpp - the same work by several threads, each on a part of the values.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <exception>
#include <functional>
#include <iterator>
#include <memory>
#include <ranges>
#include <span>
#include <thread>
#include <vector>

#include "gavel/maximum_gap/values.hpp"
#include "gavel/maximum_gap/workspace.hpp"

namespace gavel {

/// How a function may spread its work; see there.
struct parallel_options {
  std::size_t threads = 0;  ///< 0: as many as the machine runs at once
};

namespace detail::maximum_gap {

/// Calls a function for every part, each in a thread of its own and the first in this one.
class several_threads {
 public:
  static constexpr std::size_t most = 64;  // each has its own map of the cells

  explicit several_threads(std::size_t count) noexcept : count_(count) {}
  [[nodiscard]] std::size_t size() const noexcept { return count_; }

  /// function(part, first, last) for parts of [0, n), none of which is empty: n >= size(). Waits
  /// for all; then throws what the first of the parts threw. Runs in this thread what the system
  /// has no thread for.
  template <typename Function>
  void each_range(std::size_t n, Function function) const {
    std::array<std::exception_ptr, most> failures;
    const auto run = [&](std::size_t part) noexcept {
      try {
        function(part, n / count_ * part, part + 1 == count_ ? n : n / count_ * (part + 1));
      } catch (...) {
        failures[part] = std::current_exception();
      }
    };
    std::array<std::thread, most> others;
    for (std::size_t part = 1; part < count_; ++part) {
      try {
        others[part] = std::thread(run, part);
      } catch (...) {  // no thread to be had
        run(part);
      }
    }
    run(0);
    for (auto& other : others) {
      if (other.joinable()) other.join();
    }
    for (const auto& failure : failures) {
      if (failure) std::rethrow_exception(failure);
    }
  }

  template <typename T, typename Function>
  void each_part(std::span<const T> values, Function function) const {
    each_range(values.size(), [&](std::size_t part, std::size_t first, std::size_t last) {
      function(part, values.subspan(first, last - first));
    });
  }

 private:
  std::size_t count_;
};

/// Starting a thread takes as long as this many values.
inline constexpr std::size_t values_a_thread = 500'000;

[[nodiscard]] inline std::size_t threads_for(std::size_t n, const parallel_options& options) {
  const std::size_t wanted =
      options.threads > 0 ? options.threads : std::thread::hardware_concurrency();
  return std::clamp<std::size_t>(std::min(wanted, n / values_a_thread), 1, several_threads::most);
}

/// As with_values of values.hpp, but the projection is applied by the threads.
template <typename Range, typename Projection, typename Function>
auto with_values(Range& range, Projection& projection, const several_threads& team,
                 Function function) {
  using T = value_t<Range&, Projection>;
  if constexpr (values_in_place<Range&, Projection>) {
    return maximum_gap::with_values(range, projection, function);
  } else {
    const auto n = static_cast<std::size_t>(std::ranges::size(range));
    workspace work;
    const scratch_array<T> values(work, n);
    const auto begin = std::ranges::begin(range);  // here, as it might change the range
    team.each_range(n, [&](std::size_t, std::size_t first, std::size_t last) {
      auto position = begin + static_cast<std::ranges::range_difference_t<Range&>>(first);
      for (std::size_t i = first; i < last; ++i, ++position) {
        values[i] = static_cast<T>(std::invoke(projection, *position));
      }
    });
    return function(std::span<const T>(values.data(), n));
  }
}

}  // namespace detail::maximum_gap
}  // namespace gavel

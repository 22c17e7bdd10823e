// judge/package/parallel.hpp - the same step for many things, several at once.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace judge::package {

/// Calls step(i) for every i below n, up to `jobs` at once, until one gives false: then no further
/// ones are begun. Indices are begun in order. An exception of a step is passed on.
template <typename Step>
void for_each_index(std::size_t n, unsigned jobs, const Step& step) {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> stopped{false};
  std::exception_ptr thrown;
  std::mutex guard;
  const auto work = [&] {
    try {
      while (!stopped) {
        const auto i = next++;
        if (i >= n) return;
        if (!step(i)) stopped = true;
      }
    } catch (...) {
      const std::lock_guard lock(guard);
      if (!thrown) thrown = std::current_exception();
      stopped = true;
    }
  };
  {
    std::vector<std::jthread> helpers;
    const auto wanted = std::min<std::size_t>(std::max(jobs, 1U), n);
    for (std::size_t i = 1; i < wanted; ++i) helpers.emplace_back(work);
    work();
  }
  if (thrown) std::rethrow_exception(thrown);
}

}  // namespace judge::package

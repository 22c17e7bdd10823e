#include "judge/base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace judge {

void for_each_in_parallel(std::size_t count, unsigned jobs, const std::stop_token& stop,
                          const std::function<bool(std::size_t)>& step) {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> over{false};
  std::mutex guard;
  std::exception_ptr thrown;

  const auto work = [&] {
    while (!over && !stop.stop_requested()) {
      const auto i = next.fetch_add(1);
      if (i >= count) return;
      try {
        if (!step(i)) over = true;
      } catch (...) {
        const std::scoped_lock lock(guard);
        if (!thrown) thrown = std::current_exception();
        over = true;
      }
    }
  };

  const auto threads = std::min<std::size_t>(std::max(jobs, 1U), std::max<std::size_t>(count, 1));
  {
    std::vector<std::jthread> others;  // joined at the end of this block
    for (std::size_t i = 1; i < threads; ++i) others.emplace_back(work);
    work();
  }
  if (thrown) std::rethrow_exception(thrown);
}

}  // namespace judge

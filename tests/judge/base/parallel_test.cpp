#include "judge/base/parallel.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <set>
#include <stdexcept>

namespace {

using judge::for_each_in_parallel;

TEST(ForEachInParallel, DoesEverythingOnce) {
  for (const unsigned jobs : {0U, 1U, 2U, 7U}) {
    std::mutex guard;
    std::multiset<std::size_t> seen;
    for_each_in_parallel(50, jobs, {}, [&](std::size_t i) {
      const std::scoped_lock lock(guard);
      seen.insert(i);
      return true;
    });
    EXPECT_EQ(seen.size(), 50U);
    EXPECT_EQ(std::set<std::size_t>(seen.begin(), seen.end()).size(), 50U);
  }
}

TEST(ForEachInParallel, StartsNothingAfterAStepSaysNo) {
  std::atomic<int> started{0};
  for_each_in_parallel(1000, 1, {}, [&](std::size_t i) {
    ++started;
    return i < 3;
  });
  EXPECT_EQ(started, 4);
}

TEST(ForEachInParallel, StartsNothingOnceAStopIsAsked) {
  std::stop_source source;
  std::atomic<int> started{0};
  for_each_in_parallel(1000, 2, source.get_token(), [&](std::size_t) {
    ++started;
    source.request_stop();
    return true;
  });
  EXPECT_LE(started, 2);
}

TEST(ForEachInParallel, CarriesAnExceptionOut) {
  EXPECT_THROW(for_each_in_parallel(10, 2, {},
                                    [](std::size_t i) -> bool {
                                      if (i == 4) throw std::runtime_error("four");
                                      return true;
                                    }),
               std::runtime_error);
}

}  // namespace

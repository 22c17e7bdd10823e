// judge/cli/interruption.hpp - Ctrl-C as something that can be waited for and asked about.
#pragma once

#include <stop_token>
#include <thread>

namespace judge {

/// While one lives, SIGINT, SIGTERM and SIGHUP request a stop instead of killing the process, so
/// that programs are ended, temporary files removed and reports written. Made before any other
/// thread, because threads inherit which signals they do not take.
class interruption {
 public:
  interruption();
  ~interruption();
  interruption(const interruption&) = delete;
  interruption& operator=(const interruption&) = delete;

  [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

 private:
  std::stop_source source_;
  std::jthread waiting_;
};

}  // namespace judge

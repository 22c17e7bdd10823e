// judge/run/launch.hpp - starts a zygote inside its namespaces, through bubblewrap.
#pragma once

#include <sys/types.h>

#include "judge/base/result.hpp"
#include "judge/base/unique_fd.hpp"
#include "judge/run/seccomp_filter.hpp"

namespace judge {

/// A running zygote. Our ends of the sockets close with the judge, and with them everything ends.
class zygote_process {
 public:
  /// `user` is who the programs are: a real user where the judge is root, a name inside the user
  /// namespace where it is not.
  [[nodiscard]] static result<zygote_process> start(unsigned user, const seccomp_filters& filters);

  zygote_process(zygote_process&& other) noexcept;
  zygote_process& operator=(zygote_process&& other) noexcept;
  zygote_process(const zygote_process&) = delete;
  zygote_process& operator=(const zygote_process&) = delete;
  ~zygote_process() { stop(); }

  /// Closes the sockets, which ends the zygote and what runs below it.
  void hang_up() {
    control_.reset();
    requests_.reset();
  }
  /// Hangs up, and waits for the end.
  void stop();

  [[nodiscard]] int control() const { return control_.get(); }
  [[nodiscard]] int requests() const { return requests_.get(); }
  [[nodiscard]] pid_t pid() const { return zygote_; }

 private:
  zygote_process() = default;
  unique_fd control_;
  unique_fd requests_;
  pid_t bubblewrap_ = -1;
  pid_t zygote_ = -1;
};

}  // namespace judge

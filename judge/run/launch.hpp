// judge/run/launch.hpp - starts a zygote: inside its namespaces, through bubblewrap, or without.
#pragma once

#include <sys/types.h>

#include <initializer_list>
#include <string>
#include <vector>

#include "judge/base/result.hpp"
#include "judge/base/unique_fd.hpp"
#include "judge/run/protocol.hpp"
#include "judge/run/seccomp_filter.hpp"

namespace judge {

/// Where runs are kept apart without namespaces.
struct plain_surroundings {
  int work = -1;                             ///< the folder that runs start in
  int ruleset = -1;                          ///< of Landlock
  const seccomp_filters* filters = nullptr;  ///< null: nothing keeps programs from anything
  bool own_signals_only = false;             ///< the ruleset lets signals out
};

/// A running zygote. Our ends of the sockets close with the judge, and with them everything ends.
class zygote_process {
 public:
  /// `user` is who the programs are: a real user where the judge is root, a name inside the user
  /// namespace where it is not.
  [[nodiscard]] static result<zygote_process> start(unsigned user, const seccomp_filters& filters);
  /// The same without namespaces; `user` is the judge's own where it is not root.
  [[nodiscard]] static result<zygote_process> start_plain(unsigned user,
                                                          const plain_surroundings& within);

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
  [[nodiscard]] static result<zygote_process> start_process(std::vector<std::string> command);
  /// Says hello, and waits until the zygote is ready.
  [[nodiscard]] status greet(const wire::hello& hello, std::initializer_list<int> fds);

  unique_fd control_;
  unique_fd requests_;
  unique_fd complaints_;  ///< what the processes wrote to stderr
  pid_t child_ = -1;      ///< bubblewrap, or the zygote itself
  pid_t zygote_ = -1;
};

}  // namespace judge

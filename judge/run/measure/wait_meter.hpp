// judge/run/measure/wait_meter.hpp - how long a program with several threads waited for a core.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <map>
#include <vector>

namespace judge {

/// Threads of a process as /proc lists them; empty where it is gone.
[[nodiscard]] std::vector<pid_t> threads_of(pid_t process);

/// Looks at the threads now and then, and adds up the longest wait of any thread between two looks.
///
/// The sum over all threads would take the threads of one program that wait for each other, or wake
/// up together, for a busy machine. The longest wait over the whole run would forget the threads
/// that ended, and programs that use one thread after the other. What a thread waited since the
/// last look before it ended is lost: the result is rather too small.
class wait_meter {
 public:
  /// The ids of all threads there are.
  void look(const std::vector<pid_t>& threads);
  [[nodiscard]] std::chrono::nanoseconds total() const { return total_; }

 private:
  std::map<pid_t, std::chrono::nanoseconds> last_;
  std::chrono::nanoseconds total_{0};
};

}  // namespace judge

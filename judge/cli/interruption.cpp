#include "judge/cli/interruption.hpp"

#include <csignal>
#include <ctime>

namespace judge {
namespace {

sigset_t interrupting_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&set, number);
  return set;
}

}  // namespace

interruption::interruption() {
  std::signal(SIGPIPE, SIG_IGN);  // a reader that went away is an error of write()
  const auto set = interrupting_signals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  waiting_ = std::jthread([this](const std::stop_token& over) {
    const auto signals = interrupting_signals();
    const timespec moment{0, 100'000'000};
    while (!over.stop_requested()) {
      if (sigtimedwait(&signals, nullptr, &moment) > 0) source_.request_stop();
    }
  });
}

interruption::~interruption() {
  waiting_.request_stop();
  waiting_.join();
  const auto set = interrupting_signals();
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace judge

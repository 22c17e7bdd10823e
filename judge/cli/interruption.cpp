#include "judge/cli/interruption.hpp"

#include <csignal>

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
    while (!over.stop_requested()) {
      if (sigwaitinfo(&signals, nullptr) > 0 && !over.stop_requested()) source_.request_stop();
    }
  });
}

interruption::~interruption() {
  waiting_.request_stop();
  // For that thread alone: it wakes up, and the judge does not wait for it at its end.
  pthread_kill(waiting_.native_handle(), SIGTERM);
  waiting_.join();
  const auto set = interrupting_signals();
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace judge

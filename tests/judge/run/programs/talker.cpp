// talker <step> [argument] ...: takes one step after the other, for the tests of pairs.
//
// Its exit code is that of the step `exit`, 0 at the end of the steps, or 90 and more where a step
// did not go as it says.
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <vector>

namespace {

long number(const std::string& text) { return std::strtol(text.c_str(), nullptr, 10); }

void sleep_ms(long ms) {
  const timespec time{ms / 1000, ms % 1000 * 1'000'000};
  ::nanosleep(&time, nullptr);
}

void spin_ms(long ms) {
  const auto used = [] {
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1'000'000;
  };
  const long end = used() + ms;
  while (used() < end) {
  }
}

void say(const std::string& text) {
  std::size_t done = 0;
  while (done < text.size()) {
    const auto put = ::write(1, text.data() + done, text.size() - done);
    if (put <= 0) ::_exit(90);
    done += static_cast<std::size_t>(put);
  }
}

void hear(const std::string& text) {
  for (const char expected : text) {
    char got = 0;
    if (::read(0, &got, 1) != 1) ::_exit(91);
    if (got != expected) ::_exit(92);
  }
}

std::string hear_line() {
  std::string line;
  char got = 0;
  while (::read(0, &got, 1) == 1) {
    if (got == '\n') return line;
    line.push_back(got);
  }
  ::_exit(91);
}

/// Until the end of the input, however much that is; 94 where something comes but must not.
void hear_end(bool nothing) {
  char buffer[4096];
  for (;;) {
    const auto got = ::read(0, buffer, sizeof buffer);
    if (got == 0) return;
    if (got < 0) ::_exit(93);
    if (nothing) ::_exit(94);
  }
}

void flood(long bytes) {
  const std::string block(65536, 'x');
  while (bytes > 0) {
    const auto part = bytes < 65536 ? static_cast<std::size_t>(bytes) : block.size();
    const auto put = ::write(1, block.data(), part);
    if (put <= 0) ::_exit(90);
    bytes -= put;
  }
}

/// Finds the number that the other one thinks of.
void guess(long low, long high) {
  while (low <= high) {
    const long middle = low + (high - low) / 2;
    say(std::to_string(middle) + "\n");
    const auto answer = hear_line();
    if (answer == "right") return;
    if (answer == "less") high = middle - 1;
    if (answer == "more") low = middle + 1;
  }
  ::_exit(95);
}

/// The other side of it: 42 when the number is found in so many guesses, 43 when not.
void think(long secret, int guesses) {
  for (int i = 0; i < guesses; ++i) {
    const long one = number(hear_line());
    say(one == secret ? "right\n" : one > secret ? "less\n" : "more\n");
    if (one == secret) ::_exit(42);
  }
  ::_exit(43);
}

void ping(long rounds) {
  char byte = 'p';
  while (rounds-- > 0) {
    if (::write(1, &byte, 1) != 1 || ::read(0, &byte, 1) != 1) ::_exit(96);
  }
}

void pong() {
  char byte = 0;
  while (::read(0, &byte, 1) == 1) {
    if (::write(1, &byte, 1) != 1) ::_exit(96);
  }
}

/// A handler that says something: what waits now goes on by itself later.
void wake_up_and_say(long ms) {
  ::signal(SIGALRM, [](int) { say("awake\n"); });
  timer_t timer{};
  sigevent how{};
  how.sigev_notify = SIGEV_SIGNAL;
  how.sigev_signo = SIGALRM;
  itimerspec when{};
  when.it_value = {ms / 1000, ms % 1000 * 1'000'000};
  if (::timer_create(CLOCK_MONOTONIC, &how, &timer) != 0 ||
      ::timer_settime(timer, 0, &when, nullptr) != 0) {
    ::_exit(97);
  }
}

/// Another thread, which says something when some time has passed.
void say_from_a_thread(long ms) {
  static long delay = 0;
  delay = ms;
  pthread_t thread{};
  const auto body = [](void*) -> void* {
    sleep_ms(delay);
    say("awake\n");
    return nullptr;
  };
  if (::pthread_create(&thread, nullptr, body, nullptr) != 0) ::_exit(97);
}

void leave(const std::string& name, const std::string& text) {
  const int fd = ::open(name.c_str(), O_WRONLY | O_CREAT, 0600);
  if (::write(fd, text.data(), text.size()) != static_cast<ssize_t>(text.size())) ::_exit(98);
  ::close(fd);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  std::size_t at = 0;
  const auto next = [&]() -> const std::string& { return words.at(at++); };
  while (at < words.size()) {
    const auto& step = next();
    if (step == "say") say(next());
    if (step == "hear") hear(next());
    if (step == "hear-all") hear_end(false);
    if (step == "hear-end") hear_end(true);
    if (step == "close-output") ::close(1);
    if (step == "close-input") ::close(0);
    if (step == "complain") std::fputs(next().c_str(), stderr);
    if (step == "sleep") sleep_ms(number(next()));
    if (step == "spin") spin_ms(number(next()));
    if (step == "flood") flood(number(next()));
    if (step == "exit") return static_cast<int>(number(next()));
    if (step == "raise") ::raise(static_cast<int>(number(next())));
    if (step == "ping") ping(number(next()));
    if (step == "pong") pong();
    if (step == "wake-up") wake_up_and_say(number(next()));
    if (step == "thread") say_from_a_thread(number(next()));
    if (step == "guess") guess(1, number(next()));
    if (step == "think") {
      const long secret = number(next());
      think(secret, static_cast<int>(number(next())));
    }
    if (step == "leave") {
      const auto& name = next();
      leave(name, next());
    }
    if (step == "show") {  // a placed file
      char buffer[4096];
      const int fd = ::open(next().c_str(), O_RDONLY);
      const auto got = ::read(fd, buffer, sizeof buffer);
      if (got < 0) ::_exit(99);
      say(std::string(buffer, static_cast<std::size_t>(got)));
    }
  }
  return 0;
}

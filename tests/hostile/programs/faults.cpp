// Ends in the ways that programs die. Expected: the very signal or exit code, as if nothing stood
// between the program and the judge.
#include <signal.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

namespace {

int fail(std::string_view how) {
  // Volatile, or a compiler would know better than to divide.
  volatile int least = INT_MIN;
  volatile int minus_one = -1;
  if (how == "abort") std::abort();
  if (how == "segmentation") *static_cast<volatile int*>(nullptr) = 1;
  if (how == "division") return least / minus_one;
  if (how == "illegal") __builtin_trap();
  if (how == "exception") throw std::runtime_error("nobody catches this");
  if (how == "kill-itself") ::raise(SIGKILL);
  if (how == "real-time-signal") ::raise(SIGRTMIN + 5);
  if (how == "exit-3") return 3;
  if (how == "exit-255") ::_exit(-1);
  return 64;
}

}  // namespace

int main(int argc, char** argv) { return fail(argc > 1 ? argv[1] : ""); }

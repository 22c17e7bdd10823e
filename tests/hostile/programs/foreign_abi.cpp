// Calls the kernel by another architecture's door, past filters that forget it ("i386": int 0x80,
// "x32": the bit in the number). Expected: SIGSYS.
#include <string_view>

int main(int argc, char** argv) {
#if defined(__x86_64__)
  const bool x32 = argc > 1 && std::string_view(argv[1]) == "x32";
  long number = x32 ? 0x40000000 + 39 : 20;  // getpid in both
  if (x32) {
    asm volatile("syscall" : "+a"(number) : : "rcx", "r11", "memory");
  } else {
    asm volatile("int $0x80" : "+a"(number) : : "memory");
  }
  return number > 0 ? 0 : 9;
#else
  static_cast<void>(argc);
  static_cast<void>(argv);
  return 77;
#endif
}

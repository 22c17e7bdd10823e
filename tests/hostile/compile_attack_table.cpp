// Source text that attacks the compiler, with what the judge must say. Limits: 2 s of CPU, 512 MiB,
// 32 MiB of output. What is refused is a compile error with a sentence, never a judge's error.
#include <string>
#include <utility>

#include "tests/hostile/attacks.hpp"

namespace judge::hostile {
namespace {

/// #define a0 ..., each twice the one before.
std::string billion_laughs() {
  std::string text = "#define a0 \"ha\"\n";
  for (int i = 1; i < 32; ++i) {
    const auto last = "a" + std::to_string(i - 1);
    text += "#define a" + std::to_string(i) + " " + last + " " + last + "\n";
  }
  return text + "const char* laugh = a31;\nint main() {}\n";
}

const std::string no_memory = "the compiler ran out of memory (512 MiB)";
const std::string no_time = "the compiler was stopped after";
const std::string no_room = "the compiler wrote more than 32 MiB";
/// Slow and hungry: which limit comes first depends on the machine.
const std::vector<std::string> any_limit{no_memory, no_time, no_room};
/// It is empty.
const std::vector<std::string> compiles{};
const std::vector<std::string> closed{"Permission denied"};
const std::vector<std::string> not_there{"No such file", "no such file",   "cannot open",
                                         "can't open",   "file not found", "Permission denied"};

/// A program that compiles only if the condition of the preprocessor does not hold.
std::string unless(const std::string& condition) {
  return "#if " + condition + "\n#error it is readable\n#endif\nint main() {}\n";
}

std::string including(const std::string& name) {
  return "#include \"" + name + "\"\nint main() {}\n";
}

std::string assembling(const std::string& directive) {
  return "asm(\"" + directive + "\");\nint main() {}\n";
}

}  // namespace

const std::vector<compile_attack>& compile_attacks() {
  static const std::vector<compile_attack> all{
      // What lies on the host.
      {"include standard input", {{"a.cpp", including("/dev/stdin")}}, {"/dev/stdin"}, compiles},
      {"include the terminal", {{"a.cpp", including("/dev/tty")}}, {"/dev/tty"}},
      {"include endless zeros", {{"a.cpp", including("/dev/zero")}}, {"/dev/zero"}},
      {"include /etc/passwd", {{"a.cpp", including("/etc/passwd")}}, {"/etc/passwd"}},
      {"include by a way up",
       {{"a.cpp", including("../../../../../../etc/passwd")}},
       {"etc/passwd"}},
      {"include a name that the judge cannot see",
       {{"a.cpp", "#define NAME </etc/passwd>\n#include NAME\nint main() {}\n"}},
       not_there},
      {"include zeros by a hidden name",
       {{"a.cpp", "#define NAME </dev/zero>\n#include NAME\nint main() {}\n"}},
       not_there},
      {"include standard input by a hidden name",
       {{"a.cpp", "#define NAME </dev/stdin>\n#include NAME\nint main() {}\n"}},
       not_there,
       compiles},
      {"is there /etc/shadow", {{"a.cpp", unless("__has_include(\"/etc/shadow\")")}}, {}, closed},
      {"is there /etc/passwd", {{"a.cpp", unless("__has_include(</etc/passwd>)")}}, {}, closed},
      {"are there homes", {{"a.cpp", unless("__has_include(\"/home/.\")")}}, {}, closed},
      {"embed /etc/hostname", {{"a.cpp", assembling(".incbin \\\"/etc/hostname\\\"")}}, not_there},
      {"embed /etc/shadow", {{"a.cpp", assembling(".incbin \\\"/etc/shadow\\\"")}}, not_there},
      {"include /etc/passwd as assembly",
       {{"a.cpp", assembling(".include \\\"/etc/passwd\\\"")}},
       not_there},
      {"embed the command of another process",
       {{"a.cpp", assembling(".incbin \\\"/proc/1/cmdline\\\"")}},
       not_there},
      {"embed endless noise",
       {{"a.cpp", "#define NAME </dev/urandom>\n#include NAME\nint main() {}\n"}},
       any_limit},
      // What does not end, or becomes too large.
      {"an array of 1 GiB in the file",
       {{"a.cpp", "char a[1 << 30] = {1};\nint main() {}\n"}},
       any_limit},
      {"1 GiB by .fill", {{"a.cpp", assembling(".fill 1 << 30, 1, 7")}}, any_limit},
      {"a thousand million lines of assembly",
       {{"a.cpp", assembling(".rept 1000000000\\n.byte 1\\n.endr")}},
       // Asked for at once and refused, so that no fact tells of it: in the assembler's own words.
       {no_memory, no_time, no_room, "as: out of memory allocating 23000000001 bytes"}},
      {"billion laughs", {{"a.cpp", billion_laughs()}}, any_limit},
      {"a file that includes itself twice",
       {{"a.cpp", "#include \"b.h\"\nint main() {}\n"},
        {"b.h", "#include \"b.h\"\n#include \"b.h\"\n"}},
       {no_memory, no_time, no_room, "nested"}},
      {"templates without end",
       {{"a.cpp",
         "template <int N> struct t { t<N + 1> a; t<N + 2> b; };\nt<0> x;\nint main() {}\n"}},
       {no_memory, no_time, "depth"}},
      {"templates that double",
       {{"a.cpp",
         "template <int depth, long path> struct tree {\n"
         "  tree<depth - 1, 2 * path> left;\n  tree<depth - 1, 2 * path + 1> right;\n};\n"
         "template <long path> struct tree<0, path> {};\n"
         "tree<26, 1> all;\nint main() {}\n"}},
       any_limit},
      {"a constant that takes for ever",
       {{"a.cpp",
         "constexpr long f(long n) { return n < 2 ? n : f(n - 1) + f(n - 2); }\n"
         "constexpr long x = f(90);\nint main() {}\n"}},
       {no_memory, no_time, "constexpr", "constant"}},
      // What is left as the program.
      {"no program at all",
       {{"a.cpp", "#pragma GCC diagnostic error \"-Wall\"\nint f() { return 1; }\n"}},
       {"main"}},
  };
  return all;
}

}  // namespace judge::hostile

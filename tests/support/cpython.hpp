// CPython as an oracle for class hierarchies. Included after <gtest/gtest.h>.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/hierarchies.hpp"

namespace gavel::testing {

/// Evaluates type("c3", (c1, c2,), {}) and so on, each hierarchy in a namespace of its own. Exits
/// with 77 when this is not the Python that we mean.
inline constexpr const char* cpython_script = R"py(
import sys
if sys.implementation.name != "cpython" or sys.version_info < (3, 6):
    sys.exit(77)
names = {}
for line in sys.stdin:
    if line == "new\n":
        names = {}
        continue
    name, *bases = line.split()
    try:
        names[name] = eval("type(%r, (%s), {})" % (name, "".join(b + "," for b in bases)), names)
        print(*(c.__name__ for c in names[name].__mro__))
    except (NameError, TypeError) as error:
        print(" ".join(str(error).split()))
)py";

/// The name by which Python knows a class: the root is `object`.
inline std::string python_name(class_id c) { return c == 0 ? "object" : "c" + std::to_string(c); }

/// For each class but the root of each hierarchy: its order ("c3 c1 object") or CPython's message,
/// its white space made single blanks. Nothing when there is no suitable python3; too few lines
/// when it breaks down.
inline std::optional<std::vector<std::string>> ask_cpython(const std::vector<bases_of>& questions) {
  std::string folder = ::testing::TempDir() + "gavel_c3_XXXXXX";
  if (mkdtemp(folder.data()) == nullptr) return std::vector<std::string>{};
  std::ofstream(folder + "/ask.py") << cpython_script;
  std::ofstream in(folder + "/in");
  for (const auto& bases : questions) {
    in << "new\n";
    for (std::size_t c = 1; c < bases.size(); ++c) {
      in << python_name(static_cast<class_id>(c));
      for (const class_id base : bases[c]) in << ' ' << python_name(base);
      in << '\n';
    }
  }
  in.close();

  const std::string command = "python3 '" + folder + "/ask.py' < '" + folder + "/in'";
  std::string text;
  std::FILE* out = popen(command.c_str(), "r");
  std::array<char, 4096> part{};
  for (std::size_t n = 1; out != nullptr && n > 0; text.append(part.data(), n)) {
    n = std::fread(part.data(), 1, part.size(), out);
  }
  const int status = out != nullptr ? pclose(out) : 0;
  std::filesystem::remove_all(folder);
  if (WIFEXITED(status) && (WEXITSTATUS(status) == 77 || WEXITSTATUS(status) == 127)) {
    return std::nullopt;
  }
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace gavel::testing

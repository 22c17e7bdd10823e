// judge/model/program.hpp - source text, and what can be run once it is built.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "judge/model/limits.hpp"

namespace judge {

/// Where a program finds things inside the sandbox.
inline constexpr const char* box_folder = "/box";    ///< what was built; read-only
inline constexpr const char* work_folder = "/work";  ///< its working folder; empty, writable, fresh

struct source_file {
  std::string name;  ///< relative, with '/' between folders
  std::string text;
  bool provided = false;  ///< by the problem (include/): not the submission's own
};

/// A program as people write it: one file or a folder of files, constants already put in.
struct program_source {
  std::string name;                ///< for people: "accepted/header.cpp"
  std::filesystem::path home;      ///< folder on the host that quoted includes are relative to
  std::vector<source_file> files;  ///< the entry file first
  std::string language;            ///< a key of the language table; empty: by extension
  std::string entry = {};          ///< file or class that starts it; empty: the language's rule
  std::optional<run_limits> compile_limits = {};  ///< empty: those of judge::compile_limits()
  /// Folders on the host, besides `home`, in which its headers may lie.
  std::vector<std::filesystem::path> include_roots = {};
};

/// Whether it is written with testlib: a file other than a copy of testlib.h names that header.
[[nodiscard]] inline bool mentions_testlib(const program_source& source) {
  return std::any_of(source.files.begin(), source.files.end(), [](const source_file& file) {
    return file.name != "testlib.h" && file.text.find("testlib.h") != std::string::npos;
  });
}

/// What a language's programs need of the sandbox beyond the usual.
struct sandbox_needs {
  bool processes = false;      ///< starts processes of its own, also where that cannot be counted
  bool address_space = false;  ///< reserves far more addresses than it touches (JVM, Go, V8)
  bool proc = false;           ///< reads /proc/self
  std::uint64_t memory_reserve_bytes = 0;  ///< of the run-time system, granted on top of the limit
  std::vector<std::pair<std::string, std::string>> environment;
};

/// Ready to run: a folder on the host, shown read-only as /box, and the command inside.
struct program {
  std::string name;              ///< for people
  std::filesystem::path folder;  ///< empty: nothing is shown at /box
  /// argv; argv[0] is looked up in the sandbox's PATH. "{memory_mib}" in it stands for the memory
  /// limit of the run: virtual machines want to know the size of their heap. See command_of().
  std::vector<std::string> command;
  sandbox_needs needs;
  std::string identity = {};  ///< changes with whatever it was built from; empty: not known
};

/// The command of a run under this memory limit.
[[nodiscard]] inline std::vector<std::string> command_of(const program& what,
                                                         std::uint64_t memory_bytes) {
  constexpr std::string_view placeholder = "{memory_mib}";
  auto command = what.command;
  for (auto& word : command) {
    const auto at = word.find(placeholder);
    if (at == std::string::npos) continue;
    word.replace(at, placeholder.size(), std::to_string(memory_bytes / mebibyte));
  }
  return command;
}

/// What came of building. A refused program is a verdict (CE), not an error.
struct build_outcome {
  std::optional<program> built;  ///< empty: compile error
  std::string language;          ///< as shown: "C++20"
  std::string message;           ///< what the compiler said, or one sentence why it was stopped
  milliseconds took{0};
  bool from_cache = false;
};

}  // namespace judge

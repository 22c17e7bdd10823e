// judge/build/toolchain.hpp - which of the languages' tools are there, and in which version.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "judge/base/result.hpp"
#include "judge/build/language.hpp"
#include "judge/model/ports.hpp"

namespace judge {

/// What the version command of a language said inside the sandbox, where the tool must be.
struct tool_version {
  std::optional<std::string> text;  ///< all that it printed; empty: the tool is not there
  std::string why_not;              ///< "rustc is not installed: apt install rustc"

  [[nodiscard]] std::string first_line() const;
};

/// Asks each tool once. May be used by several threads at once.
class toolchain {
 public:
  explicit toolchain(runner& sandbox) : sandbox_(sandbox) {}
  /// Errors are those of the sandbox.
  [[nodiscard]] result<tool_version> version_of(const language& speaks);

 private:
  [[nodiscard]] result<tool_version> ask(const language& speaks) const;

  runner& sandbox_;
  std::mutex mutex_;
  std::map<command_line, tool_version> known_;
};

}  // namespace judge

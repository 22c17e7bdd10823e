// judge/build/java_class.hpp - what a Java file declares, as far as its start needs it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace judge {

struct java_file {
  std::string package;                     ///< "org.example", or empty
  std::optional<std::string> public_type;  ///< the file must have its name
  std::optional<std::string> main_type;    ///< the first top-level type with a static main
};

/// Reads declarations at the top level only; wrong programs give something, javac says the rest.
[[nodiscard]] java_file scan_java(std::string_view text);

}  // namespace judge

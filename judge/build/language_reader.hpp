// judge/build/language_reader.hpp - one table of languages.toml as a language.
#pragma once

#include <toml++/toml.h>

#include <string>

#include "judge/base/result.hpp"
#include "judge/build/language.hpp"

namespace judge {

class language_reader {
 public:
  /// All must outlive the reader.
  language_reader(const toml::table& table, const std::string& file, const std::string& key)
      : table_(table), file_(file), key_(key) {}

  /// Changes what the table names. Errors: an unknown key, a value of another kind, an unknown
  /// placeholder; a language that in the end lacks what it needs.
  [[nodiscard]] status read(language& one) const;

  /// "file:line:column: key.name: what".
  [[nodiscard]] error wrong(const toml::node& at, const std::string& name,
                            const std::string& what) const;

 private:
  const toml::table& table_;
  const std::string& file_;
  const std::string& key_;
};

}  // namespace judge

// judge/build/language.hpp - the table of languages: how each is compiled and run.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judge/base/result.hpp"
#include "judge/model/program.hpp"

namespace judge {

using command_line = std::vector<std::string>;

/// How the file or class that starts a program is found.
enum class entry_rule {
  all,        ///< there is none: all files are compiled together
  file,       ///< one of entry_names, else the first
  java_class  ///< the class that has main
};

/// One table of languages.toml; its keys are explained there.
struct language {
  std::string key;   ///< "cpp"
  std::string name;  ///< "C++20"
  std::vector<std::string> extensions;
  std::vector<std::string> file_names;  ///< a file of such a name makes a folder one of these
  bool includes = false;
  entry_rule entry = entry_rule::file;
  std::vector<std::string> entry_names;
  std::vector<command_line> compile;
  bool keep_sources = false;
  command_line run;
  command_line version;
  std::string install;
  std::string note;
  sandbox_needs needs;

  [[nodiscard]] bool owns(const std::filesystem::path& file) const;
};

/// The languages in the order of their files. The one to use is looked up here and nowhere else.
class language_table {
 public:
  /// Those that come with the judge.
  [[nodiscard]] static result<language_table> builtin();
  /// Those, then the user's own file where there is one, then `extra` where it is not empty.
  [[nodiscard]] static result<language_table> load(const std::filesystem::path& extra = {});

  /// Changes and adds what the text says. `file` is for messages: "file:line:column: what".
  [[nodiscard]] status merge(std::string_view text, const std::string& file);

  [[nodiscard]] const std::vector<language>& all() const { return languages_; }
  /// By its key; the error lists the known ones.
  [[nodiscard]] result<const language*> find(std::string_view key) const;
  /// By the extension of a file; the error lists the known ones.
  [[nodiscard]] result<const language*> for_file(const std::filesystem::path& file) const;
  /// Of a program: by its `language` where it names one, else by the extensions of its files, which
  /// must agree. Files that no language owns (headers, data) do not matter.
  [[nodiscard]] result<const language*> of(const program_source& source) const;

 private:
  std::vector<language> languages_;
};

/// $XDG_CONFIG_HOME/gavel/languages.toml, else ~/.config/gavel/languages.toml; empty without a
/// home.
[[nodiscard]] std::filesystem::path user_languages_file();

namespace detail {
extern const char* const builtin_languages_text;
}  // namespace detail

}  // namespace judge

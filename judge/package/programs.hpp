// judge/package/programs.hpp - sources of submissions, validators and generators.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judge/model/program.hpp"
#include "judge/package/fields.hpp"
#include "judge/package/folder.hpp"

namespace judge::package {

/// Reads programs of one package, constants put in. Each is a file or a folder of files.
class program_reader {
 public:
  program_reader(const package_folder& folder, const std::map<std::string, std::string>& constants,
                 complaints& notes)
      : folder_(folder), constants_(constants), notes_(notes) {}

  /// The program at `relative`, called `name` to people. In a folder, main.* and __main__.* stand
  /// first, then all bytewise. Nothing where it cannot be read; the reason is noted.
  std::optional<program_source> read(std::string_view relative, std::string name) const;

  /// The same, of files in the order given; the first is the entry.
  std::optional<program_source> read_files(std::string_view home,
                                           const std::vector<std::string>& files,
                                           std::string name) const;

  /// Puts the files of include/<language>/, or else include/default/, in, over those of the same
  /// name; the language is that of the first file's ending.
  void add_includes(program_source& program) const;

  /// Every program in a folder of programs ("input_validators"), without read-me files and lone
  /// headers.
  std::vector<program_source> read_all(std::string_view relative) const;

 private:
  bool add_folder(program_source& program, std::string_view relative, std::string_view prefix,
                  int depth) const;
  bool add_file(program_source& program, std::string_view relative, std::string name) const;

  const package_folder& folder_;
  const std::map<std::string, std::string>& constants_;
  complaints& notes_;
  mutable std::size_t read_bytes_ = 0;  ///< of all programs so far
};

}  // namespace judge::package

// judge/build/sources.hpp - which headers a C or C++ program needs, and where they are.
//
// A program may name its own files and headers of the include roots (also those that the package
// grants it, program_source::include_roots), by quoted includes; gavel/...
// and problems/... also in angle brackets. Nothing else of the host is ever read on a program's
// word: no absolute path, no path that leaves its folder, no file that does not look like source.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "judge/base/result.hpp"
#include "judge/build/preprocessor.hpp"
#include "judge/model/program.hpp"

namespace judge {

struct include_options {
  std::vector<std::filesystem::path> roots;  ///< searched first, behind the program's own folder
  std::filesystem::path installed;           ///< where Gavel is installed; searched last; or empty
  std::filesystem::path testlib;             ///< folder that holds testlib.h; empty: not known
};

/// Where the headers of a program at `home` are looked for: the roots of the options; the nearest
/// folder above `home` that holds algorithms/gavel/all.hpp, with its algorithms/, or that holds
/// gavel/all.hpp; the installed place.
[[nodiscard]] std::vector<std::filesystem::path> include_roots(const std::filesystem::path& home,
                                                               const include_options& options);

/// A file of a program or of a root.
struct located_file {
  std::string name;            ///< below the folder that everything is placed in; no ".."
  std::filesystem::path base;  ///< the folder of the host that the name is relative to
  std::string shown;           ///< its path, for messages
  std::string text;
};

/// What an include means: a file, or what is the program's fault, in one sentence, or neither: not
/// ours, left to the compiler.
struct found_include {
  std::optional<located_file> file = {};
  std::string refused = {};
};

/// Finds what an include means. Files of the program itself are taken from it, not from the disk.
class include_resolver {
 public:
  include_resolver(const program_source& source, const include_options& options);

  /// The file of the program with this index.
  [[nodiscard]] located_file own(std::size_t index) const;

  /// The file that `from` includes. Refused: a path that leaves the program's folder, without a
  /// look at what is there; a link that does; a testlib.h that nobody has. Errors: a gavel/ or
  /// problems/ header that is not there, a file that cannot be read.
  [[nodiscard]] result<found_include> find(const located_file& from,
                                           const include_directive& include) const;
  /// "a, b or c", for messages.
  [[nodiscard]] std::string places() const;

 private:
  [[nodiscard]] result<found_include> at(const std::filesystem::path& base,
                                         const std::filesystem::path& name,
                                         const std::string& place) const;
  /// In the folders that may hold it, the program's own first.
  [[nodiscard]] result<found_include> search(const std::filesystem::path& name,
                                             const std::string& place) const;

  const program_source& source_;
  std::vector<std::filesystem::path> roots_;
  std::filesystem::path testlib_;
};

/// True for gavel/... and problems/...
[[nodiscard]] bool names_own_header(const include_directive& include);
/// True for what C and C++ programs include: by its extension.
[[nodiscard]] bool looks_like_source(const std::filesystem::path& file);

struct collected_sources {
  std::vector<source_file> files;
  std::string refused;  ///< one sentence why the program cannot be compiled: its own fault
};

/// The program's files, then every header that they need, each under the name that makes the
/// includes work with -I of the folder that all are placed in. A gavel/ or problems/ include inside
/// #if is an error. Refused: what include_resolver refuses where it is not inside #if, and more
/// than 10 000 includes.
[[nodiscard]] result<collected_sources> collect_sources(const program_source& source,
                                                        const include_options& options);

}  // namespace judge

// judge/package/submissions_yaml.hpp - submissions/submissions.yaml: what globs of submissions are
// written in, and what is expected of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "judge/base/glob.hpp"
#include "judge/model/expectation.hpp"
#include "judge/package/folder.hpp"

namespace judge::package {

/// One key of the file and what it says of each submission that it matches.
struct submission_entry {
  glob submissions;         ///< relative to submissions/
  std::string where;        ///< "p/submissions/submissions.yaml:12:1", for messages
  std::string language;     ///< empty: by the endings of its files
  std::string entry_point;  ///< empty: the language's
  /// The first is that for all cases, where there is one.
  std::vector<expectation_rule> rules;
  /// The folder whose default rule these replace: its name is the whole key. Keys that are not
  /// given are inherited from the default.
  std::string replaces;
};

/// The entries in the order of the file; none where there is no file. Keys that only people read
/// (authors, model_solution) are checked and left out.
[[nodiscard]] std::vector<submission_entry> read_submissions_yaml(const package_folder& folder,
                                                                  bool scoring, complaints& notes);

}  // namespace judge::package

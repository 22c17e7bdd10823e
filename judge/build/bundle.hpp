// judge/build/bundle.hpp - a program and its headers as one file that any contest site compiles.
#pragma once

#include <string>

#include "judge/base/result.hpp"
#include "judge/build/sources.hpp"
#include "judge/model/program.hpp"

namespace judge {

struct bundle_options {
  include_options includes;
  bool line_directives = false;  ///< #line, so that a compiler's messages name the original files
  /// A quoted header that is nowhere stays as it is, for whoever compiles the bundle; where nothing
  /// was put in, the file stays as it is.
  bool keep_missing = false;
};

/// The program's first file with every header of its own (gavel/, problems/, other quoted ones) put
/// in where it is first included, each once.
///
/// System includes are gathered, once each, in the order of their first appearance, where the
/// program's first include stands; those inside #if, and those behind a #define or #pragma that may
/// change their meaning, stay where they are. Comments stay, but for those on include lines.
/// Without #line, the bundle of a bundle is the bundle.
///
/// Errors, each with file and line: a header that is not there (but see keep_missing), one that
/// includes itself, an own header inside #if, an include by a macro.
[[nodiscard]] result<std::string> bundle(const program_source& source,
                                         const bundle_options& options = {});

}  // namespace judge

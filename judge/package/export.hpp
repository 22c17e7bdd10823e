// judge/package/export.hpp - a package that needs nothing but itself.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "judge/base/result.hpp"
#include "judge/model/problem.hpp"

namespace judge {

enum class export_format {
  v2025_09,  ///< as its text says; BAPCtools reads it
  v2023_07   ///< its draft, as problemtools reads it: of data/ only sample and secret
};

struct export_options {
  std::filesystem::path folder;  ///< appears whole or not at all
  export_format format = export_format::v2025_09;
  bool replace = false;  ///< an exported package that is there already
  /// One file of a program with the headers that it needs; those that are nowhere stay includes.
  std::function<result<std::string>(const program_source&)> bundled;
  std::stop_token stop = {};
};

struct export_report {
  std::size_t files = 0;
  std::size_t bundled = 0;  ///< programs into which headers from elsewhere were put
  std::vector<warning> warnings;
};

/// Writes a package of format 2025-09 whose data has been generated: with the generated cases in
/// data/, the constants put in wherever the format does that (and taken out of problem.yaml), and
/// C and C++ programs as single files where they use headers from outside their own folder.
/// generators.yaml stays behind, as nothing is left to generate.
/// Errors: another format, a folder that is in the way, a file that cannot be read or bundled.
[[nodiscard]] result<export_report> export_problem(const problem& whole,
                                                   const export_options& options);

/// A name of letters and digits only, which the format wants for a package's folder.
[[nodiscard]] std::string export_name(const std::string& name);

}  // namespace judge

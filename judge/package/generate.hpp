// judge/package/generate.hpp - makes the cases that generators.yaml plans.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "judge/base/result.hpp"
#include "judge/model/ports.hpp"
#include "judge/model/problem.hpp"

namespace judge {

struct generation_options {
  /// Where "secret/10-random.in" is written besides the cache: the package's data/ for `judge
  /// generate`. Empty: nowhere, cases point into the cache.
  std::filesystem::path folder;
  std::filesystem::path cache;  ///< empty: cache_folder()/data
  unsigned jobs = 1;
  bool update_sums = false;  ///< write data/SHA256SUMS instead of holding the data against it
  /// Run each generator and solution twice, whatever lies in the cache or the package: both times
  /// must give the same bytes.
  bool check_deterministic = false;
  /// Called after each case, never by two threads at once.
  std::function<void(const std::string& name, std::size_t done, std::size_t total)> progress;
};

struct generation_report {
  std::size_t generated = 0;   ///< cases for which a program was run
  std::size_t from_cache = 0;  ///< cases that were there from an earlier time
  std::size_t kept = 0;        ///< cases that lie in the package with the right sums
  std::vector<warning> warnings;
  std::map<std::string, std::string> sums;  ///< of everything planned: "secret/10-random.in"
};

/// Builds the generators, runs each planned case and then its solution, holds the data against
/// data/SHA256SUMS, and adds the cases to the problem, in order. Does nothing without a plan.
///
/// A case that lies in the package already is kept when its sums are right, or when it has none
/// and no folder is asked for. What was made is kept in a cache by the contents of program,
/// arguments and input; a file there that was cut or changed is noticed by its sum and made again.
/// Errors name the case and its line in generators.yaml.
[[nodiscard]] result<generation_report> generate_data(problem& whole, builder& build, runner& run,
                                                      const generation_options& options = {});

}  // namespace judge

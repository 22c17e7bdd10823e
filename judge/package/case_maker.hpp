// judge/package/case_maker.hpp - one planned case after the other, from programs, texts and cache.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "judge/model/ports.hpp"
#include "judge/package/data_cache.hpp"
#include "judge/package/generate.hpp"

namespace judge::package {

/// One planned case, made.
struct made_case {
  made_files files;  ///< by ending: ".in", ".ans", ".out"
  bool ran = false;
  bool kept = false;  ///< it lies in the package, with the right sums
};

/// First keep_what_is_right, then build_tools, then make, which threads may share.
class case_maker {
 public:
  case_maker(const problem& whole, builder& build, runner& run, const generation_options& options);

  /// Cases that lie in the package with the right sums need nothing more.
  void keep_what_is_right(std::vector<made_case>& made) const;

  /// Builds what the cases that are not kept need; equal programs once.
  [[nodiscard]] status build_tools(const std::vector<made_case>& made);

  [[nodiscard]] result<made_case> make(const planned_case& one) const;

  /// Whether its files hold what the plan says of them.
  [[nodiscard]] status check_matches(const planned_case& one, const made_case& made) const;

 private:
  /// A program ready to run, and a hash of all that its output may depend on.
  struct ready_tool {
    program built;
    std::string identity;
  };
  using texts_or_error = result<std::map<std::string, std::string>>;

  [[nodiscard]] std::string line_of(const planned_case& one) const;
  [[nodiscard]] std::optional<made_files> files_in_package(const std::string& name) const;
  [[nodiscard]] bool right(const std::string& name, made_files& files) const;
  [[nodiscard]] status build_one(const std::vector<program_source>& among, const std::string& name,
                                 const std::string& what);
  [[nodiscard]] status make_texts(const planned_case& one, made_case& made) const;
  [[nodiscard]] status make_input(const planned_case& one, made_case& made) const;
  [[nodiscard]] status make_answer(const planned_case& one, made_case& made) const;
  [[nodiscard]] status find_or_make(const std::string& key, made_case& made,
                                    const std::string& tool,
                                    const std::function<texts_or_error()>& make) const;
  [[nodiscard]] static texts_or_error twice(const std::string& tool,
                                            const std::function<texts_or_error()>& make);
  [[nodiscard]] texts_or_error run_generator(const planned_case& one, const ready_tool& tool) const;
  [[nodiscard]] static texts_or_error texts_of(const planned_case& one, run_outcome outcome);
  [[nodiscard]] texts_or_error run_solution(const planned_case& one, const ready_tool& tool,
                                            const std::filesystem::path& input) const;

  const problem& whole_;
  const generator_plan& plan_;
  builder& build_;
  runner& run_;
  const generation_options& options_;
  data_cache cache_;
  std::map<std::string, ready_tool> tools_;  ///< "generator random.cpp"
};

}  // namespace judge::package

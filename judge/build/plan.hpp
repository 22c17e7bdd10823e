// judge/build/plan.hpp - what compiling a program means: files to place, commands, what to start.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "judge/base/result.hpp"
#include "judge/build/language.hpp"
#include "judge/build/sources.hpp"
#include "judge/model/program.hpp"

namespace judge {

/// Where compilers leave what they make, below the working folder; all of it is the program.
inline constexpr const char* output_folder = "judge.out";
/// What {output} stands for.
inline constexpr const char* output_file = "judge.out/program";

struct build_plan {
  const language* speaks = nullptr;
  std::vector<source_file> files;     ///< under the names that the commands know
  std::vector<command_line> compile;  ///< placeholders replaced
  command_line run;                   ///< all but {memory_mib} replaced
  std::string refused;                ///< why there is nothing to compile: a compile error
};

/// Errors: what the program asks of the judge cannot be done. `speaks` must outlive the plan.
[[nodiscard]] result<build_plan> plan_build(const program_source& source, const language& speaks,
                                            const include_options& includes);

/// The name under which the result is cached: everything that it depends on, `tool_version` being
/// what the compiler says of itself.
[[nodiscard]] std::string build_key(const build_plan& plan, std::string_view tool_version);

}  // namespace judge

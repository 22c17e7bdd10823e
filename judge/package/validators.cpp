#include "judge/package/validators.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace judge::package {

/// What only some judges can run: VIVA and Checktestdata files.
std::vector<program_source> read_input_validators(const package_folder& folder,
                                                  const program_reader& programs,
                                                  complaints& notes) {
  std::vector<program_source> found;
  for (const auto* place : {"input_validators", "input_format_validators"}) {
    for (auto& program : programs.read_all(place)) {
      const auto ends = [&](std::string_view ending) { return program.name.ends_with(ending); };
      const bool has_script = std::any_of(
          program.files.begin(), program.files.end(),
          [](const source_file& file) { return file.name == "build" || file.name == "run"; });
      if (ends(".ctd") || ends(".viva") || has_script) {
        notes.warn(fmt::format("{}: not run: {} are not supported yet",
                               folder.shown(below(place, program.name)),
                               ends(".ctd")    ? "Checktestdata files"
                               : ends(".viva") ? "VIVA files"
                                               : "validators with build or run scripts"));
      } else {
        found.push_back(std::move(program));
      }
    }
  }
  return found;
}

void read_output_validator(const package_folder& folder, const validator_choice& choice,
                           const program_reader& programs, problem& into, complaints& notes) {
  if (!choice.custom || choice.path.empty()) return;
  into.output_validator = programs.read(choice.path, choice.path);
  if (!into.output_validator) return;
  for (const auto& file : into.output_validator->files) {
    if (file.name != "build" && file.name != "run") continue;
    notes.fail(
        fmt::format("{}: output validators with a build or run script are not supported "
                    "yet: use a single C++ or Python program",
                    folder.shown(below(choice.path, file.name))));
  }
}

}  // namespace judge::package

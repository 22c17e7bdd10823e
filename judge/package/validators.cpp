#include "judge/package/validators.hpp"

#include <fmt/format.h>

#include <iterator>
#include <string_view>
#include <vector>

namespace judge::package {

namespace {

std::vector<program_source> read_folder(std::string_view place, const package_folder& folder,
                                        const program_reader& programs, complaints& notes) {
  auto found = programs.read_all(place);
  std::erase_if(found, [&](const program_source& program) {
    const bool viva = program.name.ends_with(".viva");
    if (viva) {
      notes.warn(
          fmt::format("{}: not run: VIVA files are not supported: write it in C++, Python "
                      "or Checktestdata",
                      folder.shown(below(place, program.name))));
    }
    return viva;
  });
  return found;
}

}  // namespace

void read_format_validators(const package_folder& folder, const program_reader& programs,
                            problem& into, complaints& notes) {
  for (const auto* place : {"input_validators", "input_format_validators"}) {
    auto found = read_folder(place, folder, programs, notes);
    into.input_validators.insert(into.input_validators.end(),
                                 std::make_move_iterator(found.begin()),
                                 std::make_move_iterator(found.end()));
  }
  into.answer_validators = read_folder("answer_validators", folder, programs, notes);
}

void read_output_validator(const validator_choice& choice, const program_reader& programs,
                           problem& into) {
  if (!choice.custom || choice.path.empty()) return;
  into.output_validator = programs.read(choice.path, choice.path);
}

}  // namespace judge::package

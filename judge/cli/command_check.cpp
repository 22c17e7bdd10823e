// judge check: the default checker alone, as an output validator of the package format.
#include <fmt/format.h>
#include <unistd.h>

#include <memory>
#include <vector>

#include "judge/base/files.hpp"
#include "judge/check/default_checker.hpp"
#include "judge/cli/options.hpp"
#include "judge/cli/workshop.hpp"

namespace judge {
namespace {

struct check_command {
  std::filesystem::path input;
  std::filesystem::path answer;
  std::filesystem::path feedback;
  std::vector<std::string> arguments;
  std::string like;
};

int run_command(const check_command& asked) {
  auto how = parse_comparison(asked.arguments);
  if (!how) return report_error(how.failure());
  how->like = compatibility_named(asked.like);
  const auto answer = read_file(asked.answer);
  if (!answer) return report_error(answer.failure());
  const auto output = read_descriptor(STDIN_FILENO, "standard input");
  if (!output) return report_error(output.failure());
  const auto found = compare(*answer, *output, *how);
  if (found.is == check_outcome::answer::right) return validator_exit_code(found.is);
  fmt::print("{}\n", found.message);
  if (!asked.feedback.empty()) {
    const auto written = write_file(asked.feedback / "judgemessage.txt", found.message + "\n");
    if (!written) return report_error(written.failure());
  }
  return validator_exit_code(found.is);
}

}  // namespace

void add_check(CLI::App& app, int& code) {
  auto* command = app.add_subcommand(
      "check", "Compare an output with an answer, as an output validator: exits with 42 or 43");
  command->footer(
      "The output is read from standard input. Flags, as the package format has them:\n"
      "case_sensitive, space_change_sensitive, float_tolerance E, float_relative_tolerance E,\n"
      "float_absolute_tolerance E. Exits with 42 when it is right, with 43 when it is wrong, with "
      "2\n"
      "or 3 when it could not be told.\n"
      "\n"
      "  judge check 1.in 1.ans feedback/ float_tolerance 1e-6 < output");
  auto asked = std::make_shared<check_command>();
  command->add_option("input", asked->input, "Input of the test case (not looked at)")->required();
  command->add_option("answer", asked->answer, "The jury's answer")->required();
  command->add_option("feedback", asked->feedback, "Folder for judgemessage.txt");
  command->add_option("flags", asked->arguments, "Flags of the default output validator");
  add_compatibility_option(*command, asked->like);
  command->callback([asked, &code] { code = run_command(*asked); });
}

}  // namespace judge

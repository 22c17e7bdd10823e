// judge bundle: a program and its headers as one file.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

#include "judge/base/files.hpp"
#include "judge/build/bundle.hpp"
#include "judge/build/compact.hpp"
#include "judge/cli/options.hpp"
#include "judge/cli/workshop.hpp"

namespace judge {
namespace {

struct bundle_command {
  std::filesystem::path source;
  std::filesystem::path output;
  bundle_options options;
  bool compact = false;
};

int run_command(const bundle_command& asked) {
  if (asked.compact && asked.options.line_directives) {
    return report_error(
        {"--compact and --line: the lines of a compact bundle are not those of the "
         "files: leave one of the two out"});
  }
  std::error_code ignored;
  if (!asked.output.empty() && std::filesystem::equivalent(asked.source, asked.output, ignored)) {
    return report_error({fmt::format(
        "{}: would be overwritten by its own bundle: name another file", asked.output.string())});
  }
  const auto program = read_program(asked.source);
  if (!program) return report_error(program.failure());
  if (!looks_like_source(asked.source) ||
      program->files.front().text.find('\0') != std::string::npos) {
    return report_error(
        {fmt::format("{}: not C++ text: only C and C++ files can be bundled", program->name)});
  }
  auto options = asked.options;
  options.includes.installed = installed_headers();
  auto text = bundle(*program, options);
  if (!text) return report_error(text.failure());
  if (asked.compact) *text = compact(*text);
  if (!asked.output.empty()) {
    const auto written = write_file(asked.output, *text);
    return written ? exit_code::as_expected : report_error(written.failure());
  }
  if (std::fwrite(text->data(), 1, text->size(), stdout) != text->size() ||
      std::fflush(stdout) != 0) {
    return report_error(environment_error("standard output: cannot be written"));
  }
  return exit_code::as_expected;
}

}  // namespace

void add_bundle(CLI::App& app, int& code) {
  auto* command = app.add_subcommand(
      "bundle", "Write a C++ program and the headers it needs as one file, for a contest site");
  command->footer(
      "Puts gavel/..., problems/... and other quoted headers in, each once; system includes are\n"
      "gathered at the top. Fails, with file and line, on what it cannot do: a header that is not\n"
      "there, one of ours inside #if.\n"
      "\n"
      "  judge bundle my.cpp > paste.cpp\n"
      "  judge bundle --compact my.cpp > paste.cpp    where the site finds it too long");
  auto asked = std::make_shared<bundle_command>();
  command->add_option("source", asked->source, "C++ file")->required();
  command->add_option("-o,--output", asked->output, "File to write instead of standard output");
  command->add_flag("--line", asked->options.line_directives,
                    "Keep #line, so that a compiler's messages name the original files");
  command->add_flag(
      "--compact", asked->compact,
      "Leave out comments, indentation and needless blanks: the same program in fewer "
      "bytes, for a site that limits the length (Codeforces: below 64 KiB)");
  command
      ->add_option("-I,--include", asked->options.includes.roots,
                   "Folder in which gavel/... and other quoted includes are looked for")
      ->check(CLI::ExistingDirectory);
  command->callback([asked, &code] { code = run_command(*asked); });
}

}  // namespace judge

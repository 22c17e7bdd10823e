// The judge's command line. Every subcommand adds itself; see judge/cli/command_*.cpp.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <new>

#include "judge/cli/options.hpp"
#include "judge/cli/standard_streams.hpp"

int main(int argc, char** argv) {
  judge::open_standard_streams();
  CLI::App app{
      "Gavel's judge: compiles submissions, runs them in a sandbox, checks and times them.\n"
      "\n"
      "  judge run my.cpp --problem problems/maximum_gap   a submission on every test case\n"
      "  judge verify problems/maximum_gap                 a whole problem package\n"
      "  judge bundle my.cpp > paste.cpp                   one file for a contest site\n"
      "\n"
      "Exit codes: 0 all as expected, 1 some verdict differs, 2 wrong usage or package,\n"
      "3 the judge or the machine is at fault, 130 interrupted.",
      "judge"};
  app.set_version_flag("--version", "judge (Gavel) " GAVEL_VERSION);
  int code = judge::exit_code::as_expected;
  judge::add_run(app, code);
  judge::add_verify(app, code);
  judge::add_generate(app, code);
  judge::add_import(app, code);
  judge::add_bundle(app, code);
  judge::add_check(app, code);
  judge::add_export(app, code);
  judge::add_doctor(app, code);
  try {
    app.parse(argc, argv);
    if (app.get_subcommands().empty()) {
      throw CLI::RequiredError(
          "A subcommand (run, verify, generate, import, bundle, check, export or doctor)");
    }
  } catch (const CLI::ParseError& wrong) {
    return judge::with_output_written(app.exit(wrong) == 0 ? judge::exit_code::as_expected
                                                           : judge::exit_code::usage);
  } catch (const std::bad_alloc&) {
    std::fputs("judge: out of memory\n", stderr);
    return judge::exit_code::environment;
  } catch (const std::exception& broken) {
    std::fprintf(stderr, "judge: a bug of the judge: %s\n", broken.what());
    return judge::exit_code::environment;
  }
  return judge::with_output_written(code);
}

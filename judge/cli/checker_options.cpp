#include "judge/cli/checker_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>
#include <system_error>
#include <utility>

#include "judge/cli/workshop.hpp"

namespace judge {
namespace fs = std::filesystem;
namespace {

constexpr std::array<std::pair<std::string_view, validator_dialect>, 4> dialects{
    {{"icpc", validator_dialect::icpc},
     {"testlib", validator_dialect::testlib},
     {"cms", validator_dialect::cms},
     {"exit-code", validator_dialect::exit_code}}};

/// What a checker on the command line speaks, where nobody says it.
validator_dialect usual_dialect(const program_source& checker) {
  return mentions_testlib(checker) ? validator_dialect::testlib : validator_dialect::icpc;
}

void compare_like(problem& of, compatibility like) {
  of.compare.like = like;
  const auto put_in = [like](auto& all) {
    for (auto& one : all) {
      if (one.settings.compare) one.settings.compare->like = like;
    }
  };
  put_in(of.cases);
  put_in(of.valid_outputs);
  put_in(of.invalid_outputs);
}

/// testlib.h of this folder, or this file; empty where it is not there.
fs::path holds_testlib(const fs::path& place) {
  std::error_code ignored;
  const auto folder = place.filename() == "testlib.h" ? place.parent_path() : place;
  const auto whole = fs::absolute(folder, ignored);
  return fs::is_regular_file(whole / "testlib.h", ignored) ? whole : fs::path();
}

}  // namespace

void add_compatibility_option(CLI::App& command, std::string& into) {
  command
      .add_option("--compat", into,
                  "Let the default checker decide as another judge does where that is not what the "
                  "package format says: kattis or domjudge")
      ->check(CLI::IsMember({"kattis", "domjudge"}));
}

compatibility compatibility_named(const std::string& name) {
  if (name == "kattis") return compatibility::kattis;
  return name == "domjudge" ? compatibility::domjudge : compatibility::none;
}

void add_checker_options(CLI::App& command, checker_options& into) {
  add_compatibility_option(command, into.like);
  auto* checker = command
                      .add_option("--checker", into.checker,
                                  "Program that checks outputs, instead of the problem's")
                      ->check(CLI::ExistingFile);
  command
      .add_option("--interactor", into.interactor,
                  "Program that talks to submissions, instead of the problem's")
      ->check(CLI::ExistingFile)
      ->excludes(checker);
  command
      .add_option("--dialect", into.dialect,
                  "What the checker speaks: icpc (42 and 43), testlib, cms or exit-code (0 and 1); "
                  "without it testlib, where it includes testlib.h, else icpc")
      ->check(CLI::IsMember({"icpc", "testlib", "cms", "exit-code"}));
}

status put_in_checker(problem& of, const checker_options& options) {
  const auto& named = options.checker.empty() ? options.interactor : options.checker;
  if (!named.empty()) {
    auto source = read_program(named);
    if (!source) return std::move(source).failure();
    of.dialect = usual_dialect(*source);
    of.output_validator = *std::move(source);
    of.type.interactive = !options.interactor.empty();
  }
  if (!options.dialect.empty()) {
    if (!of.output_validator) {
      return error{
          fmt::format("--dialect {}: {} has no checker of its own: name one with --checker",
                      options.dialect, of.name)};
    }
    of.dialect = std::find_if(dialects.begin(), dialects.end(), [&](const auto& one) {
                   return one.first == options.dialect;
                 })->second;
  }
  if (options.like.empty()) return done();
  compare_like(of, compatibility_named(options.like));
  if (of.output_validator) {
    of.warnings.push_back(fmt::format(
        "--compat {}: without effect: {} checks outputs with {}, not with the default checker",
        options.like, of.name, of.output_validator->name));
  }
  return done();
}

result<fs::path> testlib_folder(const fs::path& asked) {
  const char* variable = std::getenv("GAVEL_TESTLIB");
  const bool by_variable = asked.empty() && variable != nullptr && *variable != '\0';
  const fs::path named = by_variable ? fs::path(variable) : asked;
  if (!named.empty()) {
    auto found = holds_testlib(named);
    if (!found.empty()) return found;
    return error{fmt::format("{} {}: there is no testlib.h: name the file, or the folder it is in",
                             by_variable ? "GAVEL_TESTLIB" : "--testlib", named.string())};
  }
  for (const char* usual : {"/usr/local/include", "/usr/include"}) {
    if (auto found = holds_testlib(usual); !found.empty()) return found;
  }
  return fs::path();
}

}  // namespace judge

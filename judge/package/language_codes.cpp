#include "judge/package/language_codes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace judge::package {
namespace {

struct ending_of {
  std::string_view ending;
  std::string_view code;
};
/// Appendix "languages" of the format.
constexpr std::array endings = {
    ending_of{".adb", "ada"},     ending_of{".ads", "ada"},       ending_of{".a68", "algol68"},
    ending_of{".apl", "apl"},     ending_of{".sh", "bash"},       ending_of{".c", "c"},
    ending_of{".cob", "cobol"},   ending_of{".cc", "cpp"},        ending_of{".cpp", "cpp"},
    ending_of{".cxx", "cpp"},     ending_of{".c++", "cpp"},       ending_of{".C", "cpp"},
    ending_of{".cr", "crystal"},  ending_of{".cs", "csharp"},     ending_of{".d", "d"},
    ending_of{".dart", "dart"},   ending_of{".ex", "elixir"},     ending_of{".erl", "erlang"},
    ending_of{".fth", "forth"},   ending_of{".4th", "forth"},     ending_of{".forth", "forth"},
    ending_of{".frt", "forth"},   ending_of{".f90", "fortran"},   ending_of{".fs", "fsharp"},
    ending_of{".ss", "gerbil"},   ending_of{".go", "go"},         ending_of{".hs", "haskell"},
    ending_of{".java", "java"},   ending_of{".js", "javascript"}, ending_of{".jl", "julia"},
    ending_of{".kt", "kotlin"},   ending_of{".lisp", "lisp"},     ending_of{".cl", "lisp"},
    ending_of{".lua", "lua"},     ending_of{".mod", "modula2"},   ending_of{".def", "modula2"},
    ending_of{".nim", "nim"},     ending_of{".m", "objectivec"},  ending_of{".ml", "ocaml"},
    ending_of{".odin", "odin"},   ending_of{".pas", "pascal"},    ending_of{".pm", "perl"},
    ending_of{".php", "php"},     ending_of{".pl", "prolog"},     ending_of{".py2", "python2"},
    ending_of{".py", "python3"},  ending_of{".py3", "python3"},   ending_of{".rkt", "racket"},
    ending_of{".rb", "ruby"},     ending_of{".rs", "rust"},       ending_of{".scala", "scala"},
    ending_of{".sim", "simula"},  ending_of{".st", "smalltalk"},  ending_of{".sno", "snobol"},
    ending_of{".swift", "swift"}, ending_of{".ts", "typescript"}, ending_of{".vb", "visualbasic"},
    ending_of{".zig", "zig"}};
struct variant_of {
  std::string_view name;
  std::string_view looks_like;
};
/// Languages whose files look like another one's.
constexpr std::array variants = {
    variant_of{"cgmp", "c"}, variant_of{"cppgmp", "cpp"}, variant_of{"javaalgs4", "java"},
    variant_of{"octave", "objectivec"}, variant_of{"python3numpy", "python3"}};

bool is_code(std::string_view text) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](const auto& one) { return one.code == text; }) ||
         std::any_of(variants.begin(), variants.end(),
                     [&](const auto& one) { return one.name == text; });
}

/// The code that a program's files have by their names; "" where they are unknown.
std::string_view code_of(const program_source& program) {
  for (const auto& file : program.files) {
    if (const auto code = language_code(file.name); !code.empty()) return code;
  }
  return "";
}

bool allows(const std::set<std::string>& allowed, const std::string& code) {
  return allowed.count(code) > 0 ||
         std::any_of(variants.begin(), variants.end(), [&](const auto& one) {
           return one.looks_like == code && allowed.count(std::string(one.name)) > 0;
         });
}

}  // namespace

std::string_view language_code(std::string_view file_name) {
  for (const auto& [ending, code] : endings) {
    if (file_name.ends_with(ending)) return code;
  }
  return "";
}

std::set<std::string> read_languages(fields& yaml) {
  std::set<std::string> allowed;
  const auto* node = yaml.take("languages");
  if (node == nullptr || node->is == yaml_node::kind::null) return allowed;
  if (node->is == yaml_node::kind::scalar && node->text == "all") return allowed;
  for (const auto* one : text_nodes(yaml, *node, "languages")) {
    if (is_code(one->text)) {
      allowed.insert(one->text);
    } else {
      yaml.fail(*one, "languages",
                fmt::format("{} is not a language code of the format: write for example cpp or "
                            "python3, or all",
                            shown(*one)));
    }
  }
  if (allowed.empty()) yaml.fail(*node, "languages", "no language in it: name some, or write all");
  return allowed;
}

void warn_of_other_languages(const problem& whole, const package_folder& folder,
                             complaints& notes) {
  if (whole.languages.empty()) return;
  for (const auto& one : whole.submissions) {
    const std::string code(is_code(one.source.language) ? std::string_view(one.source.language)
                                                        : code_of(one.source));
    if (code.empty() || allows(whole.languages, code)) continue;
    notes.warn(
        fmt::format("{}: in {}, which `languages` of problem.yaml does not allow: add it "
                    "there, or remove the submission",
                    folder.shown(below("submissions", one.source.name)), code));
  }
}

}  // namespace judge::package

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

#include "judge/base/files.hpp"
#include "judge/package/data_lint.hpp"
#include "judge/package/folder.hpp"
#include "judge/package/statement_samples.hpp"
#include "judge/package/validate.hpp"

namespace judge {
namespace {

class linter {
 public:
  explicit linter(const problem& whole) : whole_(whole) {}

  std::vector<finding> all() {
    if (whole_.format == problem_format::bare) return {};
    if (whole_.format == problem_format::library_checker) return {};  // of other parts
    if (!has_cases("sample/") && !has_cases("secret/")) {
      fail("data", "no test case: add data/secret/1.in and 1.ans");
    } else if (!has_cases("secret/")) {
      warn("data/secret", "no secret test case: the format asks for one");
    } else if (!has_cases("sample/")) {
      warn("data/sample", "no sample: contestants see none");
    }
    look_for_statement();
    look_for_languages();
    if (whole_.input_validators.empty()) {
      warn("input_validators", "no input validator that can be run: the inputs are not validated");
    }
    const bool accepted =
        std::any_of(whole_.submissions.begin(), whole_.submissions.end(),
                    [](const submission& one) { return one.source.name.starts_with("accepted/"); });
    if (!accepted) fail("submissions/accepted", "no accepted submission: add one");
    unknown_validators();
    unused_constants();
    for (const auto& more : {check_statement_samples(whole_), lint_data(whole_)}) {
      found_.insert(found_.end(), more.begin(), more.end());
    }
    return std::move(found_);
  }

 private:
  void say(bool is_error, std::string_view place, std::string_view what) {
    found_.push_back({is_error, fmt::format("{}: {}", (whole_.folder / place).string(), what)});
  }
  void warn(std::string_view place, std::string_view what) { say(false, place, what); }
  void fail(std::string_view place, std::string_view what) { say(true, place, what); }

  [[nodiscard]] bool has_cases(std::string_view root) const {
    const auto inside = [&](const auto& one) { return one.name.starts_with(root); };
    return std::any_of(whole_.cases.begin(), whole_.cases.end(), inside) ||
           (whole_.plan &&
            std::any_of(whole_.plan->cases.begin(), whole_.plan->cases.end(), inside));
  }

  [[nodiscard]] const char* statement_folder() const {
    return whole_.format == problem_format::legacy ? "problem_statement" : "statement";
  }

  void look_for_statement() {
    const auto names = list_folder(whole_.folder / statement_folder());
    if (!names) {
      found_.push_back({false, names.failure().message});
    } else if (std::none_of(names->begin(), names->end(), [](const auto& name) {
                 return name.string().starts_with("problem.");
               })) {
      warn(statement_folder(), "no statement: add problem.en.md");
    }
  }

  /// 2025-09: a statement for each language of `name`, and the other way round.
  void look_for_languages() {
    if (whole_.format != problem_format::v2025_09) return;
    const auto folder = package::package_folder::open(whole_.folder);
    if (!folder) return;
    const auto document = folder->read_yaml("problem.yaml");
    if (!document) return;
    package::complaints silent;  // the loader has said what is wrong
    package::fields root(*document, document->root, silent);
    const auto* name = root.take("name");
    if (name == nullptr) return;
    std::set<std::string> named = {"en"};
    if (name->is == package::yaml_node::kind::map) {
      named.clear();
      for (const auto& key : name->keys) named.insert(key.text);
    }
    std::set<std::string> written;
    for (const auto& file : folder->names("statement", silent)) {
      const auto first = file.find('.');
      const auto second = file.find('.', first + 1);
      if (!file.starts_with("problem.") || second == std::string::npos) continue;
      written.insert(file.substr(first + 1, second - first - 1));
    }
    const auto line = fmt::format("problem.yaml:{}", name->at.line);
    for (const auto& one : named) {
      if (written.empty() || written.contains(one)) continue;
      warn(line, fmt::format("name.{0}: there is no statement/problem.{0}.md, .tex or .pdf: add "
                             "it, or remove the name",
                             one));
    }
    for (const auto& one : written) {
      if (named.contains(one)) continue;
      warn(line, fmt::format("name: none for the statement in '{}': add it", one));
    }
  }

  void unknown_validators() {
    unknown_validators("input", whole_.input_validators, &case_settings::input_validator_arguments);
    unknown_validators("answer", whole_.answer_validators,
                       &case_settings::answer_validator_arguments);
  }

  void unknown_validators(std::string_view kind, const std::vector<program_source>& validators,
                          std::map<std::string, std::vector<std::string>> case_settings::*given) {
    const auto is_there = [&](const std::string& name) {
      return std::any_of(validators.begin(), validators.end(), [&](const program_source& one) {
        return one.name == name || one.name.substr(0, one.name.rfind('.')) == name;
      });
    };
    std::vector<std::string> said;
    for (const auto& one : whole_.cases) {
      for (const auto& [name, arguments] : one.settings.*given) {
        if (name.empty() || is_there(name)) continue;
        if (std::find(said.begin(), said.end(), name) != said.end()) continue;
        said.push_back(name);
        warn("data", fmt::format("{}: {}_validator_args are for '{}', but there is no such "
                                 "{} validator",
                                 one.name, kind, name, kind));
      }
    }
  }

  void unused_constants() {
    if (whole_.constants.empty()) return;
    std::string texts;
    constexpr std::array places = {"statement",   "input_validators", "output_validator",
                                   "submissions", "include",          "generators",
                                   "data"};
    for (const auto* place : places) {
      const auto files = list_tree(whole_.folder / place);
      if (!files) continue;
      for (const auto& file : *files) {
        const bool is_data = place == std::string_view("data");
        if (is_data && file.filename() != "test_group.yaml") continue;
        const auto text = read_file(whole_.folder / place / file, std::uintmax_t{1} << 20);
        if (text) texts += *text;
      }
    }
    for (const auto& [name, value] : whole_.constants) {
      if (name.find('.') != std::string::npos) continue;
      const auto used = [&](const std::string& sequence) {
        return texts.find(sequence) != std::string::npos;
      };
      if (used("{{" + name + "}}") || used("{{" + name + ".") || used("\\constant{" + name)) {
        continue;
      }
      warn("problem.yaml", fmt::format("constants.{}: nothing uses {{{{{}}}}}", name, name));
    }
  }

  const problem& whole_;
  std::vector<finding> found_;
};

}  // namespace

std::vector<finding> lint(const problem& whole) { return linter(whole).all(); }

}  // namespace judge

#include "judge/package/submissions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "judge/base/text.hpp"

namespace judge::package {
namespace {

constexpr auto ac = verdict::accepted;
constexpr auto wa = verdict::wrong_answer;
constexpr auto tle = verdict::time_limit;
constexpr auto rte = verdict::run_time_error;

struct named_verdict {
  std::string_view name;
  verdict is;
};
/// The words of DOMjudge and BAPCtools, folded as this judge folds verdicts.
constexpr std::array comment_words = {named_verdict{"CORRECT", ac},
                                      named_verdict{"ACCEPTED", ac},
                                      named_verdict{"AC", ac},
                                      named_verdict{"WRONG-ANSWER", wa},
                                      named_verdict{"WRONG_ANSWER", wa},
                                      named_verdict{"WA", wa},
                                      named_verdict{"NO-OUTPUT", wa},
                                      named_verdict{"NO_OUTPUT", wa},
                                      named_verdict{"TIMELIMIT", tle},
                                      named_verdict{"TIME_LIMIT_EXCEEDED", tle},
                                      named_verdict{"TLE", tle},
                                      named_verdict{"RUN-ERROR", rte},
                                      named_verdict{"RUN_TIME_ERROR", rte},
                                      named_verdict{"RTE", rte},
                                      named_verdict{"OUTPUT-LIMIT", rte},
                                      named_verdict{"OUTPUT_LIMIT", rte},
                                      named_verdict{"MEMORY-LIMIT", rte},
                                      named_verdict{"COMPILER-ERROR", verdict::compile_error},
                                      named_verdict{"COMPILER_ERROR", verdict::compile_error}};

std::string name_of(const std::set<verdict>& verdicts) {
  std::vector<std::string> names;
  for (const auto one : verdicts) names.emplace_back(short_name(one));
  return joined(names, " or ");
}

/// Folders whose comments are not asked: their name says it all.
bool is_official(std::string_view folder) {
  return folder == "accepted" || folder == "wrong_answer" || folder == "time_limit_exceeded" ||
         folder == "run_time_error";
}

/// submissions.yaml is read only to say what of it is not followed.
void warn_of_unsupported(const package_folder& folder, complaints& notes) {
  constexpr auto file = "submissions/submissions.yaml";
  if (!folder.has(file, notes)) return;
  const auto document = notes.keep(folder.read_yaml(file));
  if (!document) return;
  fields globs(*document, document->root, notes);
  for (std::size_t i = 0; i < document->root.keys.size(); ++i) {
    const auto& key = document->root.keys[i];
    const auto* about = globs.take(key.text);
    if (about->is != yaml_node::kind::map) continue;
    fields one(*document, *about, notes, fmt::format("{}.", printable(key.text)));
    one.skip({"authors", "model_solution"});
    for (const auto& name : about->keys) {
      if (name.text == "authors" || name.text == "model_solution") continue;
      one.ignore(name.text,
                 "submissions.yaml is not supported yet: what the folder's name says "
                 "counts");
    }
  }
}

class submission_reader {
 public:
  submission_reader(const package_folder& folder, problem_format format,
                    const program_reader& programs, complaints& notes)
      : folder_(folder), format_(format), programs_(programs), notes_(notes) {}

  std::vector<submission> read() {
    for (const auto& name : folder_.names("submissions", notes_)) {
      const auto path = below("submissions", name);
      if (folder_.is_folder(path, notes_)) {
        read_group(path, name);
      } else if (name != "submissions.yaml" && !name.starts_with("README")) {
        notes_.warn(
            fmt::format("{}: ignored: put it into a folder that says what is expected of "
                        "it, for example submissions/accepted/",
                        folder_.shown(path)));
      }
    }
    return std::move(all_);
  }

 private:
  void read_group(const std::string& path, const std::string& group) {
    const auto names = folder_.names(path, notes_);
    const auto expected = expectation_of_folder(group, format_);
    if (group == "partially_accepted" && !names.empty()) {
      notes_.warn(
          fmt::format("{}: left out: only scoring problems have partially accepted "
                      "submissions",
                      folder_.shown(path)));
      return;
    }
    for (const auto& name : names) {
      if (name.starts_with("README")) continue;
      const auto file = below(path, name);
      if (name.ends_with(".disabled")) {
        notes_.warn(
            fmt::format("{}: left out: its name says that it is disabled", folder_.shown(file)));
        continue;
      }
      auto program = programs_.read(file, below(group, name));
      if (!program) continue;
      add(std::move(*program), group, file, expected);
    }
  }

  void add(program_source program, const std::string& group, const std::string& file,
           std::optional<expectation> expected) {
    if (!is_official(group)) {
      if (auto said = expectation_of_comment(program, folder_.shown(file), notes_)) {
        expected = std::move(said);
      } else if (!expected) {
        notes_.warn(
            fmt::format("{}: nothing is expected of it: '{}' is no folder of the format; "
                        "write a comment such as '@EXPECTED_RESULTS@: WRONG-ANSWER', or "
                        "move it",
                        folder_.shown(file), group));
      }
    }
    programs_.add_includes(program);
    all_.push_back({std::move(program), std::move(expected)});
  }

  const package_folder& folder_;
  problem_format format_;
  const program_reader& programs_;
  complaints& notes_;
  std::vector<submission> all_;
};

}  // namespace

std::optional<expectation> expectation_of_folder(std::string_view folder, problem_format format) {
  const bool legacy = format == problem_format::legacy;
  const auto make = [&](std::set<verdict> permitted, std::set<verdict> required,
                        bool moves_the_limit) {
    const auto name = name_of(required.empty() ? permitted : required);
    return expectation{
        .rules = {{.name = std::string(folder) + "/",
                   .permitted = std::move(permitted),
                   .required = std::move(required),
                   .bound = moves_the_limit ? limit_bound::by_verdicts : limit_bound::none}},
        .name = name};
  };
  if (folder == "accepted") return make({ac}, {ac}, true);
  if (folder == "wrong_answer") return make({ac, wa}, {wa}, !legacy);
  if (folder == "time_limit_exceeded") {
    return make(legacy ? std::set{ac, wa, tle} : std::set{ac, tle}, {tle}, true);
  }
  if (folder == "run_time_error") {
    return make(legacy ? std::set<verdict>{} : std::set{ac, rte}, {rte}, !legacy);
  }
  if (folder == "rejected") return make({}, {wa, tle, rte}, false);
  if (folder == "brute_force") return make({ac, tle, rte}, {tle, rte}, false);
  return std::nullopt;
}

std::optional<expectation> expectation_of_comment(const program_source& program,
                                                  std::string_view shown, complaints& notes) {
  constexpr std::string_view mark = "@EXPECTED_RESULTS@:";
  for (const auto& file : program.files) {
    const auto at = file.text.find(mark);
    if (at == std::string::npos) continue;
    auto line = std::string_view(file.text).substr(at + mark.size());
    line = line.substr(0, line.find_first_of("\r\n"));
    std::string words(line);
    std::replace(words.begin(), words.end(), ',', ' ');
    std::set<verdict> given;
    for (auto& word : words_of(words)) {
      std::transform(word.begin(), word.end(), word.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      });
      if (word == "*/" || word == "-->" || word == "*)") break;  // the comment's end
      const auto* const known = std::find_if(comment_words.begin(), comment_words.end(),
                                             [&](const auto& one) { return one.name == word; });
      if (known != comment_words.end()) {
        given.insert(known->is);
      } else {
        notes.warn(
            fmt::format("{}: @EXPECTED_RESULTS@: '{}' is not a result, ignored: write "
                        "CORRECT, WRONG-ANSWER, TIMELIMIT, RUN-ERROR or COMPILER-ERROR",
                        shown, printable(word)));
      }
    }
    if (given.empty()) return std::nullopt;
    const auto name = name_of(given);
    return expectation{.rules = {}, .overall = std::move(given), .name = name};
  }
  return std::nullopt;
}

std::vector<submission> read_submissions(const package_folder& folder, problem_format format,
                                         const program_reader& programs, complaints& notes) {
  warn_of_unsupported(folder, notes);
  return submission_reader(folder, format, programs, notes).read();
}

}  // namespace judge::package

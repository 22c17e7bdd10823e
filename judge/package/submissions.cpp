#include "judge/package/submissions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "judge/base/text.hpp"
#include "judge/package/expectations.hpp"
#include "judge/package/submissions_yaml.hpp"

namespace judge::package {
namespace {

class submission_reader {
 public:
  submission_reader(const package_folder& folder, const problem& of, const program_reader& programs,
                    complaints& notes)
      : folder_(folder),
        of_(of),
        programs_(programs),
        notes_(notes),
        entries_(read_submissions_yaml(folder, of.type.scoring, notes)),
        used_(entries_.size()) {}

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
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (used_[i]) continue;
      notes_.warn(fmt::format("{}: '{}' matches no submission: check its spelling, or remove it",
                              entries_[i].where, printable(entries_[i].submissions.text())));
    }
    return std::move(all_);
  }

 private:
  void read_group(const std::string& path, const std::string& group) {
    const auto names = folder_.names(path, notes_);
    if (group == "partially_accepted" && !of_.type.scoring && !names.empty()) {
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
      if (program) add(*std::move(program), group, file);
    }
  }

  void add(program_source program, const std::string& group, const std::string& file) {
    const auto matching = entries_for(program.name);
    set_language(program, matching);
    auto rules = default_rules(program, group, file, matching);
    for (const auto* entry : matching) {
      rules.insert(rules.end(), entry->rules.begin(), entry->rules.end());
    }
    if (rules.empty()) {
      notes_.warn(
          fmt::format("{}: nothing is expected of it: '{}' is no folder of the format; write a "
                      "comment such as '@EXPECTED_RESULTS@: WRONG-ANSWER', give it a key in "
                      "submissions.yaml, or move it",
                      folder_.shown(file), group));
    }
    programs_.add_includes(program);
    all_.push_back({std::move(program),
                    rules.empty() ? std::nullopt : std::optional(expecting(std::move(rules)))});
  }

  std::vector<const submission_entry*> entries_for(const std::string& name) {
    std::vector<const submission_entry*> matching;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (!entries_[i].submissions.covers(name)) continue;
      used_[i] = true;
      matching.push_back(&entries_[i]);
    }
    return matching;
  }

  /// What holds without submissions.yaml, or beside it.
  std::vector<expectation_rule> default_rules(
      const program_source& program, const std::string& group, const std::string& file,
      const std::vector<const submission_entry*>& matching) {
    if (!is_official(group)) {
      if (auto said = rule_of_comment(program, folder_.shown(file), notes_)) {
        return {*std::move(said)};
      }
    }
    const bool replaced = std::any_of(matching.begin(), matching.end(),
                                      [&](const auto* entry) { return entry->replaces == group; });
    auto rule = rule_of_folder(group, of_.format, of_.type.scoring);
    if (replaced || !rule) return {};
    return {*std::move(rule)};
  }

  /// The last entry that says one counts.
  void set_language(program_source& program, const std::vector<const submission_entry*>& matching) {
    const auto set = [&](std::string& into, const std::string& to, const submission_entry& by) {
      if (to.empty()) return;
      if (!into.empty() && into != to) {
        notes_.warn(fmt::format("{}: {}: '{}' counts, another key says '{}': leave one", by.where,
                                program.name, printable(to), printable(into)));
      }
      into = to;
    };
    for (const auto* entry : matching) {
      set(program.language, entry->language, *entry);
      set(program.entry, entry->entry_point, *entry);
    }
  }

  const package_folder& folder_;
  const problem& of_;
  const program_reader& programs_;
  complaints& notes_;
  std::vector<submission_entry> entries_;
  std::vector<bool> used_;
  std::vector<submission> all_;
};

}  // namespace

std::vector<submission> read_submissions(const package_folder& folder, const problem& of,
                                         const program_reader& programs, complaints& notes) {
  return submission_reader(folder, of, programs, notes).read();
}

}  // namespace judge::package

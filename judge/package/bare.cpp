#include "judge/package/bare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judge/base/text.hpp"

namespace judge::package {
namespace {

constexpr std::array answer_endings = {".ans", ".out", ".a"};
constexpr std::size_t name_limit = 4096;  // bytes; no name of a file is longer

std::string stem_of(const std::string& name) { return name.substr(0, name.rfind('.')); }

class bare_reader {
 public:
  bare_reader(const package_folder& folder, problem& into, complaints& notes)
      : folder_(folder), into_(into), notes_(notes) {}

  void read_pairs_side_by_side() {
    const auto names = folder_.all_names("", notes_);
    for (const auto& name : names) {
      const auto stem = without_ending(name, ".in");
      if (!stem) continue;
      std::optional<std::string> answer;
      for (const auto* ending : answer_endings) {
        const auto file = *stem + ending;
        if (std::find(names.begin(), names.end(), file) == names.end()) continue;
        if (answer) {
          notes_.fail(fmt::format("{} and {}: two answers for one input: leave one",
                                  folder_.shown(*answer), folder_.shown(file)));
        }
        answer = file;
      }
      if (answer) {
        add(*stem, name, *answer);
      } else {
        notes_.fail(fmt::format("{}: there is no {}.ans, .out or .a beside it: add the answer",
                                folder_.shown(name), printable(*stem, name_limit)));
      }
    }
    for (const auto& name : names) complain_of_lost_answer(name, names);
  }

  void read_two_folders() {
    const auto inputs = folder_.all_names("in", notes_);
    const auto outputs = folder_.all_names("out", notes_);
    std::vector<std::string> used;
    for (const auto& name : inputs) {
      const auto answer = find_answer(name, outputs);
      if (!answer) {
        notes_.fail(fmt::format("{}: there is no answer of this name in {}: add it",
                                folder_.shown(below("in", name)), folder_.shown("out")));
        continue;
      }
      used.push_back(*answer);
      add(stem_of(name), below("in", name), below("out", *answer));
    }
    for (const auto& name : outputs) {
      if (std::find(used.begin(), used.end(), name) != used.end()) continue;
      if (const auto other = find_answer(name, used)) {
        notes_.fail(fmt::format("{} and {}: two answers for one input: leave one",
                                folder_.shown(below("out", *other)),
                                folder_.shown(below("out", name))));
        continue;
      }
      notes_.fail(
          fmt::format("{}: there is no input of this name in {}: add it, or remove this "
                      "file",
                      folder_.shown(below("out", name)), folder_.shown("in")));
    }
  }

 private:
  /// The same name, else the same name with another ending.
  static std::optional<std::string> find_answer(const std::string& name,
                                                const std::vector<std::string>& outputs) {
    if (std::find(outputs.begin(), outputs.end(), name) != outputs.end()) return name;
    const auto same = std::find_if(outputs.begin(), outputs.end(), [&](const std::string& other) {
      return stem_of(other) == stem_of(name);
    });
    return same == outputs.end() ? std::nullopt : std::optional(*same);
  }

  void complain_of_lost_answer(const std::string& name, const std::vector<std::string>& names) {
    for (const auto* ending : answer_endings) {
      const auto stem = without_ending(name, ending);
      if (!stem || std::find(names.begin(), names.end(), *stem + ".in") != names.end()) continue;
      // Any program may leave an a.out; only an .ans is surely meant as one.
      const auto line = fmt::format("{}: there is no {}.in beside it", folder_.shown(name),
                                    printable(*stem, name_limit));
      if (std::string_view(ending) == ".ans") {
        notes_.fail(line + ": add the input, or remove this file");
      } else {
        notes_.warn(line + ", ignored");
      }
    }
  }

  void add(const std::string& stem, const std::string& input, const std::string& answer) {
    const auto name = printable(stem, name_limit);  // shown to people wherever the case is named
    const auto [same, fresh] = inputs_.emplace(name, input);
    if (!fresh) {
      notes_.fail(fmt::format("{} and {}: two inputs for the case {}: rename or remove one",
                              folder_.shown(same->second), folder_.shown(input), name));
      return;
    }
    const auto in = notes_.keep(folder_.data_file(input));
    const auto ans = notes_.keep(folder_.data_file(answer));
    if (in && ans) into_.cases.push_back({name, *in, *ans, {}});
  }

  const package_folder& folder_;
  problem& into_;
  complaints& notes_;
  std::map<std::string, std::string> inputs_;  ///< by the name of the case
};

bool has_two_folders(const package_folder& folder, complaints& notes) {
  return folder.is_folder("in", notes) && folder.is_folder("out", notes);
}

}  // namespace

bool looks_bare(const package_folder& folder, complaints& notes) {
  const auto names = folder.all_names("", notes);
  return has_two_folders(folder, notes) ||
         std::any_of(names.begin(), names.end(),
                     [](const std::string& name) { return without_ending(name, ".in"); });
}

void read_bare(const package_folder& folder, problem& into, complaints& notes) {
  into.format = problem_format::bare;
  into.title = into.name;
  into.compare = {.case_sensitive = true,
                  .space_change_sensitive = false,
                  .absolute_tolerance = {},
                  .relative_tolerance = {},
                  .give_hints = true};
  into.time_limit = into.limits.time;  // nothing to infer it from
  bare_reader reader(folder, into, notes);
  if (has_two_folders(folder, notes)) {
    reader.read_two_folders();
  } else {
    reader.read_pairs_side_by_side();
  }
  if (into.cases.empty() && !notes.failed()) {
    notes.fail(fmt::format("{}: no test case in it: add inputs and answers", folder.shown("")));
  }
}

}  // namespace judge::package

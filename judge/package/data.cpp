#include "judge/package/data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace judge::package {
namespace {

/// Of files that belong to a case and that a judge has no use for.
constexpr std::array other_endings = {
    ".in.statement", ".ans.statement", ".in.download", ".ans.download", ".interaction", ".hint",
    ".desc",         ".png",           ".jpg",         ".jpeg",         ".svg",         ".md"};

constexpr std::size_t files_limit = 1000;  // of one case

/// What a folder directly in data/ holds.
enum class content_kind { cases, invalid_inputs, valid_outputs, invalid_outputs };

class data_reader {
 public:
  data_reader(const package_folder& folder, const std::set<std::string>& planned,
              settings_book& book, problem& into, complaints& notes)
      : folder_(folder), planned_(planned), book_(book), into_(into), notes_(notes) {}

  void read(const std::string& root, content_kind kind) {
    kind_ = kind;
    walk(below("data", root), 0);
  }
  [[nodiscard]] std::set<std::string> folders() && { return std::move(folders_); }

 private:
  struct files {
    bool in = false, ans = false, out = false, yaml = false, files = false;
  };

  void walk(const std::string& relative, int depth) {
    if (notes_.failed()) return;  // links may make the rest endless
    if (depth > folder_depth_limit) {
      notes_.fail(fmt::format("{}: folders nested deeper than {}", folder_.shown(relative),
                              folder_depth_limit));
      return;
    }
    static_cast<void>(book_.of_folder(relative));  // also where it holds no case: it is checked
    if (kind_ == content_kind::cases) folders_.insert(relative.substr(relative.find('/') + 1));
    std::map<std::string, files> stems;
    std::vector<std::string> inner;
    for (const auto& name : folder_.names(relative, notes_)) {
      const auto path = below(relative, name);
      if (folder_.is_folder(path, notes_) && !is_files_folder(name)) {
        inner.push_back(name);
        walk(path, depth + 1);
      } else {
        sort_in(path, name, stems);
      }
    }
    for (const auto& name : inner) {
      if (stems.count(name) == 0 || !stems[name].in) continue;
      notes_.fail(fmt::format("{}: a folder and a case of one name: rename one",
                              folder_.shown(below(relative, name))));
    }
    for (const auto& [stem, has] : stems) add(below(relative, stem), has);
  }

  /// The legacy format has no such folders: what is called so is a group.
  [[nodiscard]] bool is_files_folder(const std::string& name) const {
    return book_.rules().format != problem_format::legacy && name.ends_with(".files");
  }

  void sort_in(const std::string& path, const std::string& name,
               std::map<std::string, files>& stems) {
    const bool legacy = book_.rules().format == problem_format::legacy;
    if (name == "test_group.yaml" || name == "testdata.yaml") {
      const std::string_view expected = book_.rules().group_file();
      if (name != expected) {
        notes_.warn(fmt::format("{}: ignored: in this format the file is called {}",
                                folder_.shown(path), expected));
      }
      return;
    }
    for (const auto* ending : other_endings) {
      if (name.ends_with(ending)) return;
    }
    if (const auto stem = without_ending(name, ".in")) {
      stems[*stem].in = true;
    } else if (const auto answer = without_ending(name, ".ans")) {
      stems[*answer].ans = true;
    } else if (const auto output = without_ending(name, ".out")) {
      stems[*output].out = true;
    } else if (const auto own = without_ending(name, ".yaml"); own && !legacy) {
      stems[*own].yaml = true;
    } else if (const auto owner = without_ending(name, ".files"); owner && !legacy) {
      stems[*owner].files = true;
    } else if (!name.starts_with("README")) {
      notes_.warn(fmt::format("{}: ignored: not part of a test case", folder_.shown(path)));
    }
  }

  void add(const std::string& stem, const files& has) {
    const auto name = stem.substr(stem.find('/') + 1);
    const auto shown = folder_.shown(stem);
    const bool needs_answer = kind_ != content_kind::invalid_inputs;
    const bool needs_output =
        kind_ == content_kind::valid_outputs || kind_ == content_kind::invalid_outputs;
    const bool complete = has.in && (has.ans || !needs_answer) && (has.out || !needs_output);
    if (!complete && planned_.count(name) > 0) {
      if (has.files) {
        notes_.fail(
            fmt::format("{}.files: files of a generated case are not supported yet: write the case "
                        "itself into the package as well",
                        shown));
      }
      return;
    }
    if (!has.in) {
      // Without an input, an answer or an output is lost; a note about a case is only in the way.
      if (has.ans || has.out) {
        notes_.fail(
            fmt::format("{}.{}: there is no {}.in beside it: add the input, or remove this "
                        "file",
                        shown, has.ans ? "ans" : "out", shown));
      } else {
        notes_.warn(fmt::format("{}.{}: ignored: there is no {}.in beside it", shown,
                                has.yaml ? "yaml" : "files", shown));
      }
      return;
    }
    if (needs_answer && !has.ans) {
      notes_.fail(
          fmt::format("{}.in: there is no {}.ans beside it: add the answer, or name the "
                      "case in {}",
                      shown, shown, folder_.shown("generators/generators.yaml")));
      return;
    }
    if (needs_output && !has.out) {
      notes_.fail(
          fmt::format("{}.in: there is no {}.out beside it: add the output that the "
                      "validator is tested with",
                      shown, shown));
      return;
    }
    add_complete(stem, name, has.files);
  }

  /// The files of a case's own folder: name there, file here.
  void add_files(test_case& to, const std::string& root, const std::string& inner, int depth) {
    const auto relative = below(root, inner);
    if (depth > folder_depth_limit) {
      notes_.fail(fmt::format("{}: folders nested deeper than {}", folder_.shown(relative),
                              folder_depth_limit));
      return;
    }
    for (const auto& name : folder_.names(relative, notes_)) {
      const auto path = below(relative, name);
      if (folder_.is_folder(path, notes_)) {
        add_files(to, root, below(inner, name), depth + 1);
      } else if (to.files.size() >= files_limit) {
        notes_.fail(
            fmt::format("{}: more than {} files for one case", folder_.shown(root), files_limit));
        return;
      } else if (auto file = notes_.keep(folder_.data_file(path))) {
        to.files.emplace_back(below(inner, name), *std::move(file));
      }
    }
  }

  void add_complete(const std::string& stem, const std::string& name, bool has_files) {
    const auto file = [&](const char* ending) {
      return notes_.keep(folder_.data_file(stem + ending)).value_or(std::filesystem::path());
    };
    auto own = of_a_case(book_.of_case(stem));
    const auto root = stem + ".files";
    if (has_files && !folder_.is_folder(root, notes_)) {
      notes_.fail(
          fmt::format("{}: not a folder: it must hold the files of the case", folder_.shown(root)));
    }
    switch (kind_) {
      case content_kind::cases:
        into_.cases.push_back({name, file(".in"), file(".ans"), std::move(own)});
        if (has_files) add_files(into_.cases.back(), root, "", 0);
        break;
      case content_kind::invalid_inputs:
        into_.invalid_inputs.push_back({name, file(".in"), {}, std::move(own)});
        if (has_files) add_files(into_.invalid_inputs.back(), root, "", 0);
        break;
      case content_kind::valid_outputs:
      case content_kind::invalid_outputs:
        (kind_ == content_kind::valid_outputs ? into_.valid_outputs : into_.invalid_outputs)
            .push_back({name, file(".in"), file(".ans"), file(".out"), std::move(own)});
        if (has_files) {
          notes_.warn(fmt::format("{}: ignored: only inputs that a program runs on have files",
                                  folder_.shown(root)));
        }
    }
  }

  const package_folder& folder_;
  const std::set<std::string>& planned_;
  settings_book& book_;
  problem& into_;
  complaints& notes_;
  content_kind kind_ = content_kind::cases;
  std::set<std::string> folders_;
};

/// Takes away what the problem says anyhow.
void drop_common(case_settings& own, const problem& whole) {
  if (own.compare == whole.compare) own.compare.reset();
  if (own.output_validator_arguments == whole.output_validator_arguments) {
    own.output_validator_arguments.reset();
  }
}

}  // namespace

namespace {

/// Right in data/ only the file that configures all groups belongs, and notes for people.
void complain_of_file(const package_folder& folder, const settings_rules& rules,
                      const std::string& name, complaints& notes) {
  const auto shown = folder.shown(below("data", name));
  const bool configures = name == "test_group.yaml" || name == "testdata.yaml";
  if (name == rules.group_file() || name == "SHA256SUMS" || name.starts_with("README")) return;
  if (configures) {
    notes.warn(fmt::format("{}: ignored: in this format the file is called {}", shown,
                           rules.group_file()));
  } else if (name.ends_with(".in") || name.ends_with(".ans")) {
    notes.warn(
        fmt::format("{}: ignored: test cases belong into data/sample and data/secret", shown));
  }
}

}  // namespace

std::set<std::string> read_data(const package_folder& folder, const std::set<std::string>& planned,
                                settings_book& book, problem& into, complaints& notes) {
  data_reader reader(folder, planned, book, into, notes);
  for (const auto& name : folder.names("data", notes)) {
    if (!folder.is_folder(below("data", name), notes)) {
      complain_of_file(folder, book.rules(), name, notes);
    } else if (name == "sample" || name == "secret") {
      reader.read(name, content_kind::cases);
    } else if (name == "invalid_input") {
      reader.read(name, content_kind::invalid_inputs);
    } else if (name == "valid_output") {
      reader.read(name, content_kind::valid_outputs);
    } else if (name == "invalid_output") {
      reader.read(name, content_kind::invalid_outputs);
    } else {
      notes.warn(
          fmt::format("{}: ignored: a package has data/sample, secret, invalid_input, "
                      "invalid_output and valid_output",
                      folder.shown(below("data", name))));
    }
  }
  sort_cases(into.cases);
  return std::move(reader).folders();
}

void sort_cases(std::vector<test_case>& cases) {
  const auto key = [](const test_case& one) {
    return std::pair(one.name.starts_with("sample/") ? 0 : 1, std::string_view(one.name));
  };
  std::stable_sort(cases.begin(), cases.end(),
                   [&](const auto& a, const auto& b) { return key(a) < key(b); });
}

void settle(problem& whole, const settings& top, bool custom_validator) {
  std::vector<case_settings*> judged;
  for (auto& one : whole.cases) judged.push_back(&one.settings);
  std::vector<case_settings*> others;
  for (auto& one : whole.invalid_inputs) others.push_back(&one.settings);
  for (auto& one : whole.valid_outputs) others.push_back(&one.settings);
  for (auto& one : whole.invalid_outputs) others.push_back(&one.settings);
  if (whole.plan) {
    for (auto& one : whole.plan->cases) {
      const bool is_judged = one.name.starts_with("sample/") || one.name.starts_with("secret/");
      (is_judged ? judged : others).push_back(&one.settings);
    }
  }
  // From here on a case says everything, so that "nothing" and "the default" compare equal.
  auto complete = judged;
  complete.insert(complete.end(), others.begin(), others.end());
  for (auto* one : complete) {
    if (custom_validator) {
      if (!one->output_validator_arguments) one->output_validator_arguments.emplace();
    } else if (!one->compare) {
      one->compare.emplace();
    }
  }
  whole.compare = top.compare.value_or(comparison{});
  whole.output_validator_arguments = top.output_arguments.value_or(std::vector<std::string>{});
  const bool agree = std::all_of(judged.begin(), judged.end(), [&](const case_settings* one) {
    return one->compare == judged.front()->compare &&
           one->output_validator_arguments == judged.front()->output_validator_arguments;
  });
  if (!judged.empty() && agree) {
    whole.compare = judged.front()->compare.value_or(whole.compare);
    whole.output_validator_arguments =
        judged.front()->output_validator_arguments.value_or(whole.output_validator_arguments);
  }
  for (auto* one : complete) drop_common(*one, whole);
}

}  // namespace judge::package

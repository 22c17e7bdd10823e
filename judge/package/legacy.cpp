#include <fmt/format.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "judge/base/text.hpp"
#include "judge/package/attribution.hpp"
#include "judge/package/comparison.hpp"
#include "judge/package/limits.hpp"
#include "judge/package/metadata.hpp"

namespace judge::package {
namespace {

void read_type(fields& yaml, problem_type& into) {
  const auto* node = yaml.take("type");
  const auto type = yaml.text("type").value_or("pass-fail");
  into.scoring = type == "scoring";
  if (type == "pass-fail" || into.scoring || node == nullptr) return;
  yaml.fail(*node, "type",
            fmt::format("{} is not a type of problem in the legacy format: write pass-fail or "
                        "scoring; interactive is said with 'validation: custom interactive'",
                        shown(*node)));
}

/// `validation: custom interactive score`; gives whether there is a custom validator. DOMjudge
/// knows multi-pass as well.
bool read_validation(fields& yaml, problem_type& into) {
  const auto* node = yaml.take("validation");
  const auto words = words_of(yaml.text("validation").value_or("default"));
  const auto first = words.empty() ? "" : words.front();
  const bool custom = first == "custom";
  if (!custom && first != "default") {
    yaml.fail(*node, "validation",
              fmt::format("{} starts with neither default nor custom", shown(*node)));
  }
  for (std::size_t i = 1; i < words.size(); ++i) {
    const auto& word = words[i];
    const bool multi_pass = word == "multi-pass" || word == "multipass";
    if (word != "interactive" && word != "score" && !multi_pass) {
      yaml.fail(*node, "validation",
                fmt::format("'{}' is not a way to validate: write default, or custom with "
                            "interactive, score or multi-pass behind it",
                            printable(word)));
    } else if (!custom) {
      yaml.fail(*node, "validation",
                fmt::format("'{}' needs a validator of the problem's own: write 'custom {}'", word,
                            word));
    } else if (word == "score" && !into.scoring) {
      yaml.warn(*node, "validation",
                "'score' in a problem without scores: write 'type: scoring', or remove it");
    }
    into.interactive = into.interactive || word == "interactive";
    into.multi_pass = into.multi_pass || multi_pass;
  }
  return custom;
}

/// The one program in output_validators/: a folder, a file, or all files together.
std::string find_validator(const package_folder& folder, fields& yaml) {
  const std::string path = "output_validators";
  const auto names = folder.names(path, yaml.notes());
  std::size_t folders = 0;
  for (const auto& name : names)
    folders += folder.is_folder(below(path, name), yaml.notes()) ? 1U : 0U;
  if (names.empty()) {
    yaml.notes().fail(
        fmt::format("{}: no validator, though validation is custom: add it, or write "
                    "'validation: default' into problem.yaml",
                    folder.shown(path)));
  } else if (folders > 0 && names.size() > 1) {
    yaml.notes().fail(fmt::format("{}: several output validators are not supported yet: leave one",
                                  folder.shown(path)));
  }
  return names.size() == 1 && folders == 1 ? below(path, names.front()) : path;
}

/// Of older packages: scores for all groups, in problem.yaml.
void read_old_grading(fields& grading, grading_words& into) {
  constexpr auto old =
      "of an older format: it counts where no testdata.yaml says otherwise; write it there";
  for (const auto* key : {"accept_score", "reject_score", "range", "on_reject"}) {
    if (const auto* node = grading.take(key)) grading.warn(*node, key, old);
  }
  read_legacy_scores(grading, into);
  const auto* node = grading.take("on_reject");
  if (node == nullptr || node->is == yaml_node::kind::null) return;
  if (node->text == "first_error") {
    into.stop_at_reject = true;
  } else if (node->text == "grade") {
    into.stop_at_reject = false;
  } else if (node->text != "worst_error") {
    grading.fail(
        *node, "on_reject",
        fmt::format("{} is no policy: write first_error, worst_error or grade", shown(*node)));
  }
}

void read_grading_map(fields& yaml, problem& into, grading_words& top) {
  const auto* node = yaml.take("grading");
  auto grading = yaml.map("grading");
  if (!grading) return;
  if (!into.type.scoring) {
    yaml.warn(*node, "grading", "only scoring problems have it, ignored: remove it");
    return;
  }
  const auto objective = grading->text("objective").value_or("max");
  if (objective != "max" && objective != "min") {
    grading->fail(*grading->take("objective"), "objective",
                  fmt::format("'{}' is no objective: write max or min", printable(objective)));
  }
  into.lower_is_better = objective == "min";
  static_cast<void>(grading->truth("show_test_data_groups"));  // for a contest's pages
  read_old_grading(*grading, top);
  grading->finish("the legacy format");
}

void read_validator_flags(fields& yaml, validator_choice& choice) {
  const auto* flags = yaml.take("validator_flags");
  if (flags == nullptr) return;
  const auto text = yaml.text("validator_flags").value_or("");
  if (choice.custom) {
    choice.top.output_arguments = words_of(text);
  } else {
    choice.top.compare = read_flags(yaml, "validator_flags", *flags);
  }
}

void warn_of_folders(const package_folder& folder, bool custom, complaints& notes) {
  if (!custom && folder.has("output_validators", notes)) {
    notes.warn(fmt::format("{}: ignored: problem.yaml does not say 'validation: custom'",
                           folder.shown("output_validators")));
  }
  constexpr std::array<std::pair<const char*, const char*>, 2> current = {
      {{"output_validator", "output_validators"}, {"statement", "problem_statement"}}};
  for (const auto& [name, old] : current) {
    if (!folder.has(name, notes)) continue;
    notes.warn(
        fmt::format("{}: ignored: a folder of 2025-09, and problem.yaml says legacy, or no format "
                    "at all: write 'problem_format_version: 2025-09' there, or call it {}",
                    folder.shown(name), old));
  }
}

}  // namespace

validator_choice read_legacy_metadata(const package_folder& folder, fields& yaml, problem& into) {
  yaml.skip({"problem_format_version"});
  // Not required here: the statement may name it.
  into.title = yaml.take("name") == nullptr ? into.name : read_title(yaml, into.name);
  read_legacy_attribution(yaml);
  read_type(yaml, into.type);
  validator_choice choice;
  choice.custom = read_validation(yaml, into.type);
  if (choice.custom) choice.path = find_validator(folder, yaml);
  read_legacy_limits(yaml, into);
  read_grading_map(yaml, into, choice.top.grading);
  read_validator_flags(yaml, choice);
  yaml.finish("the legacy format");
  warn_of_folders(folder, choice.custom, yaml.notes());
  return choice;
}

}  // namespace judge::package

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "judge/base/text.hpp"
#include "judge/package/metadata.hpp"

namespace judge::package {
namespace {

void read_type(fields& yaml) {
  const auto* node = yaml.take("type");
  const auto type = yaml.text("type").value_or("pass-fail");
  if (type == "pass-fail" || node == nullptr) return;
  yaml.fail(*node, "type",
            type == "scoring"
                ? "scoring problems are not supported yet: this judge knows pass-fail ones"
                : fmt::format("{} is not a type of problem: write pass-fail", shown(*node)));
}

/// `validation: custom interactive score`; gives whether there is a custom validator.
bool read_validation(fields& yaml) {
  const auto* node = yaml.take("validation");
  const auto words = words_of(yaml.text("validation").value_or("default"));
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i] == "interactive" || words[i] == "score") {
      yaml.fail(*node, "validation",
                fmt::format("{} validation is not supported yet: this judge knows pass-fail "
                            "problems whose validator reads the whole output",
                            words[i]));
    } else {
      yaml.fail(*node, "validation",
                fmt::format("'{}' is not a way to validate: write default, or custom",
                            printable(words[i])));
    }
  }
  const auto first = words.empty() ? "" : words.front();
  if (first != "default" && first != "custom") {
    yaml.fail(*node, "validation",
              fmt::format("{} starts with neither default nor custom", shown(*node)));
  }
  return first == "custom";
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

/// Seconds in a file of their own, as problemtools writes it.
void read_time_limit(const package_folder& folder, complaints& notes, problem& into) {
  constexpr auto file = ".timelimit";
  if (folder.has(file, notes)) {
    const auto text = notes.keep(folder.read(file, 1024));
    const auto value = decimal(trimmed(text.value_or("1")));
    if (!value || *value < seconds.low || *value > seconds.high) {
      notes.fail(fmt::format("{}:1:1: '{}' is not {}: write for example {}", folder.shown(file),
                             printable(trimmed(*text)), seconds.what, seconds.example));
      return;
    }
    into.time_limit = milliseconds(std::llround(*value * 1000));
    into.limits.time = *into.time_limit;
  } else if (folder.has("domjudge-problem.ini", notes)) {
    notes.warn(fmt::format("{}: not read: its time limit does not count; write the seconds into {}",
                           folder.shown("domjudge-problem.ini"), folder.shown(file)));
  }
}

}  // namespace

validator_choice read_legacy_metadata(const package_folder& folder, fields& yaml, problem& into) {
  auto& notes = yaml.notes();
  yaml.skip({"problem_format_version", "author", "source", "source_url", "license", "rights_owner",
             "keywords"});
  into.title = read_title(yaml, into.name);
  static_cast<void>(yaml.text("uuid"));
  read_type(yaml);
  into.accepted_to_limit = 5;
  into.limit_to_exceeded = 2;
  if (auto limits = yaml.map("limits")) {
    into.accepted_to_limit =
        limits->number("time_multiplier", factor).value_or(into.accepted_to_limit);
    into.limit_to_exceeded =
        limits->number("time_safety_margin", factor).value_or(into.limit_to_exceeded);
    read_common_limits(*limits, into);
    limits->finish("the legacy format");
  }
  yaml.ignore("grading", "only scoring problems have it, ignored");

  validator_choice choice;
  choice.custom = read_validation(yaml);
  if (choice.custom) {
    choice.path = find_validator(folder, yaml);
  } else if (folder.has("output_validators", notes)) {
    notes.warn(fmt::format("{}: ignored: problem.yaml does not say 'validation: custom'",
                           folder.shown("output_validators")));
  }
  if (const auto* flags = yaml.take("validator_flags"); flags != nullptr) {
    const auto text = yaml.text("validator_flags").value_or("");
    if (choice.custom) {
      choice.top.output_arguments = words_of(text);
    } else {
      choice.top.compare = read_flags(yaml, "validator_flags", *flags);
    }
  }
  yaml.finish("the legacy format");
  read_time_limit(folder, notes, into);
  return choice;
}

}  // namespace judge::package

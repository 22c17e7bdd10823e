// judge/package/settings.hpp - what holds for a case: by problem, by folder of data, by case.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judge/model/problem.hpp"
#include "judge/package/fields.hpp"
#include "judge/package/folder.hpp"
#include "judge/package/grading.hpp"

namespace judge::package {

/// What one configuration file says; what it leaves out comes from the folder above.
struct settings {
  std::optional<std::vector<std::string>> arguments;  ///< of submissions
  std::optional<comparison> compare;
  std::optional<std::vector<std::string>> output_arguments;
  std::optional<std::map<std::string, std::vector<std::string>>> input_arguments;
  std::optional<std::map<std::string, std::vector<std::string>>> answer_arguments;
  grading_words grading;  ///< of a folder

  /// Fills what is left out.
  void inherit(const settings& above);
};

/// How the package's settings are to be read.
struct settings_rules {
  problem_format format = problem_format::v2025_09;
  bool custom_validator = false;  ///< arguments are for it; otherwise for the default checker
  bool scoring = false;
  /// Folders are configured by the legacy format's testdata.yaml; otherwise by test_group.yaml.
  bool legacy_groups = false;

  [[nodiscard]] const char* group_file() const {
    return legacy_groups ? "testdata.yaml" : "test_group.yaml";
  }
};

/// Reads a case's own .yaml (2025-09).
[[nodiscard]] settings read_settings(fields& from, const settings_rules& rules);

/// Reads the file that configures a folder: test_group.yaml (2025-09) or testdata.yaml (legacy).
[[nodiscard]] settings read_group_settings(fields& from, const settings_rules& rules);

/// The settings of every folder and case of data/, looked up as asked.
class settings_book {
 public:
  settings_book(const package_folder& folder, const std::map<std::string, std::string>& constants,
                settings_rules rules, settings top, complaints& notes)
      : folder_(folder),
        constants_(constants),
        rules_(rules),
        top_(std::move(top)),
        notes_(notes) {}

  /// What generators.yaml says of a folder ("data/secret"); a file of the package goes before it.
  void plan(const std::string& relative, settings planned) { planned_[relative] = planned; }

  /// Of a folder ("data/secret/group").
  const settings& of_folder(const std::string& relative);
  /// Of the case at "data/secret/group/1": its own .yaml, then `own`, then its folder.
  settings of_case(const std::string& stem, const settings& own = {});

  /// What the folder's own file, or generators.yaml, says of its grading; nothing where neither
  /// configures it. Of the legacy format: what it inherits too.
  const grading_words* grading_of(const std::string& relative);

  [[nodiscard]] const settings_rules& rules() const { return rules_; }

 private:
  struct of_one_folder {
    settings all;
    bool configured = false;  ///< by a file or by generators.yaml
  };

  std::optional<settings> read_case(const std::string& relative);
  std::optional<settings> read_group(const std::string& relative);
  const of_one_folder& look_up(const std::string& relative);

  const package_folder& folder_;
  const std::map<std::string, std::string>& constants_;
  settings_rules rules_;
  settings top_;
  complaints& notes_;
  std::map<std::string, settings> planned_;
  std::map<std::string, of_one_folder> known_;
};

/// As a case carries them.
[[nodiscard]] case_settings of_a_case(const settings& all);

}  // namespace judge::package

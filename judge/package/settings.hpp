// judge/package/settings.hpp - arguments of validators: by problem, by folder of data, by case.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judge/model/problem.hpp"
#include "judge/package/fields.hpp"
#include "judge/package/folder.hpp"

namespace judge::package {

/// What one configuration file says; what it leaves out comes from the folder above.
struct settings {
  std::optional<comparison> compare;
  std::optional<std::vector<std::string>> output_arguments;
  std::optional<std::map<std::string, std::vector<std::string>>> input_arguments;

  /// Fills what is left out.
  void inherit(const settings& above);
};

/// How the package's settings are to be read.
struct settings_rules {
  problem_format format = problem_format::v2025_09;
  bool custom_validator = false;  ///< arguments are for it; otherwise for the default checker
};

/// The arguments of the default output validator; each that is wrong is noted at its place.
[[nodiscard]] comparison read_comparison(fields& from, std::string_view key,
                                         const std::vector<const yaml_node*>& arguments);

/// The same for flags in one text (legacy), which have one place together.
[[nodiscard]] comparison read_flags(fields& from, std::string_view key, const yaml_node& node);

/// Reads test_group.yaml or a case's own .yaml (2025-09), or testdata.yaml (legacy).
[[nodiscard]] settings read_settings(fields& from, const settings_rules& rules);

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

  [[nodiscard]] const settings_rules& rules() const { return rules_; }
  [[nodiscard]] const settings& top() const { return top_; }

 private:
  std::optional<settings> read(const std::string& relative, bool with_constants);

  const package_folder& folder_;
  const std::map<std::string, std::string>& constants_;
  settings_rules rules_;
  settings top_;
  complaints& notes_;
  std::map<std::string, settings> planned_;
  std::map<std::string, settings> known_;
};

/// As a case carries them.
[[nodiscard]] case_settings of_a_case(const settings& all);

}  // namespace judge::package

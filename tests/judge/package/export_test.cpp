#include "judge/package/export.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "judge/base/files.hpp"
#include "judge/package/package_files.hpp"

namespace judge {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using testing::file_texts;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::minimal_package;
using testing::minimal_with;
using testing::package_on_disk;

/// A package and a folder beside it, into which it is exported.
class Export : public ::testing::Test {
 protected:
  result<export_report> made_of(const file_texts& files, export_options options = {}) {
    package_.emplace(files);
    options.folder = target();
    if (!options.bundled) {
      options.bundled = [](const program_source& source) -> result<std::string> {
        return "bundled " + source.name + "\n" + source.files.front().text;
      };
    }
    return export_problem(package_->loaded(), options);
  }
  [[nodiscard]] fs::path target() const { return package_->path().parent_path() / "out"; }
  [[nodiscard]] std::string text(const std::string& name) const {
    const auto read = read_file(target() / name);
    return read ? *read : "missing";
  }
  [[nodiscard]] std::vector<std::string> around() const {
    std::vector<std::string> names;
    const auto listed = list_folder(package_->path().parent_path());
    for (const auto& name : *listed) names.push_back(name.string());
    return names;
  }
  std::optional<package_on_disk> package_;
};

TEST_F(Export, GivesAPackageThatLoadsTheSame) {
  ASSERT_TRUE(made_of(minimal_package()));
  const auto again = load_problem(target());
  ASSERT_TRUE(again) << again.failure().message;
  EXPECT_EQ(again->title, "Sum");
  EXPECT_EQ(again->cases.size(), 2U);
  EXPECT_THAT(again->warnings, IsEmpty());
  EXPECT_THAT(around(), ElementsAre("out", "sum"));
}

TEST_F(Export, PutsConstantsInAndTakesThemOut) {
  auto files = minimal_with({{"statement/problem.en.md", "At most {{n_max}}.\n"},
                             {"input_validators/validate.cpp", "int n = {{n_max}};\n"},
                             {"data/secret/1.in", "{{n_max}}\n"},
                             {"README.md", "{{n_max}}\n"}});
  files["problem.yaml"] =
      "problem_format_version: draft\n"
      "# who reads this\n"
      "name: Sum\n"
      "constants:\n"
      "  n_max: 7  # not many\n"
      "uuid: 8ee7605a-7b6e-8abf-3143-be9436a50d96\n";
  ASSERT_TRUE(made_of(files));
  EXPECT_EQ(text("statement/problem.en.md"), "At most 7.\n");
  EXPECT_EQ(text("input_validators/validate.cpp"), "int n = 7;\n");
  EXPECT_EQ(text("data/secret/1.in"), "{{n_max}}\n");
  EXPECT_EQ(text("README.md"), "{{n_max}}\n");
  EXPECT_EQ(text("problem.yaml"),
            "problem_format_version: 2025-09\n"
            "# who reads this\n"
            "name: Sum\n"
            "uuid: 8ee7605a-7b6e-8abf-3143-be9436a50d96\n");
}

TEST_F(Export, BundlesOnlyProgramsThatNeedIt) {
  const auto made = made_of(
      minimal_with({{"submissions/accepted/a.cpp", "#include \"gavel/maximum_gap.hpp\"\n"},
                    {"submissions/accepted/b.py", "# include \"gavel/x\"\n"},
                    {"submissions/accepted/c/main.cpp", "#include \"help.hpp\"\nint main() {}\n"},
                    {"submissions/accepted/c/help.hpp", "// help\n"},
                    {"instance.hpp", "// shared\n"}}));
  ASSERT_TRUE(made) << made.failure().message;
  EXPECT_EQ(made->bundled, 1U);
  EXPECT_EQ(text("submissions/accepted/a.cpp"),
            "bundled submissions/accepted/a.cpp\n#include \"gavel/maximum_gap.hpp\"\n");
  EXPECT_EQ(text("submissions/accepted/c/main.cpp"), "#include \"help.hpp\"\nint main() {}\n");
  EXPECT_EQ(text("submissions/accepted/c/help.hpp"), "// help\n");
  EXPECT_EQ(text("instance.hpp"), "missing");
}

TEST_F(Export, CountsOnlyWhatBundlingChanges) {
  const auto made = made_of(
      minimal_with({{"submissions/accepted/a.cpp", "#include \"grader.h\"\n"},
                    {"include/cpp/grader.h", "int twice(int n);\n"},
                    {"input_validators/validate.cpp", "#include <testlib.h>\n"}}),
      {.bundled = [](const program_source& source) -> result<std::string> {
        const auto& text = source.files.front().text;
        return text.find("testlib.h") == std::string::npos ? text : std::string("// testlib\n");
      }});
  ASSERT_TRUE(made) << made.failure().message;
  EXPECT_EQ(made->bundled, 1U);
  EXPECT_EQ(text("submissions/accepted/a.cpp"), "#include \"grader.h\"\n");
  EXPECT_EQ(text("include/cpp/grader.h"), "int twice(int n);\n");
  EXPECT_EQ(text("input_validators/validate.cpp"), "// testlib\n");
}

TEST_F(Export, LeavesOutWhatProblemtoolsDoesNotKnow) {
  const auto files = minimal_with({{"data/invalid_input/a.in", "x\n"}});
  ASSERT_TRUE(made_of(files, {.format = export_format::v2023_07}));
  EXPECT_EQ(text("data/invalid_input/a.in"), "missing");
  EXPECT_THAT(text("problem.yaml"), HasSubstr("problem_format_version: 2023-07-draft\n"));
  ASSERT_TRUE(made_of(files));
  EXPECT_EQ(text("data/invalid_input/a.in"), "x\n");
}

TEST_F(Export, LeavesNothingBehindAfterAnError) {
  const auto made =
      made_of(minimal_with({{"submissions/accepted/a.cpp", "#include \"gavel/none.hpp\"\n"}}),
              {.bundled = [](const program_source&) -> result<std::string> {
                return error{"a.cpp:1: there is no gavel/none.hpp"};
              }});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.failure().message, "a.cpp:1: there is no gavel/none.hpp");
  EXPECT_THAT(around(), ElementsAre("sum"));
}

TEST_F(Export, LeavesNothingBehindAfterAnInterruption) {
  std::stop_source source;
  const auto made = made_of(minimal_with({{"submissions/accepted/a.cpp", "#include <gavel/x>\n"}}),
                            {.bundled = [&](const program_source&) -> result<std::string> {
                               source.request_stop();
                               return std::string("x");
                             },
                             .stop = source.get_token()});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.failure().whose, fault::interrupted);
  EXPECT_THAT(around(), ElementsAre("sum"));
}

TEST_F(Export, ReplacesOnlyPackagesAndOnlyWhenAsked) {
  ASSERT_TRUE(made_of(minimal_package()));
  ASSERT_TRUE(write_file(target() / "old.txt", "old\n"));
  const auto whole = package_->loaded();
  export_options options;
  options.folder = target() / "";
  const auto refused = export_problem(whole, options);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.failure().message, HasSubstr("--force"));
  EXPECT_EQ(text("old.txt"), "old\n");
  options.replace = true;
  ASSERT_TRUE(export_problem(whole, options));
  EXPECT_EQ(text("old.txt"), "missing");
  EXPECT_THAT(around(), ElementsAre("out", "sum"));

  fs::remove(target() / "problem.yaml");
  const auto foreign = export_problem(whole, options);
  ASSERT_FALSE(foreign);
  EXPECT_THAT(foreign.failure().message, HasSubstr("is no problem package"));
}

TEST_F(Export, NeverReplacesAPackageThatSomebodyWorksOn) {
  ASSERT_TRUE(made_of(minimal_package()));
  const auto whole = package_->loaded();
  for (const std::string own : {".git/HEAD", "generators/generators.yaml"}) {
    ASSERT_TRUE(write_file(target() / own, "mine\n"));
    const auto refused =
        export_problem(whole, {.folder = target(), .replace = true, .bundled = {}});
    ASSERT_FALSE(refused) << own;
    EXPECT_THAT(refused.failure().message, HasSubstr("which no export has"));
    EXPECT_EQ(text(own), "mine\n");
    fs::remove_all((target() / own).parent_path());
  }
  EXPECT_TRUE(export_problem(whole, {.folder = target(), .replace = true, .bundled = {}}));
}

TEST_F(Export, NeverReplacesTheProblemItself) {
  ASSERT_TRUE(made_of(minimal_package()));
  const auto whole = package_->loaded();
  for (const auto& folder : {package_->path(), package_->path() / "data", package_->path() / "new",
                             package_->path().parent_path()}) {
    const auto made = export_problem(whole, {.folder = folder, .replace = true, .bundled = {}});
    ASSERT_FALSE(made) << folder;
    EXPECT_THAT(made.failure().message, HasSubstr("the problem itself lies there"));
  }
  EXPECT_TRUE(fs::exists(package_->path() / "data/secret/1.in"));
}

TEST_F(Export, NeedsAKeyALineInProblemYaml) {
  const auto made = made_of(minimal_with({{"problem.yaml",
                                           "{problem_format_version: 2025-09, name: Sum, uuid: "
                                           "8ee7605a-7b6e-8abf-3143-be9436a50d96}\n"}}));
  ASSERT_FALSE(made);
  EXPECT_THAT(package_->shown(made.failure().message), HasSubstr("sum/problem.yaml:1:2: several"));
}

TEST(ExportName, KeepsLettersAndDigits) { EXPECT_EQ(export_name("a_B-9.x"), "aB9x"); }

}  // namespace
}  // namespace judge

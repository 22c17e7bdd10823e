// What the judge may not read is said at once, by the path that a person has to repair; it is never
// taken for missing. Root may read everything, so these tests put that off while they run.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "judge/package/package_files.hpp"
#include "judge/package/validate.hpp"

namespace judge {
namespace {

namespace fs = std::filesystem;
using testing::file_texts;
using testing::minimal_package;
using testing::minimal_with;
using testing::package_on_disk;

/// The package once something in it was given other permissions, which end with this object: a
/// folder that cannot be entered could not be removed.
class package_with_mode {
 public:
  package_with_mode(const file_texts& files, const std::string& name, unsigned mode)
      : package_(files), changed_(package_.path() / name), before_(fs::status(changed_)) {
    fs::permissions(changed_, static_cast<fs::perms>(mode));
  }
  package_with_mode(const package_with_mode&) = delete;
  package_with_mode& operator=(const package_with_mode&) = delete;
  ~package_with_mode() {
    std::error_code ignored;
    fs::permissions(changed_, before_.permissions(), ignored);
  }

  const package_on_disk* operator->() const { return &package_; }

 private:
  package_on_disk package_;
  fs::path changed_;
  fs::file_status before_;
};

class Permissions : public ::testing::Test {
 protected:
  void SetUp() override {
    constexpr uid_t nobody = 65534;
    if (::geteuid() == 0 && ::seteuid(nobody) != 0) GTEST_SKIP() << "root that cannot be put off";
    if (::access(fs::temp_directory_path().c_str(), F_OK) != 0 || !temporary_folder::make()) {
      GTEST_SKIP() << "the temporary folder is closed to others";
    }
  }
  void TearDown() override { ASSERT_EQ(::seteuid(::getuid()), 0); }

  /// Why a package is refused, by its own fault.
  static std::string refusal(const file_texts& files, const std::string& name, unsigned mode) {
    const package_with_mode package(files, name, mode);
    const auto whole = package->load();
    if (whole) return "";
    EXPECT_EQ(whole.failure().whose, fault::input);
    return package->shown(whole.failure().message);
  }
};

TEST_F(Permissions, FoldersThatCannotBeEnteredAreNotEmpty) {
  constexpr auto denied = ": Permission denied: make it readable (chmod +rx)";
  for (const unsigned mode : {0644U, 0311U, 0U}) {
    for (const std::string folder :
         {"data/secret", "data", "submissions/accepted", "submissions", "input_validators"}) {
      EXPECT_EQ(refusal(minimal_package(), folder, mode), "sum/" + folder + denied) << mode;
    }
    // The mode is the owner's: 0644 lists and cannot be entered, 0311 the other way round.
    EXPECT_EQ(refusal(minimal_package(), "", mode), std::string("sum") + denied) << mode;
  }
  // As it was found: a group of cases vanished, and a wrong submission passed.
  EXPECT_EQ(refusal(minimal_with({{"data/secret/g/1.in", "x"}, {"data/secret/g/1.ans", "x"}}),
                    "data/secret/g", 0644),
            std::string("sum/data/secret/g") + denied);
}

TEST_F(Permissions, WhatLiesInAFolderThatCannotBeEnteredIsNotMissing) {
  constexpr auto denied = ": Permission denied: make it readable (chmod +rx)";
  const auto planned =
      minimal_with({{"generators/generators.yaml", "data: {secret: {data: {2: {in: x, ans: y}}}}"},
                    {"data/SHA256SUMS", std::string(64, '0') + "  x\n"}});
  EXPECT_EQ(refusal(planned, "generators", 0644), std::string("sum/generators") + denied);
  EXPECT_EQ(refusal(minimal_with({{"include/cpp/x.hpp", "x"}}), "include", 0644),
            std::string("sum/include") + denied);
  EXPECT_EQ(refusal({{"1.in", "x"}, {"1.ans", "x"}}, "", 0644), std::string("sum") + denied);
  EXPECT_EQ(refusal({{"in/1", "x"}, {"out/1", "x"}}, "out", 0644), std::string("sum/out") + denied);
}

TEST_F(Permissions, LinksIntoAFolderThatCannotBeEnteredAreNamed) {
  const auto files = minimal_with({{"closed/2.in", "x"}, {"data/secret/2.ans", "x"}});
  const package_with_mode package(files, "closed", 0600);
  package->link("data/secret/2.in", "../../closed/2.in");
  EXPECT_EQ(package->refusal(),
            "sum/data/secret/2.in: Permission denied: make it readable (chmod +r)");
}

TEST_F(Permissions, FilesThatCannotBeReadAreFoundBeforeAnythingRuns) {
  constexpr auto denied = ": Permission denied: make it readable (chmod +r)";
  for (const std::string file :
       {"data/secret/1.in", "data/secret/1.ans", "data/sample/1.in", "problem.yaml",
        "submissions/accepted/sum.cpp", "input_validators/validate.cpp"}) {
    EXPECT_EQ(refusal(minimal_package(), file, 0200), "sum/" + file + denied);
  }
  for (const std::string file : {"1.in", "1.ans"}) {
    EXPECT_EQ(refusal({{"1.in", "x"}, {"1.ans", "x"}}, file, 0), "sum/" + file + denied);
  }
}

TEST_F(Permissions, AStatementIsNoneOfTheJudgesBusiness) {
  const package_with_mode package(minimal_package(), "statement", 0);
  const auto found = lint(package->loaded());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_FALSE(found[0].is_error);
  EXPECT_EQ(package->shown(found[0].text), "sum/statement: Permission denied");
}

}  // namespace
}  // namespace judge

#include "judge/package/digests.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>

#include "judge/base/files.hpp"

namespace {

namespace fs = std::filesystem;
using namespace judge;

class Digests : public ::testing::Test {
 protected:
  Digests() : folder(fs::path(::testing::TempDir()) / "digests_test") {
    fs::remove_all(folder);
    EXPECT_TRUE(write_file(folder / "a", "1\n"));
    EXPECT_TRUE(write_file(folder / "b", "2\n"));
    EXPECT_TRUE(write_file(folder / "same", "1\n"));
  }
  ~Digests() override { fs::remove_all(folder); }

  [[nodiscard]] std::string of(test_case one) const {
    problem whole;
    whole.cases = {std::move(one)};
    add_digests(whole, 2);
    return whole.cases[0].digest;
  }
  [[nodiscard]] test_case plain() const { return {"secret/1", folder / "a", folder / "b"}; }

  fs::path folder;
};

TEST_F(Digests, NameAndPlaceDoNotCount) {
  auto other = plain();
  other.name = "secret/2";
  other.input = folder / "same";
  EXPECT_EQ(of(plain()), of(other));
  EXPECT_EQ(of(plain()).size(), 64U);
}

TEST_F(Digests, EverythingElseDoes) {
  std::set<std::string> all{of(plain())};
  const auto differs = [&](auto change) {
    auto one = plain();
    change(one);
    EXPECT_TRUE(all.insert(of(one)).second) << "change " << all.size();
  };
  differs([&](test_case& one) { one.input = folder / "b"; });
  differs([&](test_case& one) { one.answer = folder / "a"; });
  differs([&](test_case& one) { one.files = {{"x", folder / "a"}}; });
  differs([&](test_case& one) { one.files = {{"y", folder / "a"}}; });
  differs([&](test_case& one) { one.files = {{"x", folder / "b"}}; });
  differs([&](test_case& one) { one.settings.arguments = {"a"}; });
  differs([&](test_case& one) { one.settings.arguments = {"a", "b"}; });
  differs([&](test_case& one) { one.settings.output_validator_arguments.emplace(); });
  differs([&](test_case& one) { one.settings.output_validator_arguments = {{"a"}}; });
  differs([&](test_case& one) { one.settings.compare.emplace(); });
  differs([&](test_case& one) { one.settings.compare.emplace().case_sensitive = true; });
  differs([&](test_case& one) { one.settings.compare.emplace().absolute_tolerance = 1e-6; });
  differs([&](test_case& one) { one.settings.compare.emplace().relative_tolerance = 1e-6; });
}

TEST_F(Digests, AMissingFileLeavesItEmpty) {
  auto one = plain();
  one.answer = folder / "none";
  EXPECT_EQ(of(one), "");
}

}  // namespace

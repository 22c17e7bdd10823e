#include "judge/package/descriptions.hpp"

#include <gtest/gtest.h>

#include <string>

#include "judge/package/package_files.hpp"

namespace judge {
namespace {

using testing::file_texts;
using testing::minimal_with;
using testing::package_on_disk;

std::string said_of(const std::string& name, const file_texts& changes) {
  const package_on_disk package(minimal_with(changes));
  return description_of(package.loaded(), name);
}

TEST(DescriptionOf, IsEmptyWhereNothingIsSaid) {
  EXPECT_EQ(said_of("secret/1", {}), "");
  EXPECT_EQ(said_of("secret/none", {}), "");
}

TEST(DescriptionOf, StandsInTheFilesOfTheCase) {
  EXPECT_EQ(said_of("secret/1", {{"data/secret/1.yaml", "description: the border\n"}}),
            "the border");
  EXPECT_EQ(said_of("secret/1", {{"data/secret/1.yaml", "hint: the border\n"}}), "the border");
  EXPECT_EQ(said_of("secret/1", {{"data/secret/1.desc", "the border\n"}}), "the border");
  EXPECT_EQ(said_of("secret/1", {{"data/secret/1.desc", " \n"}}), "");
}

TEST(DescriptionOf, IsTheCommentOfAPlannedCase) {
  const file_texts plan = {{"generators/generators.yaml",
                            "data:\n"
                            "  secret:\n"
                            "    data:\n"
                            "      # two lines\n"
                            "      # of it\n"
                            "      above: {in: '1', ans: '1'}\n"
                            "      none: {in: '2', ans: '2'}\n"
                            "      behind: {in: '3', ans: '3'}  # there\n"}};
  EXPECT_EQ(said_of("secret/above", plan), "two lines of it");
  EXPECT_EQ(said_of("secret/none", plan), "");
  EXPECT_EQ(said_of("secret/behind", plan), "there");
}

}  // namespace
}  // namespace judge

#include "judge/package/companion.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "judge/base/files.hpp"
#include "judge/package/package_files.hpp"

namespace judge {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// What the extension sends (its readme has the keys), with one value replaced or a key added.
std::string sent(const std::string& key = "", const std::string& value = "") {
  std::string text =
      R"({"name": "A. Watermelon", "group": "Codeforces - Round 4", )"
      R"("url": "https://codeforces.com/problemset/problem/4/A", "interactive": false, )"
      R"("memoryLimit": 64, "timeLimit": 1500, "tests": [{"input": "8\n", "output": "YES"}], )"
      R"("testType": "single", "input": {"type": "stdin"}, "output": {"type": "stdout"}, )"
      R"("languages": {"java": {"mainClass": "Main", "taskClass": "A"}}, )"
      R"("batch": {"id": "1", "size": 1}})";
  if (key.empty()) return text;
  const auto name = "\"" + key + "\": ";
  const auto at = text.rfind(name);  // the samples have an "output", too
  if (at == std::string::npos) return "{" + name + value + ", " + text.substr(1);
  const auto end = text.find(key == "tests" ? ", \"testType\"" : ", \"", at + name.size());
  return text.substr(0, at) + name + value + text.substr(end);
}

std::string refusal(const std::string& text) {
  const auto read = read_companion("p.json", text);
  return read ? "" : read.failure().message;
}

TEST(Companion, ReadsWhatTheExtensionSends) {
  const auto what = read_companion("p.json", sent());
  ASSERT_TRUE(what) << what.failure().message;
  EXPECT_EQ(what->title, "A. Watermelon");
  EXPECT_EQ(what->group, "Codeforces - Round 4");
  EXPECT_EQ(what->time_limit, milliseconds(1500));
  EXPECT_EQ(what->memory_mib, 64U);
  EXPECT_FALSE(what->interactive);
  EXPECT_THAT(what->samples, ElementsAre(std::pair("8\n", "YES")));
  EXPECT_THAT(what->remarks, IsEmpty());
}

TEST(Companion, SaysWhatItCannotFollow) {
  const auto what = read_companion("p.json", sent("output", R"({"type": "file"})"));
  ASSERT_TRUE(what);
  EXPECT_THAT(what->remarks, ElementsAre("output: 'file' on the site, but standard output here"));
  EXPECT_THAT(read_companion("p.json", sent("colour", "3"))->remarks,
              ElementsAre("colour: not known, ignored"));
}

TEST(Companion, RefusesWhatIsNotAProblem) {
  EXPECT_THAT(refusal("{\n\"name\": \n"), HasSubstr("p.json:3: not JSON: "));
  EXPECT_THAT(refusal("{} x"), HasSubstr("p.json:1: not JSON: "));
  EXPECT_THAT(refusal(std::string(100'000, '[')), HasSubstr("p.json:1: not JSON: "));
  EXPECT_THAT(refusal("[]"), HasSubstr("it must be one JSON object"));
  EXPECT_EQ(refusal("{}"), "p.json: name: missing");
  EXPECT_EQ(refusal(sent("name", "5")), "p.json: name: must be a text");
  EXPECT_EQ(refusal(sent("name", R"("a\u001b[2Jb")")),
            "p.json: name: 'a\\x1b[2Jb' holds control characters: remove them");
  EXPECT_EQ(refusal(sent("name", "\"" + std::string(1000, 'x') + "\"")),
            "p.json: name: 1000 bytes, more than 300");
  for (const auto* wrong : {"-1", "0", "1e99", "\"2\"", "null"}) {
    EXPECT_EQ(refusal(sent("timeLimit", wrong)),
              "p.json: timeLimit: must be a number of milliseconds from 1 to 86400000")
        << wrong;
    EXPECT_EQ(refusal(sent("memoryLimit", wrong)),
              "p.json: memoryLimit: must be a number of MiB from 1 to 1048576")
        << wrong;
  }
  EXPECT_EQ(refusal(sent("interactive", "1")), "p.json: interactive: must be true or false");
  const std::string tests = "p.json: tests: must be a list of 1 to 1000 pairs of input and output";
  EXPECT_EQ(refusal(sent("tests", "[]")), tests);
  EXPECT_EQ(refusal(sent("tests", "{}")), tests);
  std::string many = "[{}";
  for (int i = 0; i < 1000; ++i) many += ",{}";
  EXPECT_EQ(refusal(sent("tests", many + "]")), tests);
  EXPECT_EQ(refusal(sent("tests", R"([{"input": "1"}])")),
            "p.json: tests[0]: must have an input and an output, both texts");
}

TEST(Companion, NamesTheFolderAfterTheTitle) {
  EXPECT_EQ(*folder_of_title("A. Watermelon"), "a_watermelon");
  EXPECT_EQ(*folder_of_title("  ..  B2 (hard)!"), "b2_hard");
  EXPECT_EQ(folder_of_title(std::string(300, 'x'))->size(), 60U);
  for (const auto* hostile : {"../../etc", "/etc/passwd", "a\\b", "..", "", "\xff\xfe"}) {
    const auto name = folder_of_title(hostile);
    ASSERT_FALSE(name) << hostile;
    EXPECT_THAT(name.failure().message, HasSubstr("name one with --into"));
  }
}

TEST(Companion, WritesAPackageThatLoads) {
  const testing::package_on_disk place({});
  std::filesystem::remove(place.path());
  const auto what = read_companion("p.json", sent("name", R"("\"Quote\" \\ # : é")"));
  ASSERT_TRUE(what) << what.failure().message;
  const auto written = write_companion(*what, place.path(), false);
  ASSERT_TRUE(written) << written.failure().message;
  EXPECT_THAT(*written, ElementsAre("problem.yaml", "data/sample/1.in", "data/sample/1.ans"));
  const auto whole = place.loaded();
  EXPECT_EQ(whole.title, "\"Quote\" \\ # : é");
  EXPECT_EQ(whole.time_limit, milliseconds(1500));
  EXPECT_EQ(whole.limits.memory_bytes, 64 * mebibyte);
  ASSERT_EQ(whole.cases.size(), 1U);
  EXPECT_EQ(*read_file(whole.cases[0].input), "8\n");
  EXPECT_EQ(*read_file(whole.cases[0].answer), "YES\n");
  EXPECT_THAT(whole.warnings, IsEmpty());
}

TEST(Companion, LeavesAFolderThatIsThereAlone) {
  const testing::package_on_disk place(
      {{"data/sample/2.in", "mine"}, {"data/sample/x.in", "mine"}});
  const auto what = read_companion("p.json", sent());
  const auto refused = write_companion(*what, place.path(), false);
  ASSERT_FALSE(refused);
  EXPECT_EQ(place.shown(refused.failure().message),
            "sum: is there already: name another folder with --into, or replace what was imported "
            "with --force");
  EXPECT_FALSE(std::filesystem::exists(place.path() / "problem.yaml"));
}

TEST(Companion, ReplacesOnlyWhatAnImportMade) {
  const testing::package_on_disk place(testing::file_texts{{"x", "x"}});
  const auto yaml = place.path() / "problem.yaml";
  const auto what = read_companion("p.json", sent());
  for (const std::string uuid : {"", "uuid: 8ee7605a-7b6e-4abf-a143-be9436a50d96\n"}) {
    ASSERT_TRUE(write_file(yaml, "name: Mine\n" + uuid));
    const auto refused = write_companion(*what, place.path(), true);
    ASSERT_FALSE(refused);
    EXPECT_THAT(place.shown(refused.failure().message),
                HasSubstr("sum: was not made by an import"));
    EXPECT_EQ(*read_file(yaml), "name: Mine\n" + uuid);
  }
  std::filesystem::remove_all(place.path());
  ASSERT_TRUE(write_companion(*what, place.path(), true));  // nothing is in the way
  ASSERT_TRUE(write_file(place.path() / "data/sample/2.in", "of an older import"));
  ASSERT_TRUE(write_file(place.path() / "data/sample/x.in", "mine"));
  ASSERT_TRUE(write_companion(*what, place.path(), true));
  EXPECT_FALSE(std::filesystem::exists(place.path() / "data/sample/2.in"));
  EXPECT_EQ(*read_file(place.path() / "data/sample/1.in"), "8\n");
  EXPECT_EQ(*read_file(place.path() / "data/sample/x.in"), "mine");
}

TEST(Companion, FollowsNoLink) {
  const testing::package_on_disk place(testing::file_texts{{"x", "x"}});
  const auto what = read_companion("p.json", sent());
  const auto real = place.path() / "real";
  ASSERT_TRUE(write_companion(*what, real, false));
  const auto link = place.path() / "link";
  std::filesystem::create_directory_symlink(real, link);
  for (const auto& named : {link, link / ""}) {
    const auto refused = write_companion(*what, named, true);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.failure().message, HasSubstr("is a link"));
  }
  for (const std::string part : {"data/sample/1.in", "problem.yaml", "data/sample", "data"}) {
    std::filesystem::rename(real / part, place.path() / "moved");
    std::filesystem::create_symlink(place.path() / "moved", real / part);
    const auto refused = write_companion(*what, real, true);
    ASSERT_FALSE(refused) << part;
    EXPECT_THAT(refused.failure().message, HasSubstr("is a link"));
    std::filesystem::remove(real / part);
    std::filesystem::rename(place.path() / "moved", real / part);
  }
  EXPECT_TRUE(write_companion(*what, real, true));
}

}  // namespace
}  // namespace judge

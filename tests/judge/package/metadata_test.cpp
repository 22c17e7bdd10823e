// problem.yaml: what is read of it, and distinct kinds of mistakes. Most of those are facts from
// other projects' test data: BAPCtools (test/yaml/problem/bapctools/{valid,invalid}.yaml),
// problemtools (tests/test_metadata.py), and the examples of problem-package-format.
#include "judge/package/metadata.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "judge/package/package_files.hpp"

namespace judge {
namespace {

using ::testing::ElementsAre;
using testing::file_texts;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::minimal_with;
using testing::package_on_disk;
using testing::with_yaml;

std::vector<std::string> warnings(const file_texts& files) {
  const package_on_disk package(files);
  std::vector<std::string> shown;
  for (const auto& line : package.loaded().warnings) shown.push_back(package.shown(line));
  return shown;
}

/// The minimal package with another name.
file_texts named(const std::string& lines) {
  return minimal_with({{"problem.yaml",
                        "problem_format_version: 2025-09\n"
                        "uuid: 8ee7605a-7b6e-8abf-3143-be9436a50d96\n" +
                            lines}});
}

TEST(Metadata, OfPeopleAndSourcesMayTakeEveryForm) {
  for (const auto* lines :
       {"credits: A. U. Thor\n",
        "credits: A. U. Thor <author@example.com>\n",
        "credits: {authors: A. U. Thor <author@example.com>}\n",
        "credits: {authors: [{name: A. U. Thor, email: author@example.com}, B]}\n",
        "credits: {authors: [{name: T, orcid: 0000-0001-7414-8743}, {name: K, kattis: k}]}\n",
        "credits: {authors: A, translators: {nl: V. E. R. Taler, en: [T, U]}}\n",
        "credits: {packagers: [P], testers: T, contributors: [C], acknowledgements: [S, S]}\n",
        "source: NWERC 2024\n",
        "source: {name: NWERC 2024}\n",
        "source: {name: NWERC 2024, url: 'https://2024.nwerc.example/contest'}\n",
        "source: [{name: NWERC 2024}, SWERC 2024]\n",
        "license: public domain\n",
        "license: cc0\nrights_owner: Bob\n",
        "license: cc0\ncredits: Bob\nrights_owner:\n",
        "license: cc0\ncredits: {authors: 'Bob'}\n",
        "license: cc0\nsource: NWERC 2024\n",
        "embargo_until: 2025-12-31\n",
        "embargo_until: 2024-02-29T23:59:59Z\n",
        "keywords: []\n",
        "type: [pass-fail]\n",
        "languages: all\n",
        "languages: [cpp, python3numpy]\n",
        "version: '1.0'\nverified: no\ncomment: x\n"}) {
    EXPECT_THAT(warnings(with_yaml(lines)), IsEmpty()) << lines;
  }
}

struct mistake {
  std::string lines;
  std::string said;  ///< behind "sum/problem.yaml:"
};

TEST(Metadata, OfPeopleAndSourcesIsNamedWhereItIsWrong) {
  const std::string text = " where a text belongs";
  const std::vector<mistake> mistakes = {
      {"credits: [{name: Alice}]", "4:10: credits: a list" + text},
      {"credits: {authors: []}",
       "4:20: credits.authors: an empty list: name somebody, or remove the key"},
      {"credits: {authors: [{name: 42}]}",
       "4:28: authors.name: '42'" + text + ": put it in quotes"},
      {"credits: {authors: [{name: 'Alice, Bob'}]}",
       "4:28: authors.name: 'Alice, Bob' looks like several persons: write a list of them"},
      {"credits: Alice & Bob",
       "4:10: credits: 'Alice & Bob' looks like several persons: write a list of them"},
      {"credits: {foo: bar}",
       "4:11: credits.foo: not a key of 2025-09, ignored: remove it or check its spelling"},
      {"credits: {authors: [{name: A, foo: b}]}",
       "4:31: authors.foo: not a key of 2025-09, ignored: remove it or check its spelling"},
      {"credits: {translators: {en: [{email: x}]}}",
       "4:30: en.name: missing: a person needs a name"},
      {"source: [{url: x}]", "4:10: source.name: missing: a source needs a name"},
      {"source: {name: x, foo: bar}",
       "4:19: source.foo: not a key of 2025-09, ignored: remove it or check its spelling"},
      {"license: gpl",
       "4:10: license: 'gpl' is not a licence of the format: write one of unknown, public domain, "
       "cc0, cc by, cc by-sa, educational, permission"},
      {"license: public domain\nrights_owner: Bob",
       "5:15: rights_owner: nobody owns what is in the public domain: remove this key"},
      {"license: cc by",
       "4:10: license: 'cc by' needs somebody who grants it: add rights_owner, credits or source"},
      {"embargo_until: not a date",
       "4:16: embargo_until: 'not a date' is not a date: write for example 2026-12-31 or "
       "2026-12-31T18:00:00Z"},
      {"embargo_until: 2025-02-29",
       "4:16: embargo_until: '2025-02-29' is not a date: write for example 2026-12-31 or "
       "2026-12-31T18:00:00Z"},
      {"validation: interactive",
       "4:13: validation: a key of the legacy format, ignored: write type, and put the validator "
       "into output_validator/"},
      {"limits: {validation_passes: 3}",
       "4:29: limits.validation_passes: only multi-pass problems have it, ignored: remove it"},
      {"limits: {time_multipliers: {mumbo: 1}}",
       "4:29: limits.time_multipliers.mumbo: not a key of 2025-09, ignored: remove it or check its "
       "spelling"},
      {"allow_file_writing: false",
       "4:21: allow_file_writing: not enforced: a submission may write into its own folder, which "
       "is thrown away after each run"},
  };
  for (const auto& [lines, said] : mistakes) {
    EXPECT_THAT(warnings(with_yaml(lines + "\n")), ElementsAre("sum/problem.yaml:" + said));
  }
}

TEST(Metadata, OfIdentityIsNamedWhereItIsWrong) {
  const auto with_uuid = [](const std::string& uuid) {
    return minimal_with(
        {{"problem.yaml", "problem_format_version: 2025-09\nname: Sum\nuuid: " + uuid + "\n"}});
  };
  for (const auto* uuid : {"12345678-abcd", "12345678-abcd-efgh-ijkl-123456789012"}) {
    EXPECT_THAT(warnings(with_uuid(uuid)),
                ElementsAre("sum/problem.yaml:3:7: uuid: '" + std::string(uuid) +
                            "' is not a UUID: 'uuidgen' prints one"));
  }
  EXPECT_THAT(warnings(with_uuid("FFFFFFFF-ffff-FFFF-FFFF-FFFFFFFFFFFF")), IsEmpty());
  EXPECT_THAT(warnings(with_uuid("")), ElementsAre("sum/problem.yaml: uuid: missing: the format "
                                                   "asks for one; 'uuidgen' prints one"));
  EXPECT_THAT(warnings(named("name: 42\n")),
              ElementsAre("sum/problem.yaml:3:7: name: '42' where a text belongs: put it in "
                          "quotes"));
  EXPECT_THAT(warnings(named("name: {en: 42}\n")),
              ElementsAre("sum/problem.yaml:3:12: name.en: '42' where a text belongs: put it in "
                          "quotes"));
}

TEST(Metadata, NamesTheLanguagesOfTheStatements) {
  EXPECT_THAT(warnings(named("name: {en: Sum, de: Summe}\n")),
              ElementsAre("sum/problem.yaml:3:7: name: a name in 'de', but no "
                          "sum/statement/problem.de.md: add the statement, or remove the name"));
  auto two = named("name: Sum\n");
  two["statement/problem.pt-BR.tex"] = "x";
  EXPECT_THAT(warnings(two),
              ElementsAre("sum/problem.yaml:3:7: name: no name in 'pt-BR', though there is a "
                          "statement in it: add 'pt-BR: ...' below name"));
  auto none = named("name: {en: Sum, de: Summe}\n");
  none.erase("statement/problem.en.md");
  EXPECT_THAT(warnings(none), IsEmpty());
}

TEST(Metadata, OfTypesFillsTheModel) {
  const auto loaded = [](const std::string& lines) {
    auto files = with_yaml(lines);
    files["output_validator/check.py"] = "x";
    return package_on_disk(files).loaded();
  };
  const auto all = loaded(
      "type: [scoring, interactive, multi-pass]\n"
      "limits: {validation_passes: 5}\n");
  EXPECT_TRUE(all.type.scoring && all.type.interactive && all.type.multi_pass);
  EXPECT_FALSE(all.type.submit_answer);
  EXPECT_EQ(all.type.passes, 5U);
  EXPECT_THAT(all.warnings, IsEmpty());
  EXPECT_EQ(loaded("type: multi-pass\n").type.passes, 2U);
  EXPECT_TRUE(loaded("type: [submit-answer, scoring]\n").type.submit_answer);
  // As BAPCtools and the examples of the format write it.
  const auto words = loaded("type: pass-fail interactive multi-pass\n");
  EXPECT_TRUE(words.type.interactive && words.type.multi_pass && !words.type.scoring);
  ASSERT_EQ(words.warnings.size(), 1U);
  EXPECT_THAT(words.warnings[0], HasSubstr("problem.yaml:4:7: type: several words in one text: "
                                           "write a list, [pass-fail, interactive, multi-pass]"));
}

TEST(Metadata, OfWrongKindsIsRefused) {
  const auto refused = [](const std::string& lines) {
    return package_on_disk(with_yaml(lines + "\n")).refusal();
  };
  const std::vector<mistake> mistakes = {
      {"type: {mumbo: jumbo}", "4:7: type: a map where a list of texts belongs"},
      {"type: 42", "4:7: type: '42' is not a type of problem"},
      {"type: [mumbo, jumbo]", "4:8: type: 'mumbo' is not a type of problem"},
      {"type: mumbo jumbo", "4:7: type: 'mumbo' is not a type of problem"},
      {"limits: {time_limit: -1}", "4:22: limits.time_limit: '-1' is out of range"},
      {"limits: {time_multipliers: {ac_to_time_limit: 0.9}}",
       "4:47: limits.time_multipliers.ac_to_time_limit: '0.9' is out of range"},
      {"limits: []", "4:9: limits: a list where keys and values belong"},
      {"limits: {code: 0}", "4:16: limits.code: '0' is out of range"},
      {"limits: {compilation_time: 1.5}", "4:28: limits.compilation_time: '1.5' is not a whole"},
      {"limits: {validation_memory: much}", "4:29: limits.validation_memory: 'much' is not"},
      {"allow_file_writing: 1", "4:21: allow_file_writing: '1' is neither true nor false"},
      {"keywords: {a: b}", "4:11: keywords: a map where a list of texts belongs"},
  };
  for (const auto& [lines, said] : mistakes) {
    EXPECT_THAT(refused(lines), HasSubstr("sum/problem.yaml:" + said));
  }
  for (const auto* passes : {"1", "2.5", "1e9"}) {
    EXPECT_THAT(
        refused("type: multi-pass\nlimits: {validation_passes: " + std::string(passes) + "}"),
        HasSubstr("5:29: limits.validation_passes: '"));
  }
}

TEST(Metadata, NamesSubmissionsInOtherLanguages) {
  auto files = with_yaml("languages: [python3, cppgmp]\n");
  files["submissions/accepted/a.java"] = "x";
  files["submissions/accepted/b/b.py"] = "x";
  EXPECT_THAT(warnings(files),
              ElementsAre("sum/submissions/accepted/a.java: in java, which `languages` of "
                          "problem.yaml does not allow: add it there, or remove the submission"));
}

TEST(Metadata, NamesFoldersThatOthersHave) {
  auto files = with_yaml("");
  files["output_validators/check.py"] = "x";
  files["static_validator/check.py"] = "x";
  files["answer_validators/check.py"] = "x";  // these are run
  files["answer_validator/check.py"] = "x";
  files["graders/grade.py"] = "x";
  EXPECT_THAT(
      warnings(files),
      ElementsAre("sum/output_validators: ignored: in 2025-09 this folder is called "
                  "output_validator",
                  "sum/answer_validator: ignored: the folder is called answer_validators",
                  "sum/static_validator: static validators are not supported yet, ignored",
                  "sum/graders: ignored: only scoring problems of the legacy format have graders"));
}

// The legacy format.

file_texts legacy(const std::string& lines, const file_texts& others = {}) {
  file_texts files = {{"problem.yaml", lines},
                      {"data/secret/1.in", "x"},
                      {"data/secret/1.ans", "x"},
                      {"submissions/accepted/a.py", "x"}};
  files.insert(others.begin(), others.end());
  return files;
}
std::string refused(const std::string& lines, const file_texts& others = {}) {
  return package_on_disk(legacy(lines, others)).refusal();
}

TEST(LegacyMetadata, IsReadKeyByKey) {
  const auto whole =
      package_on_disk(
          legacy("author: A\nsource: S\nsource_url: u\nlicense: cc by\nrights_owner: A\n"
                 "uuid: 8ee7605a-7b6e-8abf-3143-be9436a50d96\nkeywords: a b\ntype: scoring\n"
                 "validation: custom interactive score multi-pass\n"
                 "limits: {time_multiplier: 6, time_safety_margin: 3, memory: 64, output: 2,\n"
                 "  code: 1, compilation_time: 5, compilation_memory: 128, validation_time: 6,\n"
                 "  validation_memory: 129, validation_output: 3, validation_passes: 4}\n",
                 {{"output_validators/check.py", "x"}}))
          .loaded();
  EXPECT_EQ(whole.title, "sum");
  EXPECT_TRUE(whole.type.scoring && whole.type.interactive && whole.type.multi_pass);
  EXPECT_EQ(whole.type.passes, 4U);
  EXPECT_EQ(whole.accepted_to_limit, 6);
  EXPECT_EQ(whole.limit_to_exceeded, 3);
  EXPECT_EQ(whole.code_bytes, 1024U);
  EXPECT_EQ(whole.submissions[0].source.compile_limits->memory_bytes, 128 * mebibyte);
  EXPECT_EQ(whole.validator_limits.cpu_time, milliseconds(6000));
  EXPECT_EQ(whole.validator_limits.memory_bytes, 129 * mebibyte);
  EXPECT_EQ(whole.validator_limits.output_bytes, 3 * mebibyte);
  EXPECT_THAT(whole.warnings, IsEmpty());
}

TEST(LegacyMetadata, ThatIsEmptyHasTheFormatsDefaults) {
  const auto whole = package_on_disk(legacy("")).loaded();
  EXPECT_EQ(whole.format, problem_format::legacy);
  EXPECT_EQ(whole.accepted_to_limit, 5);
  EXPECT_EQ(whole.limit_to_exceeded, 2);
  EXPECT_EQ(whole.limits.memory_bytes, 2048 * mebibyte);
  EXPECT_EQ(whole.limits.output_bytes, 8 * mebibyte);
  EXPECT_FALSE(whole.type.scoring || whole.type.interactive);
  EXPECT_THAT(whole.warnings, IsEmpty());
}

TEST(LegacyMetadata, ThatIsWrongIsNamed) {
  EXPECT_THAT(refused("type: pass-fial\n"), HasSubstr("1:7: type: 'pass-fial' is not a type"));
  EXPECT_THAT(refused("validation: custom fast\n"),
              HasSubstr("1:13: validation: 'fast' is not a way to validate"));
  EXPECT_THAT(refused("validation: mine\n"), HasSubstr("starts with neither default nor custom"));
  EXPECT_THAT(refused("type: scoring\ngrading: {objective: most}\n"),
              HasSubstr("2:22: grading.objective: 'most' is no objective: write max or min"));
  EXPECT_THAT(refused("validation: custom\n",
                      {{"output_validators/a/a.py", "x"}, {"output_validators/b/b.py", "x"}}),
              HasSubstr("sum/output_validators: several output validators are not supported yet"));
  EXPECT_THAT(
      warnings(legacy("license: gpl\nsource_url: x\nvalidation: default\ngrading: {}\ntypo: 1\n",
                      {{"output_validator/check.py", "x"}})),
      ElementsAre(
          HasSubstr("sum/problem.yaml:1:10: license: 'gpl' is not a licence"),
          "sum/problem.yaml:2:13: source_url: without a source: add it, or remove this key",
          "sum/problem.yaml:4:10: grading: only scoring problems have it, ignored: remove it",
          "sum/problem.yaml:5:1: typo: not a key of the legacy format, ignored: remove it or check "
          "its spelling",
          "sum/output_validator: ignored: a folder of 2025-09, and problem.yaml says legacy, or no "
          "format at all: write 'problem_format_version: 2025-09' there, or call it "
          "output_validators"));
}

}  // namespace
}  // namespace judge

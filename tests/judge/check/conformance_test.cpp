// The public test suites of other judges for their default output validators, as one table of
// facts. default_checker_cases.tsv says where they are from and what its columns mean.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "judge/base/files.hpp"
#include "judge/base/text.hpp"
#include "judge/check/default_checker.hpp"

namespace {

using judge::compatibility;

struct known_case {
  std::string source;
  std::string verdicts;  ///< by 2025-09, Kattis, DOMjudge: R right, W wrong
  judge::comparison how;
  std::string answer;
  std::string output;
  std::string row;
};

std::string unescaped(std::string_view field) {
  std::string text;
  for (std::size_t i = 0; i < field.size(); ++i) {
    if (field[i] != '\\') {
      text += field[i];
      continue;
    }
    switch (field.at(++i)) {
      case 'n': text += '\n'; break;
      case 't': text += '\t'; break;
      case 'x':
        text += static_cast<char>(std::stoi(std::string(field.substr(i + 1, 2)), nullptr, 16));
        i += 2;
        break;
      default: text += field[i];
    }
  }
  return text;
}

std::vector<known_case> known_cases() {
  std::vector<known_case> cases;
  const auto table = judge::read_file(TEST_CASES_FILE);
  if (!table) {
    ADD_FAILURE() << table.failure().message;
    return cases;
  }
  for (const auto line : judge::lines_of(*table)) {
    if (line.empty() || line.starts_with('#')) continue;
    std::vector<std::string_view> fields{line};
    for (std::size_t tab; (tab = fields.back().find('\t')) != std::string_view::npos;) {
      const auto rest = fields.back().substr(tab + 1);
      fields.back() = fields.back().substr(0, tab);
      fields.push_back(rest);
    }
    if (fields.size() != 5 || fields[1].size() != 3) {
      ADD_FAILURE() << "no case: " << line;
      continue;
    }
    const auto how = judge::parse_comparison(judge::words_of(fields[2]));
    if (!how) ADD_FAILURE() << how.failure().message;
    cases.push_back({std::string(fields[0]), std::string(fields[1]),
                     how ? *how : judge::comparison(), unescaped(fields[3]), unescaped(fields[4]),
                     std::string(line.substr(0, 300))});
  }
  return cases;
}

/// How many verdicts of one judge agree, and every one that does not as a failure.
void expect_agreement(compatibility like, std::size_t column) {
  for (auto one : known_cases()) {
    one.how.like = like;
    const auto found = judge::compare(one.answer, one.output, one.how);
    const bool right = found.is == judge::check_outcome::answer::right;
    EXPECT_EQ(right ? 'R' : 'W', one.verdicts.at(column)) << one.row << '\n' << found.message;
  }
}

TEST(DefaultCheckerConformance, KnowsEveryCaseOfTheSuites) {
  std::map<std::string, int> count;
  for (const auto& one : known_cases()) ++count[one.source];
  EXPECT_EQ(count["bapctools"], 869);
  EXPECT_EQ(count["problemtools"], 24);
  EXPECT_EQ(count["domjudge"], 10);
  EXPECT_GE(count["measured"], 600);
}

TEST(DefaultCheckerConformance, AgreesWithTheText) { expect_agreement(compatibility::none, 0); }

TEST(DefaultCheckerConformance, AgreesWithKattis) { expect_agreement(compatibility::kattis, 1); }

TEST(DefaultCheckerConformance, AgreesWithDomjudge) {
  expect_agreement(compatibility::domjudge, 2);
}

/// Otherwise the tests above would pass for a mode that does nothing.
TEST(DefaultCheckerConformance, TheJudgesDoDiffer) {
  int kattis = 0;
  int domjudge = 0;
  for (const auto& one : known_cases()) {
    if (one.source != "bapctools") continue;
    kattis += one.verdicts[0] != one.verdicts[1] ? 1 : 0;
    domjudge += one.verdicts[0] != one.verdicts[2] ? 1 : 0;
  }
  EXPECT_EQ(kattis, 18);
  EXPECT_EQ(domjudge, 29);
}

}  // namespace

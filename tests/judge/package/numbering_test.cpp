#include "judge/package/numbering.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace judge::package {
namespace {

struct seed_fact {
  const char* salt;
  std::int64_t count;
  const char* command;
  std::uint32_t seed;
};

// The committed inputs of BAPCtools' test problem "testseed", which its generator prints, and
// commands computed with Python: int(hashlib.sha512(text).hexdigest(), 16) % 2**31.
constexpr seed_fact facts[] = {
    {"", 1, "stdout.py {seed}", 162981470},
    {"", 1, "stdout.py {seed} a  aa  b ", 2133905738},
    {"", 1, "stdout.py {seed:42}", 1750401614},
    {"bob", 1, "stdout.py {seed:42}", 593058468},
    {"", 1, "stdout.py {seed} 1", 256329547},
    {"", 2, "stdout.py {seed} 2", 1581952888},
    {"", 5, "stdout.py {seed} 5", 498227416},
    {"", -2, "stdout.py {seed:1} -2", 207342926},
    {"", 0, "stdout.py {seed:1} 0", 627447910},
    {"", -1, "stdout.py {seed:2} -1", 1599491640},
    {"", 3, "stdout.py {seed:2} 3", 839616175},
    {"def", 1, "random_gen.py {seed}", 865489988U},
    {"def", 1, "random_gen.py  {seed}", 27780964U},
    {"1.0", 1, "random_gen.py {seed}", 1557301101U},
    {"abc", 3, "random_gen.py {seed:10}", 21474674U},
    {"é", 1, "  gen.cpp {seed} \n", 1083863895U},
    {"", 100, "g", 1333473383U},
};

TEST(SeedOf, IsWhatBapctoolsComputes) {
  for (const auto& fact : facts) {
    EXPECT_EQ(seed_of(fact.salt, fact.count, fact.command), fact.seed) << fact.command;
  }
}

TEST(WithSeed, ReplacesOnlyWhatIsASeed) {
  EXPECT_EQ(with_seed("{seed}", 7), "7");
  EXPECT_EQ(with_seed("a={seed:12},b", 7), "a=7,b");
  for (const auto* other :
       {"{seed", "seed}", "{seed:}", "{seed:x}", "{seed:1x}", "{seeds}", "{{}"}) {
    EXPECT_EQ(with_seed(other, 7), other);
    EXPECT_EQ(count_seeds(other), 0U) << other;
  }
  EXPECT_EQ(count_seeds("{seed}{seed:3}"), 2U);
}

TEST(ShellWords, SplitsAsAShellDoes) {
  const auto words = [](const char* command) { return *shell_words(command); };
  using list = std::vector<std::string>;
  EXPECT_EQ(words("  a.cpp  1\t-2\n3 "), (list{"a.cpp", "1", "-2", "3"}));
  EXPECT_EQ(words("g 'a b' \"c  d\""), (list{"g", "a b", "c  d"}));
  EXPECT_EQ(words("g \\ a\\ b"), (list{"g", " a b"}));
  EXPECT_EQ(words("g \"a\\ b\" \"\\\"\""), (list{"g", "a\\ b", "\""}));
  EXPECT_EQ(words("g 'a\\' ''"), (list{"g", "a\\", ""}));
  EXPECT_EQ(words(""), list{});
  EXPECT_FALSE(shell_words("g 'a"));
  EXPECT_FALSE(shell_words("g \"a"));
}

RC_GTEST_PROP(ShellWords, UndoesQuoting, ()) {
  const auto text =
      *rc::gen::container<std::string>(rc::gen::elementOf(std::string(" \tab\"\\{}$*")))
           .as("text without single quotes");
  const auto words = shell_words("g '" + text + "' b");
  RC_ASSERT(static_cast<bool>(words));
  RC_ASSERT(*words == (std::vector<std::string>{"g", text, "b"}));
}

TEST(CountLabels, PadsOnlyWhereThereIsNoGap) {
  using list = std::vector<std::string>;
  EXPECT_EQ(count_labels({1}), list{"1"});
  EXPECT_EQ(count_labels({-2, -1, 0, 1}), (list{"-2", "-1", "00", "01"}));
  EXPECT_EQ(count_labels({-2, 0, 1, 2}), (list{"-2", "0", "1", "2"}));
  EXPECT_EQ(count_labels({9, 10}), (list{"09", "10"}));
  EXPECT_EQ(count_labels({-123456, 0, 1000000}), (list{"-123456", "0", "1000000"}));
}

RC_GTEST_PROP(ZeroPadded, SortsAsTextAsTheNumbersDo, ()) {
  const auto n = *rc::gen::inRange<std::size_t>(1, 5000);
  const auto a = *rc::gen::inRange<std::int64_t>(1, static_cast<std::int64_t>(n) + 1);
  const auto b = *rc::gen::inRange<std::int64_t>(1, static_cast<std::int64_t>(n) + 1);
  RC_ASSERT((zero_padded(a, width_of(n)) < zero_padded(b, width_of(n))) == (a < b));
}

/// `count:` of a one-line document, and whether it was refused.
struct counted {
  std::vector<std::int64_t> values;
  bool failed;
};
counted count_of(const std::string& text) {
  const auto document = parse_yaml("x.yaml", "count: " + text + "\n");
  complaints notes;
  fields entry(*document, document->root, notes);
  auto values = read_counts(entry);
  return {std::move(values), notes.failed()};
}

TEST(ReadCounts, KnowsNumbersListsAndRanges) {
  using list = std::vector<std::int64_t>;
  EXPECT_EQ(count_of("3").values, (list{1, 2, 3}));
  EXPECT_EQ(count_of("[7, -3]").values, (list{7, -3}));
  EXPECT_EQ(count_of("10..=12").values, (list{10, 11, 12}));
  EXPECT_EQ(count_of("-2..=-2").values, list{-2});
  EXPECT_EQ(count_of("100").values.size(), 100U);
  EXPECT_EQ(count_of("").values, list{1});
}

TEST(ReadCounts, RefusesTheRest) {
  for (const auto* bad :
       {"0", "-1", "101", "'3'", "1.5", "3..=1", "1..=101", "1..3", "[]", "[1, 1]", "[a]", "{a: 1}",
        "99999999999999999999", "1..=99999999999999999999"}) {
    EXPECT_TRUE(count_of(bad).failed) << bad;
  }
}

}  // namespace
}  // namespace judge::package

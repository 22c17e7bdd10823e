#include "gavel/ngram.hpp"  // first: proves it is self-contained

#include <gtest/gtest.h>  // before rapidcheck/gtest.h, which does not include it
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "support/ngram_counts.hpp"
#include "support/ngram_oracle.hpp"
#include "support/utf8_vectors.hpp"

namespace {

using namespace std::string_literals;
using gavel::ill_formed_utf8;
using gavel::ngram_count;
using gavel::ngram_counter;
using gavel::ngram_unit;
using gavel::testing::any_unit;
using gavel::testing::counts_of;
using gavel::testing::gram_counts;
using gavel::testing::grams_of;
using gavel::testing::in_order;
using gavel::testing::repetitive_text;
using gavel::testing::total_of;
using gavel::testing::units_of;
using gavel::testing::window_size;

constexpr auto replace = ill_formed_utf8::replace;

// Edges -------------------------------------------------------------------------------------------

TEST(NgramCounter, CountsTheBigramsOfAbracadabra) {
  ngram_counter bigrams(2);
  bigrams.add("abracadabra");
  EXPECT_EQ(bigrams.total(), 10U);
  EXPECT_EQ(bigrams.distinct(), 7U);
  EXPECT_EQ(bigrams.sorted(),
            (std::vector<ngram_count>{
                {"ab", 2}, {"br", 2}, {"ra", 2}, {"ac", 1}, {"ad", 1}, {"ca", 1}, {"da", 1}}));
  EXPECT_EQ(bigrams.filter(2), (std::vector<ngram_count>{{"ab", 2}, {"br", 2}, {"ra", 2}}));
  EXPECT_EQ(bigrams.top(1), (std::vector<ngram_count>{{"ab", 2}}));
  EXPECT_TRUE(bigrams.top(0).empty());
  EXPECT_EQ(bigrams.vector("abab", bigrams.filter(2)), (std::vector<std::uint64_t>{2, 0, 0}));
  EXPECT_EQ(bigrams.vector("abab", std::vector<std::string>{"ba", "ab", "b", "ba"}),
            (std::vector<std::uint64_t>{1, 2, 0, 1}));
}

TEST(NgramCounter, RefusesWindowsOfNothing) {
  EXPECT_THROW(ngram_counter(0), std::invalid_argument);
  EXPECT_THROW(ngram_counter(0, ngram_unit::word), std::invalid_argument);
}

TEST(NgramCounter, OfATextShorterThanTheWindowIsEmpty) {
  const std::size_t most = std::numeric_limits<std::size_t>::max();
  for (const std::size_t n : {std::size_t{4}, std::size_t{9}, std::size_t{100}, most}) {
    for (const ngram_unit unit : {ngram_unit::byte, ngram_unit::code_point, ngram_unit::word}) {
      ngram_counter counter(n, unit);
      counter.add("");
      counter.add("a b");
      EXPECT_EQ(counter.total(), 0U);
      EXPECT_EQ(counter.distinct(), 0U);
      EXPECT_TRUE(counter.sorted().empty());
      EXPECT_EQ(counter.count("a b"), 0U);
    }
  }
}

TEST(NgramCounter, TakesTheNulByteAsAnyOther) {
  ngram_counter counter(2);
  counter.add("\0\0\0a"s);
  EXPECT_EQ(counter.sorted(), (std::vector<ngram_count>{{"\0\0"s, 2}, {"\0a"s, 1}}));
}

TEST(NgramCounter, OrdersBytesAsUnsigned) {
  ngram_counter counter(1);
  counter.add("\xFF\x80\x7F\x01");
  EXPECT_EQ(counter.sorted(),
            (std::vector<ngram_count>{{"\x01", 1}, {"\x7F", 1}, {"\x80", 1}, {"\xFF", 1}}));
}

TEST(NgramCounter, JoinsWordsByOneSpace) {
  ngram_counter counter(2, ngram_unit::word);
  counter.add("  to be\tor\nnot to \r\v\f be ");
  EXPECT_EQ(counter.sorted(),
            (std::vector<ngram_count>{{"to be", 2}, {"be or", 1}, {"not to", 1}, {"or not", 1}}));
  EXPECT_EQ(counter.count("to  be"), 2U);  // a gram is read as a text is
  EXPECT_EQ(counter.count("to"), 0U);
  EXPECT_EQ(counter.count("to see"), 0U);
}

TEST(NgramCounter, DecodesIllFormedUtf8AsPythonDoes) {
  for (const auto& [bytes, replaced, skipped] : gavel::testing::utf8_vectors()) {
    for (const bool skip : {false, true}) {
      const std::string& expected = skip ? skipped : replaced;
      const auto policy = skip ? ill_formed_utf8::skip : replace;
      const std::size_t n = units_of(expected, ngram_unit::code_point).size();
      // With n the number of code points there is one gram: the whole text.
      ngram_counter whole(std::max<std::size_t>(n, 1), ngram_unit::code_point, policy);
      whole.add(bytes);
      EXPECT_EQ(counts_of(whole), n == 0 ? gram_counts{} : (gram_counts{{expected, 1}}));
    }
    ngram_counter strict(1, ngram_unit::code_point);
    if (bytes == replaced) {
      EXPECT_NO_THROW(strict.add(bytes));
    } else {
      EXPECT_THROW(strict.add(bytes), std::invalid_argument);
      EXPECT_EQ(strict.total(), 0U);
    }
  }
}

TEST(NgramCounter, NamesTheByteThatIsNotUtf8) {
  ngram_counter counter(1, ngram_unit::code_point);
  counter.append("ab\xC3");
  try {
    counter.append("\xA9\x80");
    FAIL() << "accepted";
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "ngram_counter: the text is not UTF-8 at byte 4");
  }
  counter.append("\xA9\xE2");  // the refused piece left no trace
  EXPECT_EQ(counter.total(), 3U);
  EXPECT_THROW(counter.end_text(), std::invalid_argument);
  counter.add("c");  // and the text is ended
  EXPECT_EQ(counts_of(counter), (gram_counts{{"a", 1}, {"b", 1}, {"\xC3\xA9", 1}, {"c", 1}}));
}

TEST(NgramCounter, IsExactOnThueMorseStrings) {
  // A rolling hash modulo 2^64 with an odd base takes different windows of 1024 letters for one.
  const std::string text = gavel::testing::thue_morse(4096);
  const std::size_t n = 1024;
  std::set<std::string_view> windows;
  std::set<std::uint64_t> hashes;
  for (std::size_t i = 0; i + n <= text.size(); ++i) {
    windows.insert(std::string_view(text).substr(i, n));
    std::uint64_t hash = 0;
    for (std::size_t j = i; j < i + n; ++j) hash = hash * 131 + static_cast<unsigned char>(text[j]);
    hashes.insert(hash);
  }
  ASSERT_LT(hashes.size(), windows.size());
  ngram_counter counter(n);
  counter.add(text);
  EXPECT_EQ(counter.distinct(), windows.size());
}

TEST(NgramCounter, KeepsSequencesWithEqualHashesApart) {
  gavel::detail::ngram::sequence_table<unsigned char> table(3);
  const std::string text = "abcabd";
  const auto* bytes = gavel::detail::ngram::as_bytes(text).data();
  table.add(bytes, 7, 0, 1);
  table.add(bytes + 3, 7, 3, 1);
  table.add(bytes, 7, 6, 1);
  EXPECT_EQ(table.size(), 2U);
  EXPECT_EQ(table.count(bytes, 7), 2U);
  EXPECT_EQ(table.count(bytes + 3, 7), 1U);
}

TEST(NgramCounter, RefusesToMergeDifferentGramsOrTooMany) {
  ngram_counter counter(1);
  EXPECT_THROW(counter.merge(ngram_counter(2)), std::invalid_argument);
  EXPECT_THROW(counter.merge(ngram_counter(1, ngram_unit::word)), std::invalid_argument);
  counter.add("a");
  for (int i = 0; i < 63; ++i) counter.merge(counter);
  EXPECT_EQ(counter.count("a"), std::uint64_t{1} << 63);
  EXPECT_THROW(counter.merge(counter), std::overflow_error);
  EXPECT_EQ(counter.total(), std::uint64_t{1} << 63);
}

TEST(NgramCounter, GoesOnAfterAMergeInTheMiddleOfAText) {
  for (const std::size_t n : {std::size_t{3}, std::size_t{9}}) {
    ngram_counter other(n);
    other.add("0123456789abcdefghij");
    ngram_counter counter(n);
    counter.append("abcdefghijkl");
    counter.merge(other);
    counter.append("mnopqrstuvwxyz");
    gram_counts expected = grams_of("abcdefghijklmnopqrstuvwxyz", n, ngram_unit::byte);
    for (const auto& [gram, count] : counts_of(other)) expected[gram] += count;
    EXPECT_EQ(counts_of(counter), expected);
  }
}

TEST(NgramCounter, CountsNothingOfATextAfterOneThatBrokeOff) {
  ngram_counter counter(1, ngram_unit::code_point);
  counter.append("a\xC3");  // the sequence may go on in the next piece, but does not
  EXPECT_THROW(counter.add("bc"), std::invalid_argument);
  EXPECT_EQ(counts_of(counter), (gram_counts{{"a", 1}}));
  counter.add("bc");
  EXPECT_EQ(counts_of(counter), (gram_counts{{"a", 1}, {"b", 1}, {"c", 1}}));
}

TEST(NgramCounter, CountsLongTexts) {
  // Long enough for the array of pairs, for many growths, and for several blocks of sequences.
  std::mt19937_64 engine(20261120);
  std::string text(140000, ' ');
  for (char& c : text)
    c = static_cast<char>(engine() % 16 == 0 ? 0xE0 + engine() % 32 : 'a' + engine() % 2);
  for (std::size_t i = 1000; i + 2000 < text.size(); i += 5000)
    text.replace(i, 1000, text, 0, 1000);
  for (const std::size_t n : std::vector<std::size_t>{2, 3, 9}) {
    const gram_counts expected = grams_of(text, n, ngram_unit::byte);
    ngram_counter whole(n);
    whole.add(text);
    EXPECT_EQ(counts_of(whole), expected) << n;
    EXPECT_EQ(whole.distinct(), expected.size());
    ngram_counter pieces(n);
    for (std::size_t i = 0; i < text.size(); i += 50001) pieces.append(text.substr(i, 50001));
    EXPECT_EQ(counts_of(pieces), expected) << n;
  }
}

}  // namespace

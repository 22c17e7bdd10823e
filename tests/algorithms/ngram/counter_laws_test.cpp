#include "gavel/ngram/counter.hpp"  // first: proves it is self-contained

#include <gtest/gtest.h>  // before rapidcheck/gtest.h, which does not include it
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/ngram_counts.hpp"
#include "support/ngram_oracle.hpp"

namespace {

using namespace std::string_literals;
using gavel::ill_formed_utf8;
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

/// `text` cut at each of `borders`, taken modulo its length + 1.
std::vector<std::string> cut(const std::string& text, const std::vector<std::size_t>& borders) {
  std::vector<std::size_t> at = {0, text.size()};
  for (const std::size_t border : borders) at.push_back(border % (text.size() + 1));
  std::sort(at.begin(), at.end());
  std::vector<std::string> pieces;
  for (std::size_t i = 1; i < at.size(); ++i)
    pieces.push_back(text.substr(at[i - 1], at[i] - at[i - 1]));
  return pieces;
}

// Oracle ------------------------------------------------------------------------------------------

RC_GTEST_PROP(NgramCounter, AgreesWithTheDefinition, ()) {
  const auto n = *window_size().as("n");
  const auto unit = *any_unit().as("unit");
  const auto policy = *rc::gen::element(replace, ill_formed_utf8::skip).as("policy");
  const auto text = *repetitive_text().as("text");
  const auto threshold = *rc::gen::inRange<std::uint64_t>(0, 5).as("threshold");
  const auto k = *rc::gen::inRange<std::size_t>(0, 20).as("k");
  const gram_counts expected = grams_of(text, n, unit, policy);
  RC_CLASSIFY(expected.empty(), "no grams");
  RC_CLASSIFY(expected.size() < total_of(expected), "a gram repeats");

  ngram_counter counter(n, unit, policy);
  counter.add(text);
  RC_ASSERT(counts_of(counter) == expected);
  RC_ASSERT(counter.total() == total_of(expected));
  RC_ASSERT(counter.distinct() == expected.size());
  for (const auto& [gram, count] : expected) RC_ASSERT(counter.count(gram) == count);
  RC_ASSERT(counter.sorted() == in_order(expected, 0));
  RC_ASSERT(counter.filter(threshold) == in_order(expected, threshold));
  auto best = in_order(expected, 0);
  if (best.size() > k) best.resize(k);
  RC_ASSERT(counter.top(k) == best);
}

RC_GTEST_PROP(NgramCounter, RejectsExactlyWhatIsNotUtf8, ()) {
  const auto text = *repetitive_text().as("text");
  const bool well_formed = gavel::testing::decode_by_table(text, replace).well_formed;
  RC_CLASSIFY(well_formed, "well-formed");
  ngram_counter counter(2, ngram_unit::code_point);
  bool accepted = true;
  try {
    counter.add(text);
  } catch (const std::invalid_argument&) {
    accepted = false;
  }
  RC_ASSERT(accepted == well_formed);
  RC_ASSERT(counts_of(counter) ==
            (accepted ? grams_of(text, 2, ngram_unit::code_point) : gram_counts{}));
}

RC_GTEST_PROP(NgramCounter, DescribesATextByTheKeyGrams, ()) {
  const auto n = *window_size().as("n");
  const auto unit = *any_unit().as("unit");
  const auto corpus = *repetitive_text().as("corpus");
  const auto text = *repetitive_text().as("text");
  ngram_counter counter(n, unit, replace);
  counter.add(corpus);
  const auto keys = counter.filter(2);
  auto counts = grams_of(text, n, unit);
  std::vector<std::uint64_t> expected;
  for (const auto& key : keys) expected.push_back(counts[key.gram]);
  RC_ASSERT(counter.vector(text, keys) == expected);
}

/// What a counter promises, in the plainest form: finished texts and the open one.
struct model {
  std::size_t n;
  ngram_unit unit;
  gram_counts finished;
  std::string open;

  void end_text() {
    gavel::testing::count_windows(finished, units_of(open, unit), n, unit);
    open.clear();
  }
};

RC_GTEST_PROP(NgramCounter, FollowsItsModelThroughAnyOperations, ()) {
  const auto n = *window_size().as("n");
  const auto unit = *any_unit().as("unit");
  const auto pieces = *rc::gen::container<std::vector<std::string>>(repetitive_text()).as("pieces");
  const auto kinds =
      *rc::gen::container<std::vector<int>>(pieces.size(), rc::gen::inRange(0, 6)).as("kinds");
  model expected{n, unit, {}, {}};
  ngram_counter counter(n, unit, replace);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (kinds[i] < 3) {
      expected.open += pieces[i];
      counter.append(pieces[i]);
    } else if (kinds[i] == 3) {
      expected.end_text();
      counter.end_text();
    } else if (kinds[i] == 4) {
      expected.end_text();
      expected.open = pieces[i];
      expected.end_text();
      counter.add(pieces[i]);
    } else {
      ngram_counter other(n, unit, replace);
      other.add(pieces[i]);
      for (const auto& [gram, count] : grams_of(pieces[i], n, unit))
        expected.finished[gram] += count;
      counter.merge(other);
    }
  }
  expected.end_text();
  counter.end_text();
  RC_ASSERT(counts_of(counter) == expected.finished);
  RC_ASSERT(counter.total() == total_of(expected.finished));
}

// Laws --------------------------------------------------------------------------------------------

RC_GTEST_PROP(NgramCounter, HasOneGramForEachWindow, ()) {
  const auto n = *window_size().as("n");
  const auto unit = *any_unit().as("unit");
  const auto text = *repetitive_text().as("text");
  ngram_counter counter(n, unit, replace);
  counter.add(text);
  const std::size_t length = units_of(text, unit).size();
  RC_ASSERT(counter.total() == (length < n ? 0 : length - n + 1));
}

RC_GTEST_PROP(NgramCounter, DoesNotDependOnWhereATextIsCut, ()) {
  const auto n = *window_size().as("n");
  const auto unit = *any_unit().as("unit");
  const auto text = *repetitive_text().as("text");
  const auto borders =
      *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, 400))
           .as("borders");
  ngram_counter whole(n, unit, replace);
  whole.add(text);
  ngram_counter pieces(n, unit, replace);
  for (const std::string& piece : cut(text, borders)) pieces.append(piece);
  pieces.end_text();
  RC_ASSERT(pieces.sorted() == whole.sorted());
}

RC_GTEST_PROP(NgramCounter, OfHalvesThatOverlapMergesToTheWhole, ()) {
  const auto n = *window_size().as("n");
  const auto text = *repetitive_text().as("text");
  const auto middle = *rc::gen::inRange<std::size_t>(0, text.size() + 1).as("middle");
  ngram_counter whole(n);
  whole.add(text);
  ngram_counter left(n);
  left.add(text.substr(0, middle));
  ngram_counter right(n);
  right.add(text.substr(middle - std::min(middle, n - 1)));
  left.merge(right);
  RC_ASSERT(left.sorted() == whole.sorted());
}

RC_GTEST_PROP(NgramCounter, DoesNotDependOnTheOrderOfTexts, ()) {
  const auto n = *window_size().as("n");
  const auto unit = *any_unit().as("unit");
  const auto texts = *rc::gen::container<std::vector<std::string>>(repetitive_text()).as("texts");
  ngram_counter forwards(n, unit, replace);
  ngram_counter backwards(n, unit, replace);
  for (auto text = texts.begin(); text != texts.end(); ++text) forwards.add(*text);
  for (auto text = texts.rbegin(); text != texts.rend(); ++text) backwards.add(*text);
  RC_ASSERT(forwards.sorted() == backwards.sorted());
}

}  // namespace

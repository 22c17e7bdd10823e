#include "gavel/ngram/language_model.hpp"  // first: proves it is self-contained

#include <gtest/gtest.h>  // before rapidcheck/gtest.h, which does not include it
#include <rapidcheck/gtest.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <ranges>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace {

using gavel::ngram_language_model;
using gavel::ngram_model_options;
using gavel::ngram_padding;
using sentence = std::vector<std::string>;

/// The formulas of the header over counted vectors of strings.
class model_by_definition {
 public:
  model_by_definition(std::size_t n, ngram_model_options options) : n_(n), options_(options) {}

  [[nodiscard]] sentence padded(const sentence& tokens) const {
    const std::size_t left = options_.padding == ngram_padding::none ? 0 : n_ - 1;
    const std::size_t right = options_.padding == ngram_padding::sentence ? 1 : left;
    sentence all_tokens(left, "<s>");
    all_tokens.insert(all_tokens.end(), tokens.begin(), tokens.end());
    all_tokens.insert(all_tokens.end(), right, "</s>");
    return all_tokens;
  }

  void train(const sentence& tokens) {
    const sentence text = padded(tokens);
    for (std::size_t i = 0; i + n_ <= text.size(); ++i) ++counts_[window(text, i)];
  }

  [[nodiscard]] double probability(const sentence& gram, std::uint64_t vocabulary) const {
    double seen = 0;
    double context = 0;
    for (const auto& [other, count] : counts_) {
      if (other == gram) seen += static_cast<double>(count);
      if (std::equal(gram.begin(), gram.end() - 1, other.begin()))
        context += static_cast<double>(count);
    }
    const double below = context + options_.add_k * static_cast<double>(vocabulary);
    return below == 0 ? 0 : (seen + options_.add_k) / below;
  }

  [[nodiscard]] double log10_probability(const sentence& tokens, std::uint64_t vocabulary) const {
    const sentence text = padded(tokens);
    double sum = 0;
    for (std::size_t i = 0; i + n_ <= text.size(); ++i)
      sum += std::log10(probability(window(text, i), vocabulary));
    return sum;
  }

 private:
  [[nodiscard]] sentence window(const sentence& text, std::size_t i) const {
    const auto from = text.begin() + static_cast<std::ptrdiff_t>(i);
    return {from, from + static_cast<std::ptrdiff_t>(n_)};
  }

  std::size_t n_;
  ngram_model_options options_;
  std::map<sentence, std::uint64_t> counts_;
};

bool close(double a, double b) {
  return a == b || std::abs(a - b) <= 1e-12 * std::max(std::abs(a), std::abs(b));
}

ngram_language_model trained(std::size_t n, ngram_model_options options,
                             const std::vector<sentence>& sentences) {
  ngram_language_model model(n, options);
  for (const sentence& tokens : sentences) model.train(tokens);
  return model;
}

rc::Gen<sentence> sentences_of(const std::vector<std::string>& tokens) {
  return rc::gen::container<sentence>(rc::gen::elementOf(tokens));
}

rc::Gen<std::vector<sentence>> corpus() {
  return rc::gen::container<std::vector<sentence>>(sentences_of({"a", "b", "c", ""}));
}

rc::Gen<ngram_model_options> any_options() {
  return rc::gen::map(rc::gen::pair(rc::gen::element(0.0, 1.0, 0.25),
                                    rc::gen::element(ngram_padding::none, ngram_padding::sentence,
                                                     ngram_padding::both_sides)),
                      [](const std::pair<double, ngram_padding>& drawn) {
                        return ngram_model_options{.add_k = drawn.first, .padding = drawn.second};
                      });
}

const std::vector<sentence> sam = {{"I", "am", "Sam"},
                                   {"Sam", "I", "am"},
                                   {"I", "do", "not", "like", "green", "eggs", "and", "ham"}};

// Edges -------------------------------------------------------------------------------------------

TEST(NgramLanguageModel, GivesTheBigramsOfTheTextbook) {
  // D. Jurafsky, J. H. Martin: Speech and Language Processing, section on n-grams.
  const auto model = trained(2, {}, sam);
  EXPECT_DOUBLE_EQ(model.probability("I", {"<s>"}), 2.0 / 3);
  EXPECT_DOUBLE_EQ(model.probability("I"), 2.0 / 3);  // an empty history begins the sentence
  EXPECT_DOUBLE_EQ(model.probability("Sam", {"<s>"}), 1.0 / 3);
  EXPECT_DOUBLE_EQ(model.probability("am", {"I"}), 2.0 / 3);
  EXPECT_DOUBLE_EQ(model.probability("</s>", {"Sam"}), 0.5);
  EXPECT_DOUBLE_EQ(model.probability("Sam", {"I", "am"}), 0.5);  // the last n - 1 count
  EXPECT_DOUBLE_EQ(model.sentence_log10_probability({"I", "am", "Sam"}),
                   std::log10(2.0 / 3 * (2.0 / 3) * 0.5 * 0.5));
  EXPECT_EQ(model.vocabulary_size(), 11U);
  EXPECT_EQ(model.context_count({"I"}), 3U);
}

TEST(NgramLanguageModel, AddsK) {
  const auto model = trained(2, {.add_k = 0.5, .vocabulary_size = 20}, sam);
  EXPECT_DOUBLE_EQ(model.probability("am", {"I"}), 2.5 / (3 + 0.5 * 20));
  EXPECT_DOUBLE_EQ(model.probability("ham", {"I"}), 0.5 / (3 + 0.5 * 20));
  EXPECT_DOUBLE_EQ(model.probability("never", {"met"}), 1.0 / 20);
}

TEST(NgramLanguageModel, CountsAContextByWhatFollowsIt) {
  // "b" occurs three times, but at the end of an unpadded sentence nothing follows it.
  const auto model = trained(2, {.padding = ngram_padding::none}, {{"a", "b", "c", "b"}, {"b"}});
  EXPECT_EQ(model.context_count({"b"}), 1U);
  EXPECT_DOUBLE_EQ(model.probability("c", {"b"}), 1.0);
}

TEST(NgramLanguageModel, PadsAsItIsTold) {
  const std::vector<sentence> text = {{"a"}};
  EXPECT_EQ(trained(3, {.padding = ngram_padding::none}, text).vocabulary(), sentence{"a"});
  const auto one_end = trained(3, {.padding = ngram_padding::sentence}, text);
  EXPECT_EQ(one_end.vocabulary(), (sentence{"</s>", "a"}));
  EXPECT_EQ(one_end.context_count({"a", "</s>"}), 0U);
  const auto two_ends = trained(3, {.padding = ngram_padding::both_sides}, text);
  EXPECT_EQ(two_ends.context_count({"a", "</s>"}), 1U);
  EXPECT_DOUBLE_EQ(two_ends.probability("</s>", {"a", "</s>"}), 1.0);
  // The empty sentence is one, and its end is predicted.
  EXPECT_DOUBLE_EQ(trained(3, {}, {{"a"}, {}}).probability("</s>"), 0.5);
}

TEST(NgramLanguageModel, CallsTheImpossibleMinusInfinity) {
  const auto model = trained(2, {}, sam);
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(model.probability("ham", {"I"}), 0);
  EXPECT_EQ(model.probability("ham", {"unknown"}), 0);  // 0 / 0
  EXPECT_EQ(model.context_count({"unknown"}), 0U);
  EXPECT_EQ(model.sentence_log10_probability({"I", "ham"}), -infinity);
  EXPECT_EQ(model.perplexity(std::vector<sentence>{{"I", "ham"}}), infinity);
}

TEST(NgramLanguageModel, HasPerplexityVOnUniformText) {
  sentence tokens;
  for (int i = 0; i < 50; ++i) tokens.push_back(std::to_string(i));
  const auto model = trained(1, {.padding = ngram_padding::none}, {tokens});
  EXPECT_NEAR(model.perplexity(std::vector<sentence>{tokens, tokens}), 50, 1e-9);
  EXPECT_EQ(model.context_count({}), 50U);
  // With a sure end mark after it, half the predictions are free: the root of it.
  const auto ended = trained(2, {}, {{"0"}, {"1"}, {"2"}, {"3"}});
  EXPECT_NEAR(ended.perplexity(std::vector<sentence>{{"2"}}), 2, 1e-9);
}

TEST(NgramLanguageModel, RefusesWhatMakesNoSense) {
  EXPECT_THROW(ngram_language_model(0), std::invalid_argument);
  for (const double k : {-1.0, std::nan(""), std::numeric_limits<double>::infinity()})
    EXPECT_THROW(ngram_language_model(2, {.add_k = k}), std::invalid_argument);

  auto model = trained(2, {.vocabulary_size = 3}, {{"a"}});
  EXPECT_THROW(model.train({"a", "<s>"}), std::invalid_argument);
  EXPECT_THROW((void)model.sentence_log10_probability({"</s>"}), std::invalid_argument);
  EXPECT_THROW(model.train({"b", "c"}), std::invalid_argument);  // </s> a b c: four
  EXPECT_EQ(model.vocabulary(), (sentence{"</s>", "a"}));
  EXPECT_NO_THROW(model.train({"b", "b"}));

  const auto bare = trained(3, {.padding = ngram_padding::none}, {{"a", "b", "<s>"}});
  EXPECT_EQ(bare.probability("<s>", {"a", "b"}), 1);  // without padding no token is special
  EXPECT_THROW((void)bare.probability("a", {"b"}), std::invalid_argument);
  EXPECT_THROW((void)bare.context_count({"b"}), std::invalid_argument);
  EXPECT_EQ(bare.sentence_log10_probability({"a", "b"}), 0);
  EXPECT_THROW((void)bare.perplexity(std::vector<sentence>{{"a", "b"}}), std::invalid_argument);
}

/// A forward range of make(0), ..., make(size - 1), as std::views::transform gives it, which clang
/// 14 cannot compile with libstdc++ 12.
template <typename Make>
class made_range {
 public:
  class iterator {
   public:
    using value_type = std::remove_cvref_t<std::invoke_result_t<const Make&, std::size_t>>;
    using difference_type = std::ptrdiff_t;
    iterator() = default;
    iterator(const Make* make, std::size_t at) : make_(make), at_(at) {}
    decltype(auto) operator*() const { return (*make_)(at_); }
    iterator& operator++() { return ++at_, *this; }
    iterator operator++(int) { return {make_, at_++}; }
    bool operator==(const iterator&) const = default;

   private:
    const Make* make_ = nullptr;
    std::size_t at_ = 0;
  };

  made_range(std::size_t size, Make make) : size_(size), make_(make) {}
  [[nodiscard]] iterator begin() const { return {&make_, 0}; }
  [[nodiscard]] iterator end() const { return {&make_, size_}; }

 private:
  std::size_t size_;
  Make make_;
};

TEST(NgramLanguageModel, TakesTokensThatOutlastTheWalk) {
  const sentence owned = {"a token beyond the small buffer of a string", "b"};
  const made_range views(2, [&](std::size_t i) { return std::string_view(owned[i]); });
  const made_range pointers(2, [&](std::size_t i) { return owned[i].c_str(); });
  const made_range references(2, [&](std::size_t i) -> const std::string& { return owned[i]; });
  ngram_language_model model(2);
  model.train(owned);
  model.train(views);
  model.train(pointers);
  model.train(references);
  EXPECT_EQ(model.vocabulary(), (sentence{"</s>", owned[0], "b"}));
  EXPECT_EQ(model.context_count(std::array{owned[0]}), 4U);
  EXPECT_EQ(model.probability("</s>", views), 1);
  EXPECT_EQ(model.perplexity(std::array{views, views}), 1);
}

// A view of a string that is gone when the next one is made would read freed memory.
TEST(NgramLanguageModel, TakesNoTokensThatAreGoneAtTheNext) {
  const made_range on_the_fly(2, [](std::size_t i) { return std::to_string(i); });
  static_assert(std::ranges::forward_range<decltype(on_the_fly)>);
  static_assert(!gavel::token_range<decltype(on_the_fly)>);
  static_assert(!gavel::token_range<std::vector<int>>);
  static_assert(gavel::token_range<std::vector<const char*>&>);
  static_assert(gavel::token_range<std::span<const std::string_view>>);
  const sentence kept(on_the_fly.begin(), on_the_fly.end());  // what to do instead
  EXPECT_EQ(trained(1, {.padding = ngram_padding::none}, {kept}).vocabulary(), kept);
}

// Oracle ------------------------------------------------------------------------------------------

RC_GTEST_PROP(NgramLanguageModel, AgreesWithTheDefinition, ()) {
  const auto n = *rc::gen::inRange<std::size_t>(1, 5).as("n");
  const auto options = *any_options();
  const auto sentences = *corpus().as("sentences");
  const auto asked = *sentences_of({"a", "b", "c", "unknown"}).as("asked");
  const auto model = trained(n, options, sentences);
  model_by_definition expected(n, options);
  for (const sentence& tokens : sentences) expected.train(tokens);
  const double found = model.sentence_log10_probability(asked);
  RC_CLASSIFY(std::isfinite(found) && found != 0, "finite");
  RC_ASSERT(close(found, expected.log10_probability(asked, model.vocabulary_size())));
}

// Laws --------------------------------------------------------------------------------------------

RC_GTEST_PROP(NgramLanguageModel, SumsToOneOverTheVocabulary, ()) {
  const auto n = *rc::gen::inRange<std::size_t>(1, 5).as("n");
  const auto options = *any_options();
  const auto sentences = *corpus().as("sentences");
  const auto history =
      *rc::gen::container<sentence>(n - 1, rc::gen::element<std::string>("a", "b", "c", "unknown"));
  const auto model = trained(n, options, sentences);
  double sum = 0;
  for (const std::string& token : model.vocabulary()) sum += model.probability(token, history);
  const bool defined =
      model.context_count(history) > 0 || (options.add_k > 0 && model.vocabulary_size() > 0);
  RC_CLASSIFY(defined, "defined");
  RC_ASSERT(close(sum, defined ? 1 : 0));
}

RC_GTEST_PROP(NgramLanguageModel, FindsItsOwnTextPossible, ()) {
  const auto n = *rc::gen::inRange<std::size_t>(1, 5).as("n");
  auto sentences = *corpus().as("sentences");
  sentences.push_back({"a"});
  const auto model = trained(n, {}, sentences);
  for (const sentence& tokens : sentences)
    RC_ASSERT(std::isfinite(model.sentence_log10_probability(tokens)));
  const double perplexity = model.perplexity(sentences);
  RC_ASSERT(perplexity >= 1 - 1e-12);
  RC_ASSERT(perplexity <= static_cast<double>(model.vocabulary_size()) + 1e-9);
}

}  // namespace

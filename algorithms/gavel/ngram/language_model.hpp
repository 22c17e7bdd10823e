// gavel/ngram/language_model.hpp - how probable a sentence is under an n-gram model.
//
// Method      Markov assumption of order n: the probability of a sentence is the product, over its
//             tokens w, of p(w | h) with h the n - 1 tokens before it. With c the counts of
//             training,
//                 p(w | h) = (c(h w) + k) / (c(h) + k B),   c(h) = the sum of c(h w) over all w,
//             k = 0: maximum likelihood; k = 1: Laplace; any other k > 0: Lidstone (add-k).
// Complexity  training and scoring: expected O(n) a token; memory as in gavel/ngram/counter.hpp.
// Constraints n >= 1, k >= 0. B, the size of the vocabulary, counts the tokens that can be
//             predicted: with padding also the end mark, never the start mark.
// Reference   problems/ngram_counting (statement, data, submissions)
// Tests       tests/algorithms/ngram_test.cpp
// Bench       bench/algorithms/ngram_bench.cpp
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <ranges>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_set>
#include <vector>

#include "gavel/ngram/tables.hpp"
#include "gavel/ngram/unit_grams.hpp"

namespace gavel {

/// What surrounds a sentence before its windows are taken.
enum class ngram_padding {
  none,  ///< nothing: the first n - 1 tokens are never predicted, a shorter sentence says nothing
  sentence,   ///< n - 1 start marks, one end mark: as KenLM, up to its single, shortened history
  both_sides  ///< n - 1 start marks, n - 1 end marks: as NLTK's pad_both_ends
};

struct ngram_model_options {
  double add_k = 0;
  ngram_padding padding = ngram_padding::sentence;
  /// B; by default the number of predictable tokens met in training. Say more to keep some
  /// probability for tokens that were not met.
  std::optional<std::uint64_t> vocabulary_size = std::nullopt;
};

namespace detail::ngram {

/// What an iterator gives and is still there when the iterator has moved on: an element, or a view
/// of text kept elsewhere. A std::string made on the fly is not.
template <typename Reference>
concept lasting_text = std::convertible_to<Reference, std::string_view> &&
    (std::is_lvalue_reference_v<Reference> || std::is_pointer_v<Reference> ||
     std::ranges::borrowed_range<Reference>);

}  // namespace detail::ngram

/// A range whose elements are read as tokens: any bytes, compared as they are. The text must
/// outlast the walk through the range: strings that a view makes on the fly belong into a container
/// first.
template <typename Range>
concept token_range =
    std::ranges::forward_range<const std::remove_reference_t<Range>> && detail::ngram::lasting_text<
        std::ranges::range_reference_t<const std::remove_reference_t<Range>>>;

/// Conditional probabilities of order n, trained on sentences.
///
///     gavel::ngram_language_model model(2);
///     model.train({"the", "cat", "sat"});
///     model.train({"the", "dog", "sat"});
///     model.probability("cat", {"the"}) == 0.5
///     model.sentence_log10_probability({"the", "cat", "sat"}) == std::log10(0.5)
class ngram_language_model {
 public:
  /// The marks around a padded sentence; `end_mark` can be asked for as a token.
  static constexpr std::string_view start_mark = "<s>";
  static constexpr std::string_view end_mark = "</s>";

  using tokens = std::initializer_list<std::string_view>;

  /// Throws std::invalid_argument when n is 0, or k is negative, infinite or NaN.
  explicit ngram_language_model(std::size_t n, ngram_model_options options = {})
      : n_(n), options_(options), grams_(n, 32), contexts_(n > 1 ? n - 1 : 1, 32) {
    if (n == 0) throw std::invalid_argument("ngram_language_model: n must be at least 1, found 0");
    if (!(options.add_k >= 0) || std::isinf(options.add_k))
      throw std::invalid_argument("ngram_language_model: add_k must be finite and not negative");
    words_.find_or_add(start_mark);
    words_.find_or_add(end_mark);
    if (end_marks() > 0) add_type(end_number);
  }

  [[nodiscard]] std::size_t n() const noexcept { return n_; }
  [[nodiscard]] const ngram_model_options& options() const noexcept { return options_; }

  /// Counts one sentence. Throws std::invalid_argument, and counts nothing, when sentences are
  /// padded and this one contains a mark, or when it brings more than the declared B tokens.
  template <token_range Sentence>
  void train(const Sentence& sentence) {
    const std::vector<std::string_view> words = views(sentence);
    check_marks(words);
    check_vocabulary(words);
    std::vector<std::uint32_t> numbers(start_marks(), start_number);
    for (const std::string_view word : words) {
      numbers.push_back(words_.find_or_add(word));
      add_type(numbers.back());
    }
    numbers.insert(numbers.end(), end_marks(), end_number);
    grams_.append(numbers);
    grams_.end_text();
    // The last token is no context: nothing follows it. So contexts sum up their followers.
    if (!numbers.empty()) numbers.pop_back();
    if (n_ > 1) contexts_.append(numbers);
    contexts_.end_text();
  }
  void train(tokens sentence) { train(std::span(sentence.begin(), sentence.size())); }

  /// p(token | history). The last n - 1 tokens of `history` matter; where it is shorter and
  /// sentences are padded, it begins the sentence. An unknown token has probability k / (c(h) +
  /// kB), and 0 / 0 (a context never met, k = 0) gives 0: context_count() tells the two apart.
  /// Throws std::invalid_argument when the history is too short and sentences are not padded.
  template <token_range History>
  [[nodiscard]] double probability(std::string_view token, const History& history) const {
    return probability(window(token, views(history)));
  }
  [[nodiscard]] double probability(std::string_view token, tokens history = {}) const {
    return probability(token, std::span(history.begin(), history.size()));
  }

  /// c(h), how often something followed the last n - 1 tokens of `history`; a short history is
  /// treated as by probability().
  /// Throws std::invalid_argument when the history is too short and sentences are not padded.
  template <token_range History>
  [[nodiscard]] std::uint64_t context_count(const History& history) const {
    const std::vector<std::uint32_t> numbers = window(end_mark, views(history));
    return context_count(std::span(numbers).first(n_ - 1));
  }
  [[nodiscard]] std::uint64_t context_count(tokens history) const {
    return context_count(std::span(history.begin(), history.size()));
  }

  /// The logarithm to base 10 of the product of p over the sentence's windows: minus infinity when
  /// one is 0, and 0 (the empty product) when there are none.
  /// Throws std::invalid_argument when sentences are padded and this one contains a mark.
  template <token_range Sentence>
  [[nodiscard]] double sentence_log10_probability(const Sentence& sentence) const {
    return score(views(sentence)).log10_probability;
  }
  [[nodiscard]] double sentence_log10_probability(tokens sentence) const {
    return sentence_log10_probability(std::span(sentence.begin(), sentence.size()));
  }

  /// 10^(-s / T) for the sum s of the sentences' log10 probabilities and the number T of tokens
  /// predicted (each end mark is one); infinity when one of them is impossible.
  /// Throws std::invalid_argument when nothing is predicted.
  template <std::ranges::input_range Sentences>
  requires token_range<std::ranges::range_reference_t<Sentences>>
  [[nodiscard]] double perplexity(const Sentences& sentences) const {
    sum all_of_them;
    for (const auto& sentence : sentences) {
      const sum one = score(views(sentence));
      all_of_them.log10_probability += one.log10_probability;
      all_of_them.predicted += one.predicted;
    }
    if (all_of_them.predicted == 0)
      throw std::invalid_argument("ngram_language_model: perplexity of no predicted token");
    return std::pow(10.0,
                    -all_of_them.log10_probability / static_cast<double>(all_of_them.predicted));
  }

  /// B: as declared, or the number of predictable tokens met.
  [[nodiscard]] std::uint64_t vocabulary_size() const noexcept {
    return options_.vocabulary_size.value_or(types_.size());
  }

  /// The predictable tokens met, in bytewise order; with padding the end mark is one.
  [[nodiscard]] std::vector<std::string> vocabulary() const {
    std::vector<std::string> result;
    for (const std::uint32_t number : types_) result.emplace_back(words_[number]);
    std::sort(result.begin(), result.end());
    return result;
  }

 private:
  struct sum {
    double log10_probability = 0;
    std::uint64_t predicted = 0;
  };

  static constexpr std::uint32_t start_number = 0;
  static constexpr std::uint32_t end_number = 1;

  template <token_range Range>
  [[nodiscard]] static std::vector<std::string_view> views(const Range& range) {
    std::vector<std::string_view> result;
    for (const auto& token : range) result.emplace_back(token);
    return result;
  }

  [[nodiscard]] std::size_t start_marks() const noexcept {
    return options_.padding == ngram_padding::none ? 0 : n_ - 1;
  }
  [[nodiscard]] std::size_t end_marks() const noexcept {
    if (options_.padding == ngram_padding::sentence) return 1;
    return options_.padding == ngram_padding::none ? 0 : n_ - 1;
  }

  void add_type(std::uint32_t number) {
    if (is_type_.size() <= number) is_type_.resize(number + 1, false);
    if (!is_type_[number]) types_.push_back(number);
    is_type_[number] = true;
  }

  void check_marks(const std::vector<std::string_view>& sentence) const {
    if (options_.padding == ngram_padding::none) return;
    for (const std::string_view token : sentence) {
      if (token == start_mark || token == end_mark) {
        throw std::invalid_argument("ngram_language_model: the sentence contains the mark " +
                                    std::string(token));
      }
    }
  }

  void check_vocabulary(const std::vector<std::string_view>& sentence) const {
    if (!options_.vocabulary_size) return;
    std::unordered_set<std::string_view> fresh;
    for (const std::string_view token : sentence) {
      const std::uint32_t number = words_.find(token);
      if (number >= is_type_.size() || !is_type_[number]) fresh.insert(token);
    }
    if (types_.size() + fresh.size() > *options_.vocabulary_size) {
      throw std::invalid_argument("ngram_language_model: more than the declared " +
                                  std::to_string(*options_.vocabulary_size) + " tokens");
    }
  }

  /// The numbers of the last n - 1 tokens of `history` and of `token`. What was never met has a
  /// number that no gram contains.
  [[nodiscard]] std::vector<std::uint32_t> window(
      std::string_view token, const std::vector<std::string_view>& history) const {
    const std::size_t used = std::min(history.size(), n_ - 1);
    if (used < n_ - 1 && options_.padding == ngram_padding::none) {
      throw std::invalid_argument("ngram_language_model: a history of " + std::to_string(used) +
                                  " tokens, but order " + std::to_string(n_) + " needs " +
                                  std::to_string(n_ - 1));
    }
    std::vector<std::uint32_t> numbers(n_ - 1 - used, start_number);
    for (std::size_t i = history.size() - used; i < history.size(); ++i)
      numbers.push_back(words_.find(history[i]));
    numbers.push_back(words_.find(token));
    return numbers;
  }

  [[nodiscard]] std::uint64_t context_count(std::span<const std::uint32_t> context) const {
    return n_ > 1 ? contexts_.count(context) : grams_.total();
  }

  [[nodiscard]] double probability(std::span<const std::uint32_t> gram) const {
    const double k = options_.add_k;
    const auto seen = static_cast<double>(grams_.count(gram));
    const auto context = static_cast<double>(context_count(gram.first(n_ - 1)));
    const double denominator = context + k * static_cast<double>(vocabulary_size());
    return denominator > 0 ? (seen + k) / denominator : 0;
  }

  [[nodiscard]] sum score(const std::vector<std::string_view>& sentence) const {
    check_marks(sentence);
    std::vector<std::uint32_t> numbers(start_marks(), start_number);
    for (const std::string_view word : sentence) numbers.push_back(words_.find(word));
    numbers.insert(numbers.end(), end_marks(), end_number);
    sum result;
    for (std::size_t end = n_; end <= numbers.size(); ++end) {
      result.log10_probability += std::log10(probability(std::span(numbers).subspan(end - n_, n_)));
      ++result.predicted;
    }
    return result;
  }

  std::size_t n_;
  ngram_model_options options_;
  detail::ngram::word_table words_;
  std::vector<std::uint32_t> types_;  // numbers of the predictable tokens
  std::vector<bool> is_type_;         // by number
  detail::ngram::unit_grams<std::uint32_t> grams_;
  detail::ngram::unit_grams<std::uint32_t> contexts_;  // unused for n = 1
};

}  // namespace gavel

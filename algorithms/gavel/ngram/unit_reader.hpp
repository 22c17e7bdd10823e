// gavel/ngram/unit_reader.hpp - texts into the numbers an n-gram counter counts, and back.
//
// Method      code points are numbers already; words get theirs in the order in which they are met.
//             A text may come in pieces, cut anywhere.
// Complexity  expected O(1) a byte; memory for the words met, and for the one being read.
// Constraints fewer than 2^32 different words (std::length_error).
// Reference   problems/ngram_counting (statement, data, submissions)
// Tests       tests/algorithms/ngram_test.cpp
// Bench       bench/algorithms/ngram_bench.cpp
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "gavel/ngram/tables.hpp"
#include "gavel/ngram/units.hpp"

namespace gavel::detail::ngram {

/// Reads texts by code points or by words.
class unit_reader {
 public:
  unit_reader(ngram_unit unit, ill_formed_utf8 ill_formed) : unit_(unit), ill_formed_(ill_formed) {}

  /// Throws std::invalid_argument where `piece` goes on, or a text `ends`, with what is not UTF-8
  /// and must be. Changes nothing: look before reading, and a rejected piece leaves no trace.
  void check(std::string_view piece, bool ends) const {
    if (unit_ != ngram_unit::code_point || ill_formed_ != ill_formed_utf8::reject) return;
    auto decoder = decoder_;
    std::size_t at = 0;
    const auto look = [&](std::uint32_t unit) {
      if (unit == ill_formed_mark) reject(length_ + at);
    };
    for (; at < piece.size(); ++at) decoder.feed(static_cast<unsigned char>(piece[at]), look);
    if (ends) decoder.finish(look);
  }

  /// Gives the units that `piece` completes to `sink`, in blocks, so that memory is bounded.
  template <typename Sink>
  void read(std::string_view piece, const Sink& sink) {
    constexpr std::size_t block = 1 << 12;  // any size would do
    length_ += piece.size();
    std::vector<std::uint32_t> units;
    for (std::size_t i = 0; i < piece.size(); units.clear()) {
      while (i < piece.size() && units.size() < block)
        i = unit_ == ngram_unit::word ? read_word(piece, i, units) : read_byte(piece, i, units);
      sink(std::span<const std::uint32_t>(units));
    }
  }

  /// Ends the text and gives its last units to `sink`, in one call: the last word is complete, and
  /// a UTF-8 sequence that is not is ill-formed. Throws std::invalid_argument when that is
  /// rejected; the text is ended all the same.
  template <typename Sink>
  void finish(const Sink& sink) {
    std::vector<std::uint32_t> units;
    bool cut = false;
    decoder_.finish([&](std::uint32_t mark) {
      cut = true;
      push_code_point(units, mark);
    });
    if (!word_.empty()) units.push_back(words_.find_or_add(word_));
    word_.clear();
    const std::uint64_t length = length_;
    length_ = 0;
    sink(std::span<const std::uint32_t>(units));
    if (cut && ill_formed_ == ill_formed_utf8::reject) reject(length);
  }

  /// The units of a gram, or nothing where one of them is in no text.
  [[nodiscard]] std::optional<std::vector<std::uint32_t>> units_of(std::string_view gram) const {
    if (unit_ == ngram_unit::code_point) return code_points(gram);
    std::vector<std::uint32_t> units;
    for (const std::string_view word : split_words(gram)) {
      units.push_back(words_.find(word));
      if (units.back() == word_table::none) return std::nullopt;
    }
    return units;
  }

  /// Writes a gram to `text`: code points as UTF-8, words with one space between them.
  void write(std::string& text, std::span<const std::uint32_t> gram) const {
    text.clear();
    for (const std::uint32_t unit : gram) {
      if (unit_ == ngram_unit::code_point) {
        append_utf8(text, unit);
      } else {
        if (!text.empty()) text += ' ';
        text += words_[unit];
      }
    }
  }

  /// Learns the words of `other`; element i of the result is the number here of its word i.
  [[nodiscard]] std::vector<std::uint32_t> learn(const unit_reader& other) {
    std::vector<std::uint32_t> numbers(other.words_.size());
    for (std::size_t i = 0; i < numbers.size(); ++i)
      numbers[i] = words_.find_or_add(other.words_[i]);
    return numbers;
  }

 private:
  [[noreturn]] static void reject(std::uint64_t byte) {
    throw std::invalid_argument("ngram_counter: the text is not UTF-8 at byte " +
                                std::to_string(byte));
  }

  std::size_t read_byte(std::string_view piece, std::size_t i, std::vector<std::uint32_t>& units) {
    decoder_.feed(static_cast<unsigned char>(piece[i]),
                  [&](std::uint32_t unit) { push_code_point(units, unit); });
    return i + 1;
  }

  void push_code_point(std::vector<std::uint32_t>& units, std::uint32_t unit) const {
    if (unit != ill_formed_mark) {
      units.push_back(unit);
    } else if (ill_formed_ == ill_formed_utf8::replace) {
      units.push_back(replacement_character);
    }
  }

  /// Reads up to the next white space, and it; a word that touches the end may go on.
  std::size_t read_word(std::string_view piece, std::size_t i, std::vector<std::uint32_t>& units) {
    const std::size_t end = word_end(piece, i);
    const std::string_view found = piece.substr(i, end - i);
    if (end == piece.size() || !word_.empty()) word_ += found;
    if (end == piece.size()) return end;
    const std::string_view word = word_.empty() ? found : std::string_view(word_);
    if (!word.empty()) units.push_back(words_.find_or_add(word));
    word_.clear();
    return end + 1;
  }

  ngram_unit unit_;
  ill_formed_utf8 ill_formed_;
  word_table words_;
  utf8_decoder decoder_;      // within the current text
  std::string word_;          // begun in the current text
  std::uint64_t length_ = 0;  // of the current text so far, in bytes
};

}  // namespace gavel::detail::ngram

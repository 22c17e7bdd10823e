// gavel/ngram/units.hpp - what an n-gram is made of: bytes, code points or words.
//
// Method      UTF-8 is decoded by a byte-wise automaton that keeps its state, so a sequence may be
//             cut anywhere between two chunks; words are maximal runs without ASCII white space.
// Complexity  O(1) a byte, O(1) space.
// Constraints ill-formed UTF-8 is an error, or one replacement character per maximal subpart (the
//             practice of the Unicode Standard, section 3.9, and of WHATWG's decoder), or skipped.
// Reference   problems/ngram_counting (statement, data, submissions)
// Tests       tests/algorithms/ngram_test.cpp
// Bench       bench/algorithms/ngram_bench.cpp
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gavel {

/// The unit a window slides by. A gram is always given as a string: n bytes, or the UTF-8 of n
/// code points (no normalisation, no grapheme clusters), or n words joined by one space (no case
/// folding).
enum class ngram_unit { byte, code_point, word };

/// What to do where a text read by code points is not UTF-8: throw std::invalid_argument, count
/// one U+FFFD per maximal subpart, or leave the bytes out, so that their neighbours meet.
enum class ill_formed_utf8 { reject, replace, skip };

namespace detail::ngram {

inline constexpr std::uint32_t replacement_character = 0xFFFD;
inline constexpr std::uint32_t ill_formed_mark = 0xFFFFFFFF;  // no code point

/// Decodes UTF-8 one byte at a time. `sink(u)` gets each code point, and ill_formed_mark once for
/// each maximal subpart of an ill-formed sequence.
class utf8_decoder {
 public:
  template <typename Sink>
  void feed(unsigned char byte, const Sink& sink) {
    if (remaining_ != 0) {
      if (low_ <= byte && byte <= high_) {
        code_point_ = (code_point_ << 6) | (byte & 0x3FU);
        low_ = 0x80;
        high_ = 0xBF;
        if (--remaining_ == 0) sink(code_point_);
        return;
      }
      finish(sink);  // the sequence broke off; this byte may begin another one
    }
    if (byte < 0x80) {
      sink(std::uint32_t{byte});
    } else if (0xC2 <= byte && byte <= 0xF4) {
      begin(byte);
    } else {
      sink(ill_formed_mark);
    }
  }

  /// The text ends here: a sequence that is not complete is ill-formed.
  template <typename Sink>
  void finish(const Sink& sink) {
    if (remaining_ != 0) sink(ill_formed_mark);
    *this = utf8_decoder{};
  }

 private:
  /// The second byte's range keeps out overlong forms, surrogates, and what is above U+10FFFF.
  void begin(unsigned char lead) {
    if (lead < 0xE0) {
      remaining_ = 1;
      code_point_ = lead & 0x1FU;
    } else if (lead < 0xF0) {
      remaining_ = 2;
      code_point_ = lead & 0x0FU;
      if (lead == 0xE0) low_ = 0xA0;
      if (lead == 0xED) high_ = 0x9F;
    } else {
      remaining_ = 3;
      code_point_ = lead & 0x07U;
      if (lead == 0xF0) low_ = 0x90;
      if (lead == 0xF4) high_ = 0x8F;
    }
  }

  std::uint32_t code_point_ = 0;
  unsigned char remaining_ = 0;
  unsigned char low_ = 0x80;
  unsigned char high_ = 0xBF;
};

/// The code points of `text`, or nothing where it is not UTF-8.
[[nodiscard]] inline std::optional<std::vector<std::uint32_t>> code_points(std::string_view text) {
  std::vector<std::uint32_t> units;
  utf8_decoder decoder;
  const auto push = [&](std::uint32_t unit) { units.push_back(unit); };
  for (const char c : text) decoder.feed(static_cast<unsigned char>(c), push);
  decoder.finish(push);
  if (std::find(units.begin(), units.end(), ill_formed_mark) != units.end()) return std::nullopt;
  return units;
}

inline void append_utf8(std::string& out, std::uint32_t code_point) {
  const auto put = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0U | (code_point >> 6));
    put(0x80U | (code_point & 0x3FU));
  } else if (code_point < 0x10000) {
    put(0xE0U | (code_point >> 12));
    put(0x80U | ((code_point >> 6) & 0x3FU));
    put(0x80U | (code_point & 0x3FU));
  } else {
    put(0xF0U | (code_point >> 18));
    put(0x80U | ((code_point >> 12) & 0x3FU));
    put(0x80U | ((code_point >> 6) & 0x3FU));
    put(0x80U | (code_point & 0x3FU));
  }
}

[[nodiscard]] inline std::span<const unsigned char> as_bytes(std::string_view text) noexcept {
  // unsigned char may alias anything; a byte is a number from 0 to 255 whatever char is
  return {reinterpret_cast<const unsigned char*>(text.data()), text.size()};
}

/// ASCII white space, whatever the locale: 20 09 0a 0b 0c 0d.
[[nodiscard]] constexpr bool is_white_space(char c) noexcept {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/// The position of the first white space of `text` at or after `from`, or its size.
[[nodiscard]] constexpr std::size_t word_end(std::string_view text, std::size_t from) noexcept {
  while (from < text.size() && !is_white_space(text[from])) ++from;
  return from;
}

}  // namespace detail::ngram

/// Returns the words of `text`: its maximal runs without ASCII white space, as views into it.
[[nodiscard]] inline std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = detail::ngram::word_end(text, i);
    if (end != i) words.push_back(text.substr(i, end - i));
    i = end + 1;
  }
  return words;
}

}  // namespace gavel
